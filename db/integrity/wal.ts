import { closeSync, linkSync, mkdtempSync, openSync, readdirSync, readSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { PostilError } from '../../shared/contract/errors.ts';
import { checkProject } from './check.ts';
import { Connection } from '../connection/connection.ts';
import { isHeld } from '../connection/holders.ts';
import { compareReadings, isSameProject, readJournalState, type JournalState } from './journal-state.ts';
import { APPLICATION_ID, CURRENT_VERSION, expectedSchema, migrate, schemaOf } from '../migrations/index.ts';
import { readPair, samePair } from './pair.ts';
import { copyPrivately, JOURNALS, type PrivateCopy } from './private-copy.ts';
import { storeOf } from '../connection/store-of.ts';
import { hideUnfinished } from '../imports/unfinished.ts';
import { readWal } from './wal-file.ts';

/** Whether there is something in the journal beside a file. */
export function hasWal(path: string): boolean {
  return sizeOf(`${path}-wal`) > 0;
}

/**
 * The refusal of a project whose file and journal do not fit together, or may not: opening it would let SQLite write the one into
 * the other. A person decides, see `doubtful.ts`.
 */
export class DoubtfulJournal extends PostilError {
  /** What is odd, each a sentence without its full stop. */
  readonly odd: readonly string[];

  constructor(path: string, odd: readonly string[]) {
    const journals = JOURNALS.filter((suffix) => sizeOf(path + suffix) > 0).map((suffix) => path + suffix);
    const what =
      journals.length > 0
        ? `${path} and the journal beside it, ${journals.join(' and ')}, do not fit together`
        : `${path} was copied or left while a program had it open, its journal, ${path}-wal, is not there, and it is not whole without it`;
    super(
      'damaged',
      `${what}: ${odd.slice(0, 3).join('; ')}. Nothing was changed. Restore a backup, or decide with “postil journal FILE”.`,
      { file: path },
    );
    this.odd = odd;
  }
}

/**
 * Proves, without writing to either, that a project and the journal beside it belong together, before SQLite may open them: it
 * would write the pages of any journal into whatever file lies there. To be called while the file is not open in this process.
 *
 * The journal of a program that has the file open now is its own business: it proved this when it opened the file. After a
 * crash the two are recognised by what that program wrote down about them, see `pair.ts`. All others, such as copies, are
 * looked through whole on a private copy.
 *
 * Errors: {@link DoubtfulJournal}; in-use, when another program writes the file at this moment.
 */
export function examineJournal(path: string): void {
  const hot = isHot(`${path}-journal`);
  if (!hasWal(path) && !hot) return;
  const times = timesOf(path);
  const alone = readAlone(path);
  if (alone === 'held') return;
  const odd = hasWal(path) ? oddBytes(path) : [];
  if (odd.length > 0) throw new DoubtfulJournal(path, odd);
  if (!hot && alone !== 'unknown' && !times.fileIsLater && isAsLeft(path, alone)) return;
  lookThrough(path);
}

/**
 * The same for a file without a journal that is marked as open: a copy of it need not be whole. Where another program has it open
 * now, its journal is only empty.
 */
export function examineLeft(path: string): void {
  if (readAlone(path) !== 'held') lookThrough(path);
}

/** Looks a project through whole, on a private copy with its journals. Error: {@link DoubtfulJournal}. */
export function lookThrough(path: string): void {
  const alone = readCopyAlone(path);
  const copy = copyPrivately(path, { journals: true });
  let odd;
  try {
    odd = oddContent(copy.path, alone);
  } finally {
    copy.remove();
  }
  if (odd.length > 0) throw new DoubtfulJournal(path, odd);
}

/** A private copy of a project that cannot be written where it lies, examined with its journals. Error: {@link DoubtfulJournal}. */
export function copyExamined(path: string): PrivateCopy {
  if (hasWal(path) || isHot(`${path}-journal`)) {
    const odd = hasWal(path) ? oddBytes(path) : [];
    if (odd.length > 0) throw new DoubtfulJournal(path, odd);
    lookThrough(path);
  }
  return copyPrivately(path, { journals: true });
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Whether SQLite would roll a file back by this rollback journal. */
function isHot(journal: string): boolean {
  if (sizeOf(journal) === 0) return false;
  const file = openSync(journal, 'r');
  try {
    const first = Buffer.alloc(1);
    readSync(file, first, 0, 1, 0);
    return first[0] !== 0;
  } finally {
    closeSync(file);
  }
}

function timesOf(path: string): { readonly fileIsLater: boolean } {
  const ctime = (at: string) => statSync(at, { throwIfNoEntry: false, bigint: true })?.ctimeNs ?? 0n;
  // No program can set this time, so a file that was overwritten after the crash has a later one than its journal.
  return { fileIsLater: ctime(path) > ctime(`${path}-wal`) };
}

/** Reads the state of the `-wal` from its bytes, before SQLite reads them. */
function oddBytes(path: string): string[] {
  const { pageSize, bytes, lostCommits, blank } = readWal(`${path}-wal`);
  const odd: string[] = [];
  // A header that was only begun, or never reached the disk, is one of a journal without a commit.
  if (pageSize === null && bytes >= 32 && !blank)
    odd.push('the journal is damaged at its beginning, so that nothing of it can be read');
  const expected = pageSizeOf(path);
  if (pageSize !== null && pageSize !== expected)
    odd.push(`the journal has pages of ${pageSize} bytes, the file has pages of ${expected}`);
  // The last commit alone may have been cut off by a power failure; nobody was told that it had been saved.
  if (lostCommits > 1)
    odd.push(`the journal is damaged, and ${lostCommits} changes behind the damage cannot be read`);
  return odd;
}

function pageSizeOf(path: string): number {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(2);
    readSync(file, bytes, 0, 2, 16);
    const size = bytes.readUInt16BE(0);
    return size === 1 ? 65_536 : size;
  } finally {
    closeSync(file);
  }
}

const LOOK = '.postil-look-';
/** For so long others may hold a lock only because they look at the same file (ms), and how often it is tried. */
const PATIENCE = 40;
const TRIES = 25;

/**
 * The newest changes of the file without its journal; `held` when another process has the file open, `unknown` when neither can
 * be found out this way.
 *
 * A row of the table of holders would prove nothing, since it is copied along. A lock does: SQLite keeps one on the file itself as long as it
 * has it open. Through a second name of the same file there is no journal, so that the lock can be asked for, and the
 * file be read, without anything being written.
 */
function readAlone(path: string): JournalState | 'held' | 'unknown' {
  let folder;
  try {
    removeLeft(dirname(path));
    folder = mkdtempSync(join(dirname(path), LOOK));
    const link = join(folder, basename(path));
    linkSync(path, link);
    for (let tries = 1; ; tries++) {
      const found = readLocked(link);
      if (found !== 'held') return found;
      // Another program that opens it at this moment holds the lock for an instant only.
      if (isHeldByName(path) || tries === TRIES) return 'held';
    }
  } catch {
    // This disk has no second names, or nothing may be written there.
    return 'unknown';
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** Removes what a program left that was killed at this; it takes an instant. */
function removeLeft(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(LOOK)) continue;
    const left = join(folder, name);
    const { mtimeMs } = statSync(left, { throwIfNoEntry: false }) ?? { mtimeMs: Infinity };
    if (Date.now() - mtimeMs > 60_000) rmSync(left, { recursive: true, force: true });
  }
}

function readLocked(link: string): JournalState | 'held' | 'unknown' {
  const raw = new Database(link, { fileMustExist: true, timeout: PATIENCE });
  try {
    raw.pragma('trusted_schema = OFF');
    raw.pragma('locking_mode = EXCLUSIVE');
    raw.exec('BEGIN EXCLUSIVE');
    raw.exec('COMMIT');
    return readJournalState(raw);
  } catch (error) {
    // In the midst of a checkpoint a file need not be readable alone.
    return isBusy(error) ? 'held' : 'unknown';
  } finally {
    raw.close();
  }
}

const isBusy = (error: unknown) =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');

/** Whether the project names a running program that has it open; the lock shows that there is one. */
function isHeldByName(path: string): boolean {
  return reading(path, (db) => isHeld(db)) ?? false;
}

/** Reads file and journal in their place. Only such a connection leaves both alone when it is closed. */
function reading<Result>(path: string, read: (db: Connection) => Result): Result | undefined {
  let raw;
  try {
    raw = new Database(path, { readonly: true, fileMustExist: true, timeout: 5000 });
    raw.pragma('trusted_schema = OFF');
    const db = new Connection(raw);
    return db.snapshot(() => read(db));
  } catch {
    return undefined;
  } finally {
    raw?.close();
  }
}

/** Whether the two are the very files that a program of ours left, and nothing of the file's is missing with the journal. */
function isAsLeft(path: string, alone: JournalState): boolean {
  return (
    reading(path, (db) => {
      const written = readPair(db);
      if (!written || !samePair(path, written)) return false;
      const both = readJournalState(db.raw);
      return isSameProject(alone, both) && compareReadings(db.raw, alone, both).length === 0;
    }) ?? false
  );
}

/** The newest changes of the file alone; `null` when it cannot be read without its journal, which is no fault. */
function readCopyAlone(path: string): JournalState | null {
  const copy = copyPrivately(path, { journals: false });
  try {
    const raw = new Database(copy.path, { fileMustExist: true });
    try {
      raw.pragma('trusted_schema = OFF');
      return readJournalState(raw);
    } finally {
      raw.close();
    }
  } catch (error) {
    if (error instanceof PostilError) throw error;
    return null;
  } finally {
    copy.remove();
  }
}

/** Returns what is odd about a private copy of file and journal; `alone` is the reading of the file without its journal. */
function oddContent(copy: string, alone: JournalState | null): string[] {
  let raw;
  try {
    raw = new Database(copy, { fileMustExist: true });
    raw.pragma('trusted_schema = OFF');
    const version = raw.pragma('user_version', { simple: true }) as number;
    if (raw.pragma('application_id', { simple: true }) !== APPLICATION_ID)
      return ['with the journal it would be no project of Postil'];
    if (version > CURRENT_VERSION) return [`with the journal its format would be ${version}, which is newer`];
    if (version < 1 || schemaOf(raw) !== expectedSchema(version))
      return [`with the journal its tables would not be those of format ${version}`];
    const damage = raw.pragma('integrity_check(3)') as { integrity_check: string }[];
    if (damage[0]?.integrity_check !== 'ok')
      return damage.map(
        ({ integrity_check: message }) => `with the journal it would be damaged (${message})`,
      );
    const both = readJournalState(raw);
    if (alone && !isSameProject(alone, both)) return ['the journal is that of another project'];
    const odd = compareReadings(raw, alone, both);
    if (odd.length > 0) return odd;
    migrate(raw);
    const store = storeOf(new Connection(raw), copy, true);
    // What is left of an import that was killed is swept later, and is no damage.
    hideUnfinished(store);
    const { problems } = store.db.snapshot(() => checkProject(store));
    return problems.slice(0, 3).map(({ message }) => message);
  } catch (error) {
    return [`with the journal it cannot be read (${error instanceof Error ? error.message : String(error)})`];
  } finally {
    raw?.close();
  }
}
