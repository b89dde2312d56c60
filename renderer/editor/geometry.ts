import type { EditorView } from 'prosemirror-view';
import type { Fragment } from '../../shared/model/fragments.ts';
import type { BlockRange, Positions } from './positions.ts';

/** A box in CSS pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Returns the element of a block. */
export function blockElement(
  view: EditorView,
  { perSection }: Positions,
  block: number,
): Element | undefined {
  if (perSection === 0) return view.dom.children[block];
  return view.dom.children[Math.floor(block / perSection)]?.children[block % perSection];
}

/** Returns what a scroller shows, in viewport coordinates. The page's own scroller has no box of its own. */
export function viewportOf(scroller: Element): { readonly top: number; readonly height: number } {
  const { defaultView, scrollingElement } = scroller.ownerDocument;
  if (scroller === scrollingElement && defaultView) return { top: 0, height: defaultView.innerHeight };
  return { top: scroller.getBoundingClientRect().top, height: scroller.clientHeight };
}

/** Returns the nearest ancestor that scrolls vertically, or the page. */
export function scrollerOf(element: Element): Element {
  const page = element.ownerDocument.scrollingElement ?? element.ownerDocument.documentElement;
  for (let at = element.parentElement; at && at !== page; at = at.parentElement) {
    if (/auto|scroll|overlay/.test(getComputedStyle(at).overflowY)) return at;
  }
  return page;
}

/**
 * Returns the blocks in view and `share` viewports around it. Only probes outer boxes (sections, if there are any): reading
 * a box inside a skipped section would force its layout.
 */
export function blocksAround(
  view: EditorView,
  positions: Positions,
  scroller: Element,
  share: number,
): BlockRange {
  const { top, height } = viewportOf(scroller);
  const { children } = view.dom;
  const firstEndingBelow = (y: number): number => {
    let low = 0;
    let high = children.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((children[middle]?.getBoundingClientRect().bottom ?? 0) < y) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low);
  };
  const perChild = Math.max(1, positions.perSection);
  const first = firstEndingBelow(top - height * share);
  const last = firstEndingBelow(top + height * (1 + share));
  return [first * perChild, Math.min(positions.count, (last + 1) * perChild) - 1];
}

/** Whether the blocks reach `share` viewports beyond what is in view, or the ends of the text. Needs only two probes. */
export function reachAround(
  view: EditorView,
  positions: Positions,
  scroller: Element,
  [first, last]: BlockRange,
  share: number,
): boolean {
  if (last < first) return false;
  const { top, height } = viewportOf(scroller);
  const { children } = view.dom;
  const boxOf = (block: number) =>
    children[Math.floor(block / Math.max(1, positions.perSection))]?.getBoundingClientRect();
  const above = first === 0 || (boxOf(first)?.top ?? Infinity) <= top - height * share;
  return above && (last >= positions.count - 1 || (boxOf(last)?.bottom ?? 0) >= top + height * (1 + share));
}

/** Returns the part of `[start, end)` in each visible block, as DOM boundary points; none for zero-width fragments. */
export function visibleRanges(
  view: EditorView,
  positions: Positions,
  [first, last]: BlockRange,
  [start, end]: Fragment,
): StaticRange[] {
  const ranges: StaticRange[] = [];
  if (view.isDestroyed) return ranges;
  const from = Math.max(first, positions.blockFor(start, 1));
  const to = Math.min(last, positions.blockFor(end, -1));
  for (let block = from; block <= to; block++) {
    const origin = positions.content(block) - positions.start(block);
    const low = Math.max(start, positions.start(block)) + origin;
    const high = Math.min(end, positions.end(block)) + origin;
    if (low >= high) continue;
    const head = view.domAtPos(low, 1);
    const tail = view.domAtPos(high, -1);
    ranges.push(
      new StaticRange({
        startContainer: head.node,
        startOffset: head.offset,
        endContainer: tail.node,
        endOffset: tail.offset,
      }),
    );
  }
  return ranges;
}

/** Returns the boxes of a range, one for each line, in viewport coordinates. */
export function lineBoxes({ startContainer, startOffset, endContainer, endOffset }: AbstractRange): Box[] {
  return boxesOf((live) => {
    live.setStart(startContainer, startOffset);
    live.setEnd(endContainer, endOffset);
  });
}

/** Returns the boxes of what an element contains, one for each line, in viewport coordinates. */
export function contentBoxes(element: Element): Box[] {
  return boxesOf((live) => live.selectNodeContents(element));
}

let measuring: Range | undefined;

/**
 * Measures with one range for all, and not in the text after that: the browser adjusts every range of the page with every
 * node that is added or removed, until the range is collected.
 */
function boxesOf(place: (live: Range) => void): Box[] {
  const live = (measuring ??= document.createRange());
  place(live);
  const boxes = mergeLines([...live.getClientRects()]);
  live.selectNodeContents(document);
  live.collapse(true);
  return boxes;
}

/** Merges the boxes of one line; drops boxes without width. */
export function mergeLines(boxes: readonly Box[]): Box[] {
  const lines: Box[] = [];
  for (const box of boxes) {
    if (box.right - box.left <= 0) continue;
    const at = lines.findIndex((line) => sameLine(line, box));
    const line = lines[at];
    if (!line) lines.push({ left: box.left, top: box.top, right: box.right, bottom: box.bottom });
    else {
      lines[at] = {
        left: Math.min(line.left, box.left),
        top: Math.min(line.top, box.top),
        right: Math.max(line.right, box.right),
        bottom: Math.max(line.bottom, box.bottom),
      };
    }
  }
  return lines.sort((a, b) => a.top - b.top);
}

/** True if the boxes overlap by more than half of the lower one's height. */
function sameLine(a: Box, b: Box): boolean {
  const overlap = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return overlap > Math.min(a.bottom - a.top, b.bottom - b.top) / 2;
}
