import { foldWithOffsets } from './find.ts';
import { graphemeEnd, graphemeStart } from './graphemes.ts';

/** So much of the text stands on either side of a hit, in UTF-16 units. */
const CONTEXT = 80;
/** So much of it counts when hits are sorted by what stands beside them. */
const SORTED_BY = 48;

/** The words on either side of a range, cut between graphemes. */
export function inContext(
  text: string,
  [start, end]: readonly [number, number],
  width = CONTEXT,
): { before: string; after: string } {
  if (end === 0) return { before: '', after: '' };
  return {
    before: text.slice(graphemeStart(text, start - width), start),
    after: text.slice(end, graphemeEnd(text, end + width)),
  };
}

export type ConcordanceOrder = 'document' | 'left' | 'hit' | 'right';

/**
 * What a hit is sorted by, compared unit by unit: its own words, what follows, or the words before it, the nearest first.
 * Case and diacritics do not count.
 */
export function sortKey(
  text: string,
  [start, end]: readonly [number, number],
  order: Exclude<ConcordanceOrder, 'document'>,
): string {
  if (order === 'hit') return key(text.slice(start, end));
  const { before, after } = inContext(text, [start, end], SORTED_BY);
  // Word by word from the hit outward: reversed letters would sort "said" among words that end in d.
  return order === 'right' ? key(after) : key(before).split(' ').reverse().join(' ').trim();
}

/** Punctuation only counts as a gap. */
function key(text: string): string {
  return foldWithOffsets(text)
    .text.replace(/[\s\p{P}]+/gu, ' ')
    .trim();
}
