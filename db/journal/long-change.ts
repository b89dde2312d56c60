import { PostilError } from '../../shared/contract/errors.ts';
import type { Store } from '../connection/store.ts';
import { type UnfinishedWriting } from '../connection/mark.ts';
import {
  clearMark,
  describeUnfinished,
  findUnfinished,
  hideUnfinished,
  markUnfinished,
  renewMark,
} from '../imports/unfinished.ts';
import { MESSAGES } from '../messages.ts';
import type { Actor } from './actor.ts';
import type { Recorded } from './record.ts';
import { Recorder, type ChangeTitle } from './recorder.ts';

/**
 * A batch that is too large for one transaction. It takes many, and the last one makes all of it visible. Until then it
 * is *unfinished* (`unfinished.ts`): nobody else sees its rows, and if it is never finished they are swept
 * (`sweep.ts`). Every method is one transaction and throws SQLITE_BUSY before it has done anything.
 */
export class LongChange {
  readonly #store: Store;
  readonly #recorder: Recorder;
  readonly #unfinished: UnfinishedWriting;

  private constructor(store: Store, recorder: Recorder, unfinished: UnfinishedWriting) {
    this.#store = store;
    this.#recorder = recorder;
    this.#unfinished = unfinished;
  }

  /**
   * The first transaction writes the mark and the journal entry; nothing is visible yet.
   * @throws PostilError `in-use` while another large change is unfinished.
   */
  static begin(
    store: Store,
    actor: Actor,
    title: ChangeTitle,
    program: string,
    doing: 'import' | 'redo' = 'import',
  ): LongChange {
    assertNothingUnfinished(store, doing === 'import' ? 'Nothing was imported.' : 'Nothing was redone.');
    hideUnfinished(store); // removes the views of an earlier one
    try {
      return store.db.immediate(() => {
        const unfinished = markUnfinished(store, program, doing);
        return new LongChange(
          store,
          new Recorder(store, actor, title, { batch: true, unfinished: true }),
          unfinished,
        );
      });
    } catch (error) {
      store.db.keepTo(undefined);
      throw error;
    }
  }

  /** Runs one chunk. If it throws, the chunk is rolled back and the recorder is unusable: sweep what was written. */
  step(work: (recorder: Recorder) => void): void {
    this.#store.db.immediate(() => {
      renewMark(this.#store.db, this.#unfinished);
      work(this.#recorder);
    });
  }

  /** Runs the last chunk. After its commit everything is visible, as one change that can be undone. */
  finish<Result>(work: (recorder: Recorder) => Result): Recorded<Result> {
    const recorded = this.#store.db.immediate(() => {
      this.#recorder.settle();
      const result = work(this.#recorder);
      const change = this.#recorder.finish();
      clearMark(this.#store.db);
      return { result, change };
    });
    this.#store.db.keepTo(undefined);
    return recorded;
  }
}

/**
 * @throws PostilError `in-use` while another large change is unfinished; `nothing` is the part of the message about
 *   what was not done.
 */
export function assertNothingUnfinished({ db }: Store, nothing: string): void {
  const other = findUnfinished(db);
  if (!other) return;
  throw new PostilError('in-use', MESSAGES.oneAfterAnother(capital(describeUnfinished(other)), nothing));
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
