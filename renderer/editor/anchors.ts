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

/** Tops of cards of these heights: each as near to its anchor as the one above lets it be. */
export function stackDown(anchors: readonly Anchor[], heightOf: (id: Uid) => number, gap: number): number[] {
  let free = 0;
  return anchors.map(({ id, top }) => {
    const place = Math.max(top, free);
    free = place + heightOf(id) + gap;
    return place;
  });
}
