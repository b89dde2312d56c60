import type { Uid } from '../../../shared/model/uid.ts';
import type { PacedProgress } from '../../state/progress.ts';
import { useView } from '../../state/view.ts';
import controls from '../../ui/controls.module.css';
import styles from './exchange.module.css';

/** Before so much of a job is known, its rate says little. */
const SETTLE_MS = 1500;

/** How far a job is, how fast, and how long it will still take. */
export function JobProgress({ job, waiting }: { job: Uid; waiting: string }) {
  const progress = useView((view) => view.progress);
  const mine = progress?.job === job ? progress : null;
  return (
    <>
      <p>{mine?.message ?? waiting}</p>
      <progress
        className={styles.progress}
        aria-label="Progress"
        {...(mine?.total ? { value: mine.done, max: mine.total } : {})}
      />
      <p className={controls.help}>{mine && paceOf(mine)}&nbsp;</p>
    </>
  );
}

/** "120 MB of 2,000 MB · 38 MB a second · about 50 s left". */
function paceOf({ done, total, unit, at, began }: PacedProgress): string {
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
  if (unit !== 'bytes') return `${Math.round(n).toLocaleString('en')} ${unit}`;
  return n < 1e6
    ? `${Math.ceil(n / 1e3).toLocaleString('en')} kB`
    : `${(n / 1e6).toLocaleString('en', { maximumFractionDigits: n < 1e7 ? 1 : 0 })} MB`;
}

function duration(seconds: number): string {
  return seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`;
}
