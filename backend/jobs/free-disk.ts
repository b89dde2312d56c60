import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { PostilError } from '../../shared/contract/errors.ts';

/** Staged records are JSON, with ids for what had none. Measured: 1.6 for lines of short texts, less for long ones. */
const STAGED = 1.6;
/** Rows in the project: text, folded text of the search index, spans. Measured: 1.7 to 3.8, most for short texts. */
const STORED = 4;
/** Written at once everything is in the WAL before it is in the file: few documents, so texts that are not the shortest. */
const STORED_AT_ONCE = 2 * 3;
/** Written in chunks the WAL is emptied between them; measured: 12 MB. */
const WAL_OF_CHUNKS = 64 * 1024 * 1024;
/** Smaller amounts are not worth a message. */
const SMALL = 16 * 1024 * 1024;

/** How an import is written; nobody knows before it is read, for only then its documents are counted. */
export type Writing = 'at once' | 'in chunks';

/** The free bytes that writing files of this size needs beside the project. */
export function diskForWriting(bytes: number, writing: Writing): number {
  return writing === 'at once' ? bytes * STORED_AT_ONCE : bytes * STORED + WAL_OF_CHUNKS;
}

/**
 * Refuses an import for which the disk has no room, before anything is read: what is staged and what it becomes at least.
 *
 * @param bytes of all files together
 * @throws PostilError `refused`, stating the need and what there is.
 */
export function assertFreeDisk(project: string, staging: string, bytes: number): void {
  if (bytes < SMALL) return;
  const folder = dirname(project);
  const same = statSync(folder).dev === statSync(staging).dev;
  const least = bytes * STORED;
  need(folder, least + (same ? bytes * STAGED : 0), 'Nothing was read.');
  if (!same) need(staging, bytes * STAGED, 'Nothing was read.');
}

/**
 * The same before anything is written, when it is known how.
 * @throws PostilError `refused`
 */
export function assertDiskForWriting(project: string, bytes: number, writing: Writing): void {
  if (bytes < SMALL) return;
  need(dirname(project), diskForWriting(bytes, writing), 'Nothing was imported.');
}

function need(path: string, wanted: number, sofar: string): void {
  const { bavail, bsize } = statfsSync(path);
  const free = bavail * bsize;
  if (free >= wanted) return;
  throw new PostilError(
    'refused',
    `The import needs about ${gigabytes(wanted)} of free disk for ${path}, and there are ${gigabytes(free)}. ${sofar}`,
    { file: path },
  );
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toLocaleString('en', { maximumFractionDigits: 1 })} GB`;
}
