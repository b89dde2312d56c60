import type { ShownMeasure } from '../../state/agreement.ts';

/** What each measure is called, and what it counts, in a line. */
export const MEASURES: readonly { id: ShownMeasure; label: string; help: string }[] = [
  { id: 'exact', label: 'Exact', help: 'same bounds and same type' },
  {
    id: 'overlap',
    label: 'Overlap',
    help: 'the right words, whatever the type; half where only some are shared',
  },
  { id: 'type', label: 'Type', help: 'the right type, and some of the words' },
];

/** `87.4` of 0.8741: percent without its sign, for tables. */
export function percent(rate: number): string {
  return (100 * rate).toFixed(1);
}

/** `81–93`: an interval in whole percent. */
export function range([low, high]: readonly [number, number]): string {
  const [from, to] = [Math.round(100 * low), Math.round(100 * high)];
  return from === to ? String(from) : `${from}–${to}`;
}
