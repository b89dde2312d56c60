import { PostilError } from '../../shared/contract/errors.ts';
import type { Store } from '../connection/store.ts';
import { findUnfinished, hideUnfinished, isHidden, needsImport } from '../imports/unfinished.ts';
import type { Actor } from './actor.ts';
import { Recorder, type ChangeTitle, type FinishedChange } from './recorder.ts';

/** The result of a command with the change it made; `null` when it changed nothing. */
export interface Recorded<Result> {
  readonly result: Result;
  readonly change: FinishedChange | null;
}

/**
 * Runs `work` as one change: one transaction, one journal entry. It returns after the commit, so what it
 * returned is saved. Any throw leaves the project as it was.
 */
export function record<Result>(
  store: Store,
  actor: Actor,
  title: ChangeTitle,
  work: (recorder: Recorder) => Result,
  options: { readonly batch?: boolean; readonly onRow?: () => void } = {},
): Recorded<Result> {
  if (store.readonly) {
    throw new PostilError(
      'read-only',
      `${store.path} is open for reading only, so it cannot be changed. Work on a copy of it.`,
    );
  }
  hideUnfinished(store);
  try {
    return store.db.immediate(() => {
      // Under the write lock no other connection can commit, so facts hold until the end.
      store.db.refresh();
      // Another program may have begun or ended a large import just now.
      if (!isHidden(store)) throw new Meanwhile();
      store.terms.follow();
      const recorder = new Recorder(store, actor, title, options);
      const result = work(recorder);
      return { result, change: recorder.finish() };
    });
  } catch (error) {
    // Rows that were rolled back may be remembered.
    store.terms.reload();
    store.texts.clear();
    if (error instanceof Meanwhile) return record(store, actor, title, work, options);
    throw isForeignKeyError(error) && findUnfinished(store.db) ? needsImport(store.db) : error;
  }
}

/**
 * Like {@link record} for work that gives the thread back now and then, so that the screen stays alive: still one transaction and
 * one entry. The store must be a connection of its own, on which nothing else is read or written meanwhile, and others must not
 * want to write: see `JobContext.holdCommands`.
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

/** What is hidden had changed before the write lock was taken. */
class Meanwhile extends Error {
  override readonly name = 'Meanwhile';
}

export function isForeignKeyError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY';
}
