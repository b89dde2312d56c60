import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BlockRange } from '../../../renderer/editor/positions.ts';
import { joined, stepTowards } from '../../../renderer/editor/drawn-range.ts';
import { BLOCKS_PER_SECTION } from '../../../renderer/editor/schema.ts';

const range = fc.tuple(fc.nat(200), fc.nat(60)).map(([first, length]): BlockRange => [first, first + length]);
/** Extends a range by a number of blocks at each end. */
const around = ([first, last]: BlockRange, by: number): BlockRange => [Math.max(0, first - by), last + by];
const within = (inner: BlockRange, outer: BlockRange) => outer[0] <= inner[0] && inner[1] <= outer[1];

describe('the blocks that are drawn', () => {
  test('steps, none larger than a section, lead to all that is ahead and nothing beyond what is kept', () => {
    fc.assert(
      fc.property(range, range, fc.nat(20), fc.nat(20), (seen, from, ahead, more) => {
        const [wanted, kept] = [around(seen, ahead), around(seen, ahead + more)];
        let drawn = joined(from, seen);
        for (let next = stepTowards(drawn, wanted, kept); next; next = stepTowards(drawn, wanted, kept)) {
          const size = Math.abs(next[0] - drawn[0]) + Math.abs(next[1] - drawn[1]);
          expect(size).toBeGreaterThan(0);
          expect(size).toBeLessThanOrEqual(BLOCKS_PER_SECTION);
          drawn = next;
          expect(within(seen, drawn)).toBe(true);
        }
        expect(within(wanted, drawn)).toBe(true);
        expect(within(drawn, kept)).toBe(true);
      }),
    );
  });

  test('what comes into view joins what touches it, and takes the place of what is far away or too much', () => {
    expect(joined([0, 11], [12, 17])).toEqual([0, 17]);
    expect(joined([0, 11], [13, 17])).toEqual([13, 17]);
    expect(joined([0, 11], [6, 23])).toEqual([0, 23]);
    expect(joined([0, 100], [101, 106])).toEqual([101, 106]);
    expect(joined([0, -1], [30, 35])).toEqual([30, 35]);
  });
});
