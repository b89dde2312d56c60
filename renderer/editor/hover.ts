import { isUid, type Uid } from '../../shared/model/uid.ts';

/** Ids under the pointer, the innermost first, and the box under the pointer in viewport coordinates. */
export type HoverListener = (ids: readonly Uid[], box: DOMRect | null) => void;

/** Returns the span ids of an element of the text or the margin, the innermost first. */
export function idsOf(target: EventTarget | null): { ids: Uid[]; element: Element | null } {
  const element = target instanceof Element ? target.closest('[data-ids]') : null;
  const listed = element?.getAttribute('data-ids')?.split(' ') ?? [];
  return { ids: listed.filter(isUid), element };
}

/** Reports the spans under the pointer, once for every change. Returns a function that stops it. */
export function watchHover(page: HTMLElement, tell: HoverListener): () => void {
  let current = '';
  const change = (ids: readonly Uid[], box: DOMRect | null) => {
    const key = ids.join(' ');
    if (key === current) return;
    current = key;
    tell(ids, box);
  };
  const move = (event: PointerEvent) => {
    // While a button is held, text is being selected: cards would get in the way.
    if (event.buttons !== 0) return change([], null);
    const { ids, element } = idsOf(event.target);
    // An inline element that spans several lines has one box for each: take the one under the pointer.
    const boxes = element ? [...element.getClientRects()] : [];
    const box = boxes.find(({ top, bottom }) => event.clientY >= top && event.clientY <= bottom) ?? boxes[0];
    change(ids, box ?? null);
  };
  const leave = () => change([], null);
  page.addEventListener('pointermove', move);
  page.addEventListener('pointerleave', leave);
  return () => {
    page.removeEventListener('pointermove', move);
    page.removeEventListener('pointerleave', leave);
  };
}
