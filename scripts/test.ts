import { ensureChromium } from '../tests/support/chromium.ts';
import { CASES, FAULTS, SHORT } from '../tests/support/slow.ts';
import { playwright, Steps, vitest, type Step } from './steps.ts';

/** Takes longer than all other checks on one core, so the unit tests begin before it ends. */
const LINT: Step = { name: 'lint', command: ['eslint', '.'] };
/** Checks that need no output of other steps; run in parallel, because each uses one core. */
const CHECKS: readonly Step[] = [
  { name: 'types', command: ['tsc', '-p', '.'] },
  { name: 'layers', command: ['npm', 'run', '-s', 'lint:layers'] },
  { name: 'unused code', command: ['npm', 'run', '-s', 'lint:unused'] },
  { name: 'format', command: ['npm', 'run', '-s', 'lint:format'] },
  { name: 'build', command: ['npm', 'run', '-s', 'build'] },
];

const UNIT = vitest('unit and integration tests');
/** The same with the tests of `npm run test:slow`. In one run, because these include the usual cases of the properties. */
const UNIT_AND_SLOW: Step = {
  ...vitest(
    `unit, integration and slow tests, ${SHORT.cases} random cases of each property`,
    `--testTimeout=${SHORT.timeout}`,
  ),
  env: { [CASES]: String(SHORT.cases), [FAULTS]: `quick,${SHORT.faults}` },
};

// Runs all checks to the end even if one fails, and prints the totals. --slow: the slow tests too.
const browser = ensureChromium();
const steps = new Steps();
const lint = steps.run(LINT, true);
await Promise.all(CHECKS.map((step) => steps.run(step, true)));
await steps.run(process.argv.includes('--slow') ? UNIT_AND_SLOW : UNIT);
await lint;
if ('path' in browser) await steps.run(playwright('e2e tests', browser.path));
else steps.notRun('e2e tests', `The e2e tests were not run. ${browser.missing}`);
steps.close();
