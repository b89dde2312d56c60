import type { EditorView } from 'prosemirror-view';
import type { Span } from '../../shared/model/annotation.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { annotationsOf, shownPieces } from './annotations.ts';

/** Where a span begins, in pixels from the top of `origin`. */
export interface Anchor {
  readonly id: Uid;
  readonly top: number;
}

/** Returns where the wanted spans near the viewport begin, from top to bottom. Reads layout; call it at most once a frame. */
export function anchorsNear(
  view: EditorView,
  origin: Element,
  wanted: (span: Span) => boolean,
): readonly Anchor[] {
  const annotations = annotationsOf(view.state);
  const { positions, visible } = annotations;
  const { top } = origin.getBoundingClientRect();
  const anchors: Anchor[] = [];
  for (let block = visible[0]; block <= visible[1]; block++) {
    for (const { span, first, start } of shownPieces(annotations, block)) {
      if (!first || !wanted(span)) continue;
      const place = view.coordsAtPos(positions.content(block) + start, 1);
      anchors.push({ id: span.id, top: Math.round(place.top - top) });
    }
  }
  return anchors.sort((a, b) => a.top - b.top);
}

/** Weight of the chosen card against that of any other, so that it stays beside its text. */
const CHOSEN = 1e6;

/**
 * Returns the tops of cards with these heights, in order and without overlap, with the least total distance from their
 * anchors: where claims are dense, some cards move up and some down. The chosen card stays at its text.
 */
export function stackNear(
  anchors: readonly Anchor[],
  heightOf: (id: Uid) => number,
  gap: number,
  chosen: Uid | null = null,
): number[] {
  // After subtracting the heights of the cards above, positions must only not decrease: pool neighbours that would, at
  // their mean.
  const pools: { mean: number; weight: number; cards: number }[] = [];
  const above: number[] = [];
  let room = 0;
  for (const { id, top } of anchors) {
    above.push(room);
    let pool = { mean: top - room, weight: id === chosen ? CHOSEN : 1, cards: 1 };
    for (let last = pools.at(-1); last && last.mean > pool.mean; last = pools.at(-1)) {
      pools.pop();
      const weight = last.weight + pool.weight;
      const mean = (last.mean * last.weight + pool.mean * pool.weight) / weight;
      pool = { mean, weight, cards: last.cards + pool.cards };
    }
    pools.push(pool);
    room += heightOf(id) + gap;
  }
  const places = pools.flatMap(({ mean, cards }) => Array<number>(cards).fill(Math.max(0, Math.round(mean))));
  return places.map((place, i) => place + above[i]!);
}
