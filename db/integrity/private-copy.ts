import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { PostilError } from '../../shared/contract/errors.ts';
import { isRunning, ownProcess, type RunningProcess } from '../connection/holders.ts';
import { temporaryFolder } from '../connection/temporary.ts';
import { MESSAGES } from '../messages.ts';

/** A copy of a project's files that nobody else knows of: SQLite may do there what it must not do to the project. */
export interface PrivateCopy {
  readonly path: string;
  remove(): void;
}

const PREFIX = 'postil-copy-';
const OWNER = 'owner.json';
/** A file that is being written is copied so often until the copy is of one moment. */
const ATTEMPTS = 3;

/** Without a word of its owner a folder is left alone for so long (ms). */
const BEING_MADE = 60_000;
const FOREIGN_LIFE = 7 * 24 * 60 * 60_000;

/** The journals that SQLite may have beside a file. */
export const JOURNALS = ['-wal', '-journal'] as const;
/** All that SQLite may have beside a file. */
export const SIDE_FILES = [...JOURNALS, '-shm'] as const;

/**
 * Copies a project into a folder for temporary files, with the journals that lie beside it, or without. The file must not be
 * open in this process, see `opened.ts`. Errors: in-use, when it is written all the while; refused, when there is no room.
 */
export function copyPrivately(path: string, { journals }: { readonly journals: boolean }): PrivateCopy {
  removeAbandoned();
  const suffixes = journals ? JOURNALS.filter((suffix) => existsSync(path + suffix)) : [];
  const names = ['', ...suffixes];
  const folder = temporaryFolder('copy', folderWithRoom(path, names));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    writeFileSync(join(folder, OWNER), JSON.stringify(ownProcess('the owner')));
    const copy = join(folder, basename(path));
    for (let attempt = 1; ; attempt++) {
      const before = stateOf(path);
      for (const suffix of names) {
        // As a clone where the disk can do that, which takes no time and no room.
        copyFileSync(path + suffix, copy + suffix, constants.COPYFILE_FICLONE);
        // A file that may not be written has a copy that may.
        chmodSync(copy + suffix, 0o600);
      }
      if (stateOf(path) === before) return { path: copy, remove };
      if (attempt === ATTEMPTS) throw new PostilError('in-use', MESSAGES.beingWritten(path), { file: path });
    }
  } catch (error) {
    remove();
    throw error;
  }
}

/** Size and time of all files of a project. */
function stateOf(path: string): string {
  return ['', ...JOURNALS]
    .map((suffix) => {
      const stat = statSync(path + suffix, { throwIfNoEntry: false, bigint: true });
      return stat ? `${stat.ino}:${stat.size}:${stat.mtimeNs}` : 'none';
    })
    .join(' ');
}

/** Room for as much again is left for what SQLite does with the copy. */
function folderWithRoom(path: string, suffixes: readonly string[]): string {
  const needed = suffixes.reduce((sum, suffix) => sum + statSync(path + suffix).size, 0);
  const hasRoom = (folder: string) => {
    try {
      const { bavail, bsize } = statfsSync(folder);
      return bavail * bsize > 1.2 * needed;
    } catch {
      return false;
    }
  };
  const found = [tmpdir(), dirname(path)].find(hasRoom);
  if (found !== undefined) return found;
  throw new PostilError(
    'refused',
    MESSAGES.noRoomForPrivateCopy(path, Math.ceil((1.2 * needed) / 1e6), tmpdir()),
    { file: path },
  );
}

/** Removes what programs left that were killed. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = join(tmpdir(), name);
    if (isOwned(folder)) continue;
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another person's, on a machine with one folder for all.
    }
  }
}

function isOwned(folder: string): boolean {
  try {
    const owner = JSON.parse(readFileSync(join(folder, OWNER), 'utf8')) as RunningProcess;
    // Processes of another container or machine cannot be asked.
    return owner.host === hostname() ? isRunning(owner, Date.now()) : isYoung(folder, FOREIGN_LIFE);
  } catch {
    // It is being made just now, or belongs to somebody else.
    return isYoung(folder, BEING_MADE);
  }
}

function isYoung(folder: string, life: number): boolean {
  return Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0) < life;
}
