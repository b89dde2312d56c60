import { afterAll, beforeAll, expect, test } from 'vitest';
import { Lab } from '../faults/lab.ts';
import { AS_ROOT } from '../faults/row.ts';
import { ROWS } from '../faults/rows/index.ts';

// The quick numbers of the fault matrix. `npm run test:faults` does the same rows in full, and those that need strace.
let lab: Lab;
beforeAll(async () => {
  lab = await Lab.open(true);
});
afterAll(() => lab.dispose());

for (const row of ROWS.filter(({ quick }) => quick > 0)) {
  const name = `row ${row.number}, ${row.quick} ${row.unit}: ${row.fault}${row.asRoot ? ` (${AS_ROOT})` : ''}`;
  test(name, { timeout: 180_000 }, async (context) => {
    const missing = row.needs();
    if (missing !== null) context.skip(`rows of the fault matrix that need ${missing}`);
    const { runs } = await row.run(row.quick, lab);
    expect(runs).toBeGreaterThan(0);
  });
}
