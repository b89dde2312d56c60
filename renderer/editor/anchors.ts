import type { EditorView } from 'prosemirror-view';
import type { Span } from '../../shared/model/annotation.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { annotationsOf, shownPieces } from './annotations.ts';

/** Where a span begins, in pixels from the top of `origin`. */
export interface Anchor {
  readonly id: Uid;
  readonly top: number;
}

/** Where the wanted spans begin that are near the viewport, from top to bottom. Reads layout; once a frame. */
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

/** How much more it counts that the chosen card stands at its words than that any other does. */
const CHOSEN = 1e6;

/**
 * Tops of cards of these heights, in order and not over each other, as near to their anchors as all together can be:
 * where claims stand close, some cards go up and some go down. The chosen one stays at its words.
 */
export function stackNear(
  anchors: readonly Anchor[],
  heightOf: (id: Uid) => number,
  gap: number,
  chosen: Uid | null = null,
): number[] {
  // With the room of the cards above taken off, places need only not fall: neighbours that would are pooled at their mean.
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
