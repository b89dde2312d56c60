import type { DecorationSet, EditorView } from 'prosemirror-view';
import type { Span } from '../../../shared/model/annotation.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { annotationsOf, type Annotations } from '../annotations.ts';
import { blockElement, contentBoxes, lineBoxes, visibleRanges, type Box } from '../geometry.ts';
import { isInline } from '../types.ts';
import { channelsOf, type Anchor, type Channel, type Gutter, type Gutters } from './route.ts';

/**
 * Space between the letters and the box of their line, as fractions of its height: the box leaves room for accents on
 * capitals, which most lines do not use.
 */
const INK = { top: 0.1, bottom: 0.06 };
/** Distance between the outermost bracket and the first lane. */
const GAP = 7;
/** Width beside the text if there are no brackets. */
const NO_BRACKETS = 12;
/** Maximum width of a gutter that is used. */
const WIDEST = 90;
/** How far beyond the drawn blocks an arc continues if its end is out of sight. */
const EDGE = 40;
/** Extra length of such an arc, so that it is not redrawn for every block that comes into view. */
const AHEAD = 1200;
const NOWHERE: Gutter = { near: 0, far: 0 };
const NO_GUTTERS: Gutters = { brackets: NOWHERE, left: NOWHERE, right: NOWHERE };

/** The measurements of a block; valid as long as its drawing and its position stay the same. */
interface Measured {
  /** The block's decorations. A new object is made whenever the block's spans, their types or its text change. */
  readonly drawing: DecorationSet;
  readonly box: Box;
  readonly heads: Map<Span, Box | null>;
  lines: { readonly boxes: readonly Box[]; readonly channels: readonly Channel[] } | null;
}

/**
 * Positions of spans and of the lines around them. Measurements of a block are kept until the block is redrawn, moves, or
 * changes its size or font; scrolling alone changes none of these.
 *
 * Positions are in pixels of a sheet that lies over the page, {@link shift} below its top. Blocks that enter or leave the
 * viewport may change their height, which moves everything below: the sheet moves too, so what is drawn on it stays valid.
 */
export class Places {
  gutters: Gutters = NO_GUTTERS;
  shift = 0;
  readonly #view: EditorView;
  readonly #page: HTMLElement;
  readonly #scroller: Element;
  #annotations: Annotations;
  #origin: Box & { readonly width: number } = { left: 0, top: 0, right: 0, bottom: 0, width: 0 };
  /** Whether the text runs from right to left, so that brackets are on its right. */
  #bracketsRight = false;
  /** Largest reach of brackets out of the text so far: lanes that have made room for a column do not move back. */
  #reach = 0;
  #brackets: ReadonlyMap<Uid, Box> = new Map();
  #blocks = new Map<number, Measured>();
  #font = '';
  /** The region that is drawn, from the top of the first block to the bottom of the last. */
  #drawn = { top: 0, bottom: 0 };

  constructor(view: EditorView, page: HTMLElement, scroller: Element) {
    this.#view = view;
    this.#page = page;
    this.#scroller = scroller;
    this.#annotations = annotationsOf(view.state);
  }

  /** Forgets all measurements. */
  reset(): void {
    this.#blocks.clear();
    this.#reach = 0;
    this.shift = 0;
  }

  /** Measures what is visible now, given the brackets as the margin has placed them. Reads layout. */
  measure(brackets: ReadonlyMap<Uid, Box>): void {
    this.#annotations = annotationsOf(this.#view.state);
    const { width: before } = this.#origin;
    this.#origin = this.#page.getBoundingClientRect();
    const { fontFamily, fontSize } = getComputedStyle(this.#view.dom);
    const font = `${fontSize} ${fontFamily}`;
    if (font !== this.#font || this.#origin.width !== before) this.reset();
    this.#font = font;
    this.#measureBlocks();
    this.#brackets = new Map(
      [...brackets].map(([id, box]) => [
        id,
        { ...box, top: box.top - this.shift, bottom: box.bottom - this.shift },
      ]),
    );
    const { left, right } = this.#scroller.getBoundingClientRect();
    const { width } = this.#origin;
    const boxes = [...brackets.values()];
    const bracketsRight = boxes.filter((box) => box.left > width / 2).length * 2 > boxes.length;
    if (bracketsRight !== this.#bracketsRight) this.#reach = 0;
    this.#bracketsRight = bracketsRight;
    for (const box of boxes)
      this.#reach = Math.max(this.#reach, bracketsRight ? box.right - width : -box.left);
    // `right` of the scroller includes its scroll bar.
    const roomRight = Math.min(innerWidth, right) - this.#origin.right - 18;
    const roomLeft = this.#origin.left - Math.max(0, left) - 5;
    this.gutters = gutters(bracketsRight, this.#reach, width, roomLeft, roomRight);
  }

  /** Returns where the span begins, or `null` if it is not drawn near the viewport. */
  head(span: Span): Box | null {
    const { positions, visible } = this.#annotations;
    const [fragment] = span.fragments;
    const block = fragment ? positions.blockFor(fragment[0], 1) : -1;
    const measured = this.#blocks.get(block);
    if (!fragment || !measured || block < visible[0] || block > visible[1]) return null;
    const known = measured.heads.get(span);
    if (known !== undefined) return known;
    const [range] = visibleRanges(this.#view, positions, [block, block], fragment);
    const line = range && lineBoxes(range)[0];
    const box = line ? this.#onSheet(line) : null;
    measured.heads.set(span, box);
    return box;
  }

  bracket(id: Uid): Box | undefined {
    return this.#brackets.get(id);
  }

  /** The x coordinate just outside of a bracket, away from the text. */
  outside({ left, right }: Box): number {
    return left > this.#origin.width / 2 ? right + 2 : left - 2;
  }

  /**
   * Returns the anchors of the two ends of an arc. Two brackets are linked on their outer side; otherwise the text is.
   * `slot` separates ends that share a span.
   */
  anchors(from: Span | undefined, to: Span | undefined, slots: readonly [number, number]): [Anchor, Anchor] {
    const margin = [from, to].every((span) => !span || this.#isBracketed(span));
    return [this.#anchor(from, margin, slots[0]), this.#anchor(to, margin, slots[1])];
  }

  #isBracketed(span: Span): boolean {
    return !isInline(this.#annotations.store.typeOf(span));
  }

  #anchor(span: Span | undefined, margin: boolean, slot: number): Anchor {
    const [fragment] = span?.fragments ?? [];
    if (!span || !fragment) return { at: 'away' };
    const { positions, visible } = this.#annotations;
    const block = positions.blockFor(fragment[0], 1);
    if (block < visible[0]) {
      const past = this.#drawn.top - EDGE;
      return { at: 'edge', y: past - AHEAD, past };
    }
    if (block > visible[1]) {
      const past = this.#drawn.bottom + EDGE;
      return { at: 'edge', y: past + AHEAD, past };
    }
    const bracket = this.#brackets.get(span.id);
    // Do not use a bracket on the other side (of a block in the other direction): the arc would cross the text.
    const right = bracket !== undefined && bracket.left > this.#origin.width / 2;
    if (margin && bracket && right === this.#bracketsRight) {
      const x = right ? bracket.right - 1 : bracket.left + 1;
      const height = bracket.bottom - bracket.top;
      // Down the bracket in small steps, but never below three quarters of its height.
      return { at: 'margin', x, y: bracket.top + Math.min(8 + slot * 7, height * 0.75) };
    }
    const head = this.head(span);
    const line = head && this.#channel(block, head);
    if (!head || !line) return { at: 'away' };
    const width = head.right - head.left;
    return { at: 'text', line, x: head.left + Math.min(width - 3, Math.min(10, width / 2) + slot * 7) };
  }

  /**
   * Measures the visible blocks. Blocks that have left the view keep their measurements: if they return with the same
   * lines, arcs that lead to them need no new route.
   */
  #measureBlocks(): void {
    const { positions, visible, source } = this.#annotations;
    const [first, last] = visible;
    const found: { block: number; drawing: DecorationSet; rect: DOMRect }[] = [];
    const moved: number[] = [];
    for (let block = first; block <= last; block++) {
      const element = blockElement(this.#view, positions, block);
      const drawing = source.drawn.get(block);
      if (!element || !drawing) continue;
      const rect = element.getBoundingClientRect();
      found.push({ block, drawing, rect });
      const old = this.#blocks.get(block);
      if (old?.drawing === drawing) moved.push(this.#onSheet(rect).top - old.box.top);
    }
    // The distance by which most of the known blocks have moved.
    this.shift += moved.sort((a, b) => a - b)[moved.length >> 1] ?? 0;
    for (const { block, drawing, rect } of found) {
      const box = this.#onSheet(rect);
      const old = this.#blocks.get(block);
      if (old && sameBox(old.box, box) && old.drawing === drawing) continue;
      const lines = old?.lines && sameBox(old.box, box) ? this.#linesOf(block, old.lines) : null;
      this.#blocks.set(block, { drawing, box, heads: new Map(), lines });
    }
    const [begin, end] = [found[0], found.at(-1)].map((each) => each && this.#onSheet(each.rect));
    this.#drawn = { top: begin?.top ?? 0, bottom: end?.bottom ?? 0 };
  }

  #channel(block: number, head: Box): Channel | undefined {
    const measured = this.#blocks.get(block);
    if (!measured) return undefined;
    measured.lines ??= this.#linesOf(block, null);
    const middle = (head.top + head.bottom) / 2;
    const at = measured.lines.boxes.findIndex(({ top, bottom }) => top <= middle && bottom >= middle);
    return measured.lines.channels[at];
  }

  /** Returns the lines of a block. Channels that have not moved are the same objects as before. */
  #linesOf(block: number, old: Measured['lines']): NonNullable<Measured['lines']> {
    const element = blockElement(this.#view, this.#annotations.positions, block);
    if (!element) return { boxes: [], channels: [] };
    const boxes = contentBoxes(element).map((box) => {
      const { left, right, top, bottom } = this.#onSheet(box);
      const height = bottom - top;
      return { left, right, top: top + height * INK.top, bottom: bottom - height * INK.bottom };
    });
    const channels = channelsOf(boxes).map((channel, i) => {
      const known = old?.channels[i];
      return known && near(known.top, channel.top) && near(known.bottom, channel.bottom) ? known : channel;
    });
    return { boxes, channels };
  }

  #onSheet({ left, right, top, bottom }: Box): Box {
    const { left: x } = this.#origin;
    const y = this.#origin.top + this.shift;
    return { left: left - x, right: right - x, top: top - y, bottom: bottom - y };
  }
}

/**
 * Gutters at both sides, given how far brackets reach: outside of the brackets on their side, and close to the text within
 * them.
 */
function gutters(
  bracketsRight: boolean,
  brackets: number,
  width: number,
  roomLeft: number,
  roomRight: number,
): Gutters {
  const inner = { near: 3.5, far: 7.5 };
  const reach = (near: number, room: number) => ({
    near,
    far: Math.max(near, Math.min(room, near + WIDEST)),
  });
  const mirror = ({ near, far }: Gutter): Gutter => ({ near: -near, far: -far });
  const shift = ({ near, far }: Gutter): Gutter => ({ near: width + near, far: width + far });
  const outside = Math.max(NO_BRACKETS, brackets) + GAP;
  return bracketsRight
    ? {
        brackets: shift(reach(outside, roomRight)),
        left: mirror(reach(GAP, roomLeft)),
        right: shift(inner),
      }
    : {
        brackets: mirror(reach(outside, roomLeft)),
        left: mirror(inner),
        right: shift(reach(GAP, roomRight)),
      };
}

/** Tolerance in pixels: boxes on pages that are scrolled far are not exact. */
const NEAR = 0.1;
const near = (a: number, b: number) => Math.abs(a - b) < NEAR;

function sameBox(a: Box, b: Box): boolean {
  return near(a.left, b.left) && near(a.right, b.right) && near(a.top, b.top) && near(a.bottom, b.bottom);
}
