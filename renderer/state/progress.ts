import type { JobProgress } from '../../shared/contract/change.ts';
import type { Pace } from '../../shared/text/pace.ts';

/** Progress of a job, timed by this page's clock. */
export type PacedProgress = JobProgress & Pace;

/**
 * Returns the next state of a job's progress. Timing restarts for another job, another unit or another pass over the data.
 */
export function paced(progress: JobProgress, before: PacedProgress | null): PacedProgress {
  const at = performance.now();
  const goesOn =
    before?.job === progress.job && before.unit === progress.unit && progress.done >= before.done;
  return { ...progress, at, began: goesOn ? before.began : { at, done: progress.done } };
}
