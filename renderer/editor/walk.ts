import type { Span } from '../../shared/model/annotation.ts';
import { shownPieces, type Annotations } from './annotations.ts';
import type { Piece } from './span-store.ts';

type Store = Pick<Annotations, 'store' | 'hiddenLayers' | 'positions'>;

/** Spans that begin in a block, in reading order. */
function beginning(annotations: Store, block: number): Piece[] {
  return shownPieces(annotations, block).filter(({ first }) => first);
}

/**
 * Returns the next (1) or previous (-1) span in reading order: by start, the outer before the inner. Starts from a span, or
 * from a caret offset. Returns `null` at the end and does not wrap, so that the user notices the end.
 */
export function walkSpans(annotations: Store, from: Span | number, direction: 1 | -1): Span | null {
  const { positions } = annotations;
  const offset = typeof from === 'number' ? from : (from.fragments[0]?.[0] ?? 0);
  let block = positions.blockFor(offset, typeof from === 'number' ? -1 : 1);
  // A zero-width span between two blocks is drawn at the end of the first.
  if (typeof from !== 'number' && !beginning(annotations, block).some(({ span }) => span.id === from.id)) {
    block = positions.blockFor(offset, -1);
  }
  const local = offset - positions.start(block);
  const here = beginning(annotations, block);
  const at = typeof from === 'number' ? -1 : here.findIndex(({ span }) => span.id === from.id);
  const found =
    direction === 1
      ? here.find((piece, i) => (at >= 0 ? i > at : piece.start >= local))
      : here.findLast((piece, i) => (at >= 0 ? i < at : piece.start < local));
  if (found) return found.span;
  for (let next = block + direction; next >= 0 && next < positions.count; next += direction) {
    const piece = beginning(annotations, next).at(direction === 1 ? 0 : -1);
    if (piece) return piece.span;
  }
  return null;
}

/** Shown spans that cover an offset, the innermost first. */
export function shownSpansAt({ store, hiddenLayers }: Store, offset: number): Span[] {
  return store.at(offset).filter((span) => !hiddenLayers.has(store.typeOf(span).layer));
}

/** The next span outward from the selected one among those at a position; after the outermost, the innermost. */
export function outward(spans: readonly Span[], selected: Span | null): Span | null {
  const at = selected ? spans.findIndex(({ id }) => id === selected.id) : -1;
  return spans[(at + 1) % Math.max(1, spans.length)] ?? null;
}
