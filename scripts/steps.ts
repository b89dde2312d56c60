import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closingLines, COUNTS_FILE, readCounts, Tally, type Counts } from '../tests/support/counts.ts';

/** One program of a run of checks. */
export interface Step {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whether its reporter writes the number of tests. Otherwise the step counts as one test. */
  readonly counts?: boolean;
}

/** Returns the step that runs Vitest with the reporter that counts; `args` name files or tests. */
export function vitest(name: string, ...args: string[]): Step {
  return {
    name,
    command: ['vitest', 'run', '--reporter=default', '--reporter=./tests/support/vitest-counts.ts', ...args],
    counts: true,
  };
}

/** Returns the step that runs Playwright, whose configuration has the reporter that counts. */
export function playwright(name: string, chromium: string, ...args: string[]): Step {
  return {
    name,
    command: ['playwright', 'test', ...args],
    env: { POSTIL_CHROMIUM: chromium },
    counts: true,
  };
}

/** Returns the files that match a pattern and import a module whose name ends in `module`. */
export const importing = (pattern: string, module: string): string[] =>
  globSync(pattern)
    .filter((file) => readFileSync(file, 'utf8').includes(`${module}';`))
    .sort();

/** Runs steps to the end even if some fail, and prints the totals. */
export class Steps {
  readonly #reports = mkdtempSync(join(tmpdir(), 'postil-reports-'));
  readonly #totals = new Tally();
  #ran = 0;

  /** Runs a step. If it runs beside others, its output is printed at its end, and only if it fails. */
  async run({ name, command: [program = '', ...args], env, counts }: Step, beside = false): Promise<void> {
    if (!beside) console.log(`\n── ${name}`);
    const begun = Date.now();
    const file = join(this.#reports, String(++this.#ran));
    const child = spawn(program, args, {
      stdio: beside ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, ...env, [COUNTS_FILE]: file },
      shell: process.platform === 'win32',
    });
    const output: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (bytes: Buffer) => output.push(bytes));
    const status = await once(child, 'close').then(
      ([code]) => code as number | null,
      (error: unknown) => {
        output.push(Buffer.from(String(error)));
        return null;
      },
    );
    const counted = count(name, status === 0, counts ? file : undefined);
    const failed = counted.failures.length;
    if (beside && failed > 0) console.log(Buffer.concat(output).toString().trimEnd());
    const seconds = ((Date.now() - begun) / 1000).toFixed(1);
    console.log(`── ${name}: ${failed === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
    this.#totals.add(counted);
  }

  /** Counts a step that could not start as a failure; `why` is printed among the last lines. */
  notRun(name: string, why: string): void {
    this.#totals.fail(`${name} (not run)`, why);
  }

  /** Prints the notes and the totals, and sets the exit code. */
  close(notes: readonly string[] = []): void {
    rmSync(this.#reports, { recursive: true, force: true });
    console.log('');
    for (const note of notes) console.log(note);
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
    // A runner may fail without a failed test, because of an error outside of the tests.
    return succeeded || counted.failures.length > 0
      ? counted
      : { ...counted, failures: [failure('no test failed, but its runner did')] };
  } catch {
    return { passed: 0, failures: [failure('it ended without a report')], skipped: {} };
  }
}
