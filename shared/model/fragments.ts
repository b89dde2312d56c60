import * as z from 'zod';

const Offset = z.int().nonnegative();

/** One contiguous range `[start, end)` in UTF-16 code units of the document text; zero width is allowed. */
export const Fragment = z
  .tuple([Offset, Offset])
  .refine(([start, end]) => start <= end, { error: 'a fragment must not end before it starts' });
export type Fragment = readonly [start: number, end: number];

/** All fragments of a span: several make it discontinuous, none make it implicit. */
export const Fragments = z.array(Fragment);
export type Fragments = readonly Fragment[];

/** What separates the fragments of a discontinuous span in its stored quote. */
export const FRAGMENT_SEPARATOR = '\u0000';

/**
 * Puts fragments in the canonical form in which they are stored: sorted, with overlapping and touching ones
 * joined, so that two spans over the same text are equal by value. Zero-width fragments inside or at the edge
 * of another one disappear into it.
 */
export function normaliseFragments(fragments: Fragments): Fragment[] {
  if (fragments.length < 2) return fragments.map(([start, end]) => [start, end]);
  const sorted = [...fragments].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const joined: [number, number][] = [];
  for (const [start, end] of sorted) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

/** The hull `[first start, last end)` of normalised fragments, or `null` for an implicit span. */
export function hull(fragments: Fragments): Fragment | null {
  const first = fragments[0];
  const last = fragments.at(-1);
  return first && last ? [first[0], last[1]] : null;
}

/** The text a span covers; fragments of a discontinuous one are joined by `separator` (default: as stored). */
export function quote(text: string, fragments: Fragments, separator: string = FRAGMENT_SEPARATOR): string {
  const [first] = fragments;
  if (first && fragments.length === 1) return text.slice(first[0], first[1]);
  return fragments.map(([start, end]) => text.slice(start, end)).join(separator);
}

/** The text a span covers as a person reads it: gaps shown as an ellipsis. */
export function readableQuote(text: string, fragments: Fragments): string {
  return quote(text, fragments, ' … ');
}

/** A stored quote as a person reads it. */
export function readableText(stored: string): string {
  return stored.replaceAll(FRAGMENT_SEPARATOR, ' … ');
}

/** Whether two fragment lists are the same ranges in the same order. */
export function sameFragments(a: Fragments, b: Fragments): boolean {
  if (a.length !== b.length) return false;
  return a.every(([start, end], i) => {
    const other = b[i]!;
    return start === other[0] && end === other[1];
  });
}
