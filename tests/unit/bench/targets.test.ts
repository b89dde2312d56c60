import { expect, test } from 'vitest';
import { compareRuns, parseEarlier, toComparison } from '../../bench/compare.ts';
import { toJson, type Result } from '../../bench/report.ts';
import type { Measured } from '../../bench/row.ts';
import { ROWS } from '../../bench/rows/index.ts';
import { summarise } from '../../bench/statistics.ts';
import { TARGETS, targetOf } from '../../bench/targets.ts';

const MACHINE = { date: '', cpu: '', cores: 1, memoryGB: 1, load: 0.5, node: '', sqlite: '', chromium: '' };

const result = (name: string, measured: Measured): Result => ({
  row: { name, what: '', unit: 'ms', run: async () => measured },
  figures: summarise(measured),
  verdicts: [],
});

test('every target belongs to a row', () => {
  const names = ROWS.map(({ name }) => name);
  for (const key of Object.keys(TARGETS))
    expect(
      names.some((name) => (key.endsWith('/') ? name.startsWith(key) : name === key)),
      key,
    ).toBe(true);
});

test('the target of a row comes before that of its family, and a row without one has none', () => {
  expect(targetOf('big/list/first')).toEqual({ median: 100 });
  expect(targetOf('big/list/tenThousand')).toEqual({ median: 200 });
  expect(targetOf('tag/work/W3')).toEqual({ median: 16, p99: 50 });
  expect(targetOf('tag/wall/W1')).toEqual({});
});

test('a run is compared with an earlier one by ratios, else by medians outside the earlier spread', () => {
  const earlier = parseEarlier(
    JSON.stringify(
      toJson(MACHINE, [
        result('a/ratio', { values: [20], floor: [10] }),
        result('a/median', { values: [9, 10, 20] }),
        result('a/slow', { values: [10, 10, 11] }),
        result('a/same', { values: [10] }),
        { row: result('a/failed', { values: [1] }).row, error: 'no browser' },
      ]),
    ),
  );
  const differences = compareRuns(earlier, [
    result('a/ratio', { values: [40], floor: [40] }), // a slower machine
    result('a/median', { values: [15] }),
    result('a/slow', { values: [12] }),
    result('a/same', { values: [10.5] }),
    result('a/failed', { values: [3] }),
    { row: result('a/new', { values: [1] }).row, error: 'no browser' },
  ]);
  expect(differences.map(({ name, figure, change }) => [name, figure, change])).toEqual([
    ['a/ratio', 'ratio', 'faster'],
    ['a/median', 'median', 'same'],
    ['a/slow', 'median', 'slower'],
    ['a/same', 'median', 'same'],
    ['a/failed', 'median', 'new'],
    ['a/new', 'median', 'failed'],
  ]);
  const lines = toComparison(differences).split('\n');
  expect(lines[0]).toBe('slower  a/slow  median 10.00 → 12.00 (+20 %)');
  expect(lines).toContain('faster  a/ratio  × floor 2.00 → 1.00 (−50 %)');
  expect(lines.at(-1)).toBe('2 of 6 rows are as they were, within +10 %');
});

test('a file that no run wrote is refused', () => {
  expect(() => parseEarlier('{"rows": 3}')).toThrow();
  expect(() => parseEarlier('not JSON')).toThrow();
});
