import { takeWayBack } from '../../db/history/go-back.ts';
import { deleteDocument, restoreDocuments } from '../../db/history/trash.ts';
import type { Actor } from '../../db/journal/actor.ts';
import type { UndoTarget } from '../../db/journal/choose.ts';
import { LongRedo } from '../../db/journal/long-redo.ts';
import { canHide, LongUndo } from '../../db/journal/long-undo.ts';
import { packedChange } from '../../db/journal/packs.ts';
import { record, type Recorded } from '../../db/journal/record.ts';
import { countRows } from '../../db/journal/rows.ts';
import { takeBack } from '../../db/journal/undo.ts';
import type { Store } from '../../db/connection/store.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { WayBack as Told } from '../../shared/contract/history.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { counted } from '../../shared/text/counted.ts';
import { patiently, pause } from '../patience.ts';
import { MESSAGES } from './messages.ts';
import { sweepAbandoned, sweepPatiently } from './sweep.ts';
import { goBackLabel, planOf, reasons } from '../history/way-back.ts';
import type { Progress } from './output.ts';

/** What to undo, redo, restore or delete: plain data, which can be sent to a thread. */
export type TakeBackOrder =
  | { readonly do: 'Undo' | 'Redo'; readonly found: UndoTarget }
  | { readonly do: 'go back'; readonly document: Uid; readonly change: Uid }
  | { readonly do: 'restore'; readonly documents: readonly Uid[] }
  | { readonly do: 'delete'; readonly documents: readonly Uid[]; readonly label: string };

export type TakeBackResult<Order extends TakeBackOrder> = Order extends { readonly found: UndoTarget }
  ? UndoTarget
  : Order extends { readonly do: 'delete' }
    ? { readonly spans: number }
    : Order extends { readonly documents: readonly Uid[] }
      ? { readonly restored: number; readonly left: Told['left'] }
      : Told;

/** What the work needs, in this thread or another. */
export interface TakeBackContext extends Partial<Pick<Progress, 'progress'>> {
  readonly store: Store;
  readonly actor: Actor;
  /** Called repeatedly; once it returns true, the work ends with an error `cancelled` and nothing is changed. */
  isCancelled?(): boolean;
  /** Called while the rows of an undone import are removed; once it returns true, the rest is left to the next opening. */
  isStopped?(): boolean;
  /** Called before the project's write lock is taken for as long as the work takes. */
  onWriting?(): void;
  /** Called when the change is visible to everybody but rows are still to be removed. */
  onDone?(recorded: Recorded<UndoTarget>): void;
}

/** The name of the writing program in the mark. */
const PROGRAM = 'undo';
/** Pause after a run of steps (ms), so that other connections can get the lock, which they try every 40 ms. */
const PAUSE = 60;
/** How long steps run between two pauses (ms). */
const BUSY = 200;
/** After this time (ms), reads that another program began before the rows were hidden have ended. */
const SETTLE = 250;
/** After this many rows, progress is reported and a cancel is noticed. */
const TELL = 200;

/** Undoes or redoes a change of any size, goes back, or restores or deletes documents, as one change. */
export async function runTakeBack<Order extends TakeBackOrder>(
  context: TakeBackContext,
  order: Order,
): Promise<Recorded<TakeBackResult<Order>>> {
  return (await run(context, order)) as Recorded<TakeBackResult<Order>>;
}

async function run(context: TakeBackContext, order: TakeBackOrder): Promise<Recorded<unknown>> {
  const { store } = context;
  await sweepAbandoned(store, PROGRAM);
  if (order.do === 'Undo' && canHide(store, order.found.id)) return await hide(context, order.found);
  if (order.do === 'Redo' && packedChange(store.db, order.found.id)) return await bring(context, order.found);
  context.onWriting?.();
  return await patiently(() => atOnce(context, order));
}

/** Does it in one transaction, while everybody else waits: for small changes and those that are not imports. */
export function atOnce(context: TakeBackContext, order: TakeBackOrder): Recorded<unknown> {
  const { store, actor } = context;
  if ('found' in order) {
    const onRow = counter(context, countRows(store.db, order.found.id), `${order.do}ing; editing waits`);
    return takeBack(store, actor, order.found, order.do, { onRow });
  }
  if ('change' in order) {
    const title = { command: 'history.goBack', label: goBackLabel(order.change), kind: 'bulk' } as const;
    const work = { onRow: counter(context, null, 'Going back; editing waits') };
    return record(
      store,
      actor,
      title,
      (recorder) => {
        const { way, told } = planOf({ store, actor }, order);
        takeWayBack(store, recorder, way);
        return told;
      },
      work,
    );
  }
  const { documents } = order;
  if (order.do === 'delete') {
    const onRow = counter(context, null, 'Deleting; editing waits');
    return record(
      store,
      actor,
      { command: 'documents.delete', label: order.label, kind: 'deletion' },
      (recorder) => ({
        spans: documents.reduce((spans, document) => spans + deleteDocument(store, recorder, document), 0),
      }),
      { onRow },
    );
  }
  const label = `Restore ${counted(documents.length, 'document')} from the trash`;
  const onRow = counter(context, null, 'Restoring; editing waits');
  return record(
    store,
    actor,
    { command: 'history.restore', label, kind: 'deletion' },
    (recorder) => ({
      left: reasons(restoreDocuments(store, recorder, documents)),
      restored: documents.length,
    }),
    { onRow },
  );
}

function counter(context: TakeBackContext, total: number | null, message: string): () => void {
  let done = 0;
  return () => {
    if (++done % TELL !== 0) return;
    assertNotCancelled(context);
    context.progress?.(done, total, 'rows', message);
  };
}

/** Undoes an import: hides its rows in one small transaction, then removes them while editing continues. */
async function hide(context: TakeBackContext, found: UndoTarget): Promise<Recorded<UndoTarget>> {
  const { store, actor } = context;
  context.progress?.(0, null, 'rows', 'Looking for what was changed since');
  const undo = new LongUndo(store, found);
  assertNotCancelled(context);
  const cases = undo.forgetCases();
  while (!(await patiently(() => cases.next())).done) {
    await pause(PAUSE);
    assertNotCancelled(context);
  }
  const change = await patiently(() => undo.hide(actor, PROGRAM));
  const recorded = { result: found, change };
  context.onDone?.(recorded);
  await pause(SETTLE);
  await sweepPatiently(store, PROGRAM, {
    progress: (done, of) => context.progress?.(done, of, 'rows', 'Removing; editing goes on'),
    ...(context.isStopped && { isStopped: context.isStopped.bind(context) }),
  });
  return recorded;
}

/** Redoes an import that was undone in this way: writes its rows in chunks, which become visible with the last one. */
async function bring(context: TakeBackContext, found: UndoTarget): Promise<Recorded<UndoTarget>> {
  const { store, actor } = context;
  const redo = await patiently(() => new LongRedo(store, actor, found, PROGRAM));
  try {
    await pause(SETTLE);
    let done = 0;
    let since = performance.now();
    for (;;) {
      const came = await patiently(() => redo.step());
      if (came === 0) break;
      context.progress?.((done += came), redo.rows, 'rows', 'Bringing back; editing goes on');
      assertNotCancelled(context);
      if (performance.now() - since < BUSY) continue;
      await pause(PAUSE);
      since = performance.now();
    }
    return await patiently(() => redo.finish());
  } catch (error) {
    context.progress?.(0, null, 'rows', 'Removing what was written');
    await sweepPatiently(store, PROGRAM);
    throw error;
  }
}

function assertNotCancelled(context: TakeBackContext): void {
  if (context.isCancelled?.() === true) throw new PostilError('cancelled', MESSAGES.cancelled);
}
