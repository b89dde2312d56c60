import { Worker } from 'node:worker_threads';
import { sql, type ReadDb } from '../../db/connection/connection.ts';
import { packedChange } from '../../db/journal/packs.ts';
import { countRows } from '../../db/journal/rows.ts';
import type { Recorded } from '../../db/journal/record.ts';
import { changeId } from '../../db/history/entries.ts';
import { ensureAnalyst } from '../../db/sets/sets.ts';
import { findId } from '../../db/rows/ids.ts';
import { toBytes } from '../../db/connection/uid.ts';
import { hideUnfinished } from '../../db/imports/unfinished.ts';
import { PostilError, type ErrorEnvelope } from '../../shared/contract/errors.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { JobContext } from '../context.ts';
import { LIMITS } from './import-thread.ts';
import { atOnce, type TakeBackOrder, type TakeBackResult } from '../jobs/take-back.ts';
import { patiently } from '../patience.ts';
import type { TakeBackWork } from './take-back-worker.ts';
import { threadFile } from './thread-file.ts';

/** Changes of more rows than this are taken back in a thread: fewer take a moment, which the thread's start would take too. */
const LARGE = 2000;

/** What the thread tells the program. */
export type TakeBackEvent =
  | {
      readonly kind: 'progress';
      readonly done: number;
      readonly total: number | null;
      readonly unit: string;
      readonly message: string;
    }
  /** From here on it holds the write lock: commands wait. */
  | { readonly kind: 'writing' }
  /** It is done for everybody; rows may still have to be removed. */
  | { readonly kind: 'done'; readonly recorded: Recorded<unknown> }
  | { readonly kind: 'failed'; readonly error: ErrorEnvelope };

/**
 * Undoes, redoes, goes back or restores: what is small at once, what is large in a thread of its own, so that the screen stays alive.
 * It returns when the change is made; the rows of an undone import are removed after that, as work that the workspace keeps.
 */
export async function takeBackAnySize<Order extends TakeBackOrder>(
  context: JobContext,
  order: Order,
): Promise<Recorded<TakeBackResult<Order>>> {
  // History names who made a change. Who undoes one has made one before, or leaves no trace where it is refused.
  if (!('found' in order)) ensureAnalyst(context.store, context.actor);
  if (isLarge(context.store.db, order))
    return (await inThread(context, order)) as Recorded<TakeBackResult<Order>>;
  const { store, actor } = context;
  return (await patiently(() => atOnce({ store, actor }, order))) as Recorded<TakeBackResult<Order>>;
}

/** Asked before anything is done, and quick: a few look-ups for each change or document. */
function isLarge(db: ReadDb, order: TakeBackOrder): boolean {
  if ('found' in order)
    return packedChange(db, order.found.id) !== undefined || countRows(db, order.found.id) > LARGE;
  if ('change' in order) return rowsSince(db, order.document, changeId(db, order.change)) > LARGE;
  let rows = 0;
  for (const document of order.documents) if ((rows += rowsOfDeletion(db, document)) > LARGE) return true;
  return false;
}

/** About as many rows as going back has to read and write: those of the document, and of its changes since. */
function rowsSince(db: ReadDb, document: Uid, change: number): number {
  const spans = db.value<number>(
    sql`SELECT count(*) FROM span WHERE document_id = ${findId(db, 'document', document) ?? -1}`,
  )!;
  const changes = db.column<number>(
    sql`SELECT change_id FROM change_document WHERE document = ${toBytes(document)} AND change_id > ${change}`,
  );
  return changes.reduce((sum, id) => sum + (packedChange(db, id) ? LARGE : countRows(db, id)), spans);
}

/** About as many rows as a deleted document had: of a deletion of several, its share. */
function rowsOfDeletion(db: ReadDb, document: Uid): number {
  const deletion = db.value<number | null>(sql`
    SELECT max(change_id) FROM change_row WHERE uid = ${toBytes(document)} AND kind = 'document' AND after IS NULL`);
  if (!deletion) return 0;
  const documents = db.value<number>(
    sql`SELECT count(*) FROM change_document WHERE change_id = ${deletion}`,
  )!;
  return countRows(db, deletion) / Math.max(1, documents - 1);
}

async function inThread(context: JobContext, order: TakeBackOrder): Promise<Recorded<unknown>> {
  await afterRemoval(context);
  const { store, actor, signal } = context;
  const flags = new SharedArrayBuffer(8);
  const raise = (flag: 0 | 1) => void Atomics.store(new Int32Array(flags), flag, 1);
  const work: TakeBackWork = { project: store.path, actor, order, flags };
  const worker = new Worker(threadFile('take-back'), { workerData: work, resourceLimits: LIMITS });
  const cancel = () => raise(0);
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  let release: (() => void) | undefined;
  let done: Recorded<unknown> | undefined;
  let failed: PostilError | undefined;
  const ended = new Promise<void>((resolve, reject) => {
    worker.on('error', reject);
    // Only after its connection is closed is the file what it will be.
    worker.on('exit', () => resolve());
  }).finally(() => release?.());
  const forget = () => {
    // The thread wrote on a connection of its own: what this one remembers may be old.
    if (!store.db.raw.open) return;
    hideUnfinished(store);
    store.terms.reload();
    store.texts.clear();
  };
  const early = new Promise<'early'>((resolve) => {
    worker.on('message', (event: TakeBackEvent) => {
      if (event.kind === 'progress') {
        if (!done) context.progress(event.done, event.total, event.unit, event.message);
        else context.removing(event.done, event.total);
      } else if (event.kind === 'writing') release ??= context.holdCommands();
      else if (event.kind === 'done') {
        done = event.recorded;
        resolve('early');
      } else {
        const { code, message, where } = event.error;
        failed = new PostilError(code, message, where);
      }
    });
  });
  try {
    // A large change at once is done when its thread has ended; an import's undo goes on removing.
    const which = await Promise.race([early, ended]);
    if (which === 'early' && release) await ended;
  } finally {
    signal.removeEventListener('abort', cancel);
    forget();
  }
  if (!done)
    throw failed ?? new PostilError('internal', 'The undo stopped without a word. Nothing was changed.');
  context.keepRemoving(
    ended.then(() => {
      forget();
      if (failed) throw failed;
    }),
    () => raise(1),
  );
  return done;
}

/** An undo of this program may still be removing rows: large changes go one after the other. */
async function afterRemoval(context: JobContext): Promise<void> {
  const { removal, signal } = context;
  if (!removal) return;
  context.progress(0, null, 'rows', 'Waiting until what was undone is removed');
  const cancelled = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  await Promise.race([removal, cancelled]);
  if (signal.aborted) throw new PostilError('cancelled', 'It was cancelled; nothing was changed.');
}
