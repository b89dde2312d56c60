import { parentPort, workerData } from 'node:worker_threads';
import { translate } from '../../db/connection/errors.ts';
import { openStore } from '../../db/connection/open.ts';
import type { Store } from '../../db/connection/store.ts';
import type { ExtractArticle } from '../../shared/formats/extracted.ts';
import { throughPort } from '../extraction/extractor.ts';
import { toPostilError } from '../refusal.ts';
import {
  STOP,
  type EventOf,
  type RequestOf,
  type ResultOf,
  type ThreadMessage,
  type ThreadName,
  type ThreadStart,
} from './messages.ts';
import type { ReportProgress } from './progress.ts';

/** What the work in a thread may use. */
export interface WorkerSide<Name extends ThreadName> {
  readonly request: RequestOf<Name>;
  send(event: EventOf<Name>): void;
  /** Reports progress, at most every 100 ms. The first and the last report of a stage always get through. */
  readonly progress: ReportProgress;
  /** Takes articles out of files; only in threads that were given it. */
  readonly extract: ExtractArticle | undefined;
  /** Whether the work is to be undone and ended. */
  isCancelled(): boolean;
  /** Whether the work is to end even if something invisible is left over. */
  isLeft(): boolean;
}

/** Shortest time between two reports of progress (ms). */
const INTERVAL = 100;

/** Runs the work of a worker thread and sends its result, or its error, to the program that started it. */
export async function serveThread<Name extends ThreadName>(
  work: (side: WorkerSide<Name>) => ResultOf<Name> | Promise<ResultOf<Name>>,
): Promise<void> {
  const { request, extractor, stop } = workerData as ThreadStart<Name>;
  const level = new Int32Array(stop);
  const send = (message: ThreadMessage<Name>) => parentPort?.postMessage(message);
  let sentAt = 0;
  try {
    const result = await work({
      request,
      extract: extractor && throughPort(extractor),
      send: (event) => send({ kind: 'event', event }),
      progress(done, total, unit, message) {
        const now = performance.now();
        if (done !== 0 && done !== total && now - sentAt < INTERVAL) return;
        sentAt = now;
        send({ kind: 'progress', progress: [done, total, unit, message] });
      },
      isCancelled: () => Atomics.load(level, 0) >= STOP.cancel,
      isLeft: () => Atomics.load(level, 0) >= STOP.leave,
    });
    send({ kind: 'done', result });
  } catch (error) {
    send({ kind: 'failed', error: toPostilError(translate(error, request.project)).toEnvelope() });
  }
}

/** Opens the project on a connection of the thread's own for as long as `work` takes. Its errors name who holds the project. */
export async function withStore<Result>(
  project: string,
  program: string,
  work: (store: Store) => Result | Promise<Result>,
): Promise<Result> {
  const store = openStore(project, { program });
  try {
    return await work(store);
  } catch (error) {
    throw translate(error, project, store.db);
  } finally {
    store.close();
  }
}

/** Cache of connections that write a whole dataset, in KB: indexes over quotes and hashes outgrow the usual 16 MB. */
const LARGE_CACHE = 48 * 1024;

/** Prepares a connection for writing a whole dataset. What savepoints and large statements set aside stays in memory. */
export function prepareForMuch({ db }: Store): void {
  db.raw.pragma(`cache_size = ${-LARGE_CACHE}`);
  db.raw.pragma('temp_store = MEMORY');
}
