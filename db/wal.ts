import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { PostilError } from '../shared/contract/errors.ts';
import { checkProject } from './check.ts';
import { Connection } from './connection.ts';
import { isHeld } from './holders.ts';
import { CURRENT_VERSION } from './migrations.ts';
import { storeOf } from './store.ts';
import { hideUnfinished } from './unfinished.ts';

/** Whether there is something in the journal beside a file. */
export function hasWal(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/**
 * Refuses a file whose `-wal` is another's: SQLite would write its pages into whatever lies there, such as a backup that
 * was put in the place of a project after a crash. A file that was changed after its journal is suspected and looked through
 * before anything is written; a checkpoint before a crash makes it look so too, and then all is well. Error: damaged.
 */
export function refuseForeignWal(path: string): void {
  const wal = statSync(`${path}-wal`, { throwIfNoEntry: false });
  if (!wal || wal.size === 0 || statSync(path).ctimeMs <= wal.ctimeMs) return;
  // Only such a connection leaves both files alone when it is closed.
  const raw = new Database(path, { readonly: true, timeout: 5000 });
  let problem: string | undefined;
  try {
    problem = firstProblem(raw, path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY'))
      throw error;
    problem = error instanceof Error ? error.message : String(error);
  } finally {
    raw.close();
  }
  if (problem === undefined) return;
  throw new PostilError(
    'damaged',
    `${path} and the journal beside it, ${path}-wal, do not belong together (${problem}), as when the file was replaced after a crash. Nothing was changed. Move the journal away to open the file as it is, or restore a backup.`,
    { file: path },
  );
}

function firstProblem(raw: Database.Database, path: string): string | undefined {
  const db = new Connection(raw);
  // The journal is that of the program which holds the project; it checked when it opened.
  if (raw.pragma('user_version', { simple: true }) === CURRENT_VERSION && isHeld(db)) return undefined;
  const found = String(raw.pragma('integrity_check(1)', { simple: true }));
  if (found !== 'ok') return found;
  const version = raw.pragma('user_version', { simple: true });
  if (version !== CURRENT_VERSION) return undefined;
  const store = storeOf(db, path, true);
  // What is left of an import that was killed is swept later, and is no damage.
  hideUnfinished(store);
  return db.snapshot(() => checkProject(store)).problems[0]?.message;
}
