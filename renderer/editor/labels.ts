import type { EditorView } from 'prosemirror-view';
import type { Uid } from '../../shared/model/uid.ts';
import { annotationsOf, type Annotations } from './annotations.ts';
import { blockElement, lineBoxes, visibleRanges } from './geometry.ts';
import type { Piece } from './span-store.ts';
import { isInline, typeToken, type DrawnType } from './types.ts';

/** When the type of a span stands above it. */
export type LabelMode = 'off' | 'hover' | 'always';

/** Where a span begins on its line, in CSS pixels from the beginning of the line and the top of the block. */
export interface Begun {
  readonly from: number;
  readonly top: number;
  readonly ids: readonly Uid[];
  /** The types of the spans that begin here, the outermost first. */
  readonly types: readonly DrawnType[];
}

/** A label with the room that it has. */
export interface PlacedLabel extends Begun {
  readonly room: number;
  readonly text: string;
}

/** Distance between two labels (px). */
const APART = 4;
/** Spans that begin within this distance share a label (px). */
const SAME = 3;
/** With less room no label is drawn (px). */
const LEAST = 8;
/** About the width of a capital, in parts of the size of the text. */
const CAPITAL = 0.36;

/**
 * Gives each label the room up to the next one on its line or to the end of the line. A label for which the words of a type are too
 * long has its name, if that is shorter; what is still too long is cut off when it is drawn.
 * @param size of the text's font, in CSS pixels
 */
export function placeLabels(begun: readonly Begun[], width: number, size: number): PlacedLabel[] {
  const sorted = [...begun].sort((a, b) =>
    Math.abs(a.top - b.top) > SAME ? a.top - b.top : a.from - b.from,
  );
  const merged: Begun[] = [];
  for (const each of sorted) {
    const last = merged.at(-1);
    if (last && isOnLine(last, each) && each.from - last.from <= SAME)
      merged[merged.length - 1] = {
        ...last,
        ids: [...last.ids, ...each.ids],
        types: [...last.types, ...each.types],
      };
    else merged.push(each);
  }
  return merged.flatMap((each, i) => {
    const next = merged[i + 1];
    const end = next && isOnLine(each, next) ? next.from - APART : width;
    const room = end - each.from;
    return room < LEAST ? [] : [{ ...each, room, text: textFor(each.types, room / (size * CAPITAL)) }];
  });
}

function isOnLine(a: Begun, b: Begun): boolean {
  return Math.abs(a.top - b.top) <= SAME;
}

function textFor(types: readonly DrawnType[], capitals: number): string {
  const [long, short] = [types.map(({ label }) => label), types.map(({ name }) => name)].map((words) =>
    words.join(' · '),
  ) as [string, string];
  return long.length <= capitals || short.length >= long.length ? long : short;
}

interface DrawnBlock {
  readonly pieces: readonly Piece[];
  readonly hiddenLayers: Annotations['hiddenLayers'];
  readonly width: number;
  readonly height: number;
  readonly element: HTMLElement;
}

/**
 * The types above their spans, in a layer of their own, so that no text moves. Lines are spaced wider while there are labels.
 * Measured once for each block, until it looks different.
 */
export class LabelLayer {
  readonly #view: EditorView;
  readonly #page: HTMLElement;
  readonly #layer: HTMLElement;
  #mode: LabelMode = 'off';
  #drawn = new Map<number, DrawnBlock>();
  #next: { readonly drawn: DrawnBlock; readonly block: number; readonly x: number; readonly y: number }[] =
    [];

  constructor(view: EditorView, page: HTMLElement) {
    this.#view = view;
    this.#page = page;
    this.#layer = document.createElement('div');
    this.#layer.className = 'labels';
    this.#layer.setAttribute('aria-hidden', 'true');
    page.append(this.#layer);
  }

  setMode(mode: LabelMode): void {
    this.#mode = mode;
    this.#page.classList.toggle('labelled', mode !== 'off');
    this.#layer.dataset['mode'] = mode;
    this.reset();
  }

  /** Forgets what was measured. */
  reset(): void {
    this.#drawn = new Map();
    this.#next = [];
    this.#layer.replaceChildren();
  }

  /** Computes the positions of the labels of the visible blocks. Reads layout and writes nothing. */
  measure(): void {
    this.#next = [];
    if (this.#mode === 'off') return;
    const annotations = annotationsOf(this.#view.state);
    const { store, positions, hiddenLayers } = annotations;
    const origin = this.#page.getBoundingClientRect();
    for (let block = annotations.visible[0]; block <= annotations.visible[1]; block++) {
      const pieces = store.pieces(block);
      const element = pieces.length === 0 ? undefined : blockElement(this.#view, positions, block);
      if (!element) continue;
      const { left, top, width, height } = element.getBoundingClientRect();
      const old = this.#drawn.get(block);
      const isKept =
        old?.pieces === pieces &&
        old.hiddenLayers === hiddenLayers &&
        Math.abs(old.width - width) < 0.5 &&
        Math.abs(old.height - height) < 0.5;
      const drawn = isKept
        ? old
        : { pieces, hiddenLayers, width, height, element: this.#labelsOf(annotations, block, element) };
      this.#next.push({ drawn, block, x: left - origin.left, y: top - origin.top });
    }
  }

  #labelsOf(
    { store, positions, visible, hiddenLayers }: Annotations,
    block: number,
    element: Element,
  ): HTMLElement {
    const { left, right, top, width } = element.getBoundingClientRect();
    const { direction, fontSize } = getComputedStyle(element);
    const origin = positions.start(block);
    const begun = store.pieces(block).flatMap(({ span, type, start, end, first }): Begun[] => {
      if (!first || end <= start || !isInline(type) || hiddenLayers.has(type.layer)) return [];
      const [range] = visibleRanges(this.#view, positions, visible, [origin + start, origin + start + 1]);
      const box = range && lineBoxes(range)[0];
      if (!box) return [];
      const from = direction === 'rtl' ? right - box.right : box.left - left;
      return [{ from, top: box.top - top, ids: [span.id], types: [type] }];
    });
    const labels = document.createElement('div');
    labels.className = 'block-labels';
    labels.dir = direction;
    labels.style.width = `${width}px`;
    labels.append(
      ...placeLabels(begun, width, parseFloat(fontSize)).map(
        ({ from, top: above, ids, types, room, text }) => {
          const label = document.createElement('span');
          label.className = `type-${typeToken(types[0]!)}`;
          label.dataset['ids'] = ids.join(' ');
          label.textContent = text;
          label.style.insetInlineStart = `${from}px`;
          label.style.top = `${above}px`;
          label.style.maxWidth = `${room}px`;
          return label;
        },
      ),
    );
    return labels;
  }

  /** Draws what was measured; with the mode `hover` only the labels of these spans. */
  draw(shown: ReadonlySet<Uid>): void {
    if (this.#mode === 'off') return;
    const kept = new Set(this.#next.map(({ drawn }) => drawn.element));
    for (const { element } of this.#drawn.values()) if (!kept.has(element)) element.remove();
    this.#drawn = new Map(this.#next.map(({ drawn, block }) => [block, drawn]));
    for (const { drawn, x, y } of this.#next) {
      drawn.element.style.transform = `translate(${x}px, ${y}px)`;
      if (drawn.element.parentElement !== this.#layer) this.#layer.append(drawn.element);
    }
    if (this.#mode !== 'hover') return;
    for (const label of this.#layer.querySelectorAll<HTMLElement>('[data-ids]'))
      label.classList.toggle(
        'shown',
        label.dataset['ids']!.split(' ').some((id) => shown.has(id as Uid)),
      );
  }

  destroy(): void {
    this.#layer.remove();
  }
}
