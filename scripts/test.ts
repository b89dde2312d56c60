import { ensureChromium } from '../tests/support/chromium.ts';
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

// Runs all checks to the end even if one fails, and prints the totals.
const browser = ensureChromium();
const steps = new Steps();
const lint = steps.run(LINT, true);
await Promise.all(CHECKS.map((step) => steps.run(step, true)));
await steps.run(vitest('unit and integration tests'));
await lint;
if ('path' in browser) await steps.run(playwright('e2e tests', browser.path));
else steps.notRun('e2e tests', `The e2e tests were not run. ${browser.missing}`);
steps.close();
