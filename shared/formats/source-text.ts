import type { ErrorWhere } from '../contract/errors.ts';
import type { Fragment } from '../model/fragments.ts';
import { newlineMapping, newlineNote, normaliseNewlines } from '../text/newlines.ts';
import { offsetsOf, type OffsetUnit } from '../text/offsets.ts';
import { placeSpan, type StatedPlace } from './spans.ts';

/** The text of a file, with the mapping from the file's offsets to Postil's text. */
export interface SourceText {
  /** With LF line ends: the document's text. */
  readonly text: string;
  /** The note on changed line ends, or `null`. */
  readonly note: string | null;
  /** The number of line ends that were CRLF or CR, for the document's origin. */
  readonly carriageReturns: number;
  /**
   * Returns the fragments in the document's text for a position in the file's unit and text.
   * @throws PostilError as `placeSpan` does; `what` names the span in the message.
   */
  place(place: StatedPlace, what: string, where: ErrorWhere): [start: number, end: number][];
  /** Returns a part of the document's text, for offsets that count within it. */
  part(fragment: Fragment): SourceText;
}

/** Converts a file's text whose offsets count `unit`, carriage returns included. */
export function sourceText(raw: string, unit: OffsetUnit): SourceText {
  const { text, count } = normaliseNewlines(raw);
  const offsets = offsetsOf(raw, unit);
  const moved = newlineMapping(raw);
  return {
    text,
    note: newlineNote(count),
    carriageReturns: count,
    place: (place, what, where) =>
      placeSpan(place, raw, offsets, what, where).fragments.map(([start, end]): [number, number] => [
        moved(start),
        moved(end),
      ]),
    part: ([start, end]) => sourceText(text.slice(start, end), unit),
  };
}
