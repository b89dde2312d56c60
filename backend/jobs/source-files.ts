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
import { MESSAGES } from './messages.ts';

/** A file to read, with its format. */
export interface SourceFile {
  readonly name: string;
  /**
   * The folder as faults name it: relative to the folder that was chosen, ending in "/"; empty for a file that was
   * chosen itself.
   */
  readonly below: string;
  readonly path: string;
  readonly bytes: number;
  readonly format: ReadableFormat;
  /** Whether it was in a chosen folder with others: files missing beside it are then reported instead of refused. */
  readonly inFolder: boolean;
  /** Paths of the files in the same folder, including itself, by name. */
  readonly beside: Beside;
}

/** The files of one folder. All of them share one object, because a corpus has tens of thousands. */
interface Beside {
  readonly names: ReadonlySet<string>;
  readonly paths: ReadonlyMap<string, string>;
  /** Files that are not read because they only describe an export of Postil, such as its manifest. */
  readonly describing: ReadonlySet<string>;
}

type NamedFile = Pick<DeskFile, 'name' | 'path' | 'folder'>;
/** Receives reports about files that are not read. */
export interface TellFiles {
  /** Reports an unread file that does not contain articles or annotations. */
  note(message: string, file: string): void;
  /** Receives a fault for one of several files that cannot be opened or that no format reads. */
  readonly leaveOut: LeaveOut;
}

/**
 * Returns the files to read: chosen files, and for chosen folders everything below them that some format reads, sorted
 * by name. A file that no format reads is refused if it was chosen alone; among others it is left out as a fault. Files
 * that belong to another one (the text of standoff annotations) are read together with that one.
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
    if (!stat) throw new PostilError('not-found', MESSAGES.noFile(path), { file: path });
    if (stat.isDirectory()) return walk(path, '', forced, tell);
    if (!stat.isFile()) throw new PostilError('refused', MESSAGES.notARegularFile(path), { file: path });
    const beside = besideOf(file);
    // Chosen together with the files that it describes.
    if (named.length > 1 && beside.describing.has(name)) return [];
    const inFolder = file.folder !== undefined && beside.paths.size > 1;
    const format = forced ?? recognise(path, name);
    const below = file.folder?.replace(/^\//, '') ?? '';
    if (format) return [{ name, below, path, bytes: stat.size, format, inFolder, beside }];
    // Chosen together with others, it may be read together with one of them.
    if (named.length > 1) return [];
    throw new PostilError('refused', MESSAGES.unknownFormat(name, shapeInWords(path), readableIds()), {
      file: path,
    });
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

/** Reads a file with its format, with access to the files beside it. */
export function readSource(
  { path, name, format, inFolder, beside }: SourceFile,
  {
    values,
    bytes = bytesOf,
    seenIds,
    findDocument,
    leaveOut,
    texts,
    extract,
  }: {
    readonly values?: OptionValues | undefined;
    readonly bytes?: (path: string) => Bytes;
    readonly seenIds?: ReadOptions['seenIds'];
    readonly findDocument?: ReadOptions['findDocument'];
    readonly leaveOut?: LeaveOut | undefined;
    readonly extract?: ReadOptions['extract'];
    /** Records which files beside it are the texts of its documents. */
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
    ...(extract && { extract }),
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
 * Files that are the texts of other files' documents, as known only from the content of those, such as a column of a
 * table. They are then not articles themselves. ({@link findSourceFiles} handles what the file names show.)
 */
export class ClaimedTexts {
  readonly #paths = new Set<string>();

  has({ path }: SourceFile): boolean {
    return this.#paths.has(resolve(path));
  }

  /**
   * Passes on the items read from a file. Its texts count only after it was read to the end, so a file that is refused
   * claims nothing.
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
 * Yields the bytes of a file in chunks.
 *
 * @param name the name of the file in messages
 * @throws PostilError `refused` at the end of a file that was written to meanwhile, because its chunks may be of two
 *   versions. A file that was replaced by another of the same name has been read completely.
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

/** The number of bytes read at a time. */
const PIECE = 1 << 18;

/**
 * Returns the bytes of a file of one chunk, or `null` for a larger one. Avoids streams, because for the tens of
 * thousands of small files of a corpus their overhead would take most of the time.
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
      if (read === 0) break; // the file was truncated meanwhile
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
  throw new PostilError('refused', MESSAGES.changedWhileRead, { file: name });
}

/** Converts an error of the system about an unreadable file or folder to a refusal that names it. */
export function unreadable(error: unknown, file: string): unknown {
  if (error instanceof PostilError || !(error instanceof Error) || !('code' in error)) return error;
  const reasons: Readonly<Record<string, string>> = {
    EACCES: MESSAGES.notPermitted,
    EPERM: MESSAGES.notPermitted,
    ENOENT: MESSAGES.vanished,
    EIO: MESSAGES.diskCannotRead,
    ELOOP: MESSAGES.linkLoop,
  };
  const reason = reasons[String(error.code)];
  return reason === undefined ? error : new PostilError('refused', MESSAGES.cannotBeOpened(reason), { file });
}

function requireReadable(id: string): ReadableFormat {
  const format = formatById(id);
  if (format && canRead(format)) return format;
  throw new PostilError('invalid-input', MESSAGES.unreadableFormat(id, readableIds()), {
    field: 'format',
  });
}

function readableIds(): string {
  return FORMATS.filter(canRead)
    .map((format) => format.id)
    .join(', ');
}

/** Reused for every file that is recognised by its beginning; recognising keeps no reference to it. */
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

/** Files that operating systems create in folders. */
const OF_THE_SYSTEM = /^(?:\..*|Thumbs\.db|desktop\.ini)$/i;
/** Files that describe a folder and are not articles. They are reported in a note, since nothing is lost. */
const ABOUT_FOLDER =
  /^(?:licen[cs]e|copying|notice|readme|authors|citation|changelog)(?:\.(?:rst|cff|html?|pdf))?$/i;

/**
 * The same for files that would be read as articles. Only applies in folders, because a person who chooses such a file
 * wants it.
 */
const TEXT_ABOUT_FOLDER = /^(?:licen[cs]e|copying|readme|contributing|changelog)\.(?:md|txt)$/i;

/** Reports one of several files that no format reads. */
function tellUnread(path: string, file: string, { note, leaveOut }: TellFiles): void {
  const name = basename(file);
  if (OF_THE_SYSTEM.test(name)) return;
  if (
    ABOUT_FOLDER.test(name) ||
    TEXT_ABOUT_FOLDER.test(name) ||
    FORMATS.some((format) => format.isOfFolder?.(name))
  )
    return note(MESSAGES.aboutTheFolder, file);
  if (holdsNothing(path)) return note(MESSAGES.emptyFile, file);
  const message = MESSAGES.unrecognised(shapeInWords(path));
  leaveOut({ cost: 'file', message, where: { file } });
}

/**
 * Whether a file has no records because it is blank or an empty list, which several formats write for an export without
 * documents.
 */
function holdsNothing(path: string): boolean {
  return statSync(path).size <= 64 && /^[\ufeff\s]*(?:\[\s*\])?\s*$/.test(readFileSync(path, 'utf8'));
}

/**
 * Describes the content of a file that no format recognises, as an addition to its name; empty if there is nothing to
 * describe.
 */
function shapeInWords(path: string): string {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(64 * 1024);
    return unrecognisedShape(basename(path), head.subarray(0, readSync(file, head, 0, head.length, 0)));
  } finally {
    closeSync(file);
  }
}

/** Returns the paths of the files that are read together with this one. */
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

/** Lists the files of a folder and its subfolders, except files that belong to another one. */
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
    // Skip the costly recognition for files that are read together with another, such as every second file of a corpus
    // with separate texts.
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
