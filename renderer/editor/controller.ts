import { EditorState, type Plugin, type Transaction } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import type { Span } from '../../shared/model/annotation.ts';
import type { Document } from '../../shared/model/document.ts';
import { hull, sameFragments, type Fragment, type Fragments } from '../../shared/model/fragments.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { wordAt } from '../../shared/text/words.ts';
import {
  annotate,
  annotationsOf,
  annotationsPlugin,
  dispatchEffect,
  type AnnotationEffect,
  type Annotations,
} from './annotations.ts';
import { anchorsNear, type Anchor } from './anchors.ts';
import { dragRelation } from './arcs/drag.ts';
import type { Arcs, FarEnd } from './arcs/links.ts';
import { Arrival } from './arrival.ts';
import { readSelection } from './caret.ts';
import { Announcer, describeSpans } from './announcer.ts';
import { carrier } from './carried.ts';
import type { Box } from './geometry.ts';
import { HintLayer, type HintLabel } from './hints.ts';
import { idsOf, watchHover, type HoverListener } from './hover.ts';
import type { LabelMode } from './labels.ts';
import { Painter, type MarkLayer } from './painter.ts';
import { pointerHandlers } from './pointer.ts';
import { Positions, type BlockRange } from './positions.ts';
import { readOnly } from './read-only.ts';
import type { ReadingPlace } from './reading-place.ts';
import { dragHandle } from './resize.ts';
import {
  BLOCKS_PER_SECTION,
  drawnBlocks,
  editorDocument,
  hasWords,
  schema,
  SECTION_THRESHOLD,
} from './schema.ts';
import { documentKeys, meantSelection, rawSelection, selectionOf } from './selection.ts';
import { TypeTable } from './types.ts';
import { Viewport } from './viewport.ts';
import { outward, shownSpansAt, walkSpans } from './walk.ts';

/** Events of the editor. Offsets are UTF-16 code units of the document text. */
export interface EditorEvents {
  /** Another span was selected, by the user or by a call. */
  onSelect?: (id: Uid | null) => void;
  /** The selected text (as it would be tagged; `null` if nothing is selected) or the caret changed. */
  onSelectionChange?: (fragment: Fragment | null, caret: number) => void;
  /** Spans under the pointer, the innermost first, with the box under the pointer in viewport coordinates. */
  onHover?: HoverListener;
  /** An end of a span was dragged. The host stores it and calls {@link EditorController.applySpans}. */
  onResize?: (id: Uid, fragments: Fragments) => void;
  /** Spans that were clicked while the selection is held, the innermost first. */
  onPick?: (ids: readonly Uid[]) => void;
  /** Relations of the selected span whose other end is out of sight changed. */
  onFarEnds?: (ends: readonly FarEnd[]) => void;
  /** A relation was dragged from a span to others, the innermost first, and released at a point of the viewport. */
  onLink?: (from: Uid, to: readonly Uid[], at: { x: number; y: number }) => void;
  /** Returns what screen readers are told of a span besides its type and words. */
  describe?: (span: Span) => Promise<readonly string[]>;
  /** Receives every key first; returns `true` if it has handled the key. */
  onKeyDown?: (event: KeyboardEvent) => boolean;
}

export interface EditorOptions {
  readonly scheme: Scheme;
  /** Label of the text for screen readers. */
  readonly label?: string;
  readonly events?: EditorEvents;
}

/** Blocks drawn before it is known how much of the text is in view. */
const FIRST_BLOCKS: BlockRange = [0, 2 * BLOCKS_PER_SECTION - 1];
const NO_LAYERS: ReadonlySet<string> = new Set();
type Shown = Pick<Document, 'text' | 'blocks' | 'language'>;
const NOTHING_SHOWN: Shown = { text: '', blocks: [], language: '' };

/**
 * The annotation editor over one element: shows a document with its spans, read-only. Independent of the app: it is driven
 * by calls and reports events.
 */
export class EditorController {
  readonly view: EditorView;
  readonly #page: HTMLElement;
  readonly #painter: Painter;
  readonly #hints: HintLayer;
  readonly #announcer: Announcer;
  readonly #viewport: Viewport;
  readonly #keys: Plugin;
  readonly #readOnly = readOnly();
  readonly #arrival = new Arrival();
  readonly #stops: (() => void)[] = [];
  #events: EditorEvents;
  #types: TypeTable;
  #text = '';
  #hiddenLayers = NO_LAYERS;
  /** Whether Alt was held when the selection was made: then it is not snapped to words. */
  #exact = false;
  #held = false;

  /** @param mount an empty element inside the element that scrolls */
  constructor(mount: HTMLElement, { scheme, label = 'Text', events = {} }: EditorOptions) {
    this.#events = events;
    this.#types = new TypeTable(scheme);
    this.#page = document.createElement('div');
    this.#page.className = 'editor';
    mount.append(this.#page);
    this.#keys = documentKeys(() => this.#viewport.scroller);
    this.view = new EditorView(this.#page, {
      state: this.#stateFor(NOTHING_SHOWN, [], FIRST_BLOCKS),
      attributes: {
        class: 'text',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-readonly': 'true',
        'aria-label': label,
        spellcheck: 'false',
        autocorrect: 'off',
        autocapitalize: 'off',
      },
      dispatchTransaction: (transaction) => this.#dispatch(transaction),
      handleKeyDown: (_, event) => this.#keyDown(event),
      handleDOMEvents: pointerHandlers({
        click: (target, alt) => this.#click(target, alt),
        released: (alt) => this.#released(alt),
      }),
      clipboardTextSerializer: (_, view) => {
        const raw = rawSelection(view.state, this.#annotations.positions);
        return raw ? this.#text.slice(...raw) : '';
      },
    });
    this.#viewport = new Viewport(this.view, this.#page, {
      moved: () => this.#painter.arcs.scrolled(),
      resized: () => {
        this.#painter.schedule();
        this.#hints.place();
      },
    });
    this.#painter = new Painter(this.view, this.#page, this.#viewport.scroller);
    this.#hints = new HintLayer(this.view, this.#page);
    this.#announcer = new Announcer(this.#page);

    this.#stops.push(watchHover(this.#page, (ids, box) => this.#hover(ids, box)));
    this.#stops.push(this.#clickMargin());
    this.#stops.push(
      dragRelation(this.#painter.arcs.dot, {
        begin: () => (this.#events.onLink ? this.selectedId : null),
        preview: (at, under) => {
          this.#painter.arcs.drag(at);
          this.#painter.setHovered(under);
        },
        commit: (from, under, at) => this.#events.onLink?.(from, under, at),
      }),
    );
    for (const end of ['start', 'end'] as const) {
      this.#stops.push(
        dragHandle(this.#painter.overlay.handles[end], end, {
          text: () => this.#text,
          begin: () => (this.#events.onResize ? (this.selected?.fragments ?? null) : null),
          offsetAt: (x, y) => this.offsetAt(x, y),
          preview: (fragments) => this.#painter.setPreview(fragments),
          commit: (fragments) => this.#commitResize(fragments),
        }),
      );
    }
  }

  // ---- What is shown

  /** Shows a document from its beginning. All spans must belong to it. */
  load(document: Shown, spans: readonly Span[]): void {
    this.#exact = false;
    this.#show(document, spans, FIRST_BLOCKS);
    // Afterwards, because the view has laid the new text out: before, this would lay out what is about to be replaced.
    this.#viewport.toStart();
    this.#painter.reset();
    this.#viewport.refresh();
  }

  /** Shows another text of the same document. Caret, selection and scroll position stay at the same words. */
  reload(document: Shown, spans: readonly Span[]): void {
    this.readSelection();
    const carry = carrier(this.#text, document.text);
    const { positions, visible } = this.#annotations;
    const { from, to } = this.view.state.selection;
    const selection = carry([positions.toOffset(from), positions.toOffset(to)]);
    const read = this.#viewport.held();
    this.#show(document, spans, visible);
    const { state } = this.view;
    this.view.dispatch(state.tr.setSelection(selectionOf(state, this.#annotations.positions, selection)));
    this.#painter.reset();
    if (read) this.#viewport.hold(carry([read.offset, read.offset])[0], read.top);
    this.#viewport.refresh();
  }

  /** Scroll position of the text; setting it restores the position. */
  get scrolled(): number {
    return this.#viewport.scroller.scrollTop;
  }

  set scrolled(top: number) {
    this.#viewport.scroller.scrollTop = top;
    this.#viewport.refresh();
  }

  /** Adds or replaces spans by id and removes others, with one redraw. */
  applySpans(put: readonly Span[], removedIds: readonly Uid[]): void {
    if (put.length > 0 || removedIds.length > 0) {
      dispatchEffect(this.view, { putSpans: put, removeSpans: removedIds });
    }
  }

  /** Does both {@link applySpans} and {@link select} of a span that is in view, with one redraw. */
  applyAndSelect(put: readonly Span[], removedIds: readonly Uid[], id: Uid): void {
    if (this.isDestroyed) return;
    readSelection(this.view);
    const span = put.find((each) => each.id === id) ?? this.span(id);
    this.#select(id, span, { putSpans: put, removeSpans: removedIds }, true);
  }

  /** Sets the names of layers that are not drawn and that pointer and keys cannot reach. */
  setHiddenLayers(names: Iterable<string>): void {
    this.#hiddenLayers = new Set(names);
    dispatchEffect(this.view, { hiddenLayers: this.#hiddenLayers });
  }

  /** Shows the types above their spans; what is read stays where it is. */
  setLabels(mode: LabelMode): void {
    const read = this.#viewport.held();
    this.#painter.labels.setMode(mode);
    if (read) this.#viewport.hold(read.offset, read.top);
    this.#viewport.refresh();
    this.#painter.schedule();
  }

  /** Applies a changed scheme and keeps the scroll position. */
  setScheme(scheme: Scheme): void {
    readSelection(this.view);
    this.#types = new TypeTable(scheme);
    const { store, positions, visible, selected } = this.#annotations;
    const fresh = annotationsPlugin({
      visible,
      positions,
      types: this.#types,
      spans: [...store.all()],
      hiddenLayers: this.#hiddenLayers,
    });
    this.view.updateState(this.view.state.reconfigure({ plugins: this.#plugins(fresh) }));
    dispatchEffect(this.view, { select: selected });
    this.#viewport.refresh();
    this.#painter.schedule();
  }

  /** Shows fragments (sorted by start) on a layer of search hits or suggestions; an empty list clears it. */
  setMarks(layer: MarkLayer, fragments: Fragments): void {
    this.#painter.setMarks(layer, fragments);
  }

  /** Draws letters over the text; an empty list removes them. */
  setHints(labels: readonly HintLabel[]): void {
    this.#hints.show(labels);
  }

  /** Keeps the selected span selected: clicks and selected text are reported but do not deselect it. */
  setHeld(held: boolean): void {
    this.#held = held;
  }

  /** Sets the relations and which of them are drawn as arcs. */
  setArcs(arcs: Arcs): void {
    this.#painter.arcs.set(arcs, (ends) => this.#events.onFarEnds?.(ends));
    this.#painter.schedule();
  }

  setEvents(events: EditorEvents): void {
    this.#events = events;
  }

  // ---- Spans

  get selectedId(): Uid | null {
    return this.#annotations.selected;
  }

  get selected(): Span | null {
    const { store, selected } = this.#annotations;
    return (selected && store.get(selected)) || null;
  }

  span(id: Uid): Span | undefined {
    return this.#annotations.store.get(id);
  }

  /** Selects a span and moves the caret to it, so that walking continues from there. */
  select(id: Uid | null, { scroll = false }: { scroll?: boolean } = {}): void {
    if (this.isDestroyed) return;
    this.#select(id, id === null ? undefined : this.span(id), {}, scroll);
  }

  #select(id: Uid | null, span: Span | undefined, effect: AnnotationEffect, scroll: boolean): void {
    const { positions } = this.#annotations;
    const range = hull(span?.fragments ?? []);
    const transaction = annotate(this.view.state, { ...effect, select: id });
    const caret = this.caretOffset();
    const away = range !== null && (caret < range[0] || caret > range[1]);
    if (range && (away || !this.view.state.selection.empty)) {
      transaction.setSelection(selectionOf(this.view.state, positions, [range[0], range[0]]));
    }
    this.view.dispatch(transaction);
    if (scroll && range) this.scrollTo(range[0]);
  }

  /** Selects the next (1) or previous (-1) span in reading order, from the selected span or the caret, and returns it. */
  walk(direction: 1 | -1): Span | null {
    const found = walkSpans(this.#annotations, this.#walkOrigin(), direction);
    if (found) this.select(found.id, { scroll: true });
    return found;
  }

  /** Selects the next span outward at the selected one or the caret, and returns it; after the outermost, the innermost. */
  walkOutward(): Span | null {
    const { selected } = this;
    const range = selected && hull(selected.fragments);
    const caret = this.caretOffset();
    const place = range && (caret < range[0] || caret >= range[1]) ? range[0] : caret;
    const found = outward(this.spansAt(place), selected);
    if (found) this.select(found.id);
    return found;
  }

  /** Shown spans that cover an offset, the innermost first. */
  spansAt(offset: number): Span[] {
    return shownSpansAt(this.#annotations, offset);
  }

  // ---- Selection and place

  /** Reads the caret or selection from the browser; call it before a key acts on them. */
  readSelection(): void {
    this.#arrival.noteKey();
    readSelection(this.view);
  }

  /** Returns the selected text, snapped to words unless it was selected, or is requested, exactly. */
  getSelection(exact: boolean = this.#exact): Fragment | null {
    return meantSelection(this.#text, rawSelection(this.view.state, this.#annotations.positions), exact);
  }

  /** Selects text; a fragment without width places the caret. `exact` means that it must not be snapped to words. */
  setSelection(fragment: Fragment, { exact = this.#exact }: { exact?: boolean } = {}): void {
    if (this.isDestroyed) return;
    this.#exact = exact;
    const { state } = this.view;
    const { positions } = this.#annotations;
    this.view.dispatch(state.tr.setSelection(selectionOf(state, positions, fragment)));
  }

  caretOffset(): number {
    return this.#annotations.positions.toOffset(this.view.state.selection.head);
  }

  wordAtCaret(): Fragment | null {
    const { positions } = this.#annotations;
    const caret = this.caretOffset();
    const block = positions.blockAt(caret);
    return wordAt(this.#text, caret, { start: positions.start(block), end: positions.end(block) });
  }

  /** Returns the text offset nearest to a point of the viewport. */
  offsetAt(x: number, y: number): number | null {
    return this.#viewport.offsetAt(x, y);
  }

  /** Returns the box of an offset in viewport coordinates, for menus and cards beside it. */
  boxAt(offset: number): Box {
    return this.#viewport.boxAt(offset);
  }

  /** Returns the words in view, in order, without those that are scrolled away. */
  visibleWords(): Fragment[] {
    return this.#viewport.words(this.#text);
  }

  /** Scrolls an offset to a third from the top; does nothing if it is already readable. */
  scrollTo(offset: number): void {
    this.#viewport.scrollTo(offset);
  }

  /** Where the caret is and what is in view. */
  get place(): ReadingPlace {
    this.readSelection();
    return { caret: this.caretOffset(), held: this.#viewport.held() };
  }

  set place({ caret, held }: ReadingPlace) {
    this.setSelection([caret, caret]);
    if (!held) return;
    const hold = () => {
      if (!this.isDestroyed) this.#viewport.hold(held.offset, held.top);
    };
    hold();
    this.#viewport.refresh();
    // Sections that come into view get their true height with the next frame.
    requestAnimationFrame(hold);
  }

  focus(): void {
    if (!this.isDestroyed) this.view.focus();
  }

  /** Whether the editor was destroyed, so that nothing can be measured or moved any more. */
  get isDestroyed(): boolean {
    return this.view.isDestroyed;
  }

  /** Where the wanted spans near the viewport begin, see {@link anchorsNear}; none after destruction. */
  anchorsNear(origin: Element, wanted: (span: Span) => boolean): readonly Anchor[] {
    return this.isDestroyed ? [] : anchorsNear(this.view, origin, wanted);
  }

  destroy(): void {
    for (const stop of this.#stops) stop();
    this.#viewport.destroy();
    this.#painter.destroy();
    this.#hints.destroy();
    this.#announcer.destroy();
    this.view.destroy();
    this.#page.remove();
  }

  // ---- Inside

  get #annotations(): Annotations {
    return annotationsOf(this.view.state);
  }

  #show(document: Shown, spans: readonly Span[], visible: BlockRange): void {
    // Before the text is shown and laid out: another language restyles all of it.
    if (document.language) this.view.dom.lang = document.language;
    else this.view.dom.removeAttribute('lang');
    this.view.updateState(this.#stateFor(document, spans, visible));
  }

  #stateFor(
    document: Pick<Document, 'text' | 'blocks'>,
    spans: readonly Span[],
    [first, last]: BlockRange,
  ): EditorState {
    this.#text = document.text;
    const blocks = drawnBlocks(document);
    const perSection = hasWords(document.text, SECTION_THRESHOLD) ? BLOCKS_PER_SECTION : 0;
    const annotations = annotationsPlugin({
      positions: new Positions(blocks, perSection),
      types: this.#types,
      spans,
      hiddenLayers: this.#hiddenLayers,
      visible: [first, Math.min(last, blocks.length - 1)],
    });
    return EditorState.create({
      schema,
      doc: editorDocument(document.text, blocks, perSection),
      plugins: this.#plugins(annotations),
    });
  }

  #plugins(annotations: Plugin): Plugin[] {
    return [annotations, this.#keys, this.#readOnly, this.#arrival.plugin];
  }

  #dispatch(transaction: Transaction): void {
    const before = this.view.state;
    const after = before.apply(transaction);
    this.view.updateState(after);
    if (after === before) return;
    const old = annotationsOf(before);
    const now = annotationsOf(after);
    if (now.look !== old.look) this.#painter.schedule();
    if (now.selected !== old.selected) this.#events.onSelect?.(now.selected);
    if (!after.selection.eq(before.selection)) this.#selectionChanged();
    if (now.store !== old.store || !after.selection.eq(before.selection)) this.#announce();
  }

  #selectionChanged(): void {
    const fragment = this.getSelection();
    // The next key applies to the newly selected text, not to the span selected before.
    if (fragment && this.selectedId && !this.#held) dispatchEffect(this.view, { select: null });
    this.#events.onSelectionChange?.(fragment, this.caretOffset());
  }

  #announce(): void {
    this.#announcer.tell(async () => {
      if (this.view.isDestroyed) return '';
      const { store } = this.#annotations;
      const spans = this.spansAt(this.caretOffset());
      const about = await Promise.all(spans.map(async (span) => this.#events.describe?.(span) ?? []));
      return describeSpans(this.#text, spans, (span) => store.typeOf(span), about);
    });
  }

  #walkOrigin(): Span | number {
    const { selected } = this;
    const range = selected && hull(selected.fragments);
    const caret = this.caretOffset();
    // If the caret has just left the span, walk from the caret, although the span is deselected only shortly afterwards.
    return selected && range && caret >= range[0] && caret <= range[1] ? selected : caret;
  }

  #keyDown(event: KeyboardEvent): boolean {
    this.readSelection();
    if (this.#events.onKeyDown?.(event)) return true;
    if (event.key.startsWith('Arrow')) this.#exact = false;
    return false;
  }

  #released(alt: boolean): void {
    if (this.#exact === alt) return;
    this.#exact = alt;
    if (!this.view.state.selection.empty) this.#selectionChanged();
  }

  #click(target: EventTarget | null, alt: boolean): void {
    const { store } = this.#annotations;
    if (this.#held) {
      // Report the caret moved by the click now, while it belongs to the slot: later it would deselect the claim.
      this.readSelection();
      return this.#events.onPick?.(idsOf(target).ids);
    }
    const spans = idsOf(target).ids.flatMap((id) => store.get(id) ?? []);
    const chosen = alt ? outward(spans, this.selected) : (spans[0] ?? null);
    if ((chosen?.id ?? null) !== this.selectedId) dispatchEffect(this.view, { select: chosen?.id ?? null });
  }

  #clickMargin(): () => void {
    const click = (event: MouseEvent) => {
      const id =
        event.target instanceof Element && event.target.closest('.bracket') && idsOf(event.target).ids[0];
      if (!id) return;
      event.preventDefault();
      this.select(id);
      this.focus();
    };
    this.#page.addEventListener('mousedown', click);
    return () => this.#page.removeEventListener('mousedown', click);
  }

  #hover(ids: readonly Uid[], box: DOMRect | null): void {
    this.#painter.setHovered(ids);
    this.#events.onHover?.(ids, box);
  }

  #commitResize(fragments: Fragments): void {
    const { selected } = this;
    if (selected && !sameFragments(selected.fragments, fragments)) {
      this.#events.onResize?.(selected.id, fragments);
    }
  }
}
