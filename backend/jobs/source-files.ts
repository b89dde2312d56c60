import {
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
  type BigIntStats,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { PostilError } from '../../shared/contract/errors.ts';
import {
  canRead,
  type Bytes,
  type Incoming,
  type OptionValues,
  type ReadableFormat,
  type ReadOptions,
  type LeaveOut,
} from '../../shared/formats/define.ts';
import { unlessFaulty } from '../../shared/formats/faults.ts';
import { isArticleFormat } from '../../shared/formats/articles.ts';
import { FORMATS, formatById, sniffFile } from '../../shared/formats/registry.ts';
import { unrecognisedShape } from '../../shared/formats/unrecognised.ts';
import type { DeskFile } from '../workspace/file-desk.ts';
import { describingFiles } from './manifest.ts';

/** A file to read with the format it is read as. */
export interface SourceFile {
  readonly name: string;
  /** How faults name the folder it is in: relative to what was named, ending in "/"; empty for a named file. */
  readonly below: string;
  readonly path: string;
  readonly bytes: number;
  readonly format: ReadableFormat;
  /** Whether it came with others of a folder: what is missing beside it is then told, not refused. */
  readonly inFolder: boolean;
  /** Paths of the files beside it, itself included, by name. */
  readonly beside: Beside;
}

/** The files of one folder. One object serves all of them: a corpus has tens of thousands. */
interface Beside {
  readonly names: ReadonlySet<string>;
  readonly paths: ReadonlyMap<string, string>;
  /** Those that only describe an export of Postil, such as its manifest: they are not read. */
  readonly describing: ReadonlySet<string>;
}

type NamedFile = Pick<DeskFile, 'name' | 'path' | 'folder'>;
/** Notes about files that are not read. */
export interface TellFiles {
  /** A file that is not read and that nobody would miss. */
  note(message: string, file: string): void;
  /** Takes a file of several that cannot be opened or that no format reads. */
  readonly leaveOut: LeaveOut;
}

/**
 * The files to read: named ones as they are, folders with everything below them that some format reads, in the
 * order of their names. A file that is named alone and that no format reads is refused; among others it is left out as
 * a fault. Files that belong to another one (the text of standoff annotations) are read through that one.
 */
export function findSourceFiles(
  named: readonly NamedFile[],
  formatId: string | undefined,
  tell: TellFiles,
): SourceFile[] {
  const forced = formatId === undefined ? undefined : requireReadable(formatId);
  const uploads = new Map<string, Map<string, string>>();
  for (const { folder, name, path } of named) {
    if (folder === undefined) continue;
    uploads.set(folder, (uploads.get(folder) ?? new Map<string, string>()).set(name, path));
  }
  const folders = new Map<string, Beside>();
  const dropped = new Map([...uploads].map(([folder, paths]) => [folder, besideOfPaths(paths)] as const));
  const besideOf = ({ folder, path }: NamedFile) => {
    if (folder !== undefined) return dropped.get(folder)!;
    const at = dirname(path);
    if (!folders.has(at)) folders.set(at, filesIn(at));
    return folders.get(at)!;
  };
  const found = named.flatMap((file): SourceFile[] => {
    const { path, name } = file;
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) throw new PostilError('not-found', `There is no file ${path}.`, { file: path });
    if (stat.isDirectory()) return walk(path, '', forced, tell);
    if (!stat.isFile()) throw new PostilError('refused', `${path} is not a regular file.`, { file: path });
    const beside = besideOf(file);
    // Chosen with the files that it describes.
    if (named.length > 1 && beside.describing.has(name)) return [];
    const inFolder = file.folder !== undefined && beside.paths.size > 1;
    const format = forced ?? recognise(path, name);
    const below = file.folder?.replace(/^\//, '') ?? '';
    if (format) return [{ name, below, path, bytes: stat.size, format, inFolder, beside }];
    // Chosen together with others it may be read through one of them.
    if (named.length > 1) return [];
    throw new PostilError(
      'refused',
      `It is not clear what ${name} is${shapeInWords(path)}. Name its format: ${readableIds()}.`,
      { file: path },
    );
  });
  const claimed = new Set(found.flatMap((file) => claimedBy(file)));
  if (named.length > 1) {
    const read = new Set(found.map(({ path }) => path));
    for (const file of named) {
      const { name, path, folder = '' } = file;
      if (read.has(path) || claimed.has(path) || statSync(path).isDirectory()) continue;
      if (!besideOf(file).describing.has(name)) tellUnread(path, `${folder.replace(/^\//, '')}${name}`, tell);
    }
  }
  return found.filter(({ path }) => !claimed.has(path));
}

/** What a file's format reads from it, with the files beside it at hand. */
export function readSource(
  { path, name, format, inFolder, beside }: SourceFile,
  {
    values,
    bytes = bytesOf,
    seenIds,
    findDocument,
    leaveOut,
    texts,
  }: {
    readonly values?: OptionValues | undefined;
    readonly bytes?: (path: string) => Bytes;
    readonly seenIds?: ReadOptions['seenIds'];
    readonly findDocument?: ReadOptions['findDocument'];
    readonly leaveOut?: LeaveOut | undefined;
    /** Learns which files beside it are the texts of its documents. */
    readonly texts?: ClaimedTexts | undefined;
  } = {},
): AsyncIterable<Incoming> {
  const opened = new Map<string, string>();
  const read = format.read(bytes(path), {
    file: name,
    inFolder,
    siblings: beside.names,
    ...(values && { values }),
    ...(seenIds && { seenIds }),
    ...(findDocument && { findDocument }),
    ...(leaveOut && { leaveOut }),
    companion: (other) => {
      const at = beside.paths.get(other);
      if (at !== undefined) opened.set(other, at);
      return Promise.resolve(at === undefined ? null : bytesOf(at, other));
    },
  });
  return texts ? texts.watch(read, opened) : read;
}

/** Whether a file is an article, which may turn out to be the text of another file's annotations. */
export function isArticle({ format }: SourceFile): boolean {
  return isArticleFormat(format);
}

/**
 * The files that are the texts of other files' documents: what only the content of those says, such as a column of a table. They
 * are no articles of their own then. (What follows from the names alone, {@link findSourceFiles} knows.)
 */
export class ClaimedTexts {
  readonly #paths = new Set<string>();

  has({ path }: SourceFile): boolean {
    return this.#paths.has(resolve(path));
  }

  /**
   * Passes on what is read of a file. Only once it was read to its end do its texts count: a file that is refused claims nothing.
   * @param opened paths of the files that the reader opened beside it, by name
   */
  async *watch(
    items: AsyncIterable<Incoming>,
    opened: ReadonlyMap<string, string>,
  ): AsyncGenerator<Incoming> {
    const found = new Set<string>();
    for await (const item of items) {
      const path = item.kind === 'document' ? opened.get(item.record.origin.name) : undefined;
      if (path !== undefined) found.add(resolve(path));
      yield item;
    }
    for (const path of found) this.#paths.add(path);
  }
}

/**
 * A file's bytes in pieces.
 *
 * @param name what the file is called in messages
 * @throws PostilError `refused` at the end of a file that somebody has written to meanwhile: its pieces may be of two
 *   versions. One that was replaced by another of its name was read whole.
 */
export async function* bytesOf(path: string, name: string = basename(path)): AsyncGenerator<Uint8Array> {
  const whole = bytesAtOnce(path, name);
  if (whole) {
    if (whole.length > 0) yield whole;
    return;
  }
  const file = await open(path);
  try {
    const before = await file.stat({ bigint: true });
    yield* file.createReadStream({ highWaterMark: PIECE, autoClose: false }) as AsyncIterable<Uint8Array>;
    assertUnchanged(before, await file.stat({ bigint: true }), name);
  } finally {
    await file.close();
  }
}

/** A piece read at a time, in bytes. */
const PIECE = 1 << 18;

/**
 * A file of one piece, or `null` for a larger one. A corpus has tens of thousands of them, and what a stream waits for
 * would be most of the time that it takes to read one.
 */
function bytesAtOnce(path: string, name: string): Uint8Array | null {
  const file = openSync(path, 'r');
  try {
    const before = fstatSync(file, { bigint: true });
    if (before.size > PIECE) return null;
    const bytes = Buffer.allocUnsafe(Number(before.size));
    let length = 0;
    while (length < bytes.length) {
      const read = readSync(file, bytes, length, bytes.length - length, null);
      if (read === 0) break; // it was cut meanwhile
      length += read;
    }
    assertUnchanged(before, fstatSync(file, { bigint: true }), name);
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

type Version = Pick<BigIntStats, 'size' | 'mtimeNs'>;

function assertUnchanged(before: Version, after: Version, name: string): void {
  if (before.size === after.size && before.mtimeNs === after.mtimeNs) return;
  throw new PostilError(
    'refused',
    'The file changed while it was read. Import it again once nothing writes to it.',
    { file: name },
  );
}

/** A file or folder that the system does not let us read, as a refusal that names it. */
export function unreadable(error: unknown, file: string): unknown {
  if (error instanceof PostilError || !(error instanceof Error) || !('code' in error)) return error;
  const reasons: Readonly<Record<string, string>> = {
    EACCES: 'it may not be read by you',
    EPERM: 'it may not be read by you',
    ENOENT: 'it is not there any more',
    EIO: 'the disk cannot read it',
    ELOOP: 'it is a link that leads to itself',
  };
  const reason = reasons[String(error.code)];
  return reason === undefined
    ? error
    : new PostilError('refused', `The file cannot be opened: ${reason}.`, { file });
}

function requireReadable(id: string): ReadableFormat {
  const format = formatById(id);
  if (format && canRead(format)) return format;
  throw new PostilError('invalid-input', `No format “${id}” can be read. There are: ${readableIds()}.`, {
    field: 'format',
  });
}

function readableIds(): string {
  return FORMATS.filter(canRead)
    .map((format) => format.id)
    .join(', ');
}

/** Reused for every file that is recognised by its beginning: recognising keeps no reference to it. */
const usual = Buffer.allocUnsafeSlow(64 * 1024);

function recognise(path: string, name: string): ReadableFormat | undefined {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const format = sniffFile(name, (length) => {
      const head = length > usual.length ? Buffer.allocUnsafe(Math.min(length, size)) : usual;
      return head.subarray(0, readSync(file, head, 0, Math.min(length, head.length), 0));
    });
    return format && canRead(format) ? format : undefined;
  } finally {
    closeSync(file);
  }
}

/** What operating systems put into folders. */
const OF_THE_SYSTEM = /^(?:\..*|Thumbs\.db|desktop\.ini)$/i;
/** What is about a folder, where it is no article: it is told, and nothing is lost. */
const ABOUT_FOLDER =
  /^(?:licen[cs]e|copying|notice|readme|authors|citation|changelog)(?:\.(?:rst|cff|html?|pdf))?$/i;

/** The same as texts that would be taken for articles; only in folders, since somebody who names one wants it. */
const TEXT_ABOUT_FOLDER = /^(?:licen[cs]e|copying|readme|contributing|changelog)\.(?:md|txt)$/i;

/** Tells a file among others that no format reads. */
function tellUnread(path: string, file: string, { note, leaveOut }: TellFiles): void {
  const name = basename(file);
  if (OF_THE_SYSTEM.test(name)) return;
  if (
    ABOUT_FOLDER.test(name) ||
    TEXT_ABOUT_FOLDER.test(name) ||
    FORMATS.some((format) => format.isOfFolder?.(name))
  )
    return note('The file is about the folder and was not read.', file);
  if (holdsNothing(path)) return note('The file is empty: nothing to import.', file);
  const message = `No format recognises this file${shapeInWords(path)}. Take it out of the folder, or, if you know its format, import it by itself with --format on the command line.`;
  leaveOut({ cost: 'file', message, where: { file } });
}

/** Whether a file has no records: it is blank or an empty list, as an export without documents is in several formats. */
function holdsNothing(path: string): boolean {
  return statSync(path).size <= 64 && /^[\ufeff\s]*(?:\[\s*\])?\s*$/.test(readFileSync(path, 'utf8'));
}

/** What can be said of a file that no format recognises, put behind its name; empty where nothing can be. */
function shapeInWords(path: string): string {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(64 * 1024);
    return unrecognisedShape(basename(path), head.subarray(0, readSync(file, head, 0, head.length, 0)));
  } finally {
    closeSync(file);
  }
}

/** Paths of the files that are read through this one. */
function claimedBy({ format, name, beside }: SourceFile): string[] {
  const names = format.companions?.(name, beside.names) ?? [];
  return names.flatMap((other) => (other === name ? [] : (beside.paths.get(other) ?? [])));
}

function besideOfPaths(paths: ReadonlyMap<string, string>): Beside {
  return { names: new Set(paths.keys()), paths, describing: describingFiles(paths) };
}

function filesIn(folder: string): Beside {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
  return besideOfPaths(new Map(names.map((name) => [name, join(folder, name)])));
}

/** A folder's files with those below it, without those that belong to another. */
function walk(
  folder: string,
  below: string,
  forced: ReadableFormat | undefined,
  tell: TellFiles,
): SourceFile[] {
  const { leaveOut } = tell;
  const open = <Result>(name: string, work: () => Result): Result | undefined =>
    unlessFaulty(leaveOut, 'file', () => {
      try {
        return work();
      } catch (error) {
        throw unreadable(error, `${below}${name}` || folder);
      }
    });
  const entries = open('', () => readdirSync(folder, { withFileTypes: true }));
  if (!entries) return [];
  const beside = filesIn(folder);
  const unread: string[] = [];
  const claimed = new Set<string>();
  const found = [...beside.paths].flatMap(([name, path]): SourceFile[] => {
    // Nobody asks what is read through another file, such as every second one of a corpus with its texts apart.
    if (claimed.has(path) || beside.describing.has(name)) return [];
    const found = open(name, () => ({
      format: forced ?? recognise(path, name),
      bytes: statSync(path).size,
    }));
    if (!found) return [];
    const { format, bytes } = found;
    if (!format || (!forced && isArticleFormat(format) && TEXT_ABOUT_FOLDER.test(name))) {
      unread.push(path);
      return [];
    }
    const source = { name, below, path, bytes, format, inFolder: true, beside };
    for (const other of claimedBy(source)) claimed.add(other);
    return [source];
  });
  for (const path of unread) if (!claimed.has(path)) tellUnread(path, `${below}${basename(path)}`, tell);
  const folders = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
  return [
    ...found.filter(({ path }) => !claimed.has(path)),
    ...folders.flatMap((name) => walk(join(folder, name), `${below}${name}/`, forced, tell)),
  ];
}
