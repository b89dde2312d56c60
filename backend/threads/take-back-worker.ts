import { parentPort, workerData } from 'node:worker_threads';
import type { Actor } from '../../db/journal/actor.ts';
import { openStore, translate } from '../../db/connection/open.ts';
import { releaseMark } from '../../db/imports/unfinished.ts';
import { runTakeBack, type TakeBackOrder } from '../jobs/take-back.ts';
import { toPostilError } from '../refusal.ts';
import type { TakeBackEvent } from './take-back-thread.ts';

/** What the thread is given: plain data, since it shares no memory with the program. */
export interface TakeBackWork {
  readonly project: string;
  readonly actor: Actor;
  readonly order: TakeBackOrder;
  /** Two shared numbers, not 0 once the work shall be cancelled, and once removing shall stop. */
  readonly flags: SharedArrayBuffer;
}

const { project, actor, order, flags } = workerData as TakeBackWork;
const flag = new Int32Array(flags);
const port = parentPort!;
const tell = (event: TakeBackEvent) => port.postMessage(event);

const CACHE_KB = 48 * 1024;
/** At most so often is the progress told, in ms. */
const EVERY = 100;
let toldAt = 0;

let store: ReturnType<typeof openStore> | undefined;
try {
  store = openStore(project, { program: 'undo' });
  store.db.raw.pragma(`cache_size = ${-CACHE_KB}`);
  const recorded = await runTakeBack(
    {
      store,
      actor,
      isCancelled: () => Atomics.load(flag, 0) !== 0,
      isStopped: () => Atomics.load(flag, 1) !== 0,
      progress(done, total, unit, message) {
        const now = performance.now();
        if (done !== 0 && now - toldAt < EVERY) return;
        toldAt = now;
        tell({ kind: 'progress', done, total, unit, message });
      },
      onWriting: () => tell({ kind: 'writing' }),
      onDone: (done) => tell({ kind: 'done', recorded: done }),
    },
    order,
  );
  store.db.raw.pragma('wal_checkpoint(PASSIVE)');
  tell({ kind: 'done', recorded });
} catch (error) {
  tell({ kind: 'failed', error: toPostilError(translate(error, project, store?.db)).toEnvelope() });
} finally {
  try {
    // What could not be removed is for whoever opens the project next.
    if (store) releaseMark(store.db);
  } catch {
    // Then the mark names a program that will be gone.
  }
  store?.close();
}
