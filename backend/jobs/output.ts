import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { syncPath } from '../../db/backups/copy.ts';
import { partialPath, sweepTemporary } from '../../db/connection/temporary.ts';
import type { ExportReport } from '../../shared/contract/exchange.ts';
import { makeFolder, assertOutput } from './output-path.ts';
import type { ReportProgress } from '../threads/progress.ts';

/** How a job reports its progress, and learns that it was cancelled. */
export interface Progress {
  readonly signal: Pick<AbortSignal, 'aborted'>;
  readonly progress: ReportProgress;
}

/**
 * Runs `work`, which writes into a folder beside `out` under a temporary name, and removes whatever remains of that
 * folder afterwards, so nothing incomplete ever has the final name. `work` must rename the folder itself, see {@link
 * nameFolder}.
 */
export async function writeAside<Result>(
  out: string,
  work: (partial: string) => Promise<Result>,
): Promise<Result> {
  sweepTemporary(dirname(out));
  const partial = partialPath(out);
  makeFolder(partial);
  try {
    return await work(partial);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** Renames a folder that was written aside to its final name, durably. An empty folder may already have that name. */
export function nameFolder(partial: string, out: string): void {
  if (existsSync(out)) rmdirSync(out);
  syncPath(partial);
  renameSync(partial, out);
  syncPath(dirname(out));
}

/** The default folder of an export: beside the project, named by `what` and the time. */
export function exportFolder(project: string, what: string): string {
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return join(dirname(project), 'exports', `${basename(project, '.postil')}-${what}-${stamp}`);
}

/** The number of files that are synced to the disk at once, because syncing takes most of the time. */
const AT_ONCE = 32;

/** The number of bytes that are written to a file at a time. */
const BUFFER = 1 << 16;

// `fs/promises` has no variants of these that use plain file descriptors.
const open = promisify(fs.open);
const writeFile = promisify(fs.writeFile);
const fsync = promisify(fs.fsync);

/**
 * Runs `work`, which writes files into one folder. Resolves when all of them are durable, with the result of `work` and
 * the files in the order in which they were finished.
 */
export async function writeFiles<Result>(
  folder: string,
  work: (files: OutputFiles) => Promise<Result> | Result,
): Promise<{ readonly result: Result; readonly files: ExportReport['files'] }> {
  const files = new Output(folder);
  try {
    const result = await work(files);
    await files.end();
    return { result, files: files.list };
  } finally {
    await files.abandon();
  }
}

/** The interface through which `work` writes files, see {@link writeFiles}. */
export interface OutputFiles {
  /**
   * Appends to a file and creates it at the first call. The chunk is kept for a while, so it must not be modified
   * afterwards.
   */
  write(name: string, chunk: string | Uint8Array): void;
  /**
   * Ends a file; may be called for tens of thousands of files. Resolves once there is room for another file; this one
   * need not be durable yet.
   */
  finish(name: string): Promise<void>;
}

/** Files being written. They are hashed at the same time. */
class Output implements OutputFiles {
  readonly #folder: string;
  readonly #open = new Map<string, OutputFile>();
  readonly #folders = new Set<string>();
  readonly #completing = new Set<Promise<void>>();
  #failure: { readonly error: unknown } | undefined;
  readonly list: ExportReport['files'] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  write(name: string, chunk: string | Uint8Array): void {
    let file = this.#open.get(name);
    if (!file) {
      const path = join(this.#folder, name);
      const parent = dirname(path);
      if (!this.#folders.has(parent)) mkdirSync(parent, { recursive: true });
      this.#folders.add(parent);
      this.#open.set(name, (file = new OutputFile(path)));
    }
    file.write(typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk);
  }

  async finish(name: string): Promise<void> {
    const file = this.#open.get(name);
    if (!file) return;
    this.#open.delete(name);
    const { bytes, complete } = file.end();
    this.list.push({ name, ...bytes });
    const completing = this.#noting(complete).finally(() => this.#completing.delete(completing));
    this.#completing.add(completing);
    while (this.#completing.size >= AT_ONCE) await Promise.race(this.#completing);
    if (this.#failure) throw this.#failure.error;
  }

  /** Finishes all open files. Resolves once all files are durable. */
  async end(): Promise<void> {
    for (const name of [...this.#open.keys()]) await this.finish(name);
    await Promise.all(this.#completing);
    if (this.#failure) throw this.#failure.error;
  }

  /** Closes files that are still open, after a failure. */
  async abandon(): Promise<void> {
    for (const file of this.#open.values()) file.close();
    this.#open.clear();
    await Promise.all(this.#completing);
  }

  /** Records a failure instead of rejecting, because a caller that waits for one file would miss the failure of another. */
  async #noting(complete: Promise<void>): Promise<void> {
    try {
      await complete;
    } catch (error) {
      this.#failure ??= { error };
    }
  }
}

/**
 * One file being written. A small one is created only when all of its content is known, and asynchronously, because
 * creating files takes most of the time for a corpus with one file per document.
 */
class OutputFile {
  readonly #path: string;
  readonly #hash = createHash('sha256');
  #handle: number | undefined;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #bytes = 0;

  constructor(path: string) {
    this.#path = path;
  }

  write(chunk: Uint8Array): void {
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    if (this.#waitingBytes < BUFFER) return;
    this.#handle ??= openSync(this.#path, 'wx');
    writeFileSync(this.#handle, this.#take());
  }

  /** Returns what the file contains, and a promise that resolves when it is durable. */
  end() {
    const rest = this.#take();
    const bytes = { bytes: this.#bytes, sha256: this.#hash.digest('hex') };
    return { bytes, complete: this.#complete(rest) };
  }

  close(): void {
    if (this.#handle !== undefined) closeSync(this.#handle);
  }

  async #complete(rest: Uint8Array): Promise<void> {
    try {
      this.#handle ??= await open(this.#path, 'wx');
      await writeFile(this.#handle, rest);
      await fsync(this.#handle);
    } finally {
      this.close();
    }
  }

  /** Hashes the waiting bytes and returns them for writing. */
  #take(): Uint8Array {
    const [first, ...others] = this.#waiting;
    const taken = first && others.length === 0 ? first : Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#bytes += taken.length;
    this.#hash.update(taken);
    return taken;
  }
}

/**
 * Runs `work`, which writes one file through a descriptor, under a temporary name. The file is durable before it gets
 * its final name; `verify` checks it before that.
 */
export async function writeFileAside<Result>(
  out: string,
  work: (file: number) => Result,
  verify: (partial: string) => Promise<void> | void = () => undefined,
): Promise<Result> {
  assertOutput(out, 'file');
  makeFolder(dirname(out));
  sweepTemporary(dirname(out));
  const partial = partialPath(out);
  try {
    const file = openSync(partial, 'wx', 0o600);
    let result: Result;
    try {
      result = work(file);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    await verify(partial);
    renameSync(partial, out);
    return result;
  } finally {
    rmSync(partial, { force: true });
  }
}
