import { readFileSync, writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** The results of the tests of one runner. */
export interface Counts {
  readonly passed: number;
  /** One line per failed test: its name, then its message. */
  readonly failures: readonly string[];
  /** Number of skipped tests by reason. */
  readonly skipped: Readonly<Record<string, number>>;
}

/** Sums up the counts as a runner finishes its tests. */
export class Tally implements Counts {
  passed = 0;
  readonly failures: string[] = [];
  readonly skipped: Record<string, number> = {};

  /** Records that `name` failed, with the first line of `message`. */
  fail(name: string, message: string | undefined): void {
    this.failures.push(`${name}: ${firstLine(message ?? 'no message')}`);
  }

  skip(reason: string, count = 1): void {
    this.skipped[reason] = (this.skipped[reason] ?? 0) + count;
  }

  add({ passed, failures, skipped }: Counts): void {
    this.passed += passed;
    this.failures.push(...failures);
    for (const [reason, count] of Object.entries(skipped)) this.skip(reason, count);
  }
}

/** The environment variable that names the file into which a runner's reporter writes its counts. */
export const COUNTS_FILE = 'POSTIL_COUNTS';

/** Writes the counts for the process that started the runner; does nothing if {@link COUNTS_FILE} is not set. */
export function writeCounts(counts: Counts): void {
  const file = process.env[COUNTS_FILE];
  if (file !== undefined) writeFileSync(file, JSON.stringify(counts));
}

/** Reads what a reporter wrote. Throws if the file is missing, because the runner ended early. */
export function readCounts(file: string): Counts {
  return JSON.parse(readFileSync(file, 'utf8')) as Counts;
}

/**
 * Returns the closing lines of a run: failures, skipped tests with their reasons, and the totals alone on the last
 * line. A log that is cut at its beginning thus still names the failures.
 */
export function closingLines({ passed, failures, skipped }: Counts): string[] {
  const reasons = Object.entries(skipped).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const total = reasons.reduce((sum, [, count]) => sum + count, 0);
  return [
    ...failures.map((failure) => `Failed: ${failure}`),
    ...reasons.map(([reason, count]) => `Skipped: ${count} × ${reason}`),
    `${passed} passed, ${failures.length} failed${total > 0 ? `, ${total} skipped` : ''}`,
  ];
}

/** Returns the first line that is not blank, without colours, cut after 500 characters. */
function firstLine(message: string): string {
  const line = stripVTControlCharacters(message)
    .split('\n')
    .find((line) => line.trim() !== '');
  return (line ?? '').trim().slice(0, 500);
}
