import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readSync,
  rmSync,
  statfsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname } from 'node:path';
import Database from 'better-sqlite3';
import { PostilError } from '../../shared/contract/errors.ts';
import { configure, Connection } from './connection.ts';
import { copyVerified, newBackupPath } from '../backups/copy.ts';
import { isDamage } from '../integrity/damage.ts';
import {
  clearHolders,
  describeHolders,
  enterHolder,
  hasGone,
  leaveHolder,
  otherHolders,
  type Holder,
} from './holders.ts';
import { assertMeta } from './meta.ts';
import { APPLICATION_ID, CURRENT_VERSION, expectedSchema, migrate, schemaOf } from '../migrations/index.ts';
import { enterOpened, openedHere } from './opened.ts';
import { writePair } from '../integrity/pair.ts';
import type { Store } from './store.ts';
import { storeOf } from './store-of.ts';
import { hideUnfinished } from '../imports/unfinished.ts';
import { copyExamined, examineJournal, examineLeft, hasWal } from '../integrity/wal.ts';

/** Older SQLite may corrupt a WAL file when two connections reset it at once. */
const OLDEST_SQLITE = [3, 51, 3] as const;
const MAGIC = 'SQLite format 3\u0000';

/** An open project, with what a person should know of its opening. */
export type OpenedStore = Store & {
  readonly warning?: string;
  /** Why it cannot be written where it lies; then it is read from a private copy. */
  readonly locked?: string;
  close(): void;
};

export interface OpenOptions {
  /** Who opens it, for "in use by …". */
  readonly program: string;
  readonly readonly?: boolean;
  /** Opens it for reading where it cannot be written; else that is refused unless `readonly` is asked for. */
  readonly orReadonly?: boolean;
  /** How long to wait for a lock, in ms. */
  readonly busyTimeout?: number;
}

/**
 * Opens a project: header, application id, version and schema are checked before anything is written, so that
 * a file that is not ours keeps its bytes. Errors: not-found, not-a-project, newer-version, damaged, in-use.
 */
export function openStore(path: string, options: OpenOptions): OpenedStore {
  assertSqliteVersion();
  const readonly = options.readonly ?? false;
  const locked = lockedPlace(path);
  if (locked !== undefined) {
    if (readonly || options.orReadonly === true) return openPrivately(path, locked);
    throw new PostilError('read-only', `${locked} ${path} can only be read there.`, { file: path });
  }
  const { raw, journalled } = openExamined(path, options.busyTimeout ?? 5000);
  const leave = enterOpened(path);
  try {
    const version = requireSchemaVersion(raw, path);
    if (version < CURRENT_VERSION && !readonly) {
      copyVerified(raw, newBackupPath(path, 'migration'));
      migrate(raw);
    } else if (version < CURRENT_VERSION) {
      throw new PostilError(
        'read-only',
        `${basename(path)} has an older format (${version}); open it for writing once.`,
      );
    }
    const gone = clearGone(new Connection(raw));
    configure(raw, { readonly });
    const db = new Connection(raw);
    const store = storeOf(db, path, readonly);
    assertMeta(store);
    hideUnfinished(store);
    const holder = readonly ? undefined : enter(store, options.program);
    // From now on the file itself records that it is open, so that a missing journal is noticed.
    if (holder !== undefined) raw.pragma('wal_checkpoint(PASSIVE)');
    return Object.assign(store, {
      ...(gone.length > 0 && !journalled && { warning: journalLost(path, gone) }),
      close() {
        if (holder !== undefined && db.damage === undefined) tryLeave(db, holder);
        db.close();
        leave();
      },
    });
  } catch (error) {
    const told = translate(unreadable(error, path), path, new Connection(raw));
    raw.close();
    leave();
    throw told;
  }
}

/** A connection to a file whose header and journal were examined first, unless this process had proved them already. */
function openExamined(path: string, busyTimeout: number): { raw: Database.Database; journalled: boolean } {
  const journalled = hasWal(path);
  if (openedHere(path)) return { raw: openRaw(path, busyTimeout), journalled };
  inspectHeader(path);
  examineJournal(path);
  const raw = openRaw(path, busyTimeout);
  if (journalled || !saysItIsOpen(raw)) return { raw, journalled };
  // It was copied, or left by a crash, without its journal: it may be no whole without it.
  raw.close();
  examineLeft(path);
  return { raw: openRaw(path, busyTimeout), journalled };
}

/** Whether a file names programs that have it open, or had; what cannot be read is refused later, by its own name. */
function saysItIsOpen(raw: Database.Database): boolean {
  try {
    return raw.prepare('SELECT 1 FROM holder LIMIT 1').get() !== undefined;
  } catch {
    return false;
  }
}

/** Records in the file, in one commit, who has it open and which journal belongs to it. */
function enter({ db, path }: Store, program: string): number {
  return db.immediate(() => {
    const holder = enterHolder(db, program);
    writePair(db, path);
    return holder;
  });
}

/** Forgets programs that ended without closing the project; a reader that cannot get the lock leaves that to others. */
function clearGone(db: Connection): Holder[] {
  if (!hasGone(db)) return [];
  try {
    return db.immediate(() => clearHolders(db));
  } catch {
    return [];
  }
}

function journalLost(path: string, gone: readonly Holder[]): string {
  return `${path} was not closed properly by ${describeHolders(gone)}, and its journal, ${path}-wal, is not there: what was saved last may be missing. Do not delete that file while or after a program had the project open. Compare with a backup.`;
}

/** What cannot be in a sound project was read from one: NULL for a uid, a JSON text that is none. */
function unreadable(error: unknown, path: string): unknown {
  if (!(error instanceof TypeError || error instanceof SyntaxError || error instanceof RangeError))
    return error;
  return damaged(path, error.message);
}

/**
 * Whether a file of our own making, such as a copy, is a project that this Postil could open, whatever its format; refuses as
 * {@link openStore} does. Its journal is not examined, and is written into it.
 */
export function assertProject(path: string): void {
  inspectHeader(path);
  const raw = openRaw(path, 5000);
  try {
    requireSchemaVersion(raw, path);
  } catch (error) {
    throw translate(error, path);
  } finally {
    raw.close();
  }
}

function tryLeave(db: Connection, holder: number): void {
  try {
    leaveHolder(db, holder);
  } catch {
    // Locked or read-only by now: the row is recognised as dead by its pid.
  }
}

/** Refuses an SQLite that is known to lose data. */
export function assertSqliteVersion(): void {
  const memory = new Database(':memory:');
  const found = memory.prepare('SELECT sqlite_version()').pluck().get() as string;
  memory.close();
  const parts = found.split('.').map(Number);
  for (const [i, oldest] of OLDEST_SQLITE.entries()) {
    if (parts[i]! > oldest) return;
    if (parts[i]! < oldest)
      throw new Error(`SQLite ${found} is too old; Postil needs ${OLDEST_SQLITE.join('.')}.`);
  }
}

/** Refuses what is no project by its first bytes, which are all that it reads: SQLite itself would create an absent file and may replay a foreign journal. */
export function inspectHeader(path: string): void {
  if (!existsSync(path)) throw new PostilError('not-found', `There is no file ${path}.`, { file: path });
  const file = openSync(path, 'r');
  try {
    if (!fstatSync(file).isFile()) throw notAProject(path, 'it is not a regular file');
    const header = Buffer.alloc(100);
    const length = readSync(file, header, 0, 100, 0);
    if (length === 0) throw notAProject(path, 'it is empty');
    if (length < 100 || header.toString('latin1', 0, 16) !== MAGIC)
      throw notAProject(path, 'it is not an SQLite file');
    const id = header.readUInt32BE(68);
    if (id !== APPLICATION_ID) throw notAProject(path, 'it is an SQLite file of another program');
    // SQLite's own pragma reads it with a sign.
    assertVersion(header.readInt32BE(60), path);
    const pageSize = header.readUInt16BE(16);
    if (pageSize !== 1 && (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0))
      throw damaged(path, `its header states pages of ${pageSize} bytes`);
    const schemaFormat = header.readUInt32BE(44);
    if (schemaFormat > 4) throw damaged(path, `its header states the schema format ${schemaFormat}`);
  } finally {
    closeSync(file);
  }
}

/** Why neither file nor journal can be written where a project lies, as a sentence; `undefined` where they can, or it is not there. */
function lockedPlace(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  for (const [at, what] of [
    [path, 'The file'],
    [dirname(path), 'The folder'],
  ] as const) {
    try {
      accessSync(at, constants.W_OK);
    } catch (error) {
      const isDisk = (error as NodeJS.ErrnoException).code === 'EROFS';
      return `${what} ${at} cannot be written${isDisk ? ', since it is on a read-only disk' : '; check its permissions'}.`;
    }
  }
  return undefined;
}

/**
 * Opens a project that lies where nothing can be written, for reading: SQLite would need a journal beside it, so it reads a
 * private copy, which is removed when the project is closed. An older format is migrated there. Other connections of this process
 * share the copy.
 */
function openPrivately(path: string, locked: string): OpenedStore {
  const shared = openedHere(path)?.copy;
  if (shared === undefined) inspectHeader(path);
  const copy = shared ?? copyExamined(path).path;
  const leaveList = enterOpened(path, copy);
  const leave = () => {
    leaveList();
    // The last connection to it takes it away.
    if (!openedHere(path)) rmSync(dirname(copy), { recursive: true, force: true });
  };
  let raw: Database.Database | undefined;
  try {
    raw = openRaw(copy, 5000);
    if (requireSchemaVersion(raw, path) < CURRENT_VERSION) migrate(raw);
    // Not for queries only: what is derived, such as the cases of a review, may be written into the copy.
    configure(raw, { readonly: false });
    const opened = raw;
    const store = storeOf(new Connection(raw), path, true);
    hideUnfinished(store);
    return Object.assign(store, {
      locked,
      close() {
        opened.close();
        leave();
      },
    });
  } catch (error) {
    raw?.close();
    leave();
    throw translate(unreadable(error, path), path);
  }
}

function openRaw(path: string, busyTimeout: number): Database.Database {
  try {
    return new Database(path, { fileMustExist: true, timeout: busyTimeout });
  } catch (error) {
    throw translate(error, path);
  }
}

/** The header may lag behind the WAL, so identity is asked again through SQLite. Answers the schema version. */
function requireSchemaVersion(raw: Database.Database, path: string): number {
  raw.pragma('trusted_schema = OFF');
  if (raw.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    throw notAProject(path, 'it is an SQLite file of another program');
  }
  const version = raw.pragma('user_version', { simple: true }) as number;
  assertVersion(version, path);
  if (schemaOf(raw) !== expectedSchema(version)) {
    throw new PostilError(
      'damaged',
      `${path} says it is a project, but its tables are not those of format ${version}. It was not touched; restore a backup.`,
      { file: path },
    );
  }
  return version;
}

/** Upper limit of format numbers: a number beyond it is damage, not a newer version of Postil. */
const MOST_VERSIONS = 10_000;

function assertVersion(version: number, path: string): void {
  if (version < 1 || version > MOST_VERSIONS)
    throw damaged(path, `its header states the format ${version}, which no Postil has written`);
  if (version > CURRENT_VERSION) throw newer(path, version);
}

function notAProject(path: string, why: string): PostilError {
  return new PostilError('not-a-project', `${path} is not a Postil project: ${why}.`, { file: path });
}

function damaged(path: string, why: string): PostilError {
  return new PostilError(
    'damaged',
    `${path} is damaged (${why}). Nothing was written; keep the file and restore a backup.`,
    { file: path },
  );
}

function newer(path: string, version: number): PostilError {
  return new PostilError(
    'newer-version',
    `${path} was written by a newer Postil (format ${version}; this one knows ${CURRENT_VERSION}). Update Postil to open it.`,
    { file: path },
  );
}

/** Turns SQLite's errors into ones a person can act on; others pass unchanged. */
export function translate(error: unknown, path: string, db?: Connection): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new PostilError(
      'in-use',
      `${path} is in use by ${db ? describeHolders(holdersOf(db)) : 'another program'}; try again when it is free.`,
      { file: path },
    );
  }
  if (isDamage(error)) return damaged(path, error.message);
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_CANTOPEN') {
    return new PostilError(
      'read-only',
      `${path} cannot be written: check its permissions and its folder's.`,
      { file: path },
    );
  }
  if (code === 'SQLITE_FULL') {
    return diskFull(path);
  }
  if (code.startsWith('SQLITE_IOERR')) {
    // If SQLite maps a file into memory, a full disk looks to it like a broken one.
    if (isFull(path)) return diskFull(path);
    return new PostilError(
      'disk-failed',
      `The disk failed to read or write ${path} (${(error as Error).message}, ${code}). What was just done may not be saved, and nothing more is written. Open the project again: it is checked then. If this happens twice, copy it to another disk.`,
      { file: path },
    );
  }
  return ofFileSystem(error);
}

/** A disk with less free space than this counts as full (bytes): SQLite writes pages, and its memory map grows by 32 KB. */
const LEFT = 64 * 1024;

function isFull(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize < LEFT;
  } catch {
    return false;
  }
}

function diskFull(path: string): PostilError {
  return new PostilError(
    'refused',
    `The disk is full (that of ${path}, or that of temporary files, ${tmpdir()}); nothing was saved. Free some space and try again.`,
    { file: path },
  );
}

/** Errors of the file system as ones a person can act on, by the path that the system named; others pass unchanged. */
export function ofFileSystem(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return error;
  const { code, path } = error as NodeJS.ErrnoException;
  const what = path ?? 'a file';
  const where = path === undefined ? undefined : { file: path };
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new PostilError(
      'refused',
      `The disk is full: ${what} could not be written. Free some space and try again.`,
      where,
    );
  if (code === 'EIO')
    return new PostilError(
      'refused',
      `The disk failed (${error.message}): ${what} could not be read or written.`,
      where,
    );
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new PostilError(
      'refused',
      `${what} may not be read or written (${code}): check its permissions and its folder's.`,
      where,
    );
  const reasons: Readonly<Record<string, string>> = {
    ENAMETOOLONG: 'its name is longer than the file system takes; choose a shorter one',
    ENOENT: 'it, or the folder it is to be in, is not there',
    ENOTDIR: 'what is named as its folder is a file',
    EISDIR: 'it is a folder',
    EEXIST: 'it is already there',
    ENOTEMPTY: 'it is a folder with something in it',
    ELOOP: 'it is a link that leads to itself',
    ENXIO: 'it is a device or a pipe that nobody reads',
    ENODEV: 'it is a device',
    EINVAL: 'the file system does not take that name',
    EBUSY: 'another program is using it',
    EMFILE: 'too many files are open; close other programs',
    ENFILE: 'too many files are open; close other programs',
    EXDEV: 'it is on another disk',
    EFBIG: 'the file system takes no file that large',
  };
  const reason = reasons[code ?? ''];
  return reason === undefined
    ? error
    : new PostilError('refused', `${what} cannot be used: ${reason} (${code}).`, where);
}

function holdersOf(db: Connection): ReturnType<typeof otherHolders> {
  try {
    return otherHolders(db);
  } catch {
    return [];
  }
}
