import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closingLines, COUNTS_FILE, readCounts, Tally, type Counts } from '../tests/support/counts.ts';
import { ensureChromium } from './chromium.ts';

interface Step {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Where a test runner's reporter writes its counts; without it the step itself is one check. */
  readonly counts?: string;
}

const reports = mkdtempSync(join(tmpdir(), 'postil-reports-'));

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
  command: ['vitest', 'run', '--reporter=default', '--reporter=./tests/support/vitest-counts.ts'],
  counts: join(reports, 'unit'),
};

function e2e(chromium: string): Step {
  return {
    name: 'e2e tests',
    command: ['playwright', 'test'],
    env: { POSTIL_CHROMIUM: chromium },
    counts: join(reports, 'e2e'),
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
    env: { ...process.env, ...env, ...(counts !== undefined && { [COUNTS_FILE]: counts }) },
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

function count(succeeded: boolean, file: string | undefined): Counts {
  if (file === undefined) return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: {} };
  try {
    const counted = readCounts(file);
    // A runner that fails without a failed test (an error outside of one) has failed all the same.
    return succeeded || counted.failed > 0 ? counted : { ...counted, failed: 1 };
  } catch {
    return { passed: 0, failed: 1, skipped: {} };
  }
}

// Runs everything that must hold, to the end even when something fails, and says the totals.
const chromium = ensureChromium();
if ('missing' in chromium) {
  console.error(chromium.missing);
  process.exit(1);
}
const totals = new Tally();
const failures: string[] = [];
function add(step: Step, counts: Counts): void {
  totals.add(counts);
  if (counts.failed > 0) failures.push(`${step.name} (${counts.failed})`);
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
for (const line of closingLines(totals)) console.log(line);
process.exitCode = totals.failed === 0 ? 0 : 1;
