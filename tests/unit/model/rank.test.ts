import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankAfter } from '../../../shared/model/rank.ts';

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
