import { decodeTags, isTag, parseTag, SchemeGuess, type TagScheme } from '../iob.ts';

/** Separators of the tags of several spans, or of several parts of a token, in one cell. */
export const JOINTS = ['^', '|'] as const;
export type Joint = (typeof JOINTS)[number];

/** Returns the tags in a cell that joins several; `null` for a cell with one. */
export function joinedTags(
  cell: string,
  joint?: Joint | null,
): { joint: Joint; tags: readonly string[] } | null {
  for (const mark of joint ? [joint] : JOINTS) {
    if (!cell.includes(mark)) continue;
    const tags = cell.split(mark);
    if (tags.every(isTag)) return { joint: mark, tags };
  }
  return null;
}

/** Returns the tags in a cell, one or several. */
export function tagPieces(cell: string): readonly string[] {
  return joinedTags(cell)?.tags ?? [cell];
}

/** The meaning of joined tags: overlapping spans, or consecutive parts of a token. */
export type Joining = { readonly kind: 'spans'; readonly joint: Joint } | { readonly kind: 'parts' } | null;

/**
 * Finds out from the tags how a column joins them: the right reading breaks the fewest sequences. "|" only joins spans;
 * tags of parts of a token include an "O", unless something else distinguishes them.
 *
 * @param sequences the cells of the column, by sequence
 */
export function joiningOf(sequences: readonly (readonly string[])[]): Joining {
  const joined = sequences.flat().flatMap((cell) => joinedTags(cell) ?? []);
  const [first] = joined;
  if (!first) return null;
  const { joint } = first;
  if (joint === '|') return { kind: 'spans', joint };
  const spans = sequences.map((cells) => cells.map((cell) => joinedTags(cell, joint)?.tags ?? [cell]));
  const parts = spans.map((cells) => cells.flatMap((tags) => tags.map((tag) => [tag])));
  const [asSpans, asParts] = [broken(spans), broken(parts)];
  if (asSpans !== asParts) return asSpans < asParts ? { kind: 'spans', joint } : { kind: 'parts' };
  return joined.some(({ tags }) => tags.includes('O')) ? { kind: 'parts' } : { kind: 'spans', joint };
}

/** Returns how often sequences of tags violate the scheme that they seem to have. */
function broken(sequences: readonly (readonly (readonly string[])[])[]): number {
  const guess = new SchemeGuess();
  for (const sequence of sequences) {
    const levels = Math.max(0, ...sequence.map(({ length }) => length));
    for (let level = 0; level < levels; level++) {
      guess.add(level, null);
      for (const tags of sequence) guess.add(level, tags[level] ?? 'O');
    }
  }
  const scheme: TagScheme = guess.scheme ?? 'IOB2';
  return sequences.reduce((sum, sequence) => {
    const rows = sequence.map((tags) => tags.map((tag) => parseTag(tag, scheme)));
    return sum + decodeTags(rows, scheme, 'begin').broken.length;
  }, 0);
}
