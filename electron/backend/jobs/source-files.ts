import { createReadStream, readdirSync, statSync, openSync, readSync, closeSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Bytes, ReadableFormat } from '../../../shared/formats/define.ts';
import { canRead } from '../../../shared/formats/define.ts';
import { FORMATS, formatById, sniffFormat } from '../../../shared/formats/registry.ts';
import { PostilError } from '../../../shared/contract/errors.ts';
import type { DeskFile } from '../file-desk.ts';

/** A file to import with the format it is read as. */
export interface SourceFile {
  readonly name: string;
  readonly path: string;
  readonly format: ReadableFormat;
}

const HEAD = 64 * 1024;

/**
 * The files to read: named ones as they are, folders with everything below them that some format reads, in the
 * order of their names. A named file that no format reads is refused; in a folder it is skipped and told.
 */
export function findSourceFiles(
  named: readonly DeskFile[],
  formatId: string | undefined,
  tell: (message: string, file: string) => void,
): SourceFile[] {
  const forced = formatId === undefined ? undefined : requireReadable(formatId);
  return named.flatMap(({ path, name }) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) throw new PostilError('not-found', `There is no file ${path}.`, { file: path });
    if (!stat.isDirectory()) {
      if (!stat.isFile()) throw new PostilError('refused', `${path} is not a regular file.`, { file: path });
      return [{ name, path, format: forced ?? recognise(path, name) ?? refuse(path) }];
    }
    return walk(path).flatMap((found) => {
      const format = forced ?? recognise(found, basename(found));
      if (format) return [{ name: basename(found), path: found, format }];
      tell('No format reads this file, so it was left out.', found);
      return [];
    });
  });
}

/** A file's bytes in pieces; an abort ends it with an error. */
export function bytesOf(path: string, signal?: AbortSignal): Bytes {
  return createReadStream(path, { highWaterMark: 1 << 18, ...(signal && { signal }) });
}

function requireReadable(id: string): ReadableFormat {
  const format = formatById(id);
  if (format && canRead(format)) return format;
  const known = FORMATS.filter(canRead)
    .map((f) => f.id)
    .join(', ');
  throw new PostilError('invalid-input', `No format “${id}” can be read. There are: ${known}.`, {
    field: 'format',
  });
}

function recognise(path: string, name: string): ReadableFormat | undefined {
  const head = Buffer.alloc(HEAD);
  const file = openSync(path, 'r');
  try {
    const length = readSync(file, head, 0, HEAD, 0);
    const format = sniffFormat(name, head.subarray(0, length));
    return format && canRead(format) ? format : undefined;
  } finally {
    closeSync(file);
  }
}

function refuse(path: string): never {
  const known = FORMATS.filter(canRead)
    .map((f) => f.id)
    .join(', ');
  throw new PostilError('refused', `It is not clear what ${basename(path)} is. Name its format: ${known}.`, {
    file: path,
  });
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.name.startsWith('.')) return [];
      if (entry.isDirectory()) return walk(path);
      return entry.isFile() ? [path] : [];
    });
}
