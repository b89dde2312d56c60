import type { Span } from '../../shared/model/annotation.ts';
import { sameFragments } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { IdMap } from './id-map.ts';
import type { Ranged } from '../../shared/model/lanes.ts';
import type { BlockRange, Positions } from './positions.ts';
import type { DrawnType, TypeTable } from './types.ts';

/** A span that a machine proposes: drawn hollow and dashed, and not part of the shown set. */
export interface ProposedSpan extends Span {
  readonly proposal: true;
}

/** Whether a span is only proposed. */
export function isProposal(span: Span): span is ProposedSpan {
  return 'proposal' in span;
}

/** What one block shows of a span, in units from the block's start. Derived from its fragments, never stored. */
export interface Piece extends Ranged {
  readonly span: Span;
  readonly type: DrawnType;
  /** Whether the span begins with this piece; reading order counts the span here. */
  readonly first: boolean;
}

const NONE: readonly Piece[] = [];

/** The spans by id, and as sorted pieces per block. */
interface Index {
  readonly blocks: readonly (readonly Piece[])[];
  readonly spans: IdMap<Span>;
}

/** Spans that are not indexed yet, with the pieces of the first blocks that are shown. */
interface Given {
  readonly spans: readonly Span[];
  readonly shown: BlockRange;
  readonly pieces: ReadonlyMap<number, readonly Piece[]>;
}

/**
 * The spans of a document, kept by id and as sorted pieces per block. Immutable: a change returns a new store that shares
 * every block it did not touch.
 *
 * The index of a new store is made when it is first needed. To open a document it is not, and in a long one this would take
 * as long as all drawing.
 */
export class SpanStore {
  readonly #positions: Positions;
  readonly #types: TypeTable;
  #content: Index | Given;

  private constructor(positions: Positions, types: TypeTable, content: Index | Given) {
    this.#positions = positions;
    this.#types = types;
    this.#content = content;
  }

  /** Every span must occur only once. The pieces of the `shown` blocks are available without an index. */
  static create(
    positions: Positions,
    types: TypeTable,
    spans: readonly Span[],
    shown: BlockRange = [0, -1],
  ): SpanStore {
    const [low, high] = [positions.start(shown[0]), endOf(positions, shown[1])];
    const near = spans.filter(({ fragments }) =>
      fragments.some(([start, end]) => start < high && end >= low),
    );
    const pieces = cutAll(positions, types, near);
    for (const each of pieces.values()) each.sort(inReadingOrder);
    return new SpanStore(positions, types, { spans, shown, pieces });
  }

  get #index(): Index {
    if ('blocks' in this.#content) return this.#content;
    return (this.#content = indexOf(this.#positions, this.#types, this.#content));
  }

  get size(): number {
    return this.#index.spans.size;
  }

  get(id: Uid): Span | undefined {
    return this.#index.spans.get(id);
  }

  all(): Iterable<Span> {
    return this.#index.spans.values();
  }

  typeOf(span: Span): DrawnType {
    return this.#types.get(span.type);
  }

  /** Pieces in a block, sorted by start, then by descending length. The same array as long as nothing has changed. */
  pieces(block: number): readonly Piece[] {
    const content = this.#content;
    if ('blocks' in content) return content.blocks[block] ?? NONE;
    const [first, last] = content.shown;
    if (block >= first && block <= last) return content.pieces.get(block) ?? NONE;
    return this.#index.blocks[block] ?? NONE;
  }

  /**
   * Puts (adds or replaces, by id) and removes spans; returns the new store, the blocks that look different, and whether
   * anything that is drawn does. A span that was only acknowledged looks as before.
   */
  change(
    put: readonly Span[],
    removed: readonly Uid[],
  ): { store: SpanStore; touched: ReadonlySet<number>; isVisible: boolean } {
    const { spans, blocks: before } = this.#index;
    // The last of several versions of one span wins; a put wins over a removal.
    const incoming = new Map(put.map((span) => [span.id, span]));
    const outgoing = new Set<string>();
    const cut = new Set<number>();
    const touched = new Set<number>();
    let isVisible = false;
    for (const id of [...incoming.keys(), ...removed]) {
      const old = spans.get(id);
      if (!old || outgoing.has(id)) continue;
      outgoing.add(id);
      const now = incoming.get(old.id);
      isVisible ||= !now || !isDrawnAlike(old, now) || !sameSlots(old, now);
      for (const block of cutAll(this.#positions, this.#types, [old]).keys()) {
        cut.add(block);
        if (!now || !isDrawnAlike(old, now)) touched.add(block);
      }
    }
    const fresh = cutAll(this.#positions, this.#types, incoming.values());
    for (const [block, pieces] of fresh) {
      cut.add(block);
      if (!touched.has(block) && pieces.some(({ span }) => !isDrawnAlike(spans.get(span.id), span)))
        touched.add(block);
    }
    isVisible ||= put.some(({ id }) => !spans.get(id));
    const blocks = before.slice();
    for (const block of cut) {
      const kept = this.pieces(block).filter(({ span }) => !outgoing.has(span.id));
      blocks[block] = [...kept, ...(fresh.get(block) ?? [])].sort(inReadingOrder);
    }
    const changes: [string, Span | undefined][] = [...outgoing].map((id) => [id, undefined]);
    for (const span of incoming.values()) changes.push([span.id, span]);
    const store = new SpanStore(this.#positions, this.#types, { blocks, spans: spans.with(changes) });
    return { store, touched, isVisible };
  }

  /** Spans at an offset, the innermost first. A span that ends at the offset counts only if no other continues after it. */
  at(offset: number): Span[] {
    const block = this.#positions.blockAt(offset);
    const local = offset - this.#positions.start(block);
    const touching = this.pieces(block).filter(({ start, end }) => start <= local && local <= end);
    const inside = touching.filter(({ start, end }) => local < end || start === end);
    const found = inside.length > 0 ? inside : touching;
    return [...new Set(found.toSorted(innerFirst).map(({ span }) => span))];
  }
}

/** Whether the text shows two versions of a span in the same way. */
function isDrawnAlike(old: Span | undefined, now: Span): boolean {
  return (
    old !== undefined &&
    old.type === now.type &&
    isProposal(old) === isProposal(now) &&
    sameFragments(old.fragments, now.fragments)
  );
}

/** Whether two versions of a span have the same fillers, which are named over the text while the span is selected. */
function sameSlots(old: Span, now: Span): boolean {
  return old.slots === now.slots || JSON.stringify(old.slots) === JSON.stringify(now.slots);
}

function indexOf(positions: Positions, types: TypeTable, { spans, shown, pieces }: Given): Index {
  const byId = new Map<Uid, Span>();
  for (const span of spans) byId.set(span.id, span);
  const blocks = new Array<readonly Piece[]>(positions.count).fill(NONE);
  for (const [block, cut] of cutAll(positions, types, spans)) blocks[block] = cut.sort(inReadingOrder);
  // The arrays that were already handed out stay the same.
  for (let block = shown[0]; block <= shown[1]; block++) blocks[block] = pieces.get(block) ?? NONE;
  return { blocks, spans: IdMap.of(byId) };
}

/** Returns the offset before which spans of a block begin: the end of the separator behind it. */
function endOf(positions: Positions, block: number): number {
  if (block < 0) return -1;
  return block + 1 < positions.count ? positions.start(block + 1) : Infinity;
}

/** Cuts spans into the pieces of each block. */
function cutAll(positions: Positions, types: TypeTable, spans: Iterable<Span>): Map<number, Piece[]> {
  const cut = new Map<number, Piece[]>();
  for (const span of spans) {
    const type = types.get(span.type);
    let first = true;
    for (const [start, end] of span.fragments) {
      const last = positions.blockFor(end, -1);
      const from = start === end ? last : positions.blockFor(start, 1);
      for (let block = from; block <= last; block++) {
        const origin = positions.start(block);
        const length = positions.end(block) - origin;
        // The part of the fragment in this block, in units from the block's start.
        const low = Math.min(Math.max(0, start - origin), length);
        const high = Math.max(low, Math.min(end - origin, length));
        if (low === high && start < end) continue;
        const piece = { span, type, start: low, end: high, first };
        const pieces = cut.get(block);
        if (pieces) pieces.push(piece);
        else cut.set(block, [piece]);
        first = false;
      }
    }
  }
  return cut;
}

export function inReadingOrder(a: Piece, b: Piece): number {
  return a.start - b.start || b.end - a.end || (a.span.id < b.span.id ? -1 : 1);
}

/** Compares pieces: shortest first; of equal length, a mention is inside of a claim. */
function innerFirst(a: Piece, b: Piece): number {
  return a.end - a.start - (b.end - b.start) || b.start - a.start || (a.span.id < b.span.id ? 1 : -1);
}
