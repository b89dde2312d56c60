import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { CASES, FAULTS, FULL, SHORT } from '../tests/support/slow.ts';
import { importing, Steps, vitest } from './steps.ts';

// Runs the tests that are too slow for `npm test`: packages, the slower rows of the fault matrix, and every property with many
// random cases. --full: more of both, which takes hours; its cases differ from run to run, unless FC_SEED names a seed. --cases N: that
// many cases of each property; 0 leaves the properties out.
const { values: options } = parseArgs({
  options: { full: { type: 'boolean', default: false }, cases: { type: 'string' } },
});
const { full } = options;
const { faults, timeout, ...usual } = full ? FULL : SHORT;
const cases = Number(options.cases ?? usual.cases);
const seed = process.env['FC_SEED'] ?? String(full ? randomInt(2 ** 31) : 1);
const steps = new Steps();
await steps.run({
  ...vitest(
    cases > 0 ? `slow tests, ${cases} random cases of each property` : 'slow tests without the properties',
    `--testTimeout=${timeout}`,
    'tests/integration/faults.test.ts',
    'tests/slow',
    ...(cases > 0 ? importing('tests/{unit,integration}/**/*.test.ts', "'fast-check") : []),
  ),
  env: { [CASES]: String(cases), [FAULTS]: faults, FC_SEED: seed },
});
if (full)
  await steps.run({ name: 'deprecated interfaces', command: ['npm', 'run', '-s', 'lint:deprecated'] });
steps.close(
  cases === 0 ? [] : [`Seed of the random cases: ${seed}. FC_SEED=${seed} tries the same ones again.`],
);
