import { useLayoutEffect, useRef, type RefObject } from 'react';
import { scrollerOf, type Box } from '../../editor/geometry.ts';
import type { Fragment } from '../../../shared/model/fragments.ts';
import { spanById, useArticle } from '../../state/article.ts';
import { editor } from '../../state/editor-ref.ts';
import { clearPlace, type Size } from './place.ts';

/** The distances to the edges of the window (px): above the status bar and the ends of relations, and below the bars. */
const EDGES = { side: 12, head: 12, foot: 74 };

/** Keeps an element away from the words that are being worked on, as long as it is shown. */
export function useClearPlace(ref: RefObject<HTMLElement | null>, shown: boolean): void {
  const size = useRef<Size>(undefined);
  // After every render, because another message changes the size, and before it is painted.
  useLayoutEffect(() => {
    if (!shown) {
      size.current = undefined;
      return;
    }
    let frame = 0;
    const move = () => {
      frame = 0;
      if (ref.current) size.current = moveAway(ref.current, size.current);
    };
    const soon = () => (frame ||= requestAnimationFrame(move));
    move();
    const unsubscribe = useArticle.subscribe((now, before) => now.selected !== before.selected && soon());
    document.addEventListener('selectionchange', soon);
    document.addEventListener('focusin', soon);
    window.addEventListener('scroll', soon, { capture: true, passive: true });
    window.addEventListener('resize', soon);
    return () => {
      cancelAnimationFrame(frame);
      unsubscribe();
      document.removeEventListener('selectionchange', soon);
      document.removeEventListener('focusin', soon);
      window.removeEventListener('scroll', soon, { capture: true });
      window.removeEventListener('resize', soon);
    };
  });
}

/** Moves the element, which stays where it is as long as its size is the same and it covers nothing. Returns its size. */
function moveAway(element: HTMLElement, before: Size | undefined): Size {
  const { left, top, width, height } = element.getBoundingClientRect();
  const same = before !== undefined && before.width === width && before.height === height;
  // While somebody is at a message, it stays.
  if (same && (element.matches(':hover') || element.contains(document.activeElement))) return before;
  const { innerWidth, innerHeight } = window;
  const area = {
    left: EDGES.side,
    right: innerWidth - EDGES.side,
    top: headOf() + EDGES.head,
    bottom: innerHeight - EDGES.foot,
  };
  const size = { width, height };
  const place = clearPlace(size, area, workedOn(), same ? { left, top } : undefined);
  element.style.left = `${place.left}px`;
  element.style.top = `${place.top}px`;
  return size;
}

/** Returns where the text begins below the bars, or the main part of a screen without text. */
function headOf(): number {
  const article = editor();
  const shown = article ? scrollerOf(article.view.dom) : document.querySelector('main');
  return shown?.getBoundingClientRect().top ?? 0;
}

/** Returns the boxes of the caret, the selected words and span, the field that is written in, and the proposal under review. */
function workedOn(): Box[] {
  const boxes: Box[] = [...document.querySelectorAll('mark[data-kind="proposal"]')].map((mark) =>
    mark.getBoundingClientRect(),
  );
  const focused = document.activeElement;
  if (focused?.matches('input, textarea, select')) boxes.push(focused.getBoundingClientRect());
  const article = editor();
  if (!article) return boxes;
  if (article.view.dom.contains(focused)) {
    const caret = article.caretOffset();
    boxes.push(boxOf(article.getSelection() ?? [caret, caret]));
  }
  const selected = spanById(useArticle.getState().selected);
  return [...boxes, ...(selected?.fragments ?? []).map(boxOf)];
}

/** Returns the box of a range of the text; of several lines, the whole width of the text. */
function boxOf([start, end]: Fragment): Box {
  const article = editor()!;
  const [first, last] = [article.boxAt(start), article.boxAt(end)];
  if (first.bottom > last.top) return { ...first, right: last.right };
  const { left, right } = article.view.dom.getBoundingClientRect();
  return { left, right, top: first.top, bottom: last.bottom };
}
