import type { BlockRange } from './positions.ts';
import { BLOCKS_PER_SECTION } from './schema.ts';

/**
 * Extends the drawn range by what comes into view; after a jump, or if much was drawn on the way, returns only the latter.
 */
export function joined(drawn: BlockRange, wanted: BlockRange): BlockRange {
  const first = Math.min(drawn[0], wanted[0]);
  const last = Math.max(drawn[1], wanted[1]);
  const touching = drawn[0] <= wanted[1] + 1 && wanted[0] <= drawn[1] + 1;
  const few = last - first <= 4 * (wanted[1] - wanted[0] + BLOCKS_PER_SECTION);
  return touching && few ? [first, last] : wanted;
}

/** Returns the next step from the drawn range to at least `ahead` and at most `kept`; `null` if nothing is left to do. */
export function stepTowards(
  [first, last]: BlockRange,
  ahead: BlockRange,
  kept: BlockRange,
): BlockRange | null {
  const step = BLOCKS_PER_SECTION;
  if (last < ahead[1]) return [first, Math.min(ahead[1], last + step)];
  if (first > ahead[0]) return [Math.max(ahead[0], first - step), last];
  if (last > kept[1]) return [first, Math.max(kept[1], last - step)];
  if (first < kept[0]) return [Math.min(kept[0], first + step), last];
  return null;
}
