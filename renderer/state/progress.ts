import type { JobProgress } from '../../shared/contract/change.ts';
import type { Pace } from '../../shared/text/pace.ts';

/** How far a job is, by this page's clock. */
export type PacedProgress = JobProgress & Pace;

/** The next step of a job. Another job, another unit or another pass over the data begins anew. */
export function paced(progress: JobProgress, before: PacedProgress | null): PacedProgress {
  const at = performance.now();
  const goesOn =
    before?.job === progress.job && before.unit === progress.unit && progress.done >= before.done;
  return { ...progress, at, began: goesOn ? before.began : { at, done: progress.done } };
}
