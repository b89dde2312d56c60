import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './chromium.ts';

/** What a step adds to the totals. */
interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Step {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Reads a test runner's report; without it the step itself is one check. */
  counts?(): Counts;
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}
interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numFailedTestSuites: number;
}

const reports = mkdtempSync(join(tmpdir(), 'postil-reports-'));
const readReport = (name: string): unknown => JSON.parse(readFileSync(join(reports, name), 'utf8'));

/** Takes longer than all other checks, on one core: the unit tests begin before it ends. */
const LINT: Step = { name: 'lint', command: ['eslint', '.'] };
/** What needs nothing that another step makes: run side by side, since each uses one core. */
const CHECKS: readonly Step[] = [
  { name: 'types', command: ['tsc', '-p', '.'] },
  { name: 'layers', command: ['npm', 'run', '-s', 'lint:layers'] },
  { name: 'unused code', command: ['npm', 'run', '-s', 'lint:unused'] },
  { name: 'format', command: ['npm', 'run', '-s', 'lint:format'] },
  { name: 'build', command: ['npm', 'run', '-s', 'build'] },
];

const UNIT: Step = {
  name: 'unit and integration tests',
  command: [
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(reports, 'unit')}`,
  ],
  counts() {
    const report = readReport('unit') as VitestReport;
    return {
      passed: report.numPassedTests,
      // A file that cannot even be loaded has no tests to count.
      failed: Math.max(report.numFailedTests, report.numFailedTestSuites > 0 ? 1 : 0),
      skipped: report.numPendingTests,
    };
  },
};

function e2e(chromium: string): Step {
  return {
    name: 'e2e tests',
    command: ['playwright', 'test'],
    env: { POSTIL_CHROMIUM: chromium, POSTIL_E2E_REPORT: join(reports, 'e2e') },
    counts() {
      const { stats } = readReport('e2e') as PlaywrightReport;
      if (stats.flaky > 0) console.log(`Flaky, passed when run again: ${stats.flaky}`);
      return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
    },
  };
}

/** Runs a step; beside others it says what it has to say when it is done. */
async function run(
  { name, command: [program = '', ...args], env, counts }: Step,
  beside = false,
): Promise<Counts> {
  if (!beside) console.log(`\n── ${name}`);
  const begun = Date.now();
  const child = spawn(program, args, {
    stdio: beside ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes: Buffer) => said.push(bytes));
  const status = await once(child, 'close').then(
    ([code]) => code as number | null,
    (error: unknown) => {
      said.push(Buffer.from(String(error)));
      return null;
    },
  );
  const counted = count(status === 0, counts);
  if (beside && counted.failed > 0) console.log(Buffer.concat(said).toString().trimEnd());
  console.log(
    `── ${name}: ${counted.failed === 0 ? 'passed' : 'FAILED'} in ${((Date.now() - begun) / 1000).toFixed(1)} s`,
  );
  return counted;
}

function count(succeeded: boolean, counts: Step['counts']): Counts {
  if (!counts) return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 };
  try {
    const counted = counts();
    // A runner that fails without a failed test (an error outside of one) has failed all the same.
    return succeeded || counted.failed > 0 ? counted : { ...counted, failed: 1 };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

// Runs everything that must hold, to the end even when something fails, and says the totals.
const chromium = ensureChromium();
if ('missing' in chromium) {
  console.error(chromium.missing);
  process.exit(1);
}
const totals = { passed: 0, failed: 0, skipped: 0 };
const failures: string[] = [];
function add(step: Step, { passed, failed, skipped }: Counts): void {
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
  if (failed > 0) failures.push(`${step.name} (${failed})`);
}
const beside = async (step: Step) => add(step, await run(step, true));
const lint = beside(LINT);
await Promise.all(CHECKS.map(beside));
add(UNIT, await run(UNIT));
await lint;
const last = e2e(chromium.path);
add(last, await run(last));
rmSync(reports, { recursive: true, force: true });
console.log('');
if (failures.length > 0) console.log(`Failed: ${failures.join(', ')}`);
if (totals.skipped > 0) console.log(`Skipped tests: ${totals.skipped}`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 ? 0 : 1;
