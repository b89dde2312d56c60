import { copyFileSync, existsSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { PostilError } from '../../shared/contract/errors.ts';
import { newBackupPath, syncPath } from '../backups/copy.ts';
import { assertProject } from '../connection/open.ts';
import { MESSAGES } from '../messages.ts';
import { copyPrivately, JOURNALS } from './private-copy.ts';
import { DoubtfulJournal, examineJournal, lookThrough } from './wal.ts';

/** What a person may decide about a journal that may not belong to its file: to open the file with it, or as it is without it. */
export const JOURNAL_CHOICES = ['with', 'without'] as const;
export type JournalChoice = (typeof JOURNAL_CHOICES)[number];

/** What is odd about a project and its journal; empty when they belong together. Errors: those of an examination. */
export function oddJournal(path: string): readonly string[] {
  try {
    examineJournal(path);
    if (JOURNALS.every((suffix) => !existsSync(path + suffix))) lookThrough(path);
    return [];
  } catch (error) {
    if (error instanceof DoubtfulJournal) return error.odd;
    throw error;
  }
}

/**
 * Makes one file of a project and its doubtful journal, as a person decided, so that it can be opened. The bytes of both are
 * kept among the project's backups first. Returns where, or `null` when nothing was doubtful. Errors: damaged, when even
 * that choice leaves no project, and then nothing is changed.
 */
export function decideJournal(path: string, choice: JournalChoice): { readonly kept: string | null } {
  if (oddJournal(path).length === 0) return { kept: null };
  assertOpens(path, choice);
  const kept = keepAsIs(path);
  if (choice === 'without') for (const suffix of JOURNALS) rmSync(path + suffix, { force: true });
  rmSync(`${path}-shm`, { force: true });
  fold(path);
  return { kept };
}

/** Copies a project's file and journals as they are, byte by byte, to a new name among its backups; returns that name. */
export function keepAsIs(path: string): string {
  const kept = newBackupPath(path, 'before-restore');
  for (const suffix of ['', ...JOURNALS]) {
    if (!existsSync(path + suffix)) continue;
    copyFileSync(path + suffix, kept + suffix);
    // Durable before the original is written.
    syncPath(kept + suffix);
  }
  return kept;
}

function assertOpens(path: string, choice: JournalChoice): void {
  const copy = copyPrivately(path, { journals: choice === 'with' });
  try {
    fold(copy.path);
    assertProject(copy.path);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replaceAll(copy.path, path) : String(error);
    throw new PostilError('damaged', MESSAGES.notOpenedEitherWay(path, choice, reason), { file: path });
  } finally {
    copy.remove();
  }
}

/** Writes the journal into the file, and forgets the programs that had it open. */
function fold(path: string): void {
  const raw = new Database(path, { fileMustExist: true, timeout: 5000 });
  try {
    raw.pragma('trusted_schema = OFF');
    raw.exec('DELETE FROM holder');
    raw.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    raw.close();
  }
}
