import { readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import Database from 'better-sqlite3';
import { PostilError } from '../../shared/contract/errors.ts';
import {
  backupFolder,
  COPY_KINDS,
  copyVerified,
  CopyNote,
  lastChange,
  newBackupPath,
  NOTE_KEY,
  type CopyKind,
} from './copy.ts';
import { rememberHandedOut } from '../exports/handed-out.ts';
import { openStore } from '../connection/open.ts';
import { thin } from './thinning.ts';
import { findUnfinished } from '../imports/unfinished.ts';
import { sweepTemporary } from '../connection/temporary.ts';
import { MESSAGES } from '../messages.ts';

/** A copy of a project, as lists show it. */
export interface BackupCopy {
  readonly path: string;
  readonly name: string;
  readonly kind: CopyKind;
  /** When it was made, in ms since 1970. */
  readonly at: number;
  /** When the file was written, from the file system: distinguishes copies made within one second. */
  readonly written: number;
  readonly bytes: number;
  /** What it knows of itself; `null` of files that were kept as they were, and of what cannot be read. */
  readonly note: CopyNote | null;
}

/** Above this size one copy a day is checked from end to end, not each (bytes): it takes 20 s a gigabyte. */
const LARGE = 200 * 1024 * 1024;
/** What an interrupted copy left is removed once nobody can be writing it any more (ms). */
const ABANDONED = 60 * 60_000;

const NAME = new RegExp(
  `\\.(\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\dZ)(?:-\\d+)?\\.(${COPY_KINDS.join('|')})\\.postil$`,
);

/**
 * The copies of a project, newest first: all of its folder, and those that an earlier Postil left beside the project.
 * The project itself need not be there, or be sound.
 */
export function listBackups(project: string): BackupCopy[] {
  const stem = basename(project, extname(project));
  const inFolder = (folder: string) =>
    statSync(folder, { throwIfNoEntry: false })?.isDirectory()
      ? readdirSync(folder).map((name) => join(folder, name))
      : [];
  const beside = inFolder(dirname(project)).filter((path) => {
    const name = basename(path);
    return name.startsWith(`${stem}.`) && NAME.exec(name)?.index === stem.length;
  });
  return [...inFolder(backupFolder(project)), ...beside]
    .filter((path) => extname(path) === '.postil')
    .flatMap((path) => describe(path) ?? [])
    .sort((a, b) => b.at - a.at || b.written - a.written);
}

function describe(path: string): BackupCopy | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) return undefined;
  const name = basename(path);
  const [, stamp, kind = 'backup'] = NAME.exec(name) ?? [];
  const named = stamp?.replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:');
  return {
    path,
    name,
    kind: kind as CopyKind,
    at: named === undefined ? stat.mtimeMs : Date.parse(named),
    written: stat.mtimeMs,
    bytes: stat.size,
    // What was kept as it was before a restore may have its WAL beside it: only looked at, never opened.
    note: kind === 'before-restore' ? null : readNote(path),
  };
}

function readNote(path: string): CopyNote | null {
  let raw;
  try {
    raw = new Database(path, { readonly: true, fileMustExist: true });
    raw.pragma('trusted_schema = OFF');
    const text = raw.prepare('SELECT value FROM meta WHERE key = ?').pluck().get(NOTE_KEY);
    return typeof text === 'string' ? CopyNote.parse(JSON.parse(text)) : null;
  } catch {
    return null;
  } finally {
    raw?.close();
  }
}

/** Whether the project has changes that its newest copy lacks. */
export function isBehind(raw: Database.Database, project: string): boolean {
  const newest = listBackups(project).find(({ note }) => note !== null);
  return newest?.note?.change !== lastChange(raw);
}

/**
 * Writes the automatic copy of a project, if it has changed since the last copy, and removes those that are no longer
 * kept. Answers the copy, or `null` when there was nothing to do.
 */
export function backUpAutomatically(project: string, limit: number, now = new Date()): BackupCopy | null {
  const store = openStore(project, { program: 'the backup', readonly: true });
  let made: string | null = null;
  try {
    const raw = store.db.raw;
    // Half an import is no state to go back to. It ends with a change, and so with the next copy.
    if (!findUnfinished(store.db) && isBehind(raw, project)) {
      assertRoom(project);
      made = newBackupPath(project, 'auto', now);
      removeAbandoned(backupFolder(project), now);
      copyVerified(raw, made, { check: needsCheck(project, now) });
    }
  } finally {
    store.close();
  }
  if (made === null) return null;
  removeThinned(project, limit);
  return describe(made) ?? null;
}

/** Writes a checked copy on somebody's word; it is kept until somebody removes it. */
export function backUpNow(project: string): BackupCopy {
  const store = openStore(project, { program: 'the backup', readonly: true });
  try {
    assertRoom(project);
    const path = newBackupPath(project, 'backup');
    copyVerified(store.db.raw, path);
    return describe(path)!;
  } finally {
    store.close();
  }
}

/** Writes a copy that goes on as a project of its own. */
export function saveCopy(project: string, out: string): void {
  const store = openStore(project, { program: 'the backup', readonly: true });
  try {
    copyVerified(store.db.raw, out, { note: false });
  } finally {
    store.close();
  }
  rememberHandedOut(project, { kind: 'copy', format: '', path: out });
}

function needsCheck(project: string, now: Date): boolean {
  if (statSync(project).size <= LARGE) return true;
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  return !listBackups(project).some(({ at, note }) => note?.checked && day(at) === day(now.getTime()));
}

function assertRoom(project: string): void {
  const { bavail, bsize } = statfsSync(dirname(project));
  const { size } = statSync(project);
  if (bavail * bsize > size) return;
  throw new PostilError(
    'refused',
    MESSAGES.noRoomForBackup(project, Math.ceil(size / 1e6), dirname(project)),
    { file: project },
  );
}

/** Removes what of the automatic copies is not kept; copies made on somebody's word stay. */
export function removeThinned(project: string, limit: number): void {
  const copies = listBackups(project).filter(({ kind }) => kind === 'auto');
  const names = new Set(
    thin(
      copies.map(({ name, at, bytes, note }) => ({ name, at, bytes, checked: note?.checked ?? null })),
      limit,
    ),
  );
  for (const { name, path } of copies) if (names.has(name)) rmSync(path, { force: true });
}

function removeAbandoned(folder: string, now: Date): void {
  sweepTemporary(folder, now.getTime());
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (!name.endsWith('.partial') && !name.endsWith('.partial-journal')) continue;
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat && now.getTime() - stat.mtimeMs > ABANDONED) rmSync(path, { force: true });
  }
}
