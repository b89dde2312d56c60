import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Span } from '../../../shared/model/annotation.ts';
import { newUid } from '../../../shared/model/uid.ts';
import { blocksOf, lay, span, store } from './support.ts';

const laid = lay('head|first block|second|third one');
const { text } = blocksOf('head|first block|second|third one');
const offset = (words: string) => text.indexOf(words);
/** The content of the store: for each block, the ids with their ranges. */
const contents = (from: ReturnType<typeof store>) =>
  laid.blocks.map((_, i) =>
    from.pieces(i).map((piece) => [piece.span.id, piece.start, piece.end, piece.first]),
  );

describe('SpanStore', () => {
  test('a span over several blocks is cut at their edges and begins once', () => {
    const wide = span('PERSON', [[2, offset('second') + 3]]);
    expect(contents(store(laid, [wide]))).toEqual([
      [[wide.id, 2, 4, true]],
      [[wide.id, 0, 11, false]],
      [[wide.id, 0, 3, false]],
      [],
    ]);
  });

  test.each([
    [
      'fragments',
      [
        [0, 2],
        [6, 8],
      ],
      [1, 1, 0, 0],
    ],
    ['implicit', [], [0, 0, 0, 0]],
    ['a separator only', [[4, 6]], [0, 0, 0, 0]],
    ['zero width', [[7, 7]], [0, 1, 0, 0]],
    ['zero width in a separator', [[5, 5]], [1, 0, 0, 0]],
    ['ends in a separator', [[0, 5]], [1, 0, 0, 0]],
    ['beyond the text', [[offset('third'), 999]], [0, 0, 0, 1]],
  ] as const)('%s', (_, fragments, counts) => {
    const made = store(laid, [span('PERSON', fragments)]);
    expect(laid.blocks.map((__, i) => made.pieces(i).length)).toEqual(counts);
  });

  test('a change tells the blocks it touched and shares the others', () => {
    const [a, b] = [span('PERSON', [[0, 4]]), span('PERSON', [[offset('third'), offset('third') + 5]])];
    const before = store(laid, [a, b]);
    const moved = span('PERSON', [[offset('second'), offset('second') + 6]], a.id);
    const { store: after, touched } = before.change([moved], []);
    expect([...touched].sort()).toEqual([0, 2]);
    expect(after.pieces(1)).toBe(before.pieces(1));
    expect(after.pieces(3)).toBe(before.pieces(3));
    expect(before.get(a.id)).toBe(a);
    expect(after.get(a.id)).toBe(moved);
    expect(after.size).toBe(2);
  });

  test('blocks that are shown first have the same pieces with and without the index', () => {
    const offsets = fc.nat(text.length + 2);
    const fragments = fc.array(
      fc.tuple(offsets, offsets).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
      { maxLength: 3 },
    );
    const range = fc
      .tuple(fc.nat(3), fc.nat(3))
      .map(([first, more]) => [first, Math.min(3, first + more)] as const);
    fc.assert(
      fc.property(fc.array(fragments, { maxLength: 8 }), range, (made, shown) => {
        const spans = made.map((each) => span('PERSON', each));
        const built = store(laid, spans, shown);
        const early = laid.blocks.slice(shown[0], shown[1] + 1).map((_, i) => built.pieces(shown[0] + i));
        expect(contents(built)).toEqual(contents(store(laid, spans)));
        for (const [i, pieces] of early.entries()) expect(built.pieces(shown[0] + i)).toBe(pieces);
      }),
    );
  });

  test('any sequence of changes equals a store made at once', () => {
    const ids = Array.from({ length: 8 }, newUid);
    const fragment = fc
      .tuple(fc.nat(text.length), fc.nat(12))
      .map(([start, width]) => [start, start + width] as const);
    const spans = fc.array(fc.tuple(fc.nat(7), fc.array(fragment, { maxLength: 2 })), { maxLength: 5 });
    const change = fc.tuple(spans, fc.array(fc.nat(7), { maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
        const model = new Map<string, Span>();
        let built = store(laid, []);
        for (const [put, removed] of changes) {
          const made = put.map(([i, fragments]) => span('PERSON', fragments, ids[i]));
          const gone = removed.map((i) => ids[i] ?? newUid());
          for (const id of gone) model.delete(id);
          for (const each of made) model.set(each.id, each);
          built = built.change(made, gone).store;
        }
        expect(contents(built)).toEqual(contents(store(laid, [...model.values()])));
        expect(built.size).toBe(model.size);
        expect(new Set(built.all())).toEqual(new Set(model.values()));
      }),
    );
  });

  test('spans at an offset come innermost first; one that only ends there gives way', () => {
    const [outer, inner, next] = [
      span('CLAIM', [[6, 17]]),
      span('PERSON', [[6, 11]]),
      span('PERSON', [[11, 12]]),
    ];
    const made = store(laid, [outer, inner, next]);
    expect(made.at(8)).toEqual([inner, outer]);
    expect(made.at(11)).toEqual([next, outer]);
    expect(made.at(17)).toEqual([outer]);
    expect(made.at(5)).toEqual([]);
  });
});
