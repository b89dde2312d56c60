import { readFileSync, writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** What became of the tests of one runner. */
export interface Counts {
  readonly passed: number;
  /** What failed, one line each: the test's name, then what it says. */
  readonly failures: readonly string[];
  /** How many tests did not run, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
}

/** Adds counts up as a runner ends its tests. */
export class Tally implements Counts {
  passed = 0;
  readonly failures: string[] = [];
  readonly skipped: Record<string, number> = {};

  /** Notes that `name` failed; only the first line of the `message` is kept. */
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

/** The variable that names the file into which a runner's reporter writes its counts. */
export const COUNTS_FILE = 'POSTIL_COUNTS';

/** Hands the counts to whoever started the runner; does nothing when nobody asked for them. */
export function writeCounts(counts: Counts): void {
  const file = process.env[COUNTS_FILE];
  if (file !== undefined) writeFileSync(file, JSON.stringify(counts));
}

/** Reads what a reporter wrote. Error: it wrote nothing, since the runner did not come to its end. */
export function readCounts(file: string): Counts {
  return JSON.parse(readFileSync(file, 'utf8')) as Counts;
}

/**
 * The closing lines of a run: what failed, what was skipped and why, then the totals alone on the last line. A log of which only the
 * end is kept thus still names what failed.
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

/** The first line that holds anything, without colours, cut after 500 characters. */
function firstLine(message: string): string {
  const line = stripVTControlCharacters(message)
    .split('\n')
    .find((line) => line.trim() !== '');
  return (line ?? '').trim().slice(0, 500);
}
