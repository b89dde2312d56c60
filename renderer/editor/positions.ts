import type { Block } from '../../shared/model/document.ts';

/** Blocks `[first, last]`, both inclusive; none if `last` is less. */
export type BlockRange = readonly [first: number, last: number];

/** Which neighbour an offset between two blocks belongs to: the end of the block before, or the start of the next. */
export type Side = -1 | 1;

/**
 * Maps UTF-16 offsets of the document text to ProseMirror positions and back. Separators between blocks have no position;
 * they map to the nearest edge. All methods are O(log n) in the number of blocks.
 */
export class Positions {
  readonly count: number;
  /** Blocks in one section; 0 if there are no sections. */
  readonly perSection: number;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  /** Position of the first character of each block. */
  readonly #contents: Int32Array;

  constructor(blocks: readonly Block[], perSection: number) {
    this.count = blocks.length;
    this.perSection = perSection;
    this.#starts = new Int32Array(blocks.length);
    this.#ends = new Int32Array(blocks.length);
    this.#contents = new Int32Array(blocks.length);
    let position = 0;
    for (const [i, [, start, end]] of blocks.entries()) {
      if (perSection > 0 && i % perSection === 0) position += i === 0 ? 1 : 2;
      this.#starts[i] = start;
      this.#ends[i] = end;
      this.#contents[i] = position + 1;
      position += end - start + 2;
    }
  }

  /** First offset of a block. */
  start(block: number): number {
    return this.#starts[block] ?? 0;
  }

  /** Offset behind the last character of a block. */
  end(block: number): number {
    return this.#ends[block] ?? 0;
  }

  /** Position of a block's first character; the block's node begins one before. */
  content(block: number): number {
    return this.#contents[block] ?? 0;
  }

  /** Position before the section that holds `block`. Only valid if there are sections. */
  sectionStart(block: number): number {
    return this.content(block - (block % this.perSection)) - 2;
  }

  /** The block that holds or precedes `offset`; 0 before the first. */
  blockAt(offset: number): number {
    return last(this.#starts, offset);
  }

  /** The block in which an offset is drawn: between two blocks, the one on `side`. */
  blockFor(offset: number, side: Side): number {
    const block = this.blockAt(offset);
    const between = offset > this.end(block) && side === 1 && block + 1 < this.count;
    return between ? block + 1 : block;
  }

  /** The block whose node holds a position. */
  blockAtPosition(position: number): number {
    return last(this.#contents, position);
  }

  /** The ProseMirror position at which `offset` is drawn. */
  toPosition(offset: number, side: Side = -1): number {
    const block = this.blockFor(offset, side);
    return (
      this.content(block) + Math.min(Math.max(offset, this.start(block)), this.end(block)) - this.start(block)
    );
  }

  /** The text offset of a position; for positions between blocks, the end of the block before. */
  toOffset(position: number): number {
    const block = this.blockAtPosition(position);
    const inside = Math.max(0, position - this.content(block));
    return Math.min(this.start(block) + inside, this.end(block));
  }
}

/** Index of the last value that is <= `wanted`; 0 if there is none. */
function last(sorted: Int32Array, wanted: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}
