import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import Database from 'better-sqlite3';
import * as z from 'zod';
import { PostilError } from '../../shared/contract/errors.ts';
import { assertUndamaged } from '../integrity/damage.ts';
import { toUid } from '../connection/uid.ts';
import { partialPath } from '../connection/temporary.ts';
import { MESSAGES } from '../messages.ts';

/** Why a copy was made: automatically, on request, before a restore, a migration or a repair. */
export const COPY_KINDS = ['auto', 'backup', 'before-restore', 'migration', 'before-repair'] as const;
export type CopyKind = (typeof COPY_KINDS)[number];

/** The folder that holds a project's copies: `Name.backups` beside `Name.postil`. */
export function backupFolder(project: string): string {
  return join(dirname(project), `${basename(project, extname(project))}.backups`);
}

/**
 * A free name for a copy in the project's {@link backupFolder}, which is made if need be:
 * `Name.2025-07-09T14-02-11Z.backup.postil`.
 */
export function newBackupPath(project: string, kind: CopyKind, now: Date = new Date()): string {
  const folder = backupFolder(project);
  try {
    // Not the folders above: a project whose folder has gone gets no copies in a new one.
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) mkdirSync(folder);
  } catch (error) {
    throw new PostilError('refused', MESSAGES.noBackupFolder(folder, (error as Error).message), {
      file: folder,
    });
  }
  const stamp = now
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
  const name = `${basename(project, extname(project))}.${stamp}`;
  for (let n = 1; ; n += 1) {
    const path = join(folder, `${name}${n === 1 ? '' : `-${n}`}.${kind}.postil`);
    if (!existsSync(path)) return path;
  }
}

/** What a copy knows of itself, kept in its `meta` table, so that a list of copies need not count. */
export const CopyNote = z.object({
  documents: z.int(),
  spans: z.int(),
  /** The project's last change, as uid; two copies with the same one have the same content. */
  change: z.string().nullable(),
  /** Whether `integrity_check` went through the whole of it. */
  checked: z.boolean(),
});
export type CopyNote = z.infer<typeof CopyNote>;
export const NOTE_KEY = 'backup';

interface CopyOptions {
  /** Off for all but one copy a day of a large project: the check reads every page. */
  readonly check?: boolean;
  /** Writes into the copy what it knows of itself; off for a copy that goes on as a project of its own. */
  readonly note?: boolean;
}

/**
 * Copies an open database to `out`, through a temporary name: complete, checked and synced, or not there at all.
 * A plain copy of a live file would miss what is still in its WAL.
 */
export function copyVerified(
  raw: Database.Database,
  out: string,
  { check = true, note = true }: CopyOptions = {},
): void {
  if (existsSync(out)) throw new PostilError('refused', MESSAGES.fileExists(out), { file: out });
  const partial = partialPath(out);
  try {
    // Copying mends some damage and hides other: no copy of a damaged file may pass for a good one.
    if (note && check) assertUndamaged(raw);
    vacuumInto(raw, partial);
    if (note) writeNote(partial, check);
    if (check) assertSound(partial);
    settle(partial, out);
  } finally {
    rmSync(partial, { force: true });
  }
}

/** Writes into a copy what it knows of itself; before the check, so that what is checked is what is kept. */
export function writeNote(partial: string, checked: boolean): void {
  const raw = new Database(partial, { fileMustExist: true });
  try {
    // The file is synced as a whole before it gets its name.
    raw.pragma('journal_mode = MEMORY');
    raw.pragma('synchronous = OFF');
    const count = (table: string) => raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
    const note: CopyNote = {
      documents: count('document'),
      spans: count('span'),
      change: lastChange(raw),
      checked,
    };
    raw
      .prepare(`INSERT OR REPLACE INTO meta (key, value) VALUES ('${NOTE_KEY}', ?)`)
      .run(JSON.stringify(note));
  } finally {
    raw.close();
  }
}

/** The uid of the last change of a project, with those of an unfinished import. */
export function lastChange(raw: Database.Database): string | null {
  const uid = raw.prepare('SELECT uid FROM main.change ORDER BY id DESC LIMIT 1').pluck().get();
  return Buffer.isBuffer(uid) ? toUid(uid) : null;
}

/** Checks a whole file. Error: `damaged`. */
export function assertSound(path: string): void {
  const raw = new Database(path, { fileMustExist: true });
  try {
    const found = raw.pragma('integrity_check', { simple: true });
    if (found !== 'ok')
      throw new PostilError('damaged', MESSAGES.damagedCopy(path, String(found)), { file: path });
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
