import type { Block, BlockKind } from '../model/document.ts';
import type { Fragment } from '../model/fragments.ts';
import type { EditList } from './edits.ts';

/**
 * Returns the blocks of a corrected text. What is typed at an edge of a block belongs to it. A block is split where a line break
 * was inserted, two blocks are joined where the last break between them was removed, and a block without words is left out. Words
 * inserted between two blocks become a paragraph.
 * @param before the text before the edits, with its blocks
 * @param after the text after the edits
 */
export function correctBlocks(
  before: { readonly text: string; readonly blocks: readonly Block[] },
  edits: EditList,
  after: string,
): Block[] {
  const inserted = insertedRanges(edits);
  const breaks = inserted.flatMap((range) => lineBreaks(after, range));
  const joined = joinedBlocks(before, edits, after);
  const parts = joined.flatMap(([kind, start, end]) =>
    without([start, end], breaks)
      .filter((part) => hasWords(after, part))
      .map(([from, to], i): Block => [i > 0 && kind === 'headline' ? 'paragraph' : kind, from, to]),
  );
  const orphans = inserted
    .flatMap((range) => without(range, breaks))
    .flatMap((range) =>
      without(
        range,
        parts.map(([, start, end]): Fragment => [start, end]),
      ),
    )
    .filter((range) => hasWords(after, range))
    .map(([start, end]): Block => ['paragraph', start, end]);
  return [...parts, ...orphans].sort((a, b) => a[1] - b[1]);
}

/** Maps the blocks, and joins those whose line break is gone. */
function joinedBlocks(
  before: { readonly text: string; readonly blocks: readonly Block[] },
  edits: EditList,
  after: string,
): Block[] {
  const joined: [BlockKind, number, number][] = [];
  let last = 0;
  before.blocks.forEach(([kind, start, end], i) => {
    // The start of a block maps like the end of an annotation and vice versa, so that the block grows.
    const from = Math.max(last, edits.position(start, 'end'));
    const to = Math.max(from, edits.position(end, 'start'));
    last = to;
    const previous = joined.at(-1);
    const gap = before.text.slice(before.blocks[i - 1]?.[2] ?? 0, start);
    if (previous && gap.includes('\n') && !after.slice(previous[2], from).includes('\n')) previous[2] = to;
    else joined.push([kind, from, to]);
  });
  return joined;
}

/** Where inserted text lies in the text after the edits. */
function insertedRanges({ edits }: EditList): Fragment[] {
  let shift = 0;
  return edits.map(({ start, end, text }): Fragment => {
    const from = start + shift;
    shift += text.length - (end - start);
    return [from, from + text.length];
  });
}

/** Returns the line breaks within a range, each with the white space around it. */
function lineBreaks(text: string, [start, end]: Fragment): Fragment[] {
  return Array.from(text.slice(start, end).matchAll(/\s*\n\s*/g), ({ 0: found, index }): Fragment => [
    start + index,
    start + index + found.length,
  ]);
}

/** Returns what is left of a range without others, which are sorted and disjoint. */
function without([start, end]: Fragment, others: readonly Fragment[]): Fragment[] {
  const left: Fragment[] = [];
  let at = start;
  for (const [from, to] of others) {
    if (to <= at || from >= end) continue;
    if (from > at) left.push([at, from]);
    at = to;
  }
  return at < end ? [...left, [at, end]] : left;
}

function hasWords(text: string, [start, end]: Fragment): boolean {
  return text.slice(start, end).trim() !== '';
}
