import type { EditorView } from 'prosemirror-view';
import type { Span } from '../../../shared/model/annotation.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { annotationsOf, type Annotations } from '../annotations.ts';
import { blockElement, lineBoxes, mergeLines, visibleRanges, type Box } from '../geometry.ts';
import { isInline } from '../types.ts';
import { channelsOf, type Anchor, type Channel, type Gutter, type Gutters } from './route.ts';

/**
 * How far letters stay inside of the box of their line, in parts of its height: a line's box leaves room for
 * accents on capitals, which is free between most lines.
 */
const INK = { top: 0.1, bottom: 0.06 };
/** Room between the outermost bracket and the first lane. */
const GAP = 7;
/** Room beside the text when there are no brackets. */
const NO_BRACKETS = 12;
/** So wide gutters are used at most. */
const WIDEST = 90;

/** Where spans and the lines around them are, in pixels of the page. Reads layout; made anew for each drawing. */
export class Places {
  readonly gutters: Gutters;
  readonly #view: EditorView;
  readonly #annotations: Annotations;
  readonly #origin: DOMRect;
  /** Whether the text runs from right to left, so that brackets stand at its right. */
  readonly #bracketsRight: boolean;
  readonly #brackets: ReadonlyMap<string, Box>;
  readonly #lines = new Map<number, { boxes: Box[]; channels: Channel[] }>();
  readonly #heads = new Map<Uid, Box | null>();

  constructor(view: EditorView, page: HTMLElement, scroller: Element) {
    this.#view = view;
    this.#annotations = annotationsOf(view.state);
    this.#origin = page.getBoundingClientRect();
    this.#brackets = bracketBoxes(page, this.#origin);
    const { left, right } = scroller.getBoundingClientRect();
    const { width } = this.#origin;
    const boxes = [...this.#brackets.values()];
    this.#bracketsRight = boxes.filter((box) => box.left > width / 2).length * 2 > boxes.length;
    // The scroll bar is part of the scroller.
    const roomRight = Math.min(innerWidth, right) - this.#origin.right - 18;
    const roomLeft = this.#origin.left - Math.max(0, left) - 5;
    this.gutters = gutters(this.#bracketsRight, boxes, width, roomLeft, roomRight);
  }

  /** Where the span begins on the page, or `null` when it is not drawn near the viewport. */
  head(span: Span): Box | null {
    const known = this.#heads.get(span.id);
    if (known !== undefined) return known;
    const { positions, visible } = this.#annotations;
    const [fragment] = span.fragments;
    let box: Box | null = null;
    if (fragment) {
      const [range] = visibleRanges(this.#view, positions, visible, fragment);
      const line = range && lineBoxes(range)[0];
      box = line ? this.#onPage(line) : null;
    }
    this.#heads.set(span.id, box);
    return box;
  }

  bracket(id: Uid): Box | undefined {
    return this.#brackets.get(id);
  }

  /** Just outside of a bracket, away from the text. */
  outside({ left, right }: Box): number {
    return left > this.#origin.width / 2 ? right + 2 : left - 2;
  }

  /**
   * The anchors of the two ends of an arc. Two brackets are linked from outside; otherwise the words are. `slot`
   * moves ends apart that share a span.
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
    if (block < visible[0]) return { at: 'edge', y: -40 + this.#edge(visible[0], 'top') };
    if (block > visible[1]) return { at: 'edge', y: 40 + this.#edge(visible[1], 'bottom') };
    const bracket = this.#brackets.get(span.id);
    // A bracket at the other side, of a block in another direction, is not reached without crossing words.
    const right = bracket !== undefined && bracket.left > this.#origin.width / 2;
    if (margin && bracket && right === this.#bracketsRight) {
      const x = right ? bracket.right - 1 : bracket.left + 1;
      const height = bracket.bottom - bracket.top;
      // Down the bracket in small steps, and never beyond its lower half.
      return { at: 'margin', x, y: bracket.top + Math.min(8 + slot * 7, height * 0.75) };
    }
    const head = this.head(span);
    const line = head && this.#channel(block, head);
    if (!head || !line) return { at: 'away' };
    const width = head.right - head.left;
    return { at: 'text', line, x: head.left + Math.min(width - 3, Math.min(10, width / 2) + slot * 7) };
  }

  #channel(block: number, head: Box): Channel | undefined {
    let lines = this.#lines.get(block);
    if (!lines) {
      const boxes = this.#linesOf(block);
      this.#lines.set(block, (lines = { boxes, channels: channelsOf(boxes) }));
    }
    const middle = (head.top + head.bottom) / 2;
    const at = lines.boxes.findIndex(({ top, bottom }) => top <= middle && bottom >= middle);
    return lines.channels[at];
  }

  #linesOf(block: number): Box[] {
    const element = blockElement(this.#view, this.#annotations.positions, block);
    if (!element) return [];
    const range = document.createRange();
    range.selectNodeContents(element);
    return mergeLines([...range.getClientRects()]).map((box) => {
      const { left, right, top, bottom } = this.#onPage(box);
      const height = bottom - top;
      return { left, right, top: top + height * INK.top, bottom: bottom - height * INK.bottom };
    });
  }

  #edge(block: number, side: 'top' | 'bottom'): number {
    const element = blockElement(this.#view, this.#annotations.positions, block);
    return element ? element.getBoundingClientRect()[side] - this.#origin.top : 0;
  }

  #onPage({ left, right, top, bottom }: Box): Box {
    const { left: x, top: y } = this.#origin;
    return { left: left - x, right: right - x, top: top - y, bottom: bottom - y };
  }
}

/** Gutters at both sides: outside of the brackets where they stand, and close to the words within them. */
function gutters(
  bracketsRight: boolean,
  boxes: readonly Box[],
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
  // Distances from the text outward.
  const outermost = boxes.map((box) => (bracketsRight ? box.right - width : -box.left));
  const outside = Math.max(NO_BRACKETS, ...outermost) + GAP;
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

/** The topmost bracket of each span: a claim over several blocks has one in each. */
function bracketBoxes(page: HTMLElement, origin: DOMRect): Map<string, Box> {
  const boxes = new Map<string, Box>();
  for (const bracket of page.querySelectorAll<HTMLElement>('.margin .bracket')) {
    const { left, right, top, bottom } = bracket.getBoundingClientRect();
    const box = {
      left: left - origin.left,
      right: right - origin.left,
      top: top - origin.top,
      bottom: bottom - origin.top,
    };
    const id = bracket.dataset['ids'] ?? '';
    const known = boxes.get(id);
    if (!known || box.top < known.top) boxes.set(id, box);
  }
  return boxes;
}
