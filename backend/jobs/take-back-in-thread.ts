import { sql, type ReadDb } from '../../db/connection/connection.ts';
import type { Store } from '../../db/connection/store.ts';
import { packedChange } from '../../db/journal/packs.ts';
import { countRows } from '../../db/journal/rows.ts';
import type { Recorded } from '../../db/journal/record.ts';
import { changeId } from '../../db/history/entries.ts';
import { ensureAnalyst } from '../../db/sets/sets.ts';
import { findId } from '../../db/rows/ids.ts';
import { toBytes } from '../../db/connection/uid.ts';
import { hideUnfinished } from '../../db/imports/unfinished.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { JobContext } from '../context.ts';
import { MESSAGES } from './messages.ts';
import { atOnce, type TakeBackOrder, type TakeBackResult } from './take-back.ts';
import { patiently } from '../patience.ts';
import { Thread } from '../threads/thread.ts';

/** Changes of more rows than this are reverted in a thread. For fewer rows, starting a thread takes longer than the work. */
const LARGE = 2000;

/**
 * Undoes, redoes, goes back, restores or deletes: small changes at once, large ones in a thread, so that the screen stays
 * responsive. Returns as soon as the change is made. The rows of an undone import are removed afterwards, as work that
 * the workspace keeps track of.
 */
export async function takeBackAnySize<Order extends TakeBackOrder>(
  context: JobContext,
  order: Order,
): Promise<Recorded<TakeBackResult<Order>>> {
  // History names who made a change. An analyst who undoes a change already has a row, and must not get one if the undo
  // is refused.
  if (!('found' in order)) ensureAnalyst(context.store, context.actor);
  if (isLarge(context.store.db, order))
    return (await inThread(context, order)) as Recorded<TakeBackResult<Order>>;
  const { store, actor } = context;
  return (await patiently(() => atOnce({ store, actor }, order))) as Recorded<TakeBackResult<Order>>;
}

/** Estimates the size before anything is done, with a few look-ups for each change or document. */
function isLarge(db: ReadDb, order: TakeBackOrder): boolean {
  if ('found' in order)
    return packedChange(db, order.found.id) !== undefined || countRows(db, order.found.id) > LARGE;
  if ('change' in order) return rowsSince(db, order.document, changeId(db, order.change)) > LARGE;
  const rowsOf = order.do === 'delete' ? rowsOfPresent : rowsOfDeletion;
  let rows = 0;
  for (const document of order.documents) if ((rows += rowsOf(db, document)) > LARGE) return true;
  return false;
}

/** Estimates how many rows going back reads and writes: those of the document and of its changes since. */
function rowsSince(db: ReadDb, document: Uid, change: number): number {
  const changes = db.column<number>(
    sql`SELECT change_id FROM change_document WHERE document = ${toBytes(document)} AND change_id > ${change}`,
  );
  return changes.reduce(
    (sum, id) => sum + (packedChange(db, id) ? LARGE : countRows(db, id)),
    rowsOfPresent(db, document),
  );
}

/** Estimates how many rows a document has: itself, its text and its spans. */
function rowsOfPresent(db: ReadDb, document: Uid): number {
  const spans = db.value<number>(
    sql`SELECT count(*) FROM span WHERE document_id = ${findId(db, 'document', document) ?? -1}`,
  )!;
  return spans + 2;
}

/** Estimates how many rows a deleted document had: its share of a deletion of several. */
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
  let release: (() => void) | undefined;
  let made: Recorded<unknown> | undefined;
  const early = Promise.withResolvers<Recorded<unknown>>();
  const thread = new Thread(
    'take-back',
    { project: store.path, actor, order },
    {
      signal,
      onProgress: (done, total, unit, message) =>
        made ? context.removing(done, total) : context.progress(done, total, unit, message),
      onEvent(event) {
        if (event.kind === 'writing') release ??= context.holdCommands();
        else {
          made = event.recorded;
          early.resolve(made);
        }
      },
    },
  );
  const ended = thread.result.finally(() => {
    release?.();
    forget(store);
  });
  // Only the undo of an import returns before its thread ends, because the thread goes on removing rows.
  const recorded = await Promise.race([early.promise, ended]).finally(() => forget(store));
  if (made)
    context.keepRemoving(
      ended.then(() => undefined),
      () => thread.leave(),
    );
  return recorded;
}

/** Clears the caches of this connection, because the thread wrote on a connection of its own. */
function forget(store: Store): void {
  if (!store.db.raw.open) return;
  hideUnfinished(store);
  store.terms.reload();
  store.texts.clear();
}

/** Waits for an earlier undo that is still removing rows: large changes run one after the other. */
async function afterRemoval(context: JobContext): Promise<void> {
  const { removal, signal } = context;
  if (!removal) return;
  context.progress(0, null, 'rows', 'Waiting until rows of the previous undo are removed');
  const cancelled = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  await Promise.race([removal, cancelled]);
  if (signal.aborted) throw new PostilError('cancelled', MESSAGES.cancelled);
}
