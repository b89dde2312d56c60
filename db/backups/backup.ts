import { chmodSync, copyFileSync, existsSync, rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { PostilError } from '../../shared/contract/errors.ts';
import { copyVerified, NOTE_KEY, settle, assertSound } from './copy.ts';
import { keepAsIs } from '../integrity/doubtful.ts';
import { describeHolders, otherHolders } from '../connection/holders.ts';
import { translate } from '../connection/errors.ts';
import { assertProject, inspectHeader, openStore } from '../connection/open.ts';
import { JOURNALS, SIDE_FILES } from '../integrity/private-copy.ts';
import type { Store } from '../connection/store.ts';
import { partialPath } from '../connection/temporary.ts';
import { examineJournal, hasWal } from '../integrity/wal.ts';
import { MESSAGES } from '../messages.ts';

/** Whether a verified copy was written, and where. */
export interface BackupResult {
  readonly path: string;
  readonly bytes: number;
}

/** Writes a verified copy of an open project. */
export function backup(store: Store, out: string): BackupResult {
  copyVerified(store.db.raw, out);
  return { path: out, bytes: statSync(out).size };
}

/**
 * Puts a backup in the place of a project. The present file is kept under a new name first; a project that another
 * program holds is refused. Answers where the present file went, or `null` when there was none.
 */
export function restore(path: string, from: string, program: string): { kept: string | null } {
  const partial = partialPath(path);
  const removePartial = () => {
    for (const suffix of ['', ...SIDE_FILES]) rmSync(partial + suffix, { force: true });
  };
  try {
    copyRestorable(from, partial);
    if (existsSync(path)) assertNotHeld(path, program);
    const kept = existsSync(path) ? keepAsIs(path) : null;
    // The old journal belongs to the old file: left behind, SQLite would replay it into the new one.
    for (const suffix of SIDE_FILES) rmSync(path + suffix, { force: true });
    settle(partial, path);
    return { kept };
  } finally {
    removePartial();
  }
}

/**
 * Copies a backup to `partial`, as one checked file. The backup itself is never opened: it may lie where nothing can be written, and
 * what was kept as it was may have a journal beside it, which opening would write into it. Errors: not-found,
 * not-a-project, newer-version, damaged.
 */
function copyRestorable(from: string, partial: string): void {
  copyWithJournal(from, partial);
  try {
    forgetNote(partial);
    // Of an older format too: it is migrated when it is opened.
    assertProject(partial);
    assertSound(partial);
  } catch (error) {
    const translated = translate(error, from);
    if (!(translated instanceof PostilError)) throw translated;
    throw new PostilError(translated.code, translated.message.replaceAll(partial, from), { file: from });
  }
}

/**
 * Copies a project with the journal beside it to a place where it can be written. The original is not opened.
 * Errors: not-found, not-a-project, newer-version, damaged.
 */
export function copyWithJournal(from: string, to: string): void {
  inspectHeader(from);
  if (hasWal(from)) examineJournal(from);
  for (const suffix of ['', ...JOURNALS]) {
    rmSync(to + suffix, { force: true });
    if (!existsSync(from + suffix)) continue;
    copyFileSync(from + suffix, to + suffix);
    // A copy on a read-only disk is restored to be written.
    chmodSync(to + suffix, statSync(to + suffix).mode | 0o600);
  }
}

/** A project is no copy any more; what the copy knew of itself would be wrong with the first change. */
function forgetNote(partial: string): void {
  const raw = new Database(partial, { fileMustExist: true });
  try {
    raw.prepare('DELETE FROM meta WHERE key = ?').run(NOTE_KEY);
    // In WAL mode, which a kept project has, the deletion would stay beside the file.
    raw.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    raw.close();
  }
}

/** Throws `in-use` if another program holds the project. A damaged one cannot be asked who holds it. */
export function assertNotHeld(path: string, program: string): void {
  let store;
  try {
    store = openStore(path, { program, readonly: true });
  } catch (error) {
    if (error instanceof PostilError && error.code === 'in-use') throw error;
    return;
  }
  try {
    const others = otherHolders(store.db);
    if (others.length === 0) return;
    throw new PostilError('in-use', MESSAGES.inUse(path, describeHolders(others)), { file: path });
  } finally {
    store.close();
  }
}
