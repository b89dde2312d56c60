import type { Store } from '../../db/connection/store.ts';
import { sweepSteps } from '../../db/imports/sweep.ts';
import { findUnfinished, isBeingWritten } from '../../db/imports/unfinished.ts';
import { patiently, pause } from '../patience.ts';

/** Pause after a run of steps, so that other connections can get the lock (ms); see `patience.ts`. */
const PAUSE = 60;
/** How long steps run between two pauses (ms). */
const BUSY = 200;

/**
 * Removes the rows of an unfinished or an undone import while others continue editing. Ends early once `isStopped`
 * returns true; the remaining rows stay hidden.
 */
export async function sweepPatiently(
  store: Store,
  program: string,
  {
    progress,
    isStopped,
  }: { readonly progress?: (done: number, of: number) => void; readonly isStopped?: () => boolean } = {},
): Promise<void> {
  // A step that finds the lock taken ends the generator; a new generator continues with the remaining rows.
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

/** Does the same if the program that wrote the rows has ended; does not touch work in progress. */
export async function sweepAbandoned(store: Store, program: string): Promise<void> {
  const unfinished = findUnfinished(store.db);
  if (unfinished && !isBeingWritten(unfinished)) await sweepPatiently(store, program);
}
