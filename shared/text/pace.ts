import { grouped } from './counted.ts';

/** The progress of a job at a time `at` (in ms of any one clock); `began` is when its current unit began, to compute a rate. */
export interface Pace {
  readonly done: number;
  readonly total: number | null;
  readonly unit: string;
  readonly at: number;
  readonly began: { readonly at: number; readonly done: number };
}

/** The rate is too unreliable to show before this time. */
const SETTLE_MS = 1500;

/** Returns a text such as “120 MB of 2,000 MB · 38 MB a second · about 50 s left”. */
export function paceInWords({ done, total, unit, at, began }: Pace): string {
  const parts = [total === null ? amount(done, unit) : `${amount(done, unit)} of ${amount(total, unit)}`];
  const elapsed = at - began.at;
  if (elapsed > SETTLE_MS && done > began.done) {
    const perSecond = ((done - began.done) / elapsed) * 1000;
    parts.push(`${amount(perSecond, unit)} a second`);
    if (total !== null && done < total) parts.push(`about ${duration((total - done) / perSecond)} left`);
  }
  return parts.join(' · ');
}

function amount(n: number, unit: string): string {
  if (unit !== 'bytes') return `${grouped(Math.round(n))} ${unit}`;
  return n < 1e6
    ? `${grouped(Math.ceil(n / 1e3))} kB`
    : `${(n / 1e6).toLocaleString('en', { maximumFractionDigits: n < 1e7 ? 1 : 0 })} MB`;
}

function duration(seconds: number): string {
  return seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`;
}
