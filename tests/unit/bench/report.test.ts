import { expect, test } from 'vitest';
import { toJson, toTable, type Result } from '../../bench/report.ts';
import { ROWS } from '../../bench/rows/index.ts';
import type { BenchRow, Measured, Target } from '../../bench/row.ts';
import { judge, median, percentile, summarise } from '../../bench/statistics.ts';

const result = (measured: Measured, target: Target = {}): Result => {
  const row: BenchRow = { name: 'a/b/W1', what: 'b', unit: 'ms', run: async () => measured };
  const figures = summarise(measured);
  return { row, figures, verdicts: judge(figures, target) };
};

test('medians and percentiles', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect(percentile(hundred, 99)).toBe(99);
  expect(percentile([5], 99)).toBe(5);
});

test('a ratio is median over median, and unknown without a floor', () => {
  expect(summarise({ values: [10, 20, 30], floor: [4, 5, 6] })).toMatchObject({
    ratio: 4,
    floor: 5,
    min: 10,
  });
  expect(summarise({ values: [10] })).toMatchObject({ ratio: null, floor: null });
});

test('each figure of a target is judged by itself; a ratio without a floor is not met', () => {
  const figures = summarise({ values: [1, 2, 30] });
  const verdicts = judge(figures, { median: 2, max: 16, ratio: 1 });
  expect(verdicts.map(({ figure, met }) => [figure, met])).toEqual([
    ['median', true],
    ['max', false],
    ['ratio', false],
  ]);
});

test('the table says the target beside the figures, and what was missed', () => {
  const table = toTable([
    result({ values: [1, 2, 3], floor: [4] }, { ratio: 0.6 }),
    result({ values: [9] }, { median: 8 }),
  ]);
  expect(table).toMatch(/a\/b\/W1 +2\.00 ms +1\.00–3\.00 .* 0\.50 +× floor ≤ 0\.6 +met/);
  expect(table).toMatch(/median ≤ 8 +MISSED: median 9\.00/);
});

test('a row that failed says why, in both forms', () => {
  const failed: Result = { row: result({ values: [1] }).row, error: 'no browser' };
  expect(toTable([failed])).toContain('no browser');
  const machine = { date: '', cpu: '', cores: 1, memoryGB: 1, load: 0, node: '', sqlite: '', chromium: '' };
  expect(toJson(machine, [failed])).toMatchObject({ rows: [{ name: 'a/b/W1', error: 'no browser' }] });
});

test('rows have names of their own', () => {
  const names = ROWS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z]+(\/[a-zA-Z0-9]+)+$/);
});
