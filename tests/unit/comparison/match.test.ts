import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ComparedSpan } from '../../../shared/comparison/compared.ts';
import { examplesOf } from '../../../shared/comparison/examples.ts';
import { matchSpans, type Matching } from '../../../shared/comparison/match.ts';
import { overlap } from '../../../shared/comparison/overlap.ts';
import { spans } from '../../support/compared.ts';
import { cases } from '../../support/slow.ts';

/** Formats as `PER 0-5 = PER 0-5 | + ORG 7-9 | - …`: pairs, then spans only in the source (+) and only in the target (-). */
function shown({ pairs, sourceOnly, targetOnly }: Matching): string[] {
  const one = ({ type, fragments }: ComparedSpan) => `${type} ${fragments.map((f) => f.join('-')).join(',')}`;
  return [
    ...pairs.map(({ source, target }) => `${one(source)} = ${one(target)}`),
    ...sourceOnly.map((span) => `+ ${one(span)}`),
    ...targetOnly.map((span) => `- ${one(span)}`),
  ].sort();
}

describe('matching', () => {
  test('identical spans come before better overlaps elsewhere', () => {
    expect(shown(matchSpans(spans('ORG 0-10', 'ORG 0-9'), spans('ORG 0-10')))).toEqual([
      '+ ORG 0-9',
      'ORG 0-10 = ORG 0-10',
    ]);
  });

  test('the sum of overlaps decides, not the first best pair', () => {
    // A greedy choice pairs 0-10 = 0-9 (0.9) and leaves 9-14 alone; the sum of 0-10 = 4-10 and 0-8 = 0-9 is higher.
    expect(shown(matchSpans(spans('A 0-10', 'A 0-8'), spans('A 0-9', 'A 4-10')))).toEqual([
      'A 0-10 = A 4-10',
      'A 0-8 = A 0-9',
    ]);
  });

  test('between equal overlaps the same type wins, else the overlap', () => {
    expect(shown(matchSpans(spans('B 2-6'), spans('A 0-4', 'B 4-8')))).toEqual(['- A 0-4', 'B 2-6 = B 4-8']);
    expect(shown(matchSpans(spans('B 0-10'), spans('A 0-10', 'B 0-9')))).toEqual([
      '- B 0-9',
      'B 0-10 = A 0-10',
    ]);
  });

  test('spans that touch, or that lie in the gap of another, share nothing', () => {
    expect(matchSpans(spans('A 0-5'), spans('A 5-9')).pairs).toEqual([]);
    expect(matchSpans(spans('A 4-6'), spans('A 0-3,7-9')).pairs).toEqual([]);
    expect(matchSpans(spans('A 2-8'), spans('A 0-3,7-9')).pairs).toHaveLength(1);
  });

  test('without width or without words only what is identical pairs', () => {
    expect(shown(matchSpans(spans('A 3-3'), spans('A 3-3')))).toEqual(['A 3-3 = A 3-3']);
    expect(shown(matchSpans(spans('A 3-3'), spans('B 3-3')))).toEqual(['A 3-3 = B 3-3']);
    expect(matchSpans(spans('A 3-3'), spans('A 1-5')).pairs).toEqual([]);
    expect(shown(matchSpans(spans('CLAIM -', 'CLAIM -'), spans('CLAIM -')))).toEqual([
      '+ CLAIM ',
      'CLAIM  = CLAIM ',
    ]);
    expect(matchSpans(spans('CLAIM -'), spans('EVENT -')).pairs).toEqual([]);
  });

  test('spans of different groups never pair', () => {
    const [name] = spans('PER 0-5');
    const [claim] = spans('CLAIM 0-5');
    expect(matchSpans([{ ...name!, group: 'entities' }], [{ ...claim!, group: 'claims' }]).pairs).toEqual([]);
  });

  test('a knot too large for the exact method is paired greedily and told', () => {
    const many = (shift: number) =>
      spans(...Array.from({ length: 500 }, (_, i) => `A ${i * 4 + shift}-${i * 4 + shift + 7}`));
    const { pairs, greedy } = matchSpans(many(0), many(1));
    expect(greedy).toBe(1);
    expect(pairs).toHaveLength(500);
    expect(pairs.every(({ source, target }) => target.fragments[0]![0] === source.fragments[0]![0] + 1)).toBe(
      true,
    );
  });
});

const span = fc
  .record({
    start: fc.integer({ min: 0, max: 20 }),
    length: fc.integer({ min: 0, max: 8 }),
    gap: fc.option(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 })), {
      nil: undefined,
      freq: 5,
    }),
    type: fc.constantFrom('A', 'B', 'C'),
  })
  .map(({ start, length, gap, type }): Omit<ComparedSpan, 'id'> => {
    const end = start + length;
    return {
      type,
      fragments: gap
        ? [
            [start, end],
            [end + gap[0], end + gap[0] + gap[1]],
          ]
        : [[start, end]],
    };
  });
const list = (maxLength: number) =>
  fc.array(span, { maxLength }).map((all) => all.map((one, id): ComparedSpan => ({ id, ...one })));

describe('properties', () => {
  test('everything is in one place, once, and pairs overlap', () => {
    fc.assert(
      fc.property(list(12), list(12), (source, target) => {
        const { pairs, sourceOnly, targetOnly } = matchSpans(source, target);
        expect([...pairs.map((pair) => pair.source), ...sourceOnly].map(({ id }) => id).sort()).toEqual(
          source.map(({ id }) => id).sort(),
        );
        expect([...pairs.map((pair) => pair.target), ...targetOnly].map(({ id }) => id).sort()).toEqual(
          target.map(({ id }) => id).sort(),
        );
        for (const pair of pairs)
          expect(overlap(pair.source.fragments, pair.target.fragments)).toBeGreaterThan(0);
      }),
    );
  });

  test('swapping the sets swaps the answer, and the order of the input does not matter', () => {
    fc.assert(
      fc.property(list(8), list(8), (source, target) => {
        const there = shown(matchSpans(source, target));
        const back = matchSpans(target, source);
        const turned = shown({
          pairs: back.pairs.map((pair) => ({ ...pair, source: pair.target, target: pair.source })),
          sourceOnly: back.targetOnly,
          targetOnly: back.sourceOnly,
          greedy: back.greedy,
        });
        expect(turned).toEqual(there);
        expect(shown(matchSpans([...source].reverse(), [...target].reverse()))).toEqual(there);
      }),
    );
  });

  test('no other pairing has more identical pairs, or as many and a larger overlap', () => {
    fc.assert(
      fc.property(list(5), list(5), (source, target) => {
        const value = (a: ComparedSpan, b: ComparedSpan) => {
          const shared = overlap(a.fragments, b.fragments);
          // Identical pairs count more than everything else together.
          return shared === 1 && a.type === b.type ? 1_000 : shared;
        };
        const found = matchSpans(source, target).pairs.reduce(
          (sum, pair) => sum + value(pair.source, pair.target),
          0,
        );
        expect(found).toBeCloseTo(bestSum(source, target, value), 4);
      }),
      { numRuns: cases(300) },
    );
  });

  test('with two sets, examples are the pairs and what is left over', () => {
    fc.assert(
      fc.property(list(8), list(8), (source, target) => {
        const { pairs, sourceOnly, targetOnly } = matchSpans(source, target);
        const examples = examplesOf([source, target]);
        expect(examples).toHaveLength(pairs.length + sourceOnly.length + targetOnly.length);
        const both = examples.filter(({ members }) => members.every((member) => member !== null));
        expect(both.map(({ members }) => members.map((member) => member!.id)).sort()).toEqual(
          pairs.map((pair) => [pair.source.id, pair.target.id]).sort(),
        );
      }),
    );
  });
});

/** Tries every pairing. */
function bestSum(
  source: readonly ComparedSpan[],
  target: readonly ComparedSpan[],
  value: (a: ComparedSpan, b: ComparedSpan) => number,
): number {
  const [first, ...rest] = source;
  if (!first) return 0;
  return Math.max(
    bestSum(rest, target, value),
    ...target.map((other, i) => value(first, other) + bestSum(rest, target.toSpliced(i, 1), value)),
  );
}
