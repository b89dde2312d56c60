import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignLanes, flatten, LANES, type Ranged } from '../../../shared/model/lanes.ts';

/** Parses a drawing in which each line is one range. */
const draw = (...lines: string[]): Ranged[] =>
  lines.map((line) => ({ start: line.indexOf('-'), end: line.lastIndexOf('-') + 1 }));
const ranges = fc.array(
  fc.tuple(fc.nat(30), fc.nat(8)).map(([start, width]) => ({ start, end: start + width })),
  { maxLength: 12 },
);

describe('lanes', () => {
  test.each([
    ['alone', draw('---'), [0]],
    ['apart', draw('--', '   --'), [0, 0]],
    ['touching', draw('--', '  --'), [0, 0]],
    ['nested', draw('-----', ' --'), [1, 0]],
    ['nested twice', draw('------', ' ---', ' --'), [2, 1, 0]],
    ['crossing', draw('---', '  ---'), [0, 1]],
    ['equal', draw('---', '---'), [0, 1]],
    ['more than fit', draw('------', '-----', '----', '---', '--'), [LANES, 3, 2, 1, 0]],
    ['over a crossing', draw('--------', '---', '  ---'), [2, 0, 1]],
  ])('%s', (_, given, expected) => expect(assignLanes(given)).toEqual(expected));

  test('ranges in one lane never overlap, and the outer one is below the inner', () => {
    fc.assert(
      fc.property(ranges, (given) => {
        const lanes = assignLanes(given);
        for (const [i, a] of given.entries()) {
          for (const [j, b] of given.entries()) {
            if (i === j || a.start >= b.end || b.start >= a.end || a.start === a.end || b.start === b.end)
              continue;
            const [laneA = 0, laneB = 0] = [lanes[i], lanes[j]];
            if (laneA < LANES && laneB < LANES) expect(laneA).not.toBe(laneB);
            const contains = a.start <= b.start && b.end <= a.end && a.end - a.start > b.end - b.start;
            if (contains) expect(laneA >= LANES || laneA > laneB).toBe(true);
          }
        }
      }),
    );
  });
});

describe('flatten', () => {
  test.each([
    ['nothing', [], []],
    ['zero width', draw('-').map((range) => ({ ...range, end: range.start })), []],
    [
      'nested',
      draw('-----', ' --'),
      [
        [0, 1, 1],
        [1, 3, 2],
        [3, 5, 1],
      ],
    ],
    [
      'crossing',
      draw('---', '  ---'),
      [
        [0, 2, 1],
        [2, 3, 2],
        [3, 5, 1],
      ],
    ],
    [
      'touching',
      draw('--', '  --'),
      [
        [0, 2, 1],
        [2, 4, 1],
      ],
    ],
    [
      'apart',
      draw('--', '    --'),
      [
        [0, 2, 1],
        [4, 6, 1],
      ],
    ],
  ])('%s', (_, given, expected) => {
    expect(flatten(given).map(({ start, end, ranges: under }) => [start, end, under.length])).toEqual(
      expected,
    );
  });

  test('covers every unit with exactly the ranges over it, innermost first', () => {
    fc.assert(
      fc.property(ranges, (given) => {
        const segments = flatten(given);
        for (let at = 0; at < 40; at++) {
          const over = given.filter(({ start, end }) => start <= at && at < end);
          const found = segments.filter(({ start, end }) => start <= at && at < end);
          expect(found.length).toBe(over.length > 0 ? 1 : 0);
          expect(new Set(found[0]?.ranges)).toEqual(new Set(over));
          const widths = found[0]?.ranges.map(({ start, end }) => end - start) ?? [];
          expect(widths).toEqual(widths.toSorted((a, b) => a - b));
        }
      }),
    );
  });
});
