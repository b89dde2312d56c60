import type { Machine } from './machine.ts';
import type { BenchRow } from './row.ts';
import type { Figures, Verdict } from './statistics.ts';

/** The result of a row, or the reason why it could not run. */
export type Result = {
  readonly row: BenchRow;
} & (
  | { readonly figures: Figures; readonly verdicts: readonly Verdict[]; readonly note?: string }
  | { readonly error: string }
);

/** Returns the whole run as one object for programs. */
export function toJson(machine: Machine, results: readonly Result[]): object {
  return {
    machine,
    rows: results.map(({ row: { name, what, unit }, ...rest }) =>
      'error' in rest
        ? { name, what, unit, error: rest.error }
        : {
            name,
            what,
            unit,
            ...rest.figures,
            targets: rest.verdicts,
            ...(rest.note !== undefined && { note: rest.note }),
          },
    ),
  };
}

const COLUMNS = ['row', 'median', 'spread', 'p99', 'floor', '× floor', 'target', ''] as const;

/** Returns the table for people: one line per row, then explanations. */
export function toTable(results: readonly Result[]): string {
  const lines = [COLUMNS, ...results.map(cells)];
  const widths = COLUMNS.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  return lines
    .map((line) =>
      line
        .map((cell, i) => (i === 0 || i >= 6 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cells(result: Result): string[] {
  const { name, unit } = result.row;
  if ('error' in result) return [name, 'failed', '', '', '', '', '', result.error];
  const { figures, verdicts, note } = result;
  const { median, min, max, p99, floor, ratio } = figures;
  return [
    name,
    `${round(median)} ${unit}`,
    figures.count > 1 ? `${round(min)}–${round(max)}` : '',
    figures.count > 1 ? round(p99) : '',
    floor === null ? '' : round(floor),
    ratio === null ? '' : round(ratio),
    verdicts.map(({ figure, atMost }) => `${figure === 'ratio' ? '× floor' : figure} ≤ ${atMost}`).join(', '),
    [verdictOf(verdicts), note].filter(Boolean).join('; '),
  ];
}

function verdictOf(verdicts: readonly Verdict[]): string {
  if (verdicts.length === 0) return '';
  const missed = verdicts.filter(({ met }) => !met);
  if (missed.length === 0) return 'met';
  return `MISSED: ${missed.map(({ figure, value }) => `${figure} ${value === null ? 'not known' : round(value)}`).join(', ')}`;
}

function round(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits);
}
