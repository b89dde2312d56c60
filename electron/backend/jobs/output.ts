import { createHash, type Hash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { syncPath } from '../../../db/copy.ts';
import { PostilError } from '../../../shared/contract/errors.ts';
import type { ExportReport } from '../../../shared/contract/exchange.ts';

/** How a job tells how far it is, and learns that it shall stop. */
export interface Progress {
  readonly signal: AbortSignal;
  progress(done: number, total: number | null, unit: string, message: string): void;
}

/** An export never goes into a folder that holds something. Error: refused. */
export function refuseOccupied(out: string): void {
  const stat = statSync(out, { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isDirectory())
    throw new PostilError('refused', `${out} is a file; an export goes into a folder.`, { file: out });
  if (readdirSync(out).length > 0)
    throw new PostilError('refused', `The folder ${out} is not empty; choose a new or empty one.`, {
      file: out,
    });
}

/**
 * Lets `work` write into a folder beside `out` under a temporary name, and removes whatever of it is still there
 * afterwards: nothing partial ever has the final name. `work` gives it its name, see {@link nameFolder}.
 */
export async function writeAside<Result>(
  out: string,
  work: (partial: string) => Promise<Result>,
): Promise<Result> {
  const partial = join(dirname(out), `.${basename(out)}.${process.pid}.partial`);
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    return await work(partial);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** Gives a folder that was written aside its name, durably; an empty folder may have it already. */
export function nameFolder(partial: string, out: string): void {
  if (existsSync(out)) rmdirSync(out);
  syncPath(partial);
  renameSync(partial, out);
  syncPath(dirname(out));
}

/** Where an export goes that names no folder: beside the project, told apart by `what` and the time. */
export function exportFolder(project: string, what: string): string {
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return join(dirname(project), 'exports', `${basename(project, '.postil')}-${what}-${stamp}`);
}

/** So many files wait for the disk while others are written: it is the disk that takes its time. */
const AT_ONCE = 32;

const sync = promisify(fsync);

/**
 * Lets `work` write files into one folder. All of them are durable once it answers, with what `work` answered and the files
 * in the order in which they were finished.
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

/** What {@link writeFiles} lends. */
export interface OutputFiles {
  /** Writes on at the end of a file, which is made at first. */
  write(name: string, chunk: string | Uint8Array): void;
  /**
   * Nothing more is written to this file, which may be said of tens of thousands. Resolves once there is room for
   * another; this one need not be durable yet.
   */
  finish(name: string): Promise<void>;
}

/** Files being written, hashed on the way. */
class Output implements OutputFiles {
  readonly #folder: string;
  readonly #open = new Map<string, { handle: number; hash: Hash; bytes: number }>();
  readonly #syncing = new Set<Promise<void>>();
  #failure: { readonly error: unknown } | undefined;
  readonly list: ExportReport['files'] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  write(name: string, chunk: string | Uint8Array): void {
    let file = this.#open.get(name);
    if (!file) {
      const path = join(this.#folder, name);
      if (name.includes('/')) mkdirSync(dirname(path), { recursive: true });
      file = { handle: openSync(path, 'wx'), hash: createHash('sha256'), bytes: 0 };
      this.#open.set(name, file);
    }
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
    writeSync(file.handle, bytes);
    file.hash.update(bytes);
    file.bytes += bytes.length;
  }

  async finish(name: string): Promise<void> {
    const file = this.#open.get(name);
    if (!file) return;
    this.#open.delete(name);
    this.list.push({ name, bytes: file.bytes, sha256: file.hash.digest('hex') });
    const syncing = this.#sync(file.handle).finally(() => this.#syncing.delete(syncing));
    this.#syncing.add(syncing);
    while (this.#syncing.size >= AT_ONCE) await Promise.race(this.#syncing);
    if (this.#failure) throw this.#failure.error;
  }

  /** Finishes what is open; resolves once all files are durable. */
  async end(): Promise<void> {
    for (const name of [...this.#open.keys()]) await this.finish(name);
    await Promise.all(this.#syncing);
    if (this.#failure) throw this.#failure.error;
  }

  /** Closes what is still open: nobody wants these files. */
  async abandon(): Promise<void> {
    for (const { handle } of this.#open.values()) closeSync(handle);
    this.#open.clear();
    await Promise.all(this.#syncing);
  }

  /** Never rejects: who waits for one file would not hear that another failed. */
  async #sync(handle: number): Promise<void> {
    try {
      await sync(handle);
    } catch (error) {
      this.#failure ??= { error };
    } finally {
      closeSync(handle);
    }
  }
}
