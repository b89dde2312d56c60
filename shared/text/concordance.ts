import { foldWithOffsets } from './find.ts';
import { graphemeEnd, graphemeStart } from './graphemes.ts';

/** How much text is shown on either side of a hit, in UTF-16 code units. */
const CONTEXT = 80;
/** How much of that text is used for sorting. */
const SORTED_BY = 48;

/** Returns the text on either side of a range, without cutting a grapheme. */
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
 * Returns the key by which hits are sorted, compared unit by unit: the words of the hit, the words after it, or the words before
 * it starting with the nearest. Case and diacritics are ignored.
 */
export function sortKey(
  text: string,
  [start, end]: readonly [number, number],
  order: Exclude<ConcordanceOrder, 'document'>,
): string {
  if (order === 'hit') return key(text.slice(start, end));
  const { before, after } = inContext(text, [start, end], SORTED_BY);
  // Reverse the order of words, not letters: reversed letters would sort “said” among the words that end in d.
  return order === 'right' ? key(after) : key(before).split(' ').reverse().join(' ').trim();
}

/** Punctuation counts only as a gap between words. */
function key(text: string): string {
  return foldWithOffsets(text)
    .text.replace(/[\s\p{P}]+/gu, ' ')
    .trim();
}
