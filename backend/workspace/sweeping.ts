import { finishErasing, isErasing } from '../../db/erase/erase.ts';
import { sweep } from '../../db/imports/sweep.ts';
import { findUnfinished, hideUnfinished, isBeingWritten } from '../../db/imports/unfinished.ts';
import type { OpenedStore } from '../../db/connection/open.ts';
import { runThread } from '../threads/thread.ts';
import { MESSAGES } from './messages.ts';

/** The removal of hidden rows of one open project: of an undone import, or of work whose program died. */
export class Sweeping {
  readonly #store: OpenedStore;
  readonly #onFailure: (error: unknown, message: string) => void;
  #removal: { readonly ended: Promise<void>; readonly stop: () => void } | undefined;
  #stopped = false;

  /** `onFailure` is called if rows could not be removed, unless {@link stop} was called before: the next opening tries again. */
  constructor(store: OpenedStore, onFailure: (error: unknown, message: string) => void) {
    this.#store = store;
    this.#onFailure = onFailure;
  }

  /** Resolves when the rows of an undone import are removed; `undefined` if none are being removed. */
  get removal(): Promise<void> | undefined {
    return this.#removal?.ended;
  }

  /** Lets a removal go on until it ends, or the project is closed. */
  keep(removal: Promise<void>, stop: () => void): void {
    const ended = removal
      .catch((error: unknown) => this.#fail(error, MESSAGES.undoNotSwept))
      .finally(() => {
        if (this.#removal === kept) this.#removal = undefined;
      });
    const kept = { ended, stop };
    this.#removal = kept;
    if (this.#stopped) stop();
  }

  /**
   * Removes what an unfinished import or erasure left after its program died; it is hidden already. `inThread`: in the background; else
   * before it returns, in the name of `program`.
   */
  sweepUnfinished({ inThread, program }: { readonly inThread: boolean; readonly program: string }): void {
    const store = this.#store;
    const unfinished = findUnfinished(store.db);
    if (store.readonly || (unfinished && isBeingWritten(unfinished))) return;
    if (!unfinished && !isErasing(store.db)) return;
    if (inThread) {
      runThread('sweep', { project: store.path }).catch((error: unknown) =>
        this.#fail(error, MESSAGES.importNotSwept),
      );
      return;
    }
    sweep(store, program);
    hideUnfinished(store);
    finishErasing(store);
  }

  stop(): void {
    this.#stopped = true;
    this.#removal?.stop();
  }

  #fail(error: unknown, what: string): void {
    if (this.#stopped) return;
    const reason = error instanceof Error ? error.message : String(error);
    this.#onFailure(error, MESSAGES.stillHidden(what, reason));
  }
}
