import type { EditorView } from 'prosemirror-view';
import { sameFragments, type Fragment, type Fragments } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { ArcLayer } from './arcs/layer.ts';
import { annotationsOf } from './annotations.ts';
import { visibleRanges } from './geometry.ts';
import { HighlightPainter, type PlainHighlight } from './highlights.ts';
import { LabelLayer } from './labels.ts';
import { Margin } from './margin.ts';
import { Overlay } from './overlay.ts';
import { isInline, typeToken, type DrawnType } from './types.ts';

/** Delay before the rest of the text becomes paler, or full again (ms). */
const REST = 250;

/** Layers that the app may fill with fragments: spans with notes, search hits and proposals under consideration. */
export type MarkLayer = PlainHighlight;

/**
 * Draws everything that is not a decoration: highlights, margin brackets, outline and handles. Draws at most once a frame,
 * if it was requested, after the decorations of that frame are in the page.
 */
export class Painter {
  readonly overlay: Overlay;
  readonly arcs: ArcLayer;
  readonly labels: LabelLayer;
  readonly #view: EditorView;
  readonly #page: HTMLElement;
  readonly #margin: Margin;
  readonly #highlights = new HighlightPainter();
  readonly #marks = new Map<MarkLayer, Fragments>();
  #hovered: readonly Uid[] = [];
  #preview: Fragments | null = null;
  #frame = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(view: EditorView, page: HTMLElement, scroller: Element) {
    this.#view = view;
    this.#page = page;
    this.#margin = new Margin(view, page);
    this.labels = new LabelLayer(view, page);
    this.overlay = new Overlay(view, page);
    this.arcs = new ArcLayer(view, page, scroller);
    document.fonts.addEventListener('loadingdone', this.#measureAnew);
  }

  /** Requests a redraw in this frame. */
  schedule(): void {
    if (this.#view.isDestroyed) return;
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      // The text may have been destroyed since the request.
      if (!this.#view.isDestroyed) this.#paint();
    });
  }

  /** Forgets what belongs to the previous document. */
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

  /** The new fragments of the selected span while its ends are being dragged. */
  setPreview(fragments: Fragments | null): void {
    this.#preview = fragments;
    this.schedule();
  }

  /** Fragments must be sorted by start. */
  setMarks(layer: MarkLayer, fragments: Fragments): void {
    const before = this.#marks.get(layer) ?? [];
    this.#marks.set(layer, fragments);
    if (!sameFragments(before, fragments)) this.schedule();
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#rest);
    document.fonts.removeEventListener('loadingdone', this.#measureAnew);
    this.#highlights.clear();
    this.#margin.destroy();
    this.labels.destroy();
    this.overlay.destroy();
    this.arcs.destroy();
  }

  /** Needed if text may have moved although no block changed its size, as when a font was loaded. */
  readonly #measureAnew = (): void => {
    this.#margin.reset();
    this.labels.reset();
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

    this.#highlightSpan('selected', selectedType, fragments);
    this.#highlightSpan('hover', hoveredType, hovered?.fragments ?? []);
    const linked = selected?.slots.flatMap(({ filler }) => ('span' in filler ? [filler.span] : [])) ?? [];
    this.#highlights.paintTyped(
      'linked',
      selectedType ? typeToken(selectedType) : '',
      this.#ranges(linked.flatMap((each) => store.get(each)?.fragments ?? [])),
    );
    for (const [name, marks] of this.#marks) this.#highlights.paint(name, this.#ranges(marks));

    // First all reading, then all writing: one layout for the changed decorations, and no second one.
    this.#margin.measure();
    this.labels.measure();
    this.arcs.measure(selected, this.#margin.boxes());
    this.overlay.update(selected, fragments, hovered);
    this.#paleSoon(selected !== null);
    this.#margin.draw();
    const pointed = new Set(this.#hovered);
    this.#margin.mark(id, pointed);
    this.labels.draw(id ? new Set([...pointed, id]) : pointed);
    this.arcs.draw();
  }

  /**
   * Makes the rest of the text paler while a span is selected, once the hand rests: it restyles every span in view, and who
   * tags one word after the other selects and deselects with every key.
   */
  #paleSoon(pale: boolean): void {
    clearTimeout(this.#rest);
    if (this.#page.classList.contains('has-selected') === pale) return;
    this.#rest = setTimeout(() => this.#page.classList.toggle('has-selected', pale), REST);
  }

  /** Highlights a mention as a whole; underlines a claim, which may be long and contain other spans. */
  #highlightSpan(layer: 'selected' | 'hover', type: DrawnType | null, fragments: readonly Fragment[]): void {
    const ranges = type ? this.#ranges(fragments) : [];
    const token = type ? typeToken(type) : '';
    const inline = type !== null && isInline(type);
    this.#highlights.paintTyped(layer, token, inline ? ranges : []);
    this.#highlights.paintTyped(`${layer}-claim`, token, inline ? [] : ranges);
  }

  #ranges(fragments: readonly Fragment[]): StaticRange[] {
    const { positions, visible } = annotationsOf(this.#view.state);
    const low = positions.start(visible[0]);
    const high = positions.end(visible[1]);
    const near = fragments.filter(([start, end]) => end > low && start < high);
    return near.flatMap((fragment) => visibleRanges(this.#view, positions, visible, fragment));
  }
}
