import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { assertNotHeld } from '../../db/backups/backup.ts';
import { backupFolder } from '../../db/backups/copy.ts';
import { openStore } from '../../db/connection/open.ts';
import { fileId } from '../../db/connection/opened.ts';
import { SIDE_FILES } from '../../db/integrity/private-copy.ts';
import { hasWal } from '../../db/integrity/wal.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { isReserved } from '../../shared/formats/file-names.ts';
import { MESSAGES } from './messages.ts';

/** The folder beside projects into which they are moved where the system has no trash for them. */
const TRASH = '.trash';

/** What a name adds in the longest file beside a project: that of a copy in its backups. */
const MAX_BYTES = 200;

/**
 * Returns the file of a project of this name in a folder. Error: invalid-input, if not every system can have a file of
 * that name: projects are handed on.
 */
export function projectFile(folder: string, name: string): string {
  const plain = name.normalize('NFC').trim();
  const problem = problemOfName(plain);
  if (problem !== null) throw new PostilError('invalid-input', problem, { field: 'name' });
  return join(folder, `${plain}.postil`);
}

function problemOfName(name: string): string | null {
  if (/[/\\:*?"<>|\p{Cc}]/u.test(name) || /^\.*$/.test(name)) return MESSAGES.projectName;
  if (isReserved(name)) return MESSAGES.reservedName(name);
  if (Buffer.byteLength(name) > MAX_BYTES) return MESSAGES.longName;
  return null;
}

/**
 * Throws `refused` if there is a project of that name, or a rest of one: SQLite would take its journal for that of the new
 * project. `from` is the project that is about to get the name.
 */
export function assertFree(path: string, from?: string): void {
  for (const [part, own] of partsOf(path, from ?? path).reverse())
    if (existsSync(part) && !(from !== undefined && isOtherSpelling(part, own)))
      throw new PostilError(
        'refused',
        part === path ? MESSAGES.projectExists(path) : MESSAGES.restExists(part),
        {
          field: 'name',
        },
      );
}

/** Whether no file has the name of any part of a project of this path. */
export function isFree(path: string): boolean {
  return !partsOf(path, path).some(([part]) => existsSync(part));
}

/** Whether two paths that only differ in case lead to one file, as they do on file systems that ignore case. */
function isOtherSpelling(path: string, other: string): boolean {
  return path.toLowerCase() === other.toLowerCase() && fileId(path) === fileId(other);
}

/** Returns all that belongs to a project, with where it goes; the file itself last. */
function partsOf(from: string, to: string): (readonly [from: string, to: string])[] {
  return [
    [backupFolder(from), backupFolder(to)],
    ...SIDE_FILES.map((suffix) => [from + suffix, to + suffix] as const),
    [from, to],
  ];
}

/**
 * Folds what a crash left in the journal into the file, so that the file is whole by itself. A file that cannot be opened
 * keeps its journal beside it.
 */
function foldJournal(path: string, program: string): void {
  if (!hasWal(path)) return;
  try {
    openStore(path, { program }).close();
  } catch (error) {
    if (!(error instanceof PostilError)) throw error;
  }
}

/**
 * Renames a closed project, with its journal and its backups. Returns its new path. Errors: invalid-input; refused, if
 * the name is taken or the folder is read-only; in-use, if another program has it open.
 */
export function renameProject(path: string, name: string, program: string): string {
  const to = projectFile(dirname(path), name);
  if (to === path) return path;
  assertFree(to, path);
  assertNotHeld(path, program);
  foldJournal(path, program);
  moveAll(path, to);
  return to;
}

/** Moves a closed project, with its backups, into the folder `.trash` beside it. Returns where it is. Errors as of {@link renameProject}. */
export function trashProject(path: string, program: string): string {
  assertNotHeld(path, program);
  foldJournal(path, program);
  const folder = join(dirname(path), TRASH);
  const stem = basename(path, extname(path));
  let to = join(folder, basename(path));
  for (let i = 2; !isFree(to); i++) to = join(folder, `${stem} (${i}).postil`);
  moving(path, () => mkdirSync(folder, { recursive: true }));
  moveAll(path, to);
  return to;
}

/** Moves a project to the trash of the system. Errors: in-use; refused. */
export async function trashInSystem(
  path: string,
  program: string,
  trash: (path: string) => Promise<void>,
): Promise<void> {
  assertNotHeld(path, program);
  foldJournal(path, program);
  try {
    // The file first: if it cannot be moved, the project still has its journal and its backups.
    for (const [each] of partsOf(path, path).reverse()) if (existsSync(each)) await trash(each);
  } catch (error) {
    throw new PostilError('refused', MESSAGES.notMoved(path, dirname(path), (error as Error).message), {
      file: path,
    });
  }
}

/** Moves the file with what belongs to it; if one cannot be moved, the others are moved back. */
function moveAll(from: string, to: string): void {
  const parts = partsOf(from, to).filter(([part]) => existsSync(part));
  const moved: (readonly [string, string])[] = [];
  moving(from, () => {
    try {
      for (const [part, place] of parts) {
        renameSync(part, place);
        moved.push([part, place]);
      }
    } catch (error) {
      for (const [part, place] of moved.reverse()) renameSync(place, part);
      throw error;
    }
  });
}

function moving(path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new PostilError('refused', MESSAGES.notMoved(path, dirname(path), (error as Error).message), {
      file: path,
    });
  }
}
