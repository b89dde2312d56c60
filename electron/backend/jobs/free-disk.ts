import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { PostilError } from '../../../shared/contract/errors.ts';

/** Staged records are JSON of about the size of what was read. */
const STAGED = 1.3;
/** In the project: text, folded text of the search index and rows, once in the WAL and once in the file. */
const STORED = 5;
/** Below this nobody needs to be told. */
const SMALL = 16 * 1024 * 1024;

/**
 * Refuses an import for which the disk has no room, before anything is read.
 *
 * @param bytes of all files together
 * @throws PostilError `refused`, stating the need and what there is.
 */
export function requireFreeDisk(project: string, staging: string, bytes: number): void {
  if (bytes < SMALL) return;
  const need = (path: string, wanted: number) => {
    const { bavail, bsize } = statfsSync(path);
    const free = bavail * bsize;
    if (free >= wanted) return;
    throw new PostilError(
      'refused',
      `The import needs about ${gigabytes(wanted)} of free disk for ${path}, and there are ${gigabytes(free)}. Nothing was read.`,
      { file: path },
    );
  };
  const folder = dirname(project);
  const same = statSync(folder).dev === statSync(staging).dev;
  need(folder, bytes * (STORED + (same ? STAGED : 0)));
  if (!same) need(staging, bytes * STAGED);
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toLocaleString('en', { maximumFractionDigits: 1 })} GB`;
}
