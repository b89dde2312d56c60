import { afterAll, beforeAll, expect, test } from 'vitest';
import { Lab, type Size } from '../faults/lab.ts';
import { AS_ROOT } from '../faults/row.ts';
import { ROWS } from '../faults/rows/index.ts';
import { FAULTS } from '../support/slow.ts';

// `npm test` runs the rows with their quick numbers; `npm run test:slow` runs those that are too slow for that, and with
// --full all of them in full, like `npm run test:faults`, which prints a table.
const sizes = (process.env[FAULTS] ?? 'quick').split(',') as Size[];
const TIMEOUTS: Readonly<Record<Size, number>> = { quick: 180_000, slow: 600_000, full: 7_200_000 };

let lab: Lab | undefined;
beforeAll(async () => {
  lab = await Lab.open('quick');
});
afterAll(() => lab?.dispose());

for (const [row, size] of ROWS.flatMap((each) => sizes.map((size) => [each, size] as const))) {
  const times = row[size] ?? 0;
  if (times === 0) continue;
  const name = `row ${row.number}, ${times} ${row.unit}: ${row.fault}${row.asRoot ? ` (${AS_ROOT})` : ''}`;
  test(name, { timeout: TIMEOUTS[size] }, async (context) => {
    const missing = row.needs();
    if (missing !== null) context.skip(`rows of the fault matrix that need ${missing}`);
    const { runs } = await row.run(times, lab!.at(size));
    expect(runs).toBeGreaterThan(0);
  });
}
