import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { PostilError } from '../../shared/contract/errors.ts';
import type { ExtractArticle } from '../../shared/formats/extracted.ts';
import { servePort } from '../extraction/extractor.ts';
import {
  STOP,
  type EventOf,
  type RequestOf,
  type ResultOf,
  type ThreadMessage,
  type ThreadName,
  type ThreadStart,
} from './messages.ts';
import type { ReportProgress } from './progress.ts';
import { threadFile } from './thread-file.ts';

interface Traits {
  /** The error if the thread ends without a result although nobody cancelled it. */
  readonly lost: string;
  /** Reads or writes whole datasets: its records are short-lived, so a small nursery keeps memory flat. */
  readonly streams?: true;
  /** Its work is a few long statements that cannot look for a cancel. Terminating it is safe: it leaves temporary files at most. */
  readonly terminated?: string;
  /** Does not keep the program alive. */
  readonly background?: true;
}

const TRAITS: Readonly<Record<ThreadName, Traits>> = {
  backup: {
    lost: 'The copy stopped unexpectedly. Nothing of it was kept.',
    terminated: 'The copy was stopped; nothing of it is kept.',
  },
  export: { lost: 'The export stopped unexpectedly. Nothing was written.', streams: true },
  import: { lost: 'The import stopped unexpectedly. Nothing was imported.', streams: true },
  integrity: {
    lost: 'The check of the project stopped unexpectedly.',
    terminated: 'The check of the project was stopped.',
    background: true,
  },
  sweep: { lost: 'The removal of unfinished work stopped unexpectedly.' },
  'take-back': {
    lost: 'The undo stopped unexpectedly; the history shows whether it was made.',
    streams: true,
  },
};

export interface ThreadOptions<Name extends ThreadName> {
  /** Cancels the thread when it is aborted, as {@link Thread.cancel} does. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ReportProgress;
  readonly onEvent?: (event: EventOf<Name>) => void;
  /** Takes articles out of files for the thread, which may not start processes. */
  readonly extract?: ExtractArticle;
}

/** A running worker thread. */
export class Thread<Name extends ThreadName> {
  /**
   * Settles after the thread has ended, so its connection is closed and its files are final. Rejects with the error that the work threw;
   * `cancelled` if it was cancelled; `internal` if the thread died.
   */
  readonly result: Promise<ResultOf<Name>>;
  readonly #worker: Worker;
  readonly #traits: Traits;
  readonly #stop = new Int32Array(new SharedArrayBuffer(4));
  #last: Extract<ThreadMessage<Name>, { kind: 'done' | 'failed' }> | undefined;

  constructor(name: Name, request: RequestOf<Name>, options: ThreadOptions<Name> = {}) {
    this.#traits = TRAITS[name];
    const { signal, onProgress, onEvent, extract } = options;
    const extractor = extract && portOf(extract);
    const workerData: ThreadStart<Name> = { request, extractor, stop: this.#stop.buffer };
    this.#worker = new Worker(threadFile(name), {
      workerData,
      ...(extractor && { transferList: [extractor] }),
      ...(this.#traits.streams && { resourceLimits: { maxYoungGenerationSizeMb: 16 } }),
    });
    if (this.#traits.background) this.#worker.unref();
    this.#worker.on('message', (message: ThreadMessage<Name>) => {
      if (message.kind === 'progress') onProgress?.(...message.progress);
      else if (message.kind === 'event') onEvent?.(message.event);
      else this.#last = message;
    });
    const cancel = () => this.cancel();
    signal?.addEventListener('abort', cancel);
    if (signal?.aborted) cancel();
    this.result = this.#end().finally(() => signal?.removeEventListener('abort', cancel));
  }

  /** Whether the thread sent its result or its error. If not, it died, and its work may be unfinished. */
  get hasReported(): boolean {
    return this.#last !== undefined;
  }

  /** Ends the work as if it had never begun. Has no effect on what is already visible to others. */
  cancel(): void {
    if (this.#traits.terminated === undefined) this.#raise(STOP.cancel);
    else void this.#worker.terminate();
  }

  /** Ends the work even if what others cannot see, such as rows to be removed, is left for the next opening. */
  leave(): void {
    this.#raise(STOP.leave);
  }

  #raise(level: number): void {
    if (Atomics.load(this.#stop, 0) < level) Atomics.store(this.#stop, 0, level);
  }

  #end(): Promise<ResultOf<Name>> {
    return new Promise((resolve, reject) => {
      let crash: Error | undefined;
      this.#worker.on('error', (error: Error) => (crash = error));
      this.#worker.on('exit', (code) => {
        const { lost, terminated } = this.#traits;
        if (this.#last?.kind === 'done') resolve(this.#last.result);
        else if (this.#last) reject(PostilError.of(this.#last.error));
        else if (crash) reject(crash);
        else if (terminated !== undefined && code !== 0) reject(new PostilError('cancelled', terminated));
        else reject(new PostilError('internal', lost));
      });
    });
  }
}

function portOf(extract: ExtractArticle): MessagePort {
  const { port1, port2 } = new MessageChannel();
  servePort(port1, extract);
  return port2;
}

/** Runs a thread to its end. Errors: see {@link Thread.result}. */
export function runThread<Name extends ThreadName>(
  name: Name,
  request: RequestOf<Name>,
  options?: ThreadOptions<Name>,
): Promise<ResultOf<Name>> {
  return new Thread(name, request, options).result;
}
