import type { ErrorWhere } from '../contract/errors.ts';
import { newlineNote, normaliseNewlines } from '../text/newlines.ts';
import { offsetsOf, type OffsetUnit } from '../text/offsets.ts';
import type { OptionValues } from './define.ts';
import { MESSAGES } from './messages.ts';
import { sourceText, type SourceText } from './source-text.ts';
import { unitOf, type QuotedRange } from './units.ts';

/** A text with the mapping of offsets into it, and what was found out about how they count. */
export interface CountedText {
  readonly source: SourceText;
  /** The number of line ends that were CRLF or CR, however offsets count them. */
  readonly carriageReturns: number;
  readonly notes: readonly string[];
}

/**
 * Detects how offsets of browser-based tools count in a text: the unit, and whether a CRLF is one character or two.
 * Both are found by comparing the quotes; browsers convert line ends to LF before they count, scripts do not.
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
    notes.push(MESSAGES.lineEndsCountedOnce(newlineNote(count)));
  }
  const { unit, told } = unitOf(counted, ranges, usual, values, where);
  if (told !== null) notes.push(told);
  const source = sourceText(counted, unit);
  if (source.note !== null) notes.push(source.note);
  return { source, carriageReturns: count, notes };
}

/** Returns how many quotes match at their offsets, in the best unit. */
function fits(text: string, ranges: readonly QuotedRange[]): number {
  const units = [offsetsOf(text, 'utf-16'), offsetsOf(text, 'codepoint')];
  return ranges.filter(({ start, end, text: quoted }) =>
    units.some((unit) => {
      const [from, to] = [unit.toUtf16(start), unit.toUtf16(end)];
      return quoted !== undefined && from !== null && to !== null && text.slice(from, to) === quoted;
    }),
  ).length;
}
