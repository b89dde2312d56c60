import { isUid, type Uid } from '../../shared/model/uid.ts';

/** Ids under the pointer, the innermost first, and the box of what was hit in viewport coordinates. */
export type HoverListener = (ids: readonly Uid[], box: DOMRect | null) => void;

/** The ids an element of the text or the margin stands for, the innermost first. */
export function idsOf(target: EventTarget | null): { ids: Uid[]; element: Element | null } {
  const element = target instanceof Element ? target.closest('[data-ids]') : null;
  const listed = element?.getAttribute('data-ids')?.split(' ') ?? [];
  return { ids: listed.filter(isUid), element };
}

/** Tells which spans are under the pointer, once for every change. Answers a function that stops it. */
export function watchHover(page: HTMLElement, tell: HoverListener): () => void {
  let current = '';
  const change = (ids: readonly Uid[], box: DOMRect | null) => {
    const key = ids.join(' ');
    if (key === current) return;
    current = key;
    tell(ids, box);
  };
  const move = (event: PointerEvent) => {
    // While a button is held, words are being selected: cards would get in the way.
    if (event.buttons !== 0) return change([], null);
    const { ids, element } = idsOf(event.target);
    // An inline element that breaks over lines has one box a line: the one under the pointer is meant.
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
