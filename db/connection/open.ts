import { accessSync, closeSync, constants, existsSync, fstatSync, openSync, readSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { PostilError } from '../../shared/contract/errors.ts';
import { configure, Connection } from './connection.ts';
import { copyVerified, newBackupPath } from '../backups/copy.ts';
import { clearHolders, describeHolders, enterHolder, hasGone, leaveHolder, type Holder } from './holders.ts';
import { damaged, newer, notAProject, translate } from './errors.ts';
import { assertMeta } from './meta.ts';
import { MESSAGES } from '../messages.ts';
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
    throw new PostilError('read-only', MESSAGES.readOnlyThere(locked, path), { file: path });
  }
  const { raw, journalled } = openExamined(path, options.busyTimeout ?? 5000);
  const leave = enterOpened(path);
  try {
    const version = requireSchemaVersion(raw, path);
    if (version < CURRENT_VERSION && !readonly) {
      copyVerified(raw, newBackupPath(path, 'migration'));
      migrate(raw);
    } else if (version < CURRENT_VERSION) {
      throw new PostilError('read-only', MESSAGES.olderFormat(path, version));
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
      ...(gone.length > 0 && !journalled && { warning: MESSAGES.closedBadly(path, describeHolders(gone)) }),
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
  if (!existsSync(path)) throw new PostilError('not-found', MESSAGES.noFile(path), { file: path });
  const file = openSync(path, 'r');
  try {
    if (!fstatSync(file).isFile()) throw notAProject(path, MESSAGES.notAFile);
    const header = Buffer.alloc(100);
    const length = readSync(file, header, 0, 100, 0);
    if (length === 0) throw notAProject(path, MESSAGES.emptyFile);
    if (length < 100 || header.toString('latin1', 0, 16) !== MAGIC)
      throw notAProject(path, MESSAGES.notSqlite);
    const id = header.readUInt32BE(68);
    if (id !== APPLICATION_ID) throw notAProject(path, MESSAGES.otherProgram);
    // SQLite's own pragma reads it with a sign.
    assertVersion(header.readInt32BE(60), path);
    const pageSize = header.readUInt16BE(16);
    if (pageSize !== 1 && (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0))
      throw damaged(path, MESSAGES.pageSize(pageSize));
    const schemaFormat = header.readUInt32BE(44);
    if (schemaFormat > 4) throw damaged(path, MESSAGES.schemaFormat(schemaFormat));
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
    throw notAProject(path, MESSAGES.otherProgram);
  }
  const version = raw.pragma('user_version', { simple: true }) as number;
  assertVersion(version, path);
  if (schemaOf(raw) !== expectedSchema(version)) {
    throw new PostilError('damaged', MESSAGES.foreignTables(path, version), { file: path });
  }
  return version;
}

/** Upper limit of format numbers: a number beyond it is damage, not a newer version of Postil. */
const MOST_VERSIONS = 10_000;

function assertVersion(version: number, path: string): void {
  if (version < 1 || version > MOST_VERSIONS) throw damaged(path, MESSAGES.formatNeverWritten(version));
  if (version > CURRENT_VERSION) throw newer(path, version);
}
