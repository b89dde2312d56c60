import type { Figure, Measured, Target } from './row.ts';

/** Returns the middle value, or the mean of the two middle ones if their number is even. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) throw new Error('there is no median of nothing');
  return sorted.length % 2 === 1 ? upper : (sorted[middle - 1]! + upper) / 2;
}

/** Returns the smallest value that at least `percent` of the values do not exceed (nearest rank). */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
  if (value === undefined) throw new Error('there is no percentile of nothing');
  return value;
}

export interface Figures extends Record<Exclude<Figure, 'ratio'>, number> {
  readonly min: number;
  readonly count: number;
  /** Medians; `null` if the row has no floor. */
  readonly floor: number | null;
  readonly ratio: number | null;
}

export function summarise({ values, floor }: Measured): Figures {
  const middle = median(values);
  const under = floor && floor.length > 0 ? median(floor) : null;
  return {
    median: middle,
    p99: percentile(values, 99),
    min: Math.min(...values),
    max: Math.max(...values),
    count: values.length,
    floor: under,
    ratio: under ? middle / under : null,
  };
}

export interface Verdict {
  readonly figure: Figure;
  readonly atMost: number;
  /** `null` for a ratio without a floor. */
  readonly value: number | null;
  readonly met: boolean;
}

/** Returns each figure of a target with whether it is met. */
export function judge(figures: Figures, target: Target): Verdict[] {
  return (Object.entries(target) as [Figure, number][]).map(([figure, atMost]) => {
    const value = figures[figure];
    return { figure, atMost, value, met: value !== null && value <= atMost };
  });
}
