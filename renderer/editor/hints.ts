import type { EditorView } from 'prosemirror-view';
import { annotationsOf } from './annotations.ts';
import { lineBoxes, visibleRanges } from './geometry.ts';

/** A label over the text: at what offset, what is typed for it, and how it looks. */
export interface HintLabel {
  readonly offset: number;
  readonly text: string;
  /** How many of its letters have been typed. */
  readonly typed?: number;
  /** Something is tagged there already that can be taken; or it is only offered, not asked for. */
  readonly look?: 'span' | 'offer';
}

/** Letters drawn over the text, each at the top left of its word. A layer of its own: no word moves. */
export class HintLayer {
  readonly #view: EditorView;
  readonly #page: HTMLElement;
  readonly #layer: HTMLElement;
  #labels: readonly HintLabel[] = [];

  constructor(view: EditorView, page: HTMLElement) {
    this.#view = view;
    this.#page = page;
    this.#layer = document.createElement('div');
    this.#layer.className = 'hints';
    this.#layer.setAttribute('aria-hidden', 'true');
    page.append(this.#layer);
  }

  show(labels: readonly HintLabel[]): void {
    if (labels.length === 0 && this.#labels.length === 0) return;
    this.#labels = labels;
    this.place();
  }

  /** Draws the labels where their words are now. Reads layout once, then writes. */
  place(): void {
    if (this.#labels.length === 0) return this.#layer.replaceChildren();
    const { positions, visible } = annotationsOf(this.#view.state);
    const origin = this.#page.getBoundingClientRect();
    const drawn = this.#labels.flatMap((label) => {
      const [range] = visibleRanges(this.#view, positions, visible, [label.offset, label.offset + 1]);
      const box = range && lineBoxes(range)[0];
      return box ? [{ label, left: box.left - origin.left, top: box.top - origin.top }] : [];
    });
    this.#layer.replaceChildren(
      ...drawn.map(({ label, left, top }) => {
        const element = document.createElement('kbd');
        element.className = `hint ${label.look ?? ''}`;
        const typed = document.createElement('s');
        typed.textContent = label.text.slice(0, label.typed ?? 0);
        element.append(typed, label.text.slice(label.typed ?? 0));
        element.style.transform = `translate(${left}px, ${top}px)`;
        return element;
      }),
    );
  }

  destroy(): void {
    this.#layer.remove();
  }
}
