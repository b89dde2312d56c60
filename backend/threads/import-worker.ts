import { parentPort, workerData } from 'node:worker_threads';
import type { Actor } from '../../db/journal/actor.ts';
import { openStore, translate } from '../../db/connection/open.ts';
import { runImport, type ImportInput } from '../jobs/import.ts';
import type { ImportEvent } from './import-thread.ts';
import { toPostilError } from '../refusal.ts';

/** What the thread is given: plain data, since it shares no memory with the program. */
export interface ImportOrder {
  readonly project: string;
  readonly actor: Actor;
  readonly input: ImportInput;
  /** Where to stage; the program deletes it, also when the thread was stopped. */
  readonly staging: string;
  /** Four shared bytes: not 0 once the import shall stop. A thread in the midst of a write hears no message. */
  readonly cancel: SharedArrayBuffer;
}

const { project, actor, input, staging, cancel } = workerData as ImportOrder;
const cancelled = new Int32Array(cancel);
const port = parentPort!;
const tell = (event: ImportEvent) => port.postMessage(event);

const CACHE_KB = 48 * 1024;

/** At most so often is the progress told, in ms. */
const EVERY = 100;
let told = 0;

let store: ReturnType<typeof openStore> | undefined;
try {
  store = openStore(project, { program: 'import' });
  // Indexes over what comes in no order (quotes, hashes) outgrow the usual 16 MB.
  store.db.raw.pragma(`cache_size = ${-CACHE_KB}`);
  const recorded = await runImport(
    {
      store,
      actor,
      staging,
      isCancelled: () => Atomics.load(cancelled, 0) !== 0,
      progress(done, total, unit, message) {
        const now = performance.now();
        if (done !== 0 && done !== total && now - told < EVERY) return;
        told = now;
        tell({ kind: 'progress', done, total, unit, message });
      },
      onWriting: () => tell({ kind: 'writing' }),
    },
    input,
  );
  // Folds the WAL, which a large import has made large, into the file while nobody waits for it.
  store.db.raw.pragma('wal_checkpoint(PASSIVE)');
  tell({ kind: 'done', recorded });
} catch (error) {
  tell({ kind: 'failed', error: toPostilError(translate(error, project, store?.db)).toEnvelope() });
} finally {
  store?.close();
}
