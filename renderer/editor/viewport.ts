import type { EditorView } from 'prosemirror-view';
import type { Fragment } from '../../shared/model/fragments.ts';
import { wordsWithin } from '../../shared/text/words.ts';
import { annotationsOf, dispatchEffect, type BlockRange } from './annotations.ts';
import { joined, stepTowards } from './drawn-range.ts';
import { blocksAround, reachAround, scrollerOf, viewportOf, type Box } from './geometry.ts';

/** So far below the upper edge one reads (px). */
const PEEK = 24;

/**
 * How far around what is in view blocks are drawn, in viewports: at least, in the frame in which they come near; ahead,
 * once there is time; and farther than `KEPT` they are not kept.
 */
const LEAST = 0.1;
const AHEAD = 0.5;
const KEPT = 1;

/** Where an offset of a text is that is gone. */
const NOWHERE: Box = { left: 0, top: 0, right: 0, bottom: 0 };

/** What is told of the viewport. */
export interface ViewportEvents {
  /** It was moved or the text was; the blocks near it are drawn already. */
  readonly moved: () => void;
  /** The text or the scroller changed its size. */
  readonly resized: () => void;
}

/** The part of the text that can be seen: draws the blocks near it, and brings places into it. */
export class Viewport {
  readonly scroller: Element;
  readonly #view: EditorView;
  readonly #target: EventTarget;
  readonly #resizing: ResizeObserver;
  readonly #moved: () => void;
  #idle = 0;

  /** Tells nothing before something has moved. */
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

  /** Draws the blocks that came into view, in the frame in which they come; those around them when there is time. */
  readonly refresh = (): void => {
    if (this.#view.isDestroyed) return;
    const { positions, visible } = annotationsOf(this.#view.state);
    if (!reachAround(this.#view, positions, this.scroller, visible, LEAST))
      this.#draw(joined(visible, this.#around(LEAST)));
    this.#idle ||= requestIdleCallback(this.#drawAhead);
    this.#moved();
  };

  /** The text offset nearest to a point of the viewport. */
  offsetAt(x: number, y: number): number | null {
    if (this.#view.isDestroyed) return null;
    const found = this.#view.posAtCoords({ left: x, top: y });
    return found ? annotationsOf(this.#view.state).positions.toOffset(found.pos) : null;
  }

  /** Where an offset is drawn, in viewport coordinates. */
  boxAt(offset: number): Box {
    if (this.#view.isDestroyed) return NOWHERE;
    const { positions } = annotationsOf(this.#view.state);
    return this.#view.coordsAtPos(positions.toPosition(offset, 1), 1);
  }

  /** Words that can be seen now, in order; nothing is counted that is scrolled away. */
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

  /** Brings an offset into view, a third from the top; does nothing when it can be read already. */
  scrollTo(offset: number): void {
    if (!this.#approach(offset, 0.1)) return;
    // Sections that come into view get their true height with the next frame; then the aim is mended once.
    requestAnimationFrame(() => {
      if (!this.#view.isDestroyed) this.#approach(offset, 0);
    });
  }

  /** What is read at the top of the viewport, with how far below its edge it stands. */
  held(): { readonly offset: number; readonly top: number } | null {
    const edge = viewportOf(this.scroller).top;
    const text = this.#view.dom.getBoundingClientRect();
    // With its beginning in sight the text stays where it is.
    if (text.top >= edge) return null;
    const offset = this.offsetAt(text.left + text.width / 3, edge + PEEK);
    return offset === null ? null : { offset, top: this.boxAt(offset).top - edge };
  }

  /** Brings an offset to where {@link held} found it. */
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

  /** One step in each pause, so that none takes longer than a section: first what comes, then what has gone. */
  readonly #drawAhead = (): void => {
    this.#idle = 0;
    if (this.#view.isDestroyed) return;
    const { visible } = annotationsOf(this.#view.state);
    const next = stepTowards(visible, this.#around(AHEAD), this.#around(KEPT));
    if (!next) return;
    this.#draw(next);
    this.#idle = requestIdleCallback(this.#drawAhead);
  };

  #around(share: number): BlockRange {
    return blocksAround(this.#view, annotationsOf(this.#view.state).positions, this.scroller, share);
  }

  #draw(blocks: BlockRange): void {
    dispatchEffect(this.#view, { setVisible: blocks });
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
