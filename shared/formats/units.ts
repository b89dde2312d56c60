import type { ErrorWhere } from '../contract/errors.ts';
import type { Attribute } from '../model/attributes/index.ts';
import { OFFSET_UNITS, offsetsOf, type OffsetUnit } from '../text/offsets.ts';
import { formatError, UNIT_OPTION, type OptionValues } from './define.ts';
import { COMMON, MESSAGES } from './messages.ts';

/** Names of the offset units in sentences: “Offsets are byte counts”. */
export const OFFSET_UNIT_WORDS: Readonly<Record<OffsetUnit, string>> = {
  'utf-16': 'UTF-16 code units',
  codepoint: 'code points',
  byte: 'byte counts',
};

/** A range from a file, with the words that it should cover if the file has them. */
export interface QuotedRange {
  readonly start: number;
  readonly end: number;
  readonly text?: string | undefined;
}

/** Returns the option for forcing the unit, for formats whose tools disagree. */
export function unitOption(usual: OffsetUnit): Attribute {
  return {
    kind: 'choice',
    name: UNIT_OPTION,
    label: 'Unit of offsets',
    help: `Usually ${usual}. Left to “auto”, the unit is found by comparing the quoted words with the text.`,
    options: ['auto', ...OFFSET_UNITS],
    default: 'auto',
  };
}

/**
 * Returns the unit of the offsets of a document: the forced one, else the usual one unless the quoted words prove
 * another. `told` is a note for people if the usual unit was wrong, or null.
 *
 * Units agree on texts without astral characters (or non-ASCII ones, for bytes), so most documents prove nothing.
 *
 * @throws PostilError `refused` if the option names no unit.
 */
export function unitOf(
  text: string,
  ranges: Iterable<QuotedRange>,
  usual: OffsetUnit,
  values: OptionValues | undefined,
  where: ErrorWhere,
): { readonly unit: OffsetUnit; readonly told: string | null } {
  const forced = values?.[UNIT_OPTION] ?? 'auto';
  if (forced !== 'auto') {
    const unit = OFFSET_UNITS.find((known) => known === forced);
    if (!unit) throw formatError(COMMON.notAnOffsetUnit(forced), where, unitsInWords());
    return { unit, told: null };
  }
  // The usual one first: it wins if several fit equally well.
  const units = [usual, ...OFFSET_UNITS.filter((unit) => unit !== usual)];
  const scored = units.map((unit) => ({ unit, offsets: offsetsOf(text, unit), fits: 0 }));
  let quoted = 0;
  for (const range of ranges) {
    if (range.text === undefined) continue;
    quoted++;
    for (const candidate of scored) {
      const start = candidate.offsets.toUtf16(range.start);
      const end = candidate.offsets.toUtf16(range.end);
      if (start !== null && end !== null && text.slice(start, end) === range.text) candidate.fits++;
    }
  }
  const best = scored.reduce((a, b) => (b.fits > a.fits ? b : a));
  if (best.unit === usual) return { unit: usual, told: null };
  return {
    unit: best.unit,
    told: MESSAGES.offsetsAre(OFFSET_UNIT_WORDS[best.unit], OFFSET_UNIT_WORDS[usual], best.fits, quoted),
  };
}

/** Returns the text in which most of the quoted words are at their offsets, in any unit; on a tie the first. */
export function mostFitting(texts: readonly [string, ...string[]], ranges: readonly QuotedRange[]): string {
  let best = { text: texts[0], fits: 0 };
  for (const text of texts) {
    for (const unit of OFFSET_UNITS) {
      const offsets = offsetsOf(text, unit);
      const fits = ranges.filter(({ start, end, text: words }) => {
        const [from, to] = [offsets.toUtf16(start), offsets.toUtf16(end)];
        return words !== undefined && from !== null && to !== null && text.slice(from, to) === words;
      }).length;
      if (fits > best.fits) best = { text, fits };
    }
    if (best.fits === ranges.length) break;
  }
  return best.text;
}

function unitsInWords(): string {
  return MESSAGES.knownUnits(OFFSET_UNITS.join(', '));
}
