import * as z from 'zod';
import type { Result } from './report.ts';

/** A row of an earlier run, as `--json` wrote it. */
const EarlierRow = z.object({
  name: z.string(),
  unit: z.string(),
  median: z.number().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  ratio: z.number().nullable().optional(),
  error: z.string().optional(),
});
type EarlierRow = z.infer<typeof EarlierRow>;

const EarlierRun = z.object({ machine: z.object({ load: z.number() }), rows: z.array(EarlierRow) });
export type EarlierRun = z.infer<typeof EarlierRun>;

/** How a row differs from an earlier run. */
export interface Difference {
  readonly name: string;
  /** Ratios are compared if both runs have one, because they depend less on the machine and its load. */
  readonly figure: 'ratio' | 'median';
  /** Null if the row is new, or failed in that run. */
  readonly before: number | null;
  readonly now: number | null;
  readonly change: 'slower' | 'faster' | 'same' | 'new' | 'failed';
}

/** Changes up to this factor are not distinguished from noise. */
const NOISE = 1.1;

/** Parses what an earlier run wrote with `--json`. @throws Error if the text is something else. */
export function parseEarlier(text: string): EarlierRun {
  const lines = text.split('\n').filter((line) => line.startsWith('{'));
  return EarlierRun.parse(JSON.parse(lines.at(-1) ?? text));
}

/** Compares each row of this run with the same row of an earlier one. Rows that this run left out are not listed. */
export function compareRuns({ rows }: EarlierRun, results: readonly Result[]): Difference[] {
  const earlier = new Map(rows.map((row) => [row.name, row]));
  return results.map((result) => differenceOf(earlier.get(result.row.name), result));
}

function differenceOf(earlier: EarlierRow | undefined, result: Result): Difference {
  const { name } = result.row;
  const figures = 'figures' in result ? result.figures : undefined;
  const hasRatios = typeof earlier?.ratio === 'number' && typeof figures?.ratio === 'number';
  const figure = hasRatios ? 'ratio' : 'median';
  const before = (hasRatios ? earlier.ratio : earlier?.median) ?? null;
  const now = (hasRatios ? figures.ratio : figures?.median) ?? null;
  const known = { name, figure, before, now } as const;
  if (now === null) return { ...known, change: 'failed' };
  if (before === null) return { ...known, change: 'new' };
  if (now > before * NOISE && !isWithin(earlier, figure, now)) return { ...known, change: 'slower' };
  if (now * NOISE < before && !isWithin(earlier, figure, now)) return { ...known, change: 'faster' };
  return { ...known, change: 'same' };
}

/** Whether a median lies within the spread of the earlier run. */
function isWithin(earlier: EarlierRow | undefined, figure: 'ratio' | 'median', now: number): boolean {
  const { min, max } = earlier ?? {};
  return figure === 'median' && min !== undefined && max !== undefined && now >= min && now <= max;
}

/** Returns the comparison for people: what changed, slower rows first, and how many rows did not. */
export function toComparison(differences: readonly Difference[]): string {
  const order = ['slower', 'failed', 'faster', 'new'] as const;
  const lines = order.flatMap((change) =>
    differences.filter((each) => each.change === change).map((each) => lineOf(each)),
  );
  const same = differences.filter(({ change }) => change === 'same').length;
  return [...lines, `${same} of ${differences.length} rows are as they were, within ${percent(NOISE)}`].join(
    '\n',
  );
}

function lineOf({ name, figure, before, now, change }: Difference): string {
  const by = before && now && change !== 'new' ? ` (${percent(now / before)})` : '';
  return `${change.padEnd(7)} ${name}  ${figure === 'ratio' ? '× floor' : figure} ${shown(before)} → ${shown(now)}${by}`;
}

function shown(value: number | null): string {
  return value === null ? '–' : value.toFixed(Math.abs(value) >= 100 ? 0 : 2);
}

function percent(factor: number): string {
  const change = Math.round((factor - 1) * 100);
  return `${change > 0 ? '+' : change < 0 ? '−' : ''}${Math.abs(change)} %`;
}
