import { closeSync, createReadStream, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PostilError } from '../../../shared/contract/errors.ts';
import {
  canRead,
  type Bytes,
  type Incoming,
  type OptionValues,
  type ReadableFormat,
} from '../../../shared/formats/define.ts';
import { FORMATS, formatById, sniffFormat } from '../../../shared/formats/registry.ts';

/** A file to read with the format it is read as. */
export interface SourceFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly format: ReadableFormat;
  /** Whether a person named this very file, or a folder it is in. */
  readonly named: boolean;
}

const HEAD = 64 * 1024;

/**
 * The files to read: named ones as they are, folders with everything below them that some format reads, in the
 * order of their names. A named file that no format reads is refused; in a folder it is skipped and told. Files that
 * belong to another one (the text of annotations that stand apart) are read through that one.
 */
export function findSourceFiles(
  named: readonly { readonly path: string; readonly name: string }[],
  formatId: string | undefined,
  tell: (message: string, file: string) => void,
): SourceFile[] {
  const forced = formatId === undefined ? undefined : requireReadable(formatId);
  const found = named.flatMap(({ path, name }): SourceFile[] => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) throw new PostilError('not-found', `There is no file ${path}.`, { file: path });
    if (stat.isDirectory()) return walk(path, forced, tell);
    if (!stat.isFile()) throw new PostilError('refused', `${path} is not a regular file.`, { file: path });
    return [
      { name, path, bytes: stat.size, named: true, format: forced ?? recognise(path, name) ?? refuse(path) },
    ];
  });
  const claimed = new Set(
    found.flatMap(({ path, format }) => {
      const folder = dirname(path);
      return found.length > 1
        ? companionsOf(format, basename(path), siblingsOf(folder)).map((name) => join(folder, name))
        : [];
    }),
  );
  return found.filter(({ path }) => !claimed.has(path));
}

/** What a file's format reads from it, with the files beside it at hand. */
export function readSource(
  { path, name, format, named }: SourceFile,
  {
    values,
    bytes = bytesOf,
  }: { readonly values?: OptionValues | undefined; readonly bytes?: (path: string) => Bytes } = {},
): AsyncIterable<Incoming> {
  const folder = dirname(path);
  const siblings = siblingsOf(folder);
  return format.read(bytes(path), {
    file: name,
    inFolder: !named,
    siblings,
    ...(values && { values }),
    companion: (other) => Promise.resolve(siblings.includes(other) ? bytesOf(join(folder, other)) : null),
  });
}

/** A file's bytes in pieces; an abort ends it with an error. */
export function bytesOf(path: string, signal?: AbortSignal): Bytes {
  return createReadStream(path, { highWaterMark: 1 << 18, ...(signal && { signal }) });
}

function requireReadable(id: string): ReadableFormat {
  const format = formatById(id);
  if (format && canRead(format)) return format;
  throw new PostilError('invalid-input', `No format “${id}” can be read. There are: ${readableIds()}.`, {
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
  throw new PostilError(
    'refused',
    `It is not clear what ${basename(path)} is. Name its format: ${readableIds()}.`,
    { file: path },
  );
}

function readableIds(): string {
  return FORMATS.filter(canRead)
    .map((format) => format.id)
    .join(', ');
}

function companionsOf(format: ReadableFormat, name: string, siblings: readonly string[]): readonly string[] {
  return format.companions?.(name, siblings) ?? [];
}

/** Files of a folder by name. Remembered while the same folder is asked for: a corpus has thousands of files in one. */
function siblingsOf(folder: string): readonly string[] {
  const { mtimeMs } = statSync(folder);
  if (listed?.folder === folder && listed.mtimeMs === mtimeMs) return listed.names;
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();
  listed = { folder, mtimeMs, names };
  return names;
}
let listed: { folder: string; mtimeMs: number; names: readonly string[] } | undefined;

/** A folder's files with those below it. What belongs to another file is left to that one. */
function walk(
  folder: string,
  forced: ReadableFormat | undefined,
  tell: (message: string, file: string) => void,
): SourceFile[] {
  const entries = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const recognised = files.map((name) => ({ name, format: forced ?? recognise(join(folder, name), name) }));
  const claimed = new Set(
    recognised.flatMap(({ name, format }) => (format ? companionsOf(format, name, files) : [])),
  );
  const byName = new Map(recognised.map((file) => [file.name, file]));
  return entries.flatMap((entry): SourceFile[] => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return walk(path, forced, tell);
    const file = byName.get(entry.name);
    if (!file || claimed.has(entry.name)) return [];
    if (file.format)
      return [{ name: entry.name, path, bytes: statSync(path).size, format: file.format, named: false }];
    tell('No format reads this file, so it was left out.', path);
    return [];
  });
}
