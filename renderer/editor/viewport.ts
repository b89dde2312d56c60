import type { EditorView } from 'prosemirror-view';
import type { Fragment } from '../../shared/model/fragments.ts';
import { wordsWithin } from '../../shared/text/words.ts';
import { annotationsOf, dispatchEffect } from './annotations.ts';
import { joined, stepTowards } from './drawn-range.ts';
import { blocksAround, reachAround, scrollerOf, viewportOf, type Box } from './geometry.ts';
import type { BlockRange } from './positions.ts';
import { BLOCKS_PER_SECTION } from './schema.ts';

/** Distance from the upper edge of the viewport to the text that counts as being read (px). */
const PEEK = 24;

/**
 * How far beyond the view blocks are drawn, in viewports: `LEAST` in the frame in which they come near, more once there is
 * time; blocks farther away than `KEPT` are removed.
 */
const LEAST = 0.1;
const AHEAD = 0.5;
const KEPT = 1;

/** The box of an offset in a text that is no longer shown. */
const NOWHERE: Box = { left: 0, top: 0, right: 0, bottom: 0 };

/** Events of the viewport. */
export interface ViewportEvents {
  /** The viewport or the text was moved; the blocks near it are already drawn. */
  readonly moved: () => void;
  /** The text or the scroller changed its size. */
  readonly resized: () => void;
}

/** The part of the text in view: draws the blocks near it and scrolls to offsets. */
export class Viewport {
  readonly scroller: Element;
  readonly #view: EditorView;
  readonly #target: EventTarget;
  readonly #resizing: ResizeObserver;
  readonly #moved: () => void;
  #idle = 0;

  /** Reports nothing before the first movement. */
  constructor(view: EditorView, page: HTMLElement, { moved, resized }: ViewportEvents) {
    this.#view = view;
    this.#moved = moved;
    this.scroller = scrollerOf(page);
    this.#target = this.scroller === document.scrollingElement ? document : this.scroller;
    this.#target.addEventListener('scroll', this.refresh, { passive: true });
    this.#resizing = new ResizeObserver(() => {
      this.refresh();
      resized();
    });
    this.#resizing.observe(view.dom);
    this.#resizing.observe(this.scroller);
  }

  /** Draws the blocks that came into view in the same frame, and those around them when there is time. */
  readonly refresh = (): void => {
    if (this.#view.isDestroyed) return;
    const { positions, visible } = annotationsOf(this.#view.state);
    if (!reachAround(this.#view, positions, this.scroller, visible, LEAST))
      this.#draw(joined(visible, this.#around(LEAST)));
    this.#idle ||= requestIdleCallback(this.#drawAhead);
    this.#moved();
  };

  /** Returns the text offset nearest to a point of the viewport. */
  offsetAt(x: number, y: number): number | null {
    if (this.#view.isDestroyed) return null;
    const found = this.#view.posAtCoords({ left: x, top: y });
    return found ? annotationsOf(this.#view.state).positions.toOffset(found.pos) : null;
  }

  /** Returns the box of an offset in viewport coordinates. */
  boxAt(offset: number): Box {
    if (this.#view.isDestroyed) return NOWHERE;
    const { positions } = annotationsOf(this.#view.state);
    return this.#view.coordsAtPos(positions.toPosition(offset, 1), 1);
  }

  /** Returns the words in view, in order, without those that are scrolled away. */
  words(text: string): Fragment[] {
    const { positions, visible } = annotationsOf(this.#view.state);
    const { top, height } = viewportOf(this.scroller);
    const words: Fragment[] = [];
    for (let block = visible[0]; block <= visible[1]; block++) {
      const bounds = { start: positions.start(block), end: positions.end(block) };
      const [above, below] = [this.boxAt(bounds.start), this.boxAt(bounds.end)];
      if (below.bottom < top || above.top > top + height) continue;
      for (const word of wordsWithin(text, bounds)) {
        const box = this.boxAt(word[0]);
        if (box.top >= top && box.bottom <= top + height) words.push(word);
      }
    }
    return words;
  }

  /** Scrolls an offset to a third from the top; does nothing if it is already readable. */
  scrollTo(offset: number): void {
    this.#drawAt(offset);
    if (!this.#approach(offset, 0.1)) return;
    // Sections that come into view get their true height with the next frame; then the position is corrected once.
    requestAnimationFrame(() => {
      if (!this.#view.isDestroyed) this.#approach(offset, 0);
    });
  }

  /** Returns the offset at the top of the viewport, and its distance from the edge. */
  held(): { readonly offset: number; readonly top: number } | null {
    const edge = viewportOf(this.scroller).top;
    const text = this.#view.dom.getBoundingClientRect();
    // If its beginning is in view, the text stays where it is.
    if (text.top >= edge) return null;
    const offset = this.offsetAt(text.left + text.width / 3, edge + PEEK);
    return offset === null ? null : { offset, top: this.boxAt(offset).top - edge };
  }

  /** Scrolls an offset to the distance from the edge that {@link held} returned. */
  hold(offset: number, top: number): void {
    this.scroller.scrollTop += this.boxAt(offset).top - viewportOf(this.scroller).top - top;
  }

  toStart(): void {
    this.scroller.scrollTop = 0;
  }

  destroy(): void {
    this.#target.removeEventListener('scroll', this.refresh);
    this.#resizing.disconnect();
    cancelIdleCallback(this.#idle);
  }

  /**
   * One step in each pause, so that none takes longer than a section: first draws what comes near, then removes what is
   * far.
   */
  readonly #drawAhead = (): void => {
    this.#idle = 0;
    if (this.#view.isDestroyed) return;
    const { visible, source } = annotationsOf(this.#view.state);
    const next = stepTowards(visible, this.#around(AHEAD), this.#around(KEPT));
    if (!next && source.drawn.size <= visible[1] - visible[0] + 1) return;
    dispatchEffect(this.#view, { ...(next && { setVisible: next }), clear: BLOCKS_PER_SECTION });
    this.#idle = requestIdleCallback(this.#drawAhead);
  };

  #around(share: number): BlockRange {
    return blocksAround(this.#view, annotationsOf(this.#view.state).positions, this.scroller, share);
  }

  #draw(blocks: BlockRange): void {
    dispatchEffect(this.#view, { setVisible: blocks });
  }

  /**
   * Draws the text around an offset before its place is read: otherwise it would be laid out once as it is and again with
   * its spans.
   */
  #drawAt(offset: number): void {
    const { positions, visible } = annotationsOf(this.#view.state);
    const block = positions.blockFor(offset, 1);
    if (block >= visible[0] && block <= visible[1]) return;
    const perChild = Math.max(1, positions.perSection);
    // About what a viewport holds around an offset at a third of its height; what is missing is drawn by `refresh`.
    const [first, last] = [Math.max(0, block - 3), Math.min(positions.count - 1, block + 5)];
    const end = Math.min(positions.count, last - (last % perChild) + perChild) - 1;
    this.#draw(joined(visible, [first - (first % perChild), end]));
  }

  #approach(offset: number, margin: number): boolean {
    const { top, height } = viewportOf(this.scroller);
    const box = this.boxAt(offset);
    const edge = height * margin;
    if (box.top >= top + edge && box.bottom <= top + height - edge) return false;
    this.scroller.scrollTop += box.top - top - height / 3;
    this.refresh();
    return true;
  }
}
