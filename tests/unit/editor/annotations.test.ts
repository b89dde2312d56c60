import { EditorState } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { describe, expect, test } from 'vitest';
import {
  annotate,
  annotationsOf,
  annotationsPlugin,
  type AnnotationEffect,
} from '../../../renderer/editor/annotations.ts';
import { drawBlock } from '../../../renderer/editor/drawing.ts';
import { readOnly } from '../../../renderer/editor/read-only.ts';
import { lay, span, store, types } from './support.ts';

const SOURCE = Array.from({ length: 20 }, (_, i) => `block number ${i}`).join('|');

function editor(perSection: number, spans = [] as ReturnType<typeof span>[]) {
  const laid = lay(SOURCE, perSection);
  const start = { positions: laid.positions, types, spans, hiddenLayers: new Set<string>() };
  const state = EditorState.create({ doc: laid.doc, plugins: [annotationsPlugin(start), readOnly()] });
  return { laid, state };
}
const after = (state: EditorState, effect: AnnotationEffect) => state.apply(annotate(state, effect));

/** Returns the decoration source of each block as ProseMirror gets it. */
function sources(state: EditorState) {
  const { source } = annotationsOf(state);
  const found: unknown[] = [];
  state.doc.forEach((child, at) => {
    const inner = source.forChild(at);
    if (child.type.name !== 'section') found.push(inner);
    else child.forEach((block, inside) => found.push(inner.forChild(inside, block)));
  });
  return found;
}

describe.each([0, 6])('annotations with %i blocks in a section', (perSection) => {
  const inBlock = (laid: ReturnType<typeof lay>, block: number) => {
    const start = laid.positions.start(block);
    return span('PERSON', [[start, start + 5]]);
  };

  test('draws visible blocks only, each from its own set', () => {
    const { laid, state } = editor(perSection);
    const spans = [1, 7, 15].map((block) => inBlock(laid, block));
    const shown = after(after(state, { putSpans: spans }), { setVisible: [0, 11] });
    const drawn = sources(shown).map((set) => set !== DecorationSet.empty);
    expect(drawn.flatMap((is, i) => (is ? [i] : []))).toEqual([1, 7]);
  });

  test('a change in one block leaves the sources of all others the same objects', () => {
    const { laid, state } = editor(perSection);
    const spans = Array.from({ length: 20 }, (_, block) => inBlock(laid, block));
    const shown = after(after(state, { putSpans: spans }), { setVisible: [0, 19] });
    const start = laid.positions.start(7);
    const changed = after(shown, { putSpans: [span('CLAIM', [[start, start + 9]])] });
    const [before, now] = [sources(shown), sources(changed)];
    expect(now.flatMap((set, i) => (set === before[i] ? [] : [i]))).toEqual([7]);
    const scrolled = after(changed, { setVisible: [6, 17] });
    expect(sources(scrolled).slice(6, 18)).toEqual(now.slice(6, 18));
    expect(sources(scrolled)[7]).toBe(now[7]);
  });

  test('what has left the view stays drawn until it is cleared, unless it changes', () => {
    const { laid, state } = editor(perSection);
    const spans = Array.from({ length: 20 }, (_, block) => inBlock(laid, block));
    const shown = after(after(state, { putSpans: spans }), { setVisible: [0, 5] });
    const away = after(shown, { setVisible: [12, 17] });
    expect(sources(away).slice(0, 6)).toEqual(sources(shown).slice(0, 6));
    const changed = after(away, { removeSpans: [spans[2]!.id] });
    const drawn = (of: EditorState) =>
      sources(of).flatMap((set, i) => (set === DecorationSet.empty ? [] : [i]));
    expect(drawn(changed)).toEqual([0, 1, 3, 4, 5, 12, 13, 14, 15, 16, 17]);
    const back = after(changed, { setVisible: [0, 5] });
    expect(sources(back)[0]).toBe(sources(shown)[0]);
    expect(drawn(after(away, { clear: 4 }))).toHaveLength(8);
    expect(drawn(after(away, { clear: 6 }))).toEqual([12, 13, 14, 15, 16, 17]);
    expect(drawn(after(away, { hiddenLayers: new Set(['claims']) }))).toEqual([12, 13, 14, 15, 16, 17]);
  });

  test('a change out of sight draws nothing, and selecting draws nothing', () => {
    const { laid, state } = editor(perSection);
    const shown = after(state, { setVisible: [0, 5] });
    const far = inBlock(laid, 18);
    const changed = after(shown, { putSpans: [far] });
    expect(annotationsOf(changed).source).toBe(annotationsOf(shown).source);
    const selected = after(changed, { select: far.id });
    expect(annotationsOf(selected).selected).toBe(far.id);
    expect(annotationsOf(selected).source).toBe(annotationsOf(shown).source);
    expect(annotationsOf(after(selected, { removeSpans: [far.id] })).selected).toBeNull();
  });

  test('hidden layers are not drawn', () => {
    const { laid, state } = editor(perSection);
    const shown = after(after(state, { putSpans: [inBlock(laid, 2)] }), { setVisible: [0, 19] });
    const hidden = after(shown, { hiddenLayers: new Set(['entities']) });
    expect(sources(hidden).every((set) => set === DecorationSet.empty)).toBe(true);
    const again = after(hidden, { hiddenLayers: new Set() });
    expect(sources(again)[2]).not.toBe(DecorationSet.empty);
  });

  test('a group with another source keeps ours, as under an input method', () => {
    const { laid, state } = editor(perSection, []);
    const shown = after(after(state, { putSpans: [inBlock(laid, 0)] }), { setVisible: [0, 19] });
    const cursor = DecorationSet.create(shown.doc, [Decoration.inline(2, 4, {})]);
    expect(annotationsOf(shown).source.members).toHaveLength(1);
    expect(cursor.find()).toHaveLength(1);
    expect(annotationsOf(shown).source.localsInner()).toEqual([]);
  });

  test('nothing changes the document', () => {
    const { state } = editor(perSection);
    const typed = state.apply(state.tr.insertText('x', 3, 3));
    expect(typed.doc.eq(state.doc)).toBe(true);
  });
});

describe('drawing a block', () => {
  const laid = lay('0123456789');
  /** Returns the decorations as `from-to class data-ids`; ids are indexes in the given spans. */
  function drawn(...spans: ReturnType<typeof span>[]) {
    const set = drawBlock(laid.doc.child(0), store(laid, spans).pieces(0));
    return set.find().map((each) => {
      const { attrs } = (each as unknown as { type: { attrs?: Record<string, string> } }).type;
      const ids = attrs?.['data-ids']?.split(' ').map((id) => spans.findIndex((one) => one.id === id));
      return [each.from, each.to, attrs?.class, ids, attrs?.['data-more']];
    });
  }

  test('nested mentions share a segment that lists both', () => {
    expect(drawn(span('PERSON', [[0, 6]]), span('PERSON', [[2, 4]]))).toEqual([
      [0, 2, 'seg lane-1 l1-0 lanes-2 tint-0', [0], undefined],
      [2, 4, 'seg lane-0 l0-0 lane-1 l1-0 lanes-2 tint-0', [1, 0], undefined],
      [4, 6, 'seg lane-1 l1-0 lanes-2 tint-0', [0], undefined],
    ]);
  });

  test('a claim takes no lane and no tint, a cue takes dashes and no tint', () => {
    expect(drawn(span('CLAIM', [[0, 3]]), span('CUE', [[5, 7]]))).toEqual([
      [0, 3, 'seg', [0], undefined],
      [5, 7, 'seg cue-0 l0-2 lanes-1', [1], undefined],
    ]);
  });

  test('a type the scheme does not know is grey; its name reaches no class', () => {
    expect(drawn(span('"><script>', [[0, 3]]))).toEqual([
      [0, 3, 'seg lane-0 l0-x lanes-1 tint-x', [0], undefined],
    ]);
  });

  test('what finds no lane is counted once', () => {
    const stack = [4, 5, 6, 7, 8, 9].map((end) => span('PERSON', [[0, end]]));
    const counts = drawn(...stack).map((each) => each[4]);
    expect(counts.filter(Boolean)).toEqual(['+2']);
  });

  test('a zero-width span is a widget between two letters', () => {
    expect(drawn(span('PERSON', [[3, 3]]))).toEqual([[3, 3, undefined, undefined, undefined]]);
  });
});
