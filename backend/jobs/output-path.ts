import { accessSync, constants, lstatSync, mkdirSync, readdirSync, statSync, type Stats } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { PostilError } from '../../shared/contract/errors.ts';
import { MESSAGES } from './messages.ts';

/** The longest file name that file systems allow, in bytes. */
const LONGEST_NAME = 255;
const LONGEST_PATH = 4095;

/**
 * Refuses an output path that cannot be written, before any work is done: a name that is too long, an existing file or
 * folder, a parent that is a file or a device, a folder without permission, SQLite's own files of a project.
 *
 * @throws PostilError `refused`, with the reason
 */
export function assertOutput(out: string, kind: 'file' | 'folder'): void {
  const path = resolve(out);
  const refusal = (reason: string) => new PostilError('refused', reason, { file: out });
  for (const name of path.split('/')) {
    if (Buffer.byteLength(name) > LONGEST_NAME)
      throw refusal(MESSAGES.nameTooLong(name.slice(0, 40), Buffer.byteLength(name), LONGEST_NAME));
  }
  if (Buffer.byteLength(path) > LONGEST_PATH) throw refusal(MESSAGES.pathTooLong(LONGEST_PATH));
  const there = look(path);
  if (there) assertReplaceable(path, there, kind, refusal);
  if (/-(?:wal|shm|journal)$/.test(path) && look(path.replace(/-[a-z]+$/, '')))
    throw refusal(MESSAGES.nameOfJournal(out, basename(path).replace(/-[a-z]+$/, '')));
  if (
    dirname(path)
      .split('/')
      .some((name) => name.endsWith('.backups'))
  )
    throw refusal(MESSAGES.insideBackups(out));
  const parent = nearestFolder(dirname(path), refusal);
  if (/^\/(?:proc|sys)(?:\/|$)/.test(parent)) throw refusal(MESSAGES.notOnDisk(parent));
  try {
    accessSync(there?.isDirectory() ? path : parent, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw refusal(code === 'EROFS' ? MESSAGES.readOnlyDisk(parent) : MESSAGES.noPermission(parent));
  }
}

/** Creates a folder and its parents. Node's own `recursive` never returns on a file system that does not allow it. */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  for (let at = resolve(path); !look(at); at = dirname(at)) missing.push(at);
  for (const folder of missing.reverse()) {
    try {
      mkdirSync(folder);
    } catch (error) {
      // Another program may have created it just now.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function look(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A parent is a file, or a folder that may not be read; checking the parents shows which.
    if (code === 'ENOTDIR' || code === 'EACCES' || code === 'ELOOP') return undefined;
    throw error;
  }
}

function assertReplaceable(
  path: string,
  there: Stats,
  kind: 'file' | 'folder',
  refuse: (reason: string) => PostilError,
): void {
  const what = describe(there);
  if (kind === 'file')
    throw refuse(there.isFile() ? MESSAGES.fileExists(path) : MESSAGES.nameTaken(path, what));
  if (!there.isDirectory()) throw refuse(MESSAGES.notAFolder(path, what));
  if (isEmpty(path)) return;
  throw refuse(MESSAGES.folderNotEmpty(path));
}

/** Also returns true for a folder that may not be read, because that is reported next. */
function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch {
    return true;
  }
}

function describe(there: Stats): string {
  if (there.isFile()) return 'a file';
  if (there.isDirectory()) return 'a folder';
  if (there.isFIFO()) return 'a pipe';
  if (there.isSocket()) return 'a socket';
  if (there.isSymbolicLink()) return 'a link that leads nowhere';
  return 'a device';
}

/** Returns the nearest existing parent folder. */
function nearestFolder(from: string, refuse: (reason: string) => PostilError): string {
  for (let at = from; ; at = dirname(at)) {
    const there = look(at);
    if (!there) continue;
    if (there.isDirectory()) return at;
    throw refuse(MESSAGES.parentNotAFolder(at, describe(there)));
  }
}
