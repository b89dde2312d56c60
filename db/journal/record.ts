import { PostilError } from '../../shared/contract/errors.ts';
import type { Store } from '../connection/store.ts';
import { findUnfinished, hideUnfinished, isHidden, needsImport } from '../imports/unfinished.ts';
import { MESSAGES } from '../messages.ts';
import type { Actor } from './actor.ts';
import { Recorder, type ChangeTitle, type FinishedChange } from './recorder.ts';

/** The result of a command with the change that it made; `null` if it changed nothing. */
export interface Recorded<Result> {
  readonly result: Result;
  readonly change: FinishedChange | null;
}

/**
 * Runs `work` as one change: one transaction, one journal entry. Returns after the commit, so the result is saved. If
 * anything throws, the project stays as it was.
 */
export function record<Result>(
  store: Store,
  actor: Actor,
  title: ChangeTitle,
  work: (recorder: Recorder) => Result,
  options: { readonly batch?: boolean; readonly onRow?: () => void } = {},
): Recorded<Result> {
  if (store.readonly) {
    throw new PostilError('read-only', MESSAGES.readOnly(store.path));
  }
  hideUnfinished(store);
  try {
    return store.db.immediate(() => {
      // While this connection holds the write lock no other can commit, so cached facts hold until the end.
      store.db.refresh();
      // Another program may have begun or ended a large import just now.
      if (!isHidden(store)) throw new Meanwhile();
      store.terms.follow();
      const recorder = new Recorder(store, actor, title, options);
      const result = work(recorder);
      return { result, change: recorder.finish() };
    });
  } catch (error) {
    // The cache may hold rows that were rolled back.
    store.terms.reload();
    store.texts.clear();
    if (error instanceof Meanwhile) return record(store, actor, title, work, options);
    throw isForeignKeyError(error) && findUnfinished(store.db) ? needsImport(store.db) : error;
  }
}

/**
 * Like {@link record}, for work that yields the thread now and then so that the screen stays responsive: still one
 * transaction and one entry. The store must be a connection of its own that nothing else uses meanwhile, and others
 * must not try to write: see `JobContext.holdCommands`.
 */
export async function recordSlowly<Result>(
  store: Store,
  actor: Actor,
  title: ChangeTitle,
  work: (recorder: Recorder) => Promise<Result>,
): Promise<Recorded<Result>> {
  const { raw } = store.db;
  hideUnfinished(store);
  raw.exec('BEGIN IMMEDIATE');
  try {
    if (!isHidden(store)) throw needsImport(store.db);
    const recorder = new Recorder(store, actor, title);
    const result = await work(recorder);
    const change = recorder.finish();
    store.db.assertSound();
    raw.exec('COMMIT');
    return { result, change };
  } catch (error) {
    if (raw.inTransaction) raw.exec('ROLLBACK');
    store.db.forgetFacts();
    throw error;
  }
}

/** Thrown if the set of hidden rows changed before the write lock was taken; the work is then tried again. */
class Meanwhile extends Error {
  override readonly name = 'Meanwhile';
}

export function isForeignKeyError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY';
}
