import type { EditorView } from 'prosemirror-view';
import { annotationsOf } from './annotations.ts';
import { lineBoxes, visibleRanges } from './geometry.ts';

/** A label over the text: its offset, the letters to type for it, and its look. */
export interface HintLabel {
  readonly offset: number;
  readonly text: string;
  /** How many of its letters have already been typed. */
  readonly typed?: number;
  /** `span`: an existing span can be picked here. `offer`: a suggestion that need not be used. */
  readonly look?: 'span' | 'offer';
}

/** Letters drawn over the text, each at the top left of its word. A separate layer, so that no text moves. */
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

  /** Draws the labels at the current positions of their words. Reads layout once, then writes. */
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
