import { fork } from 'node:child_process';
import type { MessagePort } from 'node:worker_threads';
import { PostilError } from '../../shared/contract/errors.ts';
import type { ExtractArticle, ExtractedArticle, ExtractedKind } from '../../shared/formats/extracted.ts';
import { extractorFile } from '../threads/thread-file.ts';
import { READY, type ChildMessage, type ExtractReply, type ExtractRequest } from './child-protocol.ts';
import { MESSAGES } from './messages.ts';

/** A process that runs `child.ts`. */
export interface ChildProcess {
  send(request: ExtractRequest): void;
  onMessage(listener: (message: ChildMessage) => void): void;
  onExit(listener: () => void): void;
  kill(): void;
}
/** Starts a program of Node with arguments and options of Node. */
export type StartChild = (program: URL, args: readonly string[], options: readonly string[]) => ChildProcess;

/** What one file may cost. */
interface Limits {
  /** In milliseconds. */
  readonly time: number;
  /** In MB, of the whole process. */
  readonly memory: number;
}
const LIMITS: Limits = { time: 60_000, memory: 1024 };

/**
 * Reads files in a process of its own, one after the other. The process is killed if a file takes too long or needs too much memory, and
 * started again for the next one. It is started with the first file; `dispose` ends it.
 */
export class Extractor {
  readonly #start: StartChild;
  readonly #limits: Limits;
  #reader: Reader | undefined;
  /** Settles when the file before is done. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(start: StartChild = forked, limits = LIMITS) {
    this.#start = start;
    this.#limits = limits;
  }

  readonly extract: ExtractArticle = (kind, bytes, file) => {
    const result = this.#last.then(() => {
      if (!this.#reader?.isAlive) this.#reader = new Reader(this.#start, this.#limits);
      return this.#reader.read(kind, bytes, file);
    });
    this.#last = result.catch(() => undefined);
    return result;
  };

  /** Ends the process. A file that is being read is refused. */
  dispose(): void {
    this.#reader?.stop(MESSAGES.stopped);
  }
}

/** The reply about a file, or why the process was killed. */
type Outcome = ExtractReply | { readonly refusal: string };

/** One process. It reads one file at a time, until one of them kills it. */
class Reader {
  readonly #child: ChildProcess;
  readonly #limits: Limits;
  readonly #ready: Promise<void>;
  #settle: ((outcome: Outcome) => void) | undefined;
  #id = 0;
  isAlive = true;

  constructor(start: StartChild, limits: Limits) {
    this.#limits = limits;
    const { memory } = limits;
    this.#child = start(extractorFile(), [String(memory)], [`--max-old-space-size=${memory}`]);
    this.#ready = new Promise((resolve) => {
      this.#child.onMessage((message) => {
        if (message === READY) resolve();
        else if (message.id === this.#id) this.#settle?.(message);
      });
    });
    this.#child.onExit(() => this.stop(MESSAGES.died(memory)));
  }

  async read(kind: ExtractedKind, bytes: Uint8Array, file: string): Promise<ExtractedArticle> {
    const { time } = this.#limits;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const reply = await new Promise<Outcome>((resolve) => {
      this.#settle = resolve;
      void this.#ready.then(() => {
        timer = setTimeout(() => this.stop(MESSAGES.tooLong(time / 1000)), time);
        this.#child.send({ id: ++this.#id, kind, bytes, file });
      });
    });
    clearTimeout(timer);
    this.#settle = undefined;
    if ('refusal' in reply) throw new PostilError('refused', reply.refusal, { file });
    if ('error' in reply) throw PostilError.of(reply.error);
    return reply.article;
  }

  /** Kills the process, and refuses the file that it is reading. */
  stop(refusal: string): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.#child.kill();
    this.#settle?.({ refusal });
  }
}

/** Starts the process as a forked Node. Its output is not shown: what hostile files print is of no use. */
const forked: StartChild = (program, args, options) => {
  const child = fork(program, [...args], {
    execArgv: [...options],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // A send to a process that has just ended fails; `exit` reports it.
  child.on('error', () => child.kill('SIGKILL'));
  return {
    send: (request) => child.send(request, () => undefined),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.on('exit', listener),
    kill: () => child.kill('SIGKILL'),
  };
};

/** Lets a thread read files through a port, because only the main thread of the desktop program may start processes. */
export function servePort(port: MessagePort, extract: ExtractArticle): void {
  port.on('message', ({ id, kind, bytes, file }: ExtractRequest) => {
    const send = (reply: ExtractReply) => port.postMessage(reply);
    extract(kind, bytes, file).then(
      (article) => send({ id, article }),
      (error: unknown) => send({ id, error: asRefusal(error, file).toEnvelope() }),
    );
  });
}

/** The other end of {@link servePort}. */
export function throughPort(port: MessagePort): ExtractArticle {
  const waiting = new Map<number, (reply: ExtractReply) => void>();
  let last = 0;
  port.on('message', (reply: ExtractReply) => {
    waiting.get(reply.id)?.(reply);
    waiting.delete(reply.id);
  });
  // It does not keep the thread alive; while a file is awaited, it does.
  port.unref();
  return async (kind, bytes, file) => {
    port.ref();
    const reply = await new Promise<ExtractReply>((resolve) => {
      waiting.set(++last, resolve);
      port.postMessage({ id: last, kind, bytes, file } satisfies ExtractRequest);
    });
    if (waiting.size === 0) port.unref();
    if ('error' in reply) throw PostilError.of(reply.error);
    return reply.article;
  };
}

function asRefusal(error: unknown, file: string): PostilError {
  if (error instanceof PostilError) return error;
  return new PostilError('refused', error instanceof Error ? error.message : String(error), { file });
}
