import type { EditorView } from 'prosemirror-view';
import type { Fragment, Fragments } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { ArcLayer } from './arcs/layer.ts';
import { annotationsOf } from './annotations.ts';
import { visibleRanges } from './geometry.ts';
import { HighlightPainter, type HighlightName } from './highlights.ts';
import { Margin } from './margin.ts';
import { Overlay } from './overlay.ts';
import { isInline } from './types.ts';

/** Layers the app may fill with fragments: spans with notes, search hits and proposals under consideration. */
export type MarkLayer = Extract<
  HighlightName,
  'noted' | 'search' | 'search-current' | 'suggestion' | 'candidate'
>;

/**
 * Everything drawn beside the decorations: highlights, margin brackets, outline and handles. It is drawn once a
 * frame, when something asked for it, after the decorations of that frame are in the page.
 */
export class Painter {
  readonly overlay: Overlay;
  readonly arcs: ArcLayer;
  readonly #view: EditorView;
  readonly #page: HTMLElement;
  readonly #margin: Margin;
  readonly #highlights = new HighlightPainter();
  readonly #marks = new Map<MarkLayer, Fragments>();
  #hovered: readonly Uid[] = [];
  #preview: Fragments | null = null;
  #frame = 0;

  constructor(view: EditorView, page: HTMLElement, scroller: Element) {
    this.#view = view;
    this.#page = page;
    this.#margin = new Margin(view, page);
    this.overlay = new Overlay(view, page);
    this.arcs = new ArcLayer(view, page, scroller);
    document.fonts.addEventListener('loadingdone', this.#measureAnew);
  }

  /** Asks for a drawing in this frame. */
  schedule(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paint();
    });
  }

  /** Forgets what belongs to the document shown before. */
  reset(): void {
    this.#marks.clear();
    this.#hovered = [];
    this.#preview = null;
    this.#measureAnew();
  }

  setHovered(ids: readonly Uid[]): void {
    this.#hovered = ids;
    this.schedule();
  }

  /** Where the ends of the selected span are being dragged to. */
  setPreview(fragments: Fragments | null): void {
    this.#preview = fragments;
    this.schedule();
  }

  /** Fragments must be sorted by start. */
  setMarks(layer: MarkLayer, fragments: Fragments): void {
    this.#marks.set(layer, fragments);
    this.schedule();
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    document.fonts.removeEventListener('loadingdone', this.#measureAnew);
    this.#highlights.clear();
    this.#margin.destroy();
    this.overlay.destroy();
    this.arcs.destroy();
  }

  /** Words may be elsewhere though no block has another size: so it is when a font has come. */
  readonly #measureAnew = (): void => {
    this.#margin.reset();
    this.arcs.reset();
    this.schedule();
  };

  #paint(): void {
    const { store, selected: id } = annotationsOf(this.#view.state);
    const selected = (id && store.get(id)) || null;
    const innermost = this.#hovered[0];
    const hovered = (innermost && store.get(innermost)) || null;
    const fragments = this.#preview ?? selected?.fragments ?? [];
    const selectedType = selected && store.typeOf(selected);
    const hoveredType = hovered && hovered.id !== id ? store.typeOf(hovered) : null;

    // Highlight rules cannot be told apart by type, so the hue of the one selected span is handed to them. All that is
    // drawn inherits it and is styled anew, so a hue that nothing shows is left as it was. (A rule for each type would
    // be worse: every element that is drawn pays for every highlight rule that fits it.)
    if (selectedType) this.#page.style.setProperty('--selected-hue', String(selectedType.hue));
    if (hoveredType) this.#page.style.setProperty('--hovered-hue', String(hoveredType.hue));
    this.#page.classList.toggle('has-selected', selected !== null);

    this.#highlight('selected', selectedType && isInline(selectedType) ? fragments : []);
    this.#highlight('selected-claim', selectedType && !isInline(selectedType) ? fragments : []);
    this.#highlight('hover', hoveredType && isInline(hoveredType) ? (hovered?.fragments ?? []) : []);
    this.#highlight('hover-claim', hoveredType && !isInline(hoveredType) ? (hovered?.fragments ?? []) : []);
    const linked = selected?.slots.flatMap(({ filler }) => ('span' in filler ? [filler.span] : [])) ?? [];
    this.#highlight(
      'linked',
      linked.flatMap((each) => store.get(each)?.fragments ?? []),
    );
    for (const [name, marks] of this.#marks) this.#highlight(name, marks);

    // All reading first, then all writing: one layout for what the decorations changed, and no second one.
    this.#margin.measure();
    this.arcs.measure(selected, this.#margin.boxes());
    this.overlay.update(selected, fragments, hovered);
    this.#margin.draw();
    this.#margin.mark(id, new Set(this.#hovered));
    this.arcs.draw();
  }

  #highlight(name: HighlightName, fragments: readonly Fragment[]): void {
    const { positions, visible } = annotationsOf(this.#view.state);
    const low = positions.start(visible[0]);
    const high = positions.end(visible[1]);
    const near = fragments.filter(([start, end]) => end > low && start < high);
    const ranges = near.flatMap((fragment) => visibleRanges(this.#view, positions, visible, fragment));
    this.#highlights.paint(name, ranges);
  }
}
