import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey, type EditorState, type Transaction } from 'prosemirror-state';
import { type DecorationSet, type EditorView } from 'prosemirror-view';
import type { Span } from '../../shared/model/annotation.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { readSelection } from './caret.ts';
import { drawBlock } from './drawing.ts';
import type { BlockRange, Positions } from './positions.ts';
import { DocumentSource } from './sources.ts';
import { SpanStore, type Piece } from './span-store.ts';
import type { TypeTable } from './types.ts';

/** What a transaction changes about the annotations; its meta value under {@link annotationsKey}. */
export interface AnnotationEffect {
  readonly putSpans?: readonly Span[];
  readonly removeSpans?: readonly Uid[];
  readonly setVisible?: BlockRange;
  /** Removes the drawing of up to so many blocks that are no longer visible. */
  readonly clear?: number;
  readonly select?: Uid | null;
  /** Names of layers that are not drawn and that pointer and keys cannot reach. */
  readonly hiddenLayers?: ReadonlySet<string>;
}

/** Immutable; replaced only by an effect. */
export interface Annotations {
  readonly positions: Positions;
  readonly store: SpanStore;
  /** Blocks that are drawn. Others may still be, see {@link AnnotationEffect.clear}. */
  readonly visible: BlockRange;
  readonly hiddenLayers: ReadonlySet<string>;
  readonly selected: Uid | null;
  readonly source: DocumentSource;
  /** Replaced whenever anything that is drawn may look different. */
  readonly look: object;
}

export const annotationsKey = new PluginKey<Annotations>('annotations');

/** The initial data of the plugin: the document's positions and spans. */
export interface AnnotationsStart {
  readonly positions: Positions;
  readonly types: TypeTable;
  readonly spans: readonly Span[];
  readonly hiddenLayers: ReadonlySet<string>;
  /** Blocks that are drawn immediately; none by default. */
  readonly visible?: BlockRange;
}

const NOTHING: BlockRange = [0, -1];

function start(
  { positions, types, spans, hiddenLayers, visible = NOTHING }: AnnotationsStart,
  doc: Node,
): Annotations {
  const source = new DocumentSource(positions, new Map());
  const [first, last] = visible;
  // Twice as many, because more may come into view in the first frame.
  const store = SpanStore.create(positions, types, spans, [
    first,
    Math.min(positions.count, 2 * last + 2 - first) - 1,
  ]);
  const nothing: Annotations = {
    positions,
    store,
    visible: NOTHING,
    hiddenLayers,
    selected: null,
    source,
    look: {},
  };
  return apply(nothing, { setVisible: visible }, doc);
}

/** Pieces of a block on layers that are shown. Returns the store's own array if nothing is hidden. */
export function shownPieces(
  { store, hiddenLayers }: Pick<Annotations, 'store' | 'hiddenLayers'>,
  block: number,
): readonly Piece[] {
  const pieces = store.pieces(block);
  return hiddenLayers.size === 0 ? pieces : pieces.filter(({ type }) => !hiddenLayers.has(type.layer));
}

function apply(old: Annotations, effect: AnnotationEffect, doc: Node): Annotations {
  const { putSpans = [], removeSpans = [] } = effect;
  const changed = putSpans.length > 0 || removeSpans.length > 0;
  const { store, touched, isVisible } = changed
    ? old.store.change(putSpans, removeSpans)
    : { store: old.store, touched: new Set<number>(), isVisible: false };
  const visible = effect.setVisible ?? old.visible;
  const hiddenLayers = effect.hiddenLayers ?? old.hiddenLayers;
  let selected = effect.select === undefined ? old.selected : effect.select;
  if (selected && !store.get(selected)) selected = null;

  const isAlike =
    !isVisible && visible === old.visible && hiddenLayers === old.hiddenLayers && selected === old.selected;
  const next = { ...old, store, visible, hiddenLayers, selected, look: isAlike ? old.look : {} };
  const { drawn } = old.source;
  const layersChanged = hiddenLayers !== old.hiddenLayers;
  const [first, last] = visible;
  const samePlace = first === old.visible[0] && last === old.visible[1];
  const redraw = layersChanged || [...touched].some((block) => drawn.has(block));
  if (samePlace && !redraw && !effect.clear) return next;

  const sets = new Map<number, DecorationSet>();
  for (let block = first; block <= last; block++) {
    const known = layersChanged || touched.has(block) ? undefined : drawn.get(block);
    sets.set(block, known ?? drawBlock(blockNode(doc, old.positions, block), shownPieces(next, block)));
  }
  if (!layersChanged) {
    // What has left the view stays drawn until there is time: to remove it costs as much as to draw what has come into view.
    let excess = effect.clear ?? 0;
    for (const [block, set] of drawn)
      if (!sets.has(block) && !touched.has(block) && excess-- <= 0) sets.set(block, set);
  }
  return { ...next, source: new DocumentSource(old.positions, sets, old.source) };
}

function blockNode(doc: Node, { perSection }: Positions, block: number): Node {
  return perSection === 0
    ? doc.child(block)
    : doc.child(Math.floor(block / perSection)).child(block % perSection);
}

/** Keeps the spans outside of the document: an immutable state, drawn as decorations of the visible blocks. */
export function annotationsPlugin(first: AnnotationsStart): Plugin<Annotations> {
  return new Plugin<Annotations>({
    key: annotationsKey,
    state: {
      init: (_, { doc }) => start(first, doc),
      apply(transaction, old, _, { doc }) {
        const effect = transaction.getMeta(annotationsKey) as AnnotationEffect | undefined;
        return effect ? apply(old, effect, doc) : old;
      },
    },
    props: { decorations: (state) => annotationsOf(state).source },
  });
}

export function annotationsOf(state: EditorState): Annotations {
  const annotations = annotationsKey.getState(state);
  if (!annotations) throw new Error('the editor state has no annotations plugin');
  return annotations;
}

/** Returns a transaction that only changes annotations. */
export function annotate(state: EditorState, effect: AnnotationEffect): Transaction {
  return state.tr.setMeta(annotationsKey, effect).setMeta('addToHistory', false);
}

/** Dispatches an effect without moving the caret that the browser shows. Does nothing if the view is destroyed. */
export function dispatchEffect(view: EditorView, effect: AnnotationEffect): void {
  if (view.isDestroyed) return;
  readSelection(view);
  view.dispatch(annotate(view.state, effect));
}
