import type { ErrorWhere } from '../contract/errors.ts';
import type { Fragment } from '../model/fragments.ts';
import { newlineMapping, newlineNote, normaliseNewlines } from '../text/newlines.ts';
import { offsetsOf, type OffsetUnit } from '../text/offsets.ts';
import { placeSpan, type StatedPlace } from './spans.ts';

/** A text as a file has it, with the way from the file's offsets into Postil's text. */
export interface SourceText {
  /** With LF line ends: the document's text. */
  readonly text: string;
  /** The note about changed line ends, or `null`. */
  readonly note: string | null;
  /** Line ends that were CRLF or CR, for the document's origin. */
  readonly carriageReturns: number;
  /**
   * Fragments in the document's text of a place stated in the file's unit over the file's text.
   * @throws PostilError as `placeSpan` does; `what` names the span in the message.
   */
  place(place: StatedPlace, what: string, where: ErrorWhere): [start: number, end: number][];
  /** A stretch of the document's text, for offsets that count inside of it. */
  part(fragment: Fragment): SourceText;
}

/** Takes the text of a file's document whose offsets count `unit`, carriage returns included. */
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
