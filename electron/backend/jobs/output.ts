import { createHash, type Hash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
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
  renameSync(partial, out);
  syncPath(dirname(out));
}

/** Where an export goes that names no folder: beside the project, told apart by `what` and the time. */
export function exportFolder(project: string, what: string): string {
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return join(dirname(project), 'exports', `${basename(project, '.postil')}-${what}-${stamp}`);
}

/** So many files are made durable at once: it is the disk that takes its time. */
const AT_ONCE = 8;

/** Files being written into one folder, hashed on the way; durable once {@link sync} is through. */
export class OutputFiles {
  readonly #folder: string;
  readonly #open = new Map<string, { handle: number; hash: Hash; bytes: number }>();
  readonly #finished: ExportReport['files'] = [];

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

  /** Nothing more is written to this file. It need not be durable yet: a corpus has tens of thousands. */
  finish(name: string): void {
    const file = this.#open.get(name);
    if (!file) return;
    this.#open.delete(name);
    closeSync(file.handle);
    this.#finished.push({ name, bytes: file.bytes, sha256: file.hash.digest('hex') });
  }

  close(): void {
    for (const name of [...this.#open.keys()]) this.finish(name);
  }

  /** Makes the finished files durable, without holding the thread while the disk works. */
  async sync(): Promise<void> {
    const names = this.#finished.values();
    const work = async () => {
      for (const { name } of names) {
        const file = await open(join(this.#folder, name), 'r+');
        try {
          await file.sync();
        } finally {
          await file.close();
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  /** The finished files, in the order in which they were. */
  list(): ExportReport['files'] {
    return [...this.#finished];
  }
}
