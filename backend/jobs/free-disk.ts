import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { PostilError } from '../../shared/contract/errors.ts';
import { MESSAGES } from './messages.ts';

/**
 * Staged records are JSON, with ids added where they were missing. Measured: 1.6 for lines of short texts, less for
 * long ones.
 */
const STAGED = 1.6;
/** Rows in the project: text, folded text of the search index, spans. Measured: 1.7 to 3.8, the most for short texts. */
const STORED = 4;
/**
 * In a single transaction everything is written twice: to the write-ahead log and to the file. The factor of each is 3,
 * because such imports have few documents, so their texts are not the shortest.
 */
const STORED_AT_ONCE = 2 * 3;
/** Between chunks the write-ahead log is emptied; measured: 12 MB. */
const WAL_OF_CHUNKS = 64 * 1024 * 1024;
/** Smaller amounts are not worth a message. */
const SMALL = 16 * 1024 * 1024;

/** How an import is written. It is known only after reading, when the documents have been counted. */
export type Writing = 'at once' | 'in chunks';

/** Returns the free bytes that writing files of this size needs beside the project. */
export function diskForWriting(bytes: number, writing: Writing): number {
  return writing === 'at once' ? bytes * STORED_AT_ONCE : bytes * STORED + WAL_OF_CHUNKS;
}

/**
 * Refuses an import if the disk has too little room, before anything is read. Counts the staged records and the least
 * that they need in the project.
 *
 * @param bytes of all files together
 * @throws PostilError `refused`, stating the need and the free space.
 */
export function assertFreeDisk(project: string, staging: string, bytes: number): void {
  if (bytes < SMALL) return;
  const folder = dirname(project);
  const same = statSync(folder).dev === statSync(staging).dev;
  const least = bytes * STORED;
  need(folder, least + (same ? bytes * STAGED : 0), MESSAGES.nothingRead);
  if (!same) need(staging, bytes * STAGED, MESSAGES.nothingRead);
}

/**
 * Does the same before anything is written, when it is known how.
 * @throws PostilError `refused`
 */
export function assertDiskForWriting(project: string, bytes: number, writing: Writing): void {
  if (bytes < SMALL) return;
  need(dirname(project), diskForWriting(bytes, writing), MESSAGES.nothingWasImported);
}

function need(path: string, wanted: number, sofar: string): void {
  const { bavail, bsize } = statfsSync(path);
  const free = bavail * bsize;
  if (free >= wanted) return;
  throw new PostilError('refused', MESSAGES.notEnoughDisk(gigabytes(wanted), path, gigabytes(free), sofar), {
    file: path,
  });
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toLocaleString('en', { maximumFractionDigits: 1 })} GB`;
}
