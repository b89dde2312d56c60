import { openStore } from '../../db/connection/open.ts';
import type { Store } from '../../db/connection/store.ts';
import { recordSlowly, type Recorded } from '../../db/journal/record.ts';
import type { ChangeTitle, Recorder } from '../../db/journal/recorder.ts';
import { ensureAnalyst } from '../../db/sets/sets.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { JobContext } from '../context.ts';
import { patiently } from '../patience.ts';
import { MESSAGES } from './messages.ts';

/** The thread is yielded after this many steps. */
const STEP = 100;

/** What a change is made with that is recorded apart. */
export interface Apart {
  readonly store: Store;
  readonly recorder: Recorder;
  /** Runs work that yields after each of `total` steps: reports progress, yields the thread, and stops if the job is cancelled. */
  inSteps(steps: Iterable<void>, total: number, unit: string): Promise<void>;
}

/**
 * Makes one change, of any number of existing rows, in one transaction on a connection of its own. Editing waits meanwhile, but the
 * screen stays responsive. With `rehearses`, everything is rolled back in the end.
 */
export async function recordApart<Result>(
  context: JobContext,
  title: ChangeTitle,
  work: (apart: Apart) => Promise<Result>,
  { rehearses = false }: { readonly rehearses?: boolean } = {},
): Promise<Recorded<Result>> {
  const { store, actor, signal, progress } = context;
  if (!rehearses) ensureAnalyst(store, actor); // history names who made a change
  const release = context.holdCommands();
  const own = openStore(store.path, { program: title.command });
  try {
    // Another program may be writing just now.
    await patiently(() => own.db.raw.exec('BEGIN IMMEDIATE; ROLLBACK'));
    return await recordSlowly(own, actor, title, async (recorder) => {
      const result = await work({
        store: own,
        recorder,
        async inSteps(steps, total, unit) {
          let done = 0;
          for (const _ of steps) {
            if (++done % STEP > 0) continue;
            progress(done, Math.max(done, total), unit, MESSAGES.changing);
            await new Promise((resolve) => setImmediate(resolve));
            if (signal.aborted) throw new PostilError('cancelled', MESSAGES.cancelled);
          }
        },
      });
      if (rehearses) throw new Rehearsed(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Rehearsed) return { result: error.result as Result, change: null };
    throw error;
  } finally {
    own.close();
    release();
    // Terms and texts that this connection has cached may be outdated.
    store.terms.reload();
    store.texts.clear();
  }
}

/** Thrown to roll back what was only rehearsed. */
class Rehearsed extends Error {
  override readonly name = 'Rehearsed';
  readonly result: unknown;

  constructor(result: unknown) {
    super('rehearsed');
    this.result = result;
  }
}
