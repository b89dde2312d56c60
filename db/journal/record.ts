import { PostilError } from '../../shared/contract/errors.ts';
import type { Store } from '../store.ts';
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
  options: { batch?: boolean } = {},
): Recorded<Result> {
  if (store.readonly) {
    throw new PostilError('read-only', `${store.path} is open for reading only, so it cannot be changed.`);
  }
  try {
    return store.db.immediate(() => {
      const recorder = new Recorder(store, actor, title, options);
      const result = work(recorder);
      return { result, change: recorder.finish() };
    });
  } catch (error) {
    // Rows that were rolled back may be remembered.
    store.terms.reload();
    store.texts.clear();
    throw error;
  }
}
