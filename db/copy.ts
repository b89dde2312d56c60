import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import Database from 'better-sqlite3';
import { PostilError } from '../shared/contract/errors.ts';

/** A free name for a backup beside the project: `name.2025-07-09T14-02-11Z.backup.postil`. */
export function backupPath(
  project: string,
  now: Date = new Date(),
  kind: 'backup' | 'before-restore' | 'migration' = 'backup',
): string {
  const stamp = now
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
  const name = join(dirname(project), `${basename(project, extname(project))}.${stamp}`);
  // Two of one second, such as before a migration that was killed and begins again.
  for (let n = 1; ; n++) {
    const path = `${name}${n === 1 ? '' : `-${n}`}.${kind}.postil`;
    if (!existsSync(path)) return path;
  }
}

/**
 * Copies an open database to `out`, through a temporary name: complete, checked and synced, or not there at all.
 * A plain copy of a live file would miss what is still in its WAL.
 */
export function copyVerified(raw: Database.Database, out: string): void {
  if (existsSync(out))
    throw new PostilError('refused', `${out} is already there; choose another name.`, { file: out });
  const partial = `${out}.partial`;
  rmSync(partial, { force: true });
  try {
    vacuumInto(raw, partial);
    verify(partial);
    settle(partial, out);
  } finally {
    rmSync(partial, { force: true });
  }
}

/** Checks a whole file. Error: damaged. */
export function verify(path: string): void {
  const raw = new Database(path, { fileMustExist: true });
  try {
    const found = raw.pragma('integrity_check', { simple: true });
    if (found !== 'ok')
      throw new PostilError('damaged', `${path} is damaged: ${String(found)}.`, { file: path });
  } finally {
    raw.close();
  }
}

/** Makes the bytes durable, then the name. */
export function settle(partial: string, out: string): void {
  syncPath(partial);
  renameSync(partial, out);
  syncPath(dirname(out));
}

/** Makes a file's bytes, or a folder's names, durable. */
export function syncPath(path: string): void {
  let file;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if (process.platform === 'win32') return; // folders cannot be opened there
    throw error;
  }
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Copies a database as of now, on a connection of its own: the given one may only query, or may hide an unfinished import
 * behind views of the tables' names, which VACUUM would take for the tables.
 */
export function vacuumInto({ name }: Database.Database, out: string): void {
  const raw = new Database(name, { fileMustExist: true, timeout: 5000 });
  try {
    raw.prepare('VACUUM INTO ?').run(out);
  } finally {
    raw.close();
  }
  forgetHolders(out);
}

/** Nobody has a copy open; that it lacks a journal would else look like a loss. */
function forgetHolders(out: string): void {
  const raw = new Database(out, { fileMustExist: true });
  try {
    // Who makes the copy makes it durable.
    raw.pragma('journal_mode = MEMORY');
    raw.pragma('synchronous = OFF');
    raw.exec('DELETE FROM holder');
  } finally {
    raw.close();
  }
}
