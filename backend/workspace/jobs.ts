import { PostilError } from '../../shared/contract/errors.ts';
import type { CallName } from '../../shared/contract/index.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { MESSAGES } from './messages.ts';

/** Long work in progress that can be cancelled. */
export interface RunningJob {
  readonly name: CallName;
  abort(): void;
}

/** The jobs that are running, and whether one of them is writing the project. */
export class Jobs {
  readonly #running = new Map<Uid, RunningJob>();
  readonly #holders = new Set<symbol>();
  /** Resolves when no job writes any more. */
  #writing: Promise<void> = Promise.resolve();

  /** Runs long work as a job, so that it can be cancelled. */
  async run<Result>(
    name: CallName,
    work: (signal: AbortSignal) => Promise<Result>,
    id: Uid = newUid(),
  ): Promise<Result> {
    const controller = new AbortController();
    this.#running.set(id, { name, abort: () => controller.abort() });
    try {
      return await work(controller.signal);
    } finally {
      this.#running.delete(id);
    }
  }

  get running(): readonly RunningJob[] {
    return [...this.#running.values()];
  }

  /** Cancels a job; has no effect if it has ended. */
  abort(id: Uid): void {
    this.#running.get(id)?.abort();
  }

  abortAll(): void {
    for (const job of this.#running.values()) job.abort();
  }

  /** Error: refused, while a job is running. */
  assertNone(): void {
    if (this.#running.size > 0) throw new PostilError('refused', MESSAGES.jobRunning);
  }

  /** Whether a job in a thread is writing the project. */
  get areWriting(): boolean {
    return this.#holders.size > 0;
  }

  /** Makes {@link writable} wait until the returned function is called. */
  hold(): () => void {
    const before = this.#writing;
    let release!: () => void;
    const held = new Promise<void>((resolve) => (release = resolve));
    this.#writing = before.then(() => held);
    const holder = Symbol('writing');
    this.#holders.add(holder);
    return () => {
      this.#holders.delete(holder);
      release();
    };
  }

  /** Waits while a job in a thread writes the project. */
  async writable(): Promise<void> {
    await this.#writing;
  }
}
