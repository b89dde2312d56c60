import type { ErrorWhere } from '../contract/errors.ts';
import { hull, normaliseFragments, readableQuote, sameFragments, type Fragment } from '../model/fragments.ts';
import type { Offsets } from '../text/offsets.ts';
import { formatError } from './define.ts';
import { COMMON, MESSAGES } from './messages.ts';

/** The location of a span according to a file; offsets in the file's unit. */
export interface StatedPlace {
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  readonly fragments?: readonly Fragment[] | undefined;
  /** The covered text as the file has it, for comparison. */
  readonly text?: string | undefined;
}

/**
 * Converts a stated position to fragments in UTF-16 code units, in canonical form, and checks it against the text: not
 * past the end, not reversed, no character cut in half, the covered text as stated.
 *
 * @throws PostilError `refused`; `what` names the span in the message ("span 3 (PERSON)").
 */
export function placeSpan(
  place: StatedPlace,
  text: string,
  offsets: Offsets,
  what: string,
  where: ErrorWhere,
): { fragments: [start: number, end: number][]; normalised: boolean } {
  const stated = statedFragments(place, what, where);
  const placed = stated.map(([start, end]): Fragment => {
    if (start > end) throw formatError(COMMON.endsBeforeStart(what, start, end), where);
    if (end > offsets.length) {
      throw formatError(COMMON.pastTheEnd(what, end, offsets.length), where, MESSAGES.stateUnit);
    }
    const from = offsets.toUtf16(start);
    const to = offsets.toUtf16(end);
    if (from === null || to === null) {
      throw formatError(COMMON.cutsCharacter(what, start, end), where, MESSAGES.stateUnit);
    }
    return [from, to];
  });
  const fragments = normaliseFragments(placed).map(([start, end]): [number, number] => [start, end]);
  const covered = readableQuote(text, fragments);
  if (place.text !== undefined && place.text !== covered) {
    throw formatError(
      MESSAGES.otherText(what, place.text, covered),
      where,
      COMMON.wereOffsetsCountedOtherwise,
    );
  }
  return { fragments, normalised: !sameFragments(placed, fragments) };
}

function statedFragments(place: StatedPlace, what: string, where: ErrorWhere): readonly Fragment[] {
  const { start, end, fragments } = place;
  if ((start === undefined) !== (end === undefined)) {
    throw formatError(MESSAGES.offsetMissing(what, start), where);
  }
  if (fragments === undefined) {
    if (start === undefined || end === undefined) {
      throw formatError(MESSAGES.noOffsets(what), where, MESSAGES.implicitSpanForm);
    }
    return [[start, end]];
  }
  const outer = hull(normaliseFragments(fragments));
  if (start !== undefined && (outer?.[0] !== start || outer[1] !== end)) {
    throw formatError(MESSAGES.fragmentsDiffer(what, start, end), where);
  }
  return fragments;
}
