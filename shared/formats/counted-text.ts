import type { ErrorWhere } from '../contract/errors.ts';
import { newlineNote, normaliseNewlines } from '../text/newlines.ts';
import { offsetsOf, type OffsetUnit } from '../text/offsets.ts';
import type { OptionValues } from './define.ts';
import { sourceText, type SourceText } from './source-text.ts';
import { unitOf, type QuotedRange } from './units.ts';

/** A text with the way into it, and what had to be found out about how offsets count. */
export interface CountedText {
  readonly source: SourceText;
  /** Line ends that were CRLF or CR, however offsets count them. */
  readonly carriageReturns: number;
  readonly notes: readonly string[];
}

/**
 * How offsets of tools that run in a browser count in a text: the unit, and whether a CRLF is one character or two. Both
 * are found by the quotes; browsers turn line ends into LF before anything is counted, scripts do not.
 */
export function countedText(
  raw: string,
  ranges: readonly QuotedRange[],
  usual: OffsetUnit,
  values: OptionValues | undefined,
  where: ErrorWhere,
): CountedText {
  const notes: string[] = [];
  const { text, count } = normaliseNewlines(raw);
  let counted = raw;
  if (count > 0 && fits(text, ranges) > fits(raw, ranges)) {
    counted = text;
    notes.push(`${newlineNote(count)} The offsets count them as one character, as a browser does.`);
  }
  const { unit, told } = unitOf(counted, ranges, usual, values, where);
  if (told !== null) notes.push(told);
  const source = sourceText(counted, unit);
  if (source.note !== null) notes.push(source.note);
  return { source, carriageReturns: count, notes };
}

/** How many quotes stand at their offsets, in whichever unit fits. */
function fits(text: string, ranges: readonly QuotedRange[]): number {
  const units = [offsetsOf(text, 'utf-16'), offsetsOf(text, 'codepoint')];
  return ranges.filter(({ start, end, text: quoted }) =>
    units.some((unit) => {
      const [from, to] = [unit.toUtf16(start), unit.toUtf16(end)];
      return quoted !== undefined && from !== null && to !== null && text.slice(from, to) === quoted;
    }),
  ).length;
}
