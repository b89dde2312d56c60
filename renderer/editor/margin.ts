import type { EditorView } from 'prosemirror-view';
import type { Uid } from '../../shared/model/uid.ts';
import { annotationsOf, shownPieces } from './annotations.ts';
import { blockElement, lineBoxes, visibleRanges, type Box } from './geometry.ts';
import type { Piece } from './span-store.ts';
import { isInline, typeToken } from './types.ts';

/** Maximum number of columns of brackets beside a block; further brackets share the outermost. */
export const COLUMNS = 3;
const COLUMN_WIDTH = 7;
/** Distance between the innermost bracket and the text, in CSS pixels. */
const GAP = 12;
/** Distance between two brackets of one column. */
const APART = 2;
/** Width of a bracket with the area around it that reacts to the pointer, as in editor.css. */
const BRACKET_WIDTH = 9;

/** Sizes that differ by less count as equal: boxes on pages that are scrolled far are not exact. */
const SAME = 0.1;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The lines a claim covers, in pixels from the top of its block. */
export interface Extent {
  readonly top: number;
  readonly bottom: number;
  /** Height of its first and last line: how far a neighbouring bracket may be shortened to share them. */
  readonly line: number;
}

/** A bracket's position: pixels from the block's top, and its column counted from the text. */
export interface Placed {
  readonly top: number;
  readonly bottom: number;
  readonly column: number;
}

/**
 * Places brackets, given in reading order. Shorter ones are nearer to the text. If one claim ends on the line on which the
 * next begins, the two meet in the middle of that line and share a column.
 */
export function placeBrackets(extents: readonly Extent[]): Placed[] {
  const placed = new Map<number, Placed>();
  const order = extents
    .map((extent, i) => ({ extent, i }))
    .sort((a, b) => a.extent.bottom - a.extent.top - (b.extent.bottom - b.extent.top) || a.i - b.i);
  for (const { extent, i } of order) {
    const half = extent.line / 2 + 1;
    let best = { top: extent.top + 3, bottom: extent.bottom - 3, column: COLUMNS - 1 };
    for (let column = 0; column < COLUMNS; column++) {
      let { top, bottom } = { top: extent.top + 3, bottom: extent.bottom - 3 };
      for (const other of placed.values()) {
        if (other.column !== column || other.bottom + 2 <= top || other.top - 2 >= bottom) continue;
        if (other.bottom - top <= half) top = other.bottom + APART;
        else if (bottom - other.top <= half) bottom = other.top - APART;
        else top = Infinity;
      }
      if (bottom - top < 6) continue;
      best = { top, bottom, column };
      break;
    }
    placed.set(i, best);
  }
  return extents.flatMap((_, i) => placed.get(i) ?? []);
}

interface DrawnMargin {
  readonly pieces: readonly Piece[];
  /** Width of the block: a change of it moves the lines. */
  readonly width: number;
  readonly height: number;
  readonly element: HTMLElement;
  /** The brackets by span, in pixels from the block's corner. */
  readonly boxes: ReadonlyMap<Uid, Box>;
}

/**
 * Brackets in the margin for claims and events. They are measured after layout and lie in a layer of their own, because
 * elements inside the text would interfere with the caret.
 */
export class Margin {
  readonly #view: EditorView;
  readonly #page: HTMLElement;
  readonly #layer: HTMLElement;
  #drawn = new Map<number, DrawnMargin>();
  /** What the next drawing changes, by block, with the position of each block. */
  #next = new Map<number, { drawn: DrawnMargin; at: Point }>();

  constructor(view: EditorView, page: HTMLElement) {
    this.#view = view;
    this.#page = page;
    this.#layer = document.createElement('div');
    this.#layer.className = 'margin';
    this.#layer.setAttribute('aria-hidden', 'true');
    page.append(this.#layer);
  }

  /** Forgets what was drawn, because another document is shown. */
  reset(): void {
    this.#layer.replaceChildren();
    this.#drawn = new Map();
    this.#next = new Map();
  }

  /** Computes the positions of all brackets of the visible blocks. Reads layout and writes nothing. */
  measure(): void {
    const annotations = annotationsOf(this.#view.state);
    const [first, last] = annotations.visible;
    const origin = this.#page.getBoundingClientRect();
    this.#next = new Map();
    for (let block = first; block <= last; block++) {
      if (annotations.store.pieces(block).length === 0) continue;
      const element = blockElement(this.#view, annotations.positions, block);
      if (!element) continue;
      // With hidden layers every call makes new arrays, so compare the claims of the block.
      const pieces = shownPieces(annotations, block).filter(({ type }) => !isInline(type));
      if (pieces.length === 0) continue;
      const old = this.#drawn.get(block);
      const { left, top, width, height } = element.getBoundingClientRect();
      const keep =
        old &&
        Math.abs(old.width - width) < SAME &&
        Math.abs(old.height - height) < SAME &&
        samePieces(old.pieces, pieces);
      const drawn = keep ? old : { pieces, width, height, ...this.#place(block, element, pieces) };
      this.#next.set(block, { drawn, at: { x: left - origin.left, y: top - origin.top } });
    }
  }

  /** Returns the topmost bracket of each span, in pixels of the page: a claim over several blocks has several brackets. */
  boxes(): Map<Uid, Box> {
    const boxes = new Map<Uid, Box>();
    for (const { drawn, at } of this.#next.values()) {
      for (const [id, { left, right, top, bottom }] of drawn.boxes) {
        if (!boxes.has(id))
          boxes.set(id, { left: left + at.x, right: right + at.x, top: top + at.y, bottom: bottom + at.y });
      }
    }
    return boxes;
  }

  /** Draws what {@link measure} computed. */
  draw(): void {
    for (const { drawn, at } of this.#next.values())
      drawn.element.style.transform = `translate(${at.x}px, ${at.y}px)`;
    for (const [block, { element }] of this.#drawn) {
      if (this.#next.get(block)?.drawn.element !== element) element.remove();
    }
    const fresh = [...this.#next.values()].flatMap(({ drawn }) =>
      drawn.element.isConnected ? [] : drawn.element,
    );
    if (fresh.length > 0) this.#layer.append(...fresh);
    this.#drawn = new Map([...this.#next].map(([block, { drawn }]) => [block, drawn]));
  }

  /** Marks the brackets of the selected and the hovered span. */
  mark(selected: string | null, hovered: ReadonlySet<string>): void {
    for (const bracket of this.#layer.querySelectorAll<HTMLElement>('.bracket')) {
      const id = bracket.dataset['ids'] ?? '';
      bracket.classList.toggle('selected', id === selected);
      bracket.classList.toggle('hovered', hovered.has(id));
    }
  }

  destroy(): void {
    this.#layer.remove();
  }

  #place(block: number, blockBox: Element, pieces: readonly Piece[]): Pick<DrawnMargin, 'element' | 'boxes'> {
    const { positions } = annotationsOf(this.#view.state);
    const brackets = document.createElement('div');
    brackets.className = 'brackets';
    const origin = blockBox.getBoundingClientRect();
    const rightToLeft = getComputedStyle(blockBox).direction === 'rtl';
    const start = positions.start(block);
    const drawn: { piece: Piece; extent: Extent }[] = [];
    for (const piece of pieces) {
      const [range] = visibleRanges(
        this.#view,
        positions,
        [block, block],
        [start + piece.start, start + piece.end],
      );
      const lines: Box[] = range ? lineBoxes(range) : [];
      const head = lines[0];
      const tail = lines.at(-1);
      if (!head || !tail) continue;
      drawn.push({ piece, extent: extentOf(lines, head, tail, origin, rightToLeft) });
    }
    const boxes = new Map<Uid, Box>();
    const places = placeBrackets(drawn.map(({ extent }) => extent));
    for (const [i, { piece }] of drawn.entries()) {
      const place = places[i];
      if (!place) continue;
      const bracket = document.createElement('div');
      bracket.className = `bracket type-${typeToken(piece.type)}${rightToLeft ? ' rtl' : ''}`;
      bracket.dataset['ids'] = piece.span.id;
      const away = GAP + place.column * COLUMN_WIDTH;
      const { top, bottom } = place;
      const left = rightToLeft ? origin.width + away - 5 : -away - 4;
      bracket.style.left = `${left}px`;
      bracket.style.top = `${top}px`;
      bracket.style.height = `${bottom - top}px`;
      brackets.append(bracket);
      const known = boxes.get(piece.span.id);
      if (!known || top < known.top)
        boxes.set(piece.span.id, { left, right: left + BRACKET_WIDTH, top, bottom });
    }
    return { element: brackets, boxes };
  }
}

/** Lines from first to last; half of a line counts if a claim begins late or ends early on it. */
function extentOf(lines: readonly Box[], head: Box, tail: Box, block: Box, rightToLeft: boolean): Extent {
  const line = head.bottom - head.top;
  const quarter = (block.right - block.left) / 4;
  const late = rightToLeft ? head.right < block.right - quarter : head.left > block.left + quarter;
  const early = rightToLeft ? tail.left > block.left + quarter : tail.right < block.right - quarter;
  const several = lines.length > 1;
  return {
    top: head.top - block.top + (several && late ? line / 2 : 0),
    bottom: tail.bottom - block.top - (several && early ? line / 2 : 0),
    line,
  };
}

function samePieces(a: readonly Piece[], b: readonly Piece[]): boolean {
  return (
    a.length === b.length &&
    a.every((piece, i) => {
      const other = b[i];
      return (
        piece === other ||
        (piece.span.id === other?.span.id &&
          piece.type === other.type &&
          piece.start === other.start &&
          piece.end === other.end)
      );
    })
  );
}
