import { readFileSync, writeFileSync } from 'node:fs';

/** What became of the tests of one runner. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** How many tests did not run, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
}

/** Adds counts up as a runner ends its tests. */
export class Tally implements Counts {
  passed = 0;
  failed = 0;
  readonly skipped: Record<string, number> = {};

  skip(reason: string, count = 1): void {
    this.skipped[reason] = (this.skipped[reason] ?? 0) + count;
  }

  add({ passed, failed, skipped }: Counts): void {
    this.passed += passed;
    this.failed += failed;
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

/** The closing lines of a run: what was skipped and why, then the totals alone on the last line. */
export function closingLines({ passed, failed, skipped }: Counts): string[] {
  const reasons = Object.entries(skipped).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const total = reasons.reduce((sum, [, count]) => sum + count, 0);
  return [
    ...reasons.map(([reason, count]) => `Skipped: ${count} × ${reason}`),
    `${passed} passed, ${failed} failed${total > 0 ? `, ${total} skipped` : ''}`,
  ];
}
