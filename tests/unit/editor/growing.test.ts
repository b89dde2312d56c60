import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stepTowards } from '../../../renderer/editor/geometry.ts';

const range = (size: number) =>
  fc.tuple(fc.nat(size), fc.nat(size)).map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]);

test('what is in view is drawn at once, the rest a few blocks a frame, until all that is wanted is', () => {
  fc.assert(
    fc.property(range(200), range(200), fc.nat(10), fc.nat(10), (needed, before, above, below) => {
      const wanted: [number, number] = [Math.max(0, needed[0] - above), needed[1] + below];
      let drawn: readonly [number, number] = before;
      for (let frame = 0; ; frame++) {
        expect(frame).toBeLessThan(200);
        const { range: next, more } = stepTowards(wanted, drawn, needed);
        expect(next[0]).toBeLessThanOrEqual(needed[0]);
        expect(next[1]).toBeGreaterThanOrEqual(needed[1]);
        if (frame > 0) {
          expect(Math.abs(next[0] - drawn[0])).toBeLessThanOrEqual(2);
          expect(Math.abs(next[1] - drawn[1])).toBeLessThanOrEqual(2);
        }
        drawn = next;
        if (!more) break;
      }
      expect(drawn).toEqual(wanted);
    }),
  );
});

test('after a jump nothing far away stays drawn', () => {
  expect(stepTowards([90, 120], [0, 20], [95, 110])).toEqual({ range: [93, 112], more: true });
});
