import { copyFileSync, existsSync, rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { PostilError } from '../shared/contract/errors.ts';
import { copyVerified, newBackupPath, NOTE_KEY, settle, syncPath, verify } from './copy.ts';
import { describeHolders, otherHolders } from './holders.ts';
import { assertProject, openStore } from './open.ts';
import type { Store } from './store.ts';

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
  // Of an older format too: it is migrated when it is opened.
  assertProject(from);
  verify(from);
  const kept = existsSync(path) ? newBackupPath(path, 'before-restore') : null;
  if (kept !== null) {
    refuseIfHeld(path, program);
    for (const suffix of ['', '-wal', '-shm']) {
      if (!existsSync(path + suffix)) continue;
      copyFileSync(path + suffix, kept + suffix);
      // Durable before the original goes.
      syncPath(kept + suffix);
    }
  }
  const partial = `${path}.partial`;
  try {
    copyFileSync(from, partial);
    forgetNote(partial);
    verify(partial);
    // The old WAL belongs to the old file: left behind, SQLite would replay it into the new one.
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
    settle(partial, path);
  } finally {
    rmSync(partial, { force: true });
  }
  return { kept };
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

/** A damaged project cannot be asked who holds it; then only the restore is left. */
function refuseIfHeld(path: string, program: string): void {
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
    throw new PostilError(
      'in-use',
      `${path} is in use by ${describeHolders(others)}; close it there first.`,
      { file: path },
    );
  } finally {
    store.close();
  }
}
