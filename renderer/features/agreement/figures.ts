import type { ShownMeasure } from '../../state/agreement.ts';

/** The name of each measure, and one line about what it counts. */
export const MEASURES: readonly { id: ShownMeasure; label: string; help: string }[] = [
  { id: 'exact', label: 'Exact', help: 'same bounds and same type' },
  {
    id: 'overlap',
    label: 'Overlap',
    help: 'the right words, whatever the type; half where only some are shared',
  },
  { id: 'type', label: 'Type', help: 'the right type, and some of the words' },
];

/** Returns a rate as percent without its sign, for tables: `87.4` for 0.8741. */
export function percent(rate: number): string {
  return (100 * rate).toFixed(1);
}

/** Returns an interval in whole percent: `81–93`. */
export function range([low, high]: readonly [number, number]): string {
  const [from, to] = [Math.round(100 * low), Math.round(100 * high)];
  return from === to ? String(from) : `${from}–${to}`;
}
