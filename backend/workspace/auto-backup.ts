import type { PostilError } from '../../shared/contract/errors.ts';
import { backUpInThread } from '../jobs/backup-in-thread.ts';
import { toPostilError } from '../refusal.ts';

/** Shortest time between two automatic copies (ms). */
export const INTERVAL = 30 * 60_000;

interface AutoBackupOptions {
  readonly project: string;
  /** Returns how many bytes all automatic copies together may take at present. */
  limit(): number;
  /** Called after a copy was made. */
  made(): void;
  failed(error: PostilError): void;
}

/**
 * Copies an open project automatically: at most every 30 minutes while it changes, and when it is closed. While nothing changes there is no
 * timer.
 */
export class AutoBackup {
  readonly #options: AutoBackupOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #stop = new AbortController();
  #changed: boolean;

  /** `behind`: the project already has changes that no copy has. */
  constructor(options: AutoBackupOptions, behind: boolean) {
    this.#options = options;
    this.#changed = behind;
    if (behind) this.#arm();
  }

  /** The project was changed. */
  changed(): void {
    this.#changed = true;
    this.#arm();
  }

  /** Makes the last copy after the project was closed, unless nothing changed. Never rejects. */
  async finish(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#running;
    if (this.#changed && !this.#stop.signal.aborted) await this.#run();
  }

  /** Makes no more copies, and stops the one in progress. */
  async abandon(): Promise<void> {
    clearTimeout(this.#timer);
    this.#stop.abort();
    await this.#running;
  }

  #arm(): void {
    if (this.#timer !== undefined || this.#stop.signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.#run();
    }, INTERVAL);
    this.#timer.unref();
  }

  async #run(): Promise<void> {
    const { project, limit, made, failed } = this.#options;
    this.#changed = false;
    try {
      if (await backUpInThread({ task: 'auto', project, limit: limit() }, this.#stop.signal)) made();
    } catch (error) {
      // The next change, or closing, tries again.
      this.#changed = true;
      if (!this.#stop.signal.aborted) failed(toPostilError(error));
    }
  }
}
