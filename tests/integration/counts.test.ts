import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { closingLines, COUNTS_FILE, readCounts, Tally } from '../support/counts.ts';

test('a suite with a failing beforeAll counts as failed, and skipped tests are listed with their reason', () => {
  const folder = mkdtempSync(join(tmpdir(), 'postil-counts-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'counts');
  const { status } = spawnSync(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--root=tests/fixtures/counts',
      `--reporter=${resolve('tests/support/vitest-counts.ts')}`,
    ],
    { env: { ...process.env, [COUNTS_FILE]: file }, stdio: 'ignore' },
  );
  expect(status).toBe(1);
  expect(closingLines(readCounts(file))).toEqual([
    'Failed: outcomes.test.ts > fails: expected 1 to be 2 // Object.is equality',
    'Failed: outcomes.test.ts > a suite whose preparation fails: no room',
    'Skipped: 2 × nothing to read',
    'Skipped: 2 × their suite could not be prepared, which is counted as failed',
    '1 passed, 2 failed, 4 skipped',
  ]);
});

test('equal reasons of several runners share one line; without reasons only the totals are printed', () => {
  const tally = new Tally();
  tally.add({ passed: 5, failures: [], skipped: { 'no corpora': 12 } });
  tally.add({ passed: 5, failures: [], skipped: { 'no corpora': 2, 'no display': 30 } });
  expect(closingLines(tally)).toEqual([
    'Skipped: 30 × no display',
    'Skipped: 14 × no corpora',
    '10 passed, 0 failed, 44 skipped',
  ]);
  expect(closingLines({ passed: 3, failures: ['a.test.ts > adds: 1 is not 2'], skipped: {} })).toEqual([
    'Failed: a.test.ts > adds: 1 is not 2',
    '3 passed, 1 failed',
  ]);
});
