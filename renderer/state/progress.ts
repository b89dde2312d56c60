import type { JobProgress } from '../../shared/contract/change.ts';

/** How far a job is, with when (ms of this page's clock) and from where its present unit began, for a rate. */
export interface PacedProgress extends JobProgress {
  readonly at: number;
  readonly began: { readonly at: number; readonly done: number };
}

/** The next step of a job. Another job, another unit or another pass over the data begins anew. */
export function paced(progress: JobProgress, before: PacedProgress | null): PacedProgress {
  const at = performance.now();
  const goesOn =
    before?.job === progress.job && before.unit === progress.unit && progress.done >= before.done;
  return { ...progress, at, began: goesOn ? before.began : { at, done: progress.done } };
}
