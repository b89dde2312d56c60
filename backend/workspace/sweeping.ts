import { Worker } from 'node:worker_threads';
import type { Store } from '../../db/connection/store.ts';
import { sweepSteps } from '../../db/imports/sweep.ts';
import { findUnfinished, isBeingWritten } from '../../db/imports/unfinished.ts';
import { PostilError, type ErrorEnvelope } from '../../shared/contract/errors.ts';
import { patiently, pause } from '../patience.ts';
import { threadFile } from '../threads/thread-file.ts';

/** Between two steps others get the lock, see `patience.ts`. */
const PAUSE = 60;
/** So many ms of steps come between two pauses. */
const BUSY = 200;

/**
 * Removes what an unfinished import has written, or what one had brought that was undone, while others go on editing. With `isStopped`
 * it may end before all is gone: then the rest stays hidden.
 */
export async function sweepPatiently(
  store: Store,
  program: string,
  {
    progress,
    isStopped,
  }: { readonly progress?: (done: number, of: number) => void; readonly isStopped?: () => boolean } = {},
): Promise<void> {
  // A step that finds the lock taken ends the steps; what is left is found again by new ones.
  let steps = sweepSteps(store, program);
  let since = performance.now();
  for (;;) {
    const step = await patiently(() => {
      try {
        return steps.next();
      } catch (error) {
        steps = sweepSteps(store, program);
        throw error;
      }
    });
    if (step.done === true || isStopped?.() === true) break;
    if (step.value) progress?.(step.value.done, step.value.of);
    if (performance.now() - since < BUSY) continue;
    await pause(PAUSE);
    since = performance.now();
  }
  store.db.keepTo(undefined);
}

/** The same where the program is gone that had it in hand; what is being made is left alone. */
export async function sweepAbandoned(store: Store, program: string): Promise<void> {
  const unfinished = findUnfinished(store.db);
  if (unfinished && !isBeingWritten(unfinished)) await sweepPatiently(store, program);
}

/** Removes what an unfinished import has written in a thread of its own, so that the screen stays alive. */
export async function sweepInThread(path: string): Promise<void> {
  const worker = new Worker(threadFile('sweep'), { workerData: { path } });
  await new Promise<void>((resolve, reject) => {
    // It has something to say only when it failed.
    worker.on('message', ({ code, message, where }: ErrorEnvelope) =>
      reject(new PostilError(code, message, where)),
    );
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
}
