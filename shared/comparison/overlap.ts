import { sameFragments, type Fragments } from '../model/fragments.ts';

/** Returns the number of characters that fragments cover, in UTF-16 code units. */
export function coveredLength(fragments: Fragments): number {
  let length = 0;
  for (const [start, end] of fragments) length += end - start;
  return length;
}

/** Returns the number of characters that both cover. Fragments must be sorted and disjoint. */
export function sharedLength(a: Fragments, b: Fragments): number {
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const [startA, endA] = a[i]!;
    const [startB, endB] = b[j]!;
    shared += Math.max(0, Math.min(endA, endB) - Math.max(startA, startB));
    if (endA < endB) i++;
    else j++;
  }
  return shared;
}

/**
 * Returns how far two spans cover the same text: shared characters divided by characters that either covers (Jaccard),
 * so 1 for the same bounds and 0 if they share none. Two spans of no width at the same place have the same bounds.
 */
export function overlap(a: Fragments, b: Fragments): number {
  if (a.length === 0 || b.length === 0) return 0;
  if (sameFragments(a, b)) return 1;
  const shared = sharedLength(a, b);
  return shared === 0 ? 0 : shared / (coveredLength(a) + coveredLength(b) - shared);
}
