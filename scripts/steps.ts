import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closingLines, COUNTS_FILE, readCounts, Tally, type Counts } from '../tests/support/counts.ts';

/** A program that checks something. */
export interface Step {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whether its reporter writes counts of tests; without them the step itself is one check. */
  readonly counts?: boolean;
}

/** Vitest with the reporter that counts; `args` name files or tests. */
export function vitest(name: string, ...args: string[]): Step {
  return {
    name,
    command: ['vitest', 'run', '--reporter=default', '--reporter=./tests/support/vitest-counts.ts', ...args],
    counts: true,
  };
}

/** Playwright, whose configuration has the reporter that counts. */
export function playwright(name: string, chromium: string, ...args: string[]): Step {
  return {
    name,
    command: ['playwright', 'test', ...args],
    env: { POSTIL_CHROMIUM: chromium },
    counts: true,
  };
}

/** Runs steps to the end even when some fail, and says the totals. */
export class Steps {
  readonly #reports = mkdtempSync(join(tmpdir(), 'postil-reports-'));
  readonly #totals = new Tally();
  #ran = 0;

  /** Runs a step; `beside` others it says what it has to say when it is done. */
  async run({ name, command: [program = '', ...args], env, counts }: Step, beside = false): Promise<void> {
    if (!beside) console.log(`\n── ${name}`);
    const begun = Date.now();
    const file = join(this.#reports, String(++this.#ran));
    const child = spawn(program, args, {
      stdio: beside ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, ...env, [COUNTS_FILE]: file },
      shell: process.platform === 'win32',
    });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (bytes: Buffer) => said.push(bytes));
    const status = await once(child, 'close').then(
      ([code]) => code as number | null,
      (error: unknown) => {
        said.push(Buffer.from(String(error)));
        return null;
      },
    );
    const counted = count(name, status === 0, counts ? file : undefined);
    const failed = counted.failures.length;
    if (beside && failed > 0) console.log(Buffer.concat(said).toString().trimEnd());
    const seconds = ((Date.now() - begun) / 1000).toFixed(1);
    console.log(`── ${name}: ${failed === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
    this.#totals.add(counted);
  }

  /** Counts a step that could not even begin as a failure; `why` is one of the last lines. */
  notRun(name: string, why: string): void {
    this.#totals.fail(`${name} (not run)`, why);
  }

  /** Says the totals and sets the exit code. */
  close(): void {
    rmSync(this.#reports, { recursive: true, force: true });
    console.log('');
    for (const line of closingLines(this.#totals)) console.log(line);
    process.exitCode = this.#totals.failures.length === 0 ? 0 : 1;
  }
}

function count(name: string, succeeded: boolean, file: string | undefined): Counts {
  const failure = (why: string) => `${name}: ${why}`;
  if (file === undefined)
    return succeeded
      ? { passed: 1, failures: [], skipped: {} }
      : { passed: 0, failures: [failure('see above')], skipped: {} };
  try {
    const counted = readCounts(file);
    // A runner that fails without a failed test (an error outside of one) has failed all the same.
    return succeeded || counted.failures.length > 0
      ? counted
      : { ...counted, failures: [failure('no test failed, but its runner did')] };
  } catch {
    return { passed: 0, failures: [failure('it did not come to its end')], skipped: {} };
  }
}
