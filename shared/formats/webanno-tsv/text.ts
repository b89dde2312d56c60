import { assertText } from '../json-record.ts';
import { formatError, UNIT_OPTION, type OptionValues } from '../define.ts';
import { COMMON } from '../messages.ts';
import { offsetsOf, OFFSET_UNITS, type OffsetUnit } from '../../text/offsets.ts';
import { unescapeText } from './escapes.ts';
import { MESSAGES } from './messages.ts';
import type { Row, TsvFile, TsvSentence } from './rows.ts';

/** The text of a file, rebuilt from its sentences. */
export interface RebuiltTsv {
  /** With the original line ends of the file. */
  readonly raw: string;
  readonly unit: OffsetUnit;
  /** The begin and end of each sentence, in the unit. */
  readonly sentences: readonly (readonly [begin: number, end: number])[];
  /** A note if the offsets do not have the unit of the format. */
  readonly told: string | null;
}

/**
 * Rebuilds the text: between two sentences, where the file has no text, it inserts a line break and as many blanks as
 * the offsets require. The word of each row is compared with the text at its offsets.
 *
 * @throws PostilError `refused` with both if a word differs from the text.
 */
export function rebuildTsv(tsv: TsvFile, file: string, values: OptionValues | undefined): RebuiltTsv {
  const forced = values?.[UNIT_OPTION] ?? 'auto';
  if (forced !== 'auto') {
    const unit = OFFSET_UNITS.find((known) => known === forced);
    if (!unit) throw formatError(COMMON.notAnOffsetUnit(forced), { file });
    return { ...rebuild(tsv, file, unit), told: null };
  }
  try {
    return { ...rebuild(tsv, file, 'utf-16'), told: null };
  } catch (error) {
    // Tools that are not written in Java count code points by mistake; texts without astral characters hide it.
    const astral = tsv.sentences.some(({ text }) => /[\ud800-\udbff]/.test(text));
    if (!astral) throw error;
    try {
      const told = MESSAGES.offsetsAreCodePoints;
      return { ...rebuild(tsv, file, 'codepoint'), told };
    } catch {
      throw error;
    }
  }
}

function rebuild(tsv: TsvFile, file: string, unit: OffsetUnit): Omit<RebuiltTsv, 'told'> {
  const pieces: string[] = [];
  const sentences: [number, number][] = [];
  let length = 0;
  for (const sentence of tsv.sentences) {
    const begin = sentence.rows[0]!.begin;
    const gap = begin - length;
    if (gap < 0) {
      throw formatError(
        MESSAGES.sentencesOverlap(begin, length),
        { file, line: sentence.rows[0]!.line },
        MESSAGES.isOtherUnit,
      );
    }
    if (gap > 0) pieces.push(sentences.length > 0 ? '\n' : ' ', ' '.repeat(gap - 1));
    pieces.push(sentence.text);
    length = begin + lengthOfChecked(sentence, file, unit, Number(tsv.version));
    sentences.push([begin, length]);
  }
  const raw = pieces.join('');
  assertText(raw, { file });
  return { raw, unit, sentences };
}

/** Compares the words of a sentence with its text, and returns the length of the text. */
function lengthOfChecked(
  { text, rows }: TsvSentence,
  file: string,
  unit: OffsetUnit,
  version: number,
): number {
  const offsets = offsetsOf(text, unit);
  const first = rows[0]!.begin;
  let last = first;
  for (const row of rows) {
    const where = { file, line: row.line };
    const [start, end] = [offsets.toUtf16(row.begin - first), offsets.toUtf16(row.end - first)];
    if (start === null || end === null) {
      throw formatError(
        MESSAGES.outsideOfSentence(row.id, row.begin, row.end, first, first + offsets.length),
        where,
        MESSAGES.isOtherUnit,
      );
    }
    const covered = text.slice(start, end);
    if (row.text !== covered && unescapeText(row.text, version) !== covered) {
      throw formatError(
        MESSAGES.otherWord(row.id, row.text, covered),
        where,
        COMMON.wereOffsetsCountedOtherwise,
      );
    }
    if (!row.part) last = inOrder(row, last, where);
  }
  return offsets.length;
}

function inOrder(row: Row, last: number, where: { file: string; line: number }): number {
  if (row.begin < last) throw formatError(MESSAGES.tokensOverlap(row.id, row.begin), where);
  return row.end;
}
