import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankAfter, rankBetween } from '../../../shared/model/rank.ts';

test('a rank comes behind any other, and the first ones are as other tools write them', () => {
  expect([undefined, 'a0', 'a9', 'az', 'Zz', 'a0~'].map(rankAfter)).toEqual([
    'a0',
    'a1',
    'aa',
    'az0',
    'Zz0',
    'a0~0',
  ]);
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (last) => {
      expect(rankAfter(last) > last).toBe(true);
    }),
  );
});

const rank = fc.string({ unit: fc.constantFrom(...'0129yz'), minLength: 1, maxLength: 5 });

test('a rank between two others, unless there is none', () => {
  expect(rankBetween(undefined, undefined)).toBe('a0');
  expect(rankBetween('a0', undefined)).toBe('a1');
  expect(rankBetween(undefined, 'a0')).toBe('4');
  expect(rankBetween('a0', 'a0')).toBeNull();
  expect(rankBetween('a0', 'a00')).toBeNull();
  fc.assert(
    fc.property(rank, rank, (one, other) => {
      const [low, high] = one < other ? [one, other] : [other, one];
      const between = rankBetween(low, high);
      if (between !== null) expect(low < between && between < high, `${low} ${between} ${high}`).toBe(true);
      // Only between a rank and the same rank followed by zeros there is no other rank.
      else expect(high.startsWith(low) && /^0*$/.test(high.slice(low.length))).toBe(true);
    }),
  );
});
