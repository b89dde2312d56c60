import { createHash, type Hash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readdirSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
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

/** Files being written into one folder, hashed on the way, durable when closed. */
export class OutputFiles {
  readonly #folder: string;
  readonly #open = new Map<string, { handle: number; hash: Hash; bytes: number }>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  write(name: string, chunk: string | Uint8Array): void {
    let file = this.#open.get(name);
    if (!file) {
      file = { handle: openSync(join(this.#folder, name), 'wx'), hash: createHash('sha256'), bytes: 0 };
      this.#open.set(name, file);
    }
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
    writeSync(file.handle, bytes);
    file.hash.update(bytes);
    file.bytes += bytes.length;
  }

  close(): void {
    for (const { handle } of this.#open.values()) {
      fsyncSync(handle);
      closeSync(handle);
    }
  }

  list(): ExportReport['files'] {
    return [...this.#open].map(([name, { hash, bytes }]) => ({
      name,
      bytes,
      sha256: hash.copy().digest('hex'),
    }));
  }
}
