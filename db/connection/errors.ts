import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Connection } from './connection.ts';
import { isDamage } from '../integrity/damage.ts';
import { describeHolders, otherHolders } from './holders.ts';
import { MESSAGES } from '../messages.ts';
import { CURRENT_VERSION } from '../migrations/index.ts';

/** The file at this path is no project; `why` completes the sentence. */
export function notAProject(path: string, why: string): PostilError {
  return new PostilError('not-a-project', MESSAGES.notAProject(path, why), { file: path });
}

/** The project cannot be read correctly; `why` completes the sentence. */
export function damaged(path: string, why: string): PostilError {
  return new PostilError('damaged', MESSAGES.damaged(path, why), { file: path });
}

/** A newer version of Postil wrote the project. */
export function newer(path: string, version: number): PostilError {
  return new PostilError('newer-version', MESSAGES.newerFormat(path, version, CURRENT_VERSION), {
    file: path,
  });
}

/** Converts errors of SQLite to errors that a person can act on; returns others unchanged. */
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
    return new PostilError('read-only', MESSAGES.noPermissionForProject(path), { file: path });
  }
  if (code === 'SQLITE_FULL') {
    return diskFull(path);
  }
  if (code.startsWith('SQLITE_IOERR')) {
    // If SQLite maps a file into memory, a full disk looks to it like a broken one.
    if (isFull(path)) return diskFull(path);
    return new PostilError('disk-failed', MESSAGES.diskFailed(path, (error as Error).message, code), {
      file: path,
    });
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
  return new PostilError('refused', MESSAGES.diskFull(path, tmpdir()), { file: path });
}

/** Converts errors of the file system to errors that a person can act on, naming the path that the system named; returns others unchanged. */
export function ofFileSystem(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return error;
  const { code, path } = error as NodeJS.ErrnoException;
  const what = path ?? 'a file';
  const where = path === undefined ? undefined : { file: path };
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new PostilError('refused', MESSAGES.diskFullFor(what), where);
  if (code === 'EIO') return new PostilError('refused', MESSAGES.diskFailedFor(error.message, what), where);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new PostilError('refused', MESSAGES.noPermission(what, code), where);
  const reasons: Readonly<Record<string, string>> = MESSAGES.cannotBeUsedBecause;
  const reason = reasons[code ?? ''];
  return reason === undefined
    ? error
    : new PostilError('refused', MESSAGES.cannotBeUsed(what, reason, code), where);
}

function holdersOf(db: Connection): ReturnType<typeof otherHolders> {
  try {
    return otherHolders(db);
  } catch {
    return [];
  }
}
