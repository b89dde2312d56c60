import { describeHolders, otherHolders } from '../../db/connection/holders.ts';
import type { Store } from '../../db/connection/store.ts';
import { COMMAND_LINE } from './host-bridge.ts';

/** How often to look whether other programs still run (ms): a killed one does not report that it ends. */
const LOOK = 5000;

/**
 * The other programs that have the open project open, which is allowed: each sees what the others write. Commands of the
 * command line are left out, since they come and go within seconds.
 */
export class Companions {
  readonly #store: Store;
  readonly #tell: (others: readonly string[]) => void;
  #others: readonly string[];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `tell` is called whenever others come or go; {@link others} has those that are there at first. */
  constructor(store: Store, tell: (others: readonly string[]) => void) {
    this.#store = store;
    this.#tell = tell;
    this.#others = this.#read();
    this.#lookLater();
  }

  /** Each with its process, as in "the web host (pid 4711)". */
  get others(): readonly string[] {
    return this.#others;
  }

  look(): void {
    let now;
    try {
      now = this.#read();
    } catch {
      return; // the next call reports what is wrong with the file
    }
    if (now.join('\n') !== this.#others.join('\n')) {
      this.#others = now;
      this.#tell(now);
    }
    this.#lookLater();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #read(): string[] {
    return otherHolders(this.#store.db)
      .filter(({ program }) => program !== COMMAND_LINE)
      .map((holder) => describeHolders([holder]));
  }

  #lookLater(): void {
    clearTimeout(this.#timer);
    if (this.#others.length === 0) return;
    this.#timer = setTimeout(() => this.look(), LOOK);
    this.#timer.unref();
  }
}
