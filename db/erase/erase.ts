import { rmSync, statSync, utimesSync } from 'node:fs';
import { basename } from 'node:path';
import Database from 'better-sqlite3';
import type { EraseReport } from '../../shared/contract/erase.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { copyWithJournal } from '../backups/backup.ts';
import { listBackups } from '../backups/backups.ts';
import { configure, Connection, sql, type ReadDb } from '../connection/connection.ts';
import { NOTE_KEY, settle, assertSound, writeNote } from '../backups/copy.ts';
import { describeHolders, otherHolders } from '../connection/holders.ts';
import type { Actor } from '../journal/actor.ts';
import { record } from '../journal/record.ts';
import { MESSAGES } from '../messages.ts';
import { CURRENT_VERSION, migrate } from '../migrations/index.ts';
import { openStore } from '../connection/open.ts';
import { SIDE_FILES } from '../integrity/private-copy.ts';
import type { Store } from '../connection/store.ts';
import { storeOf } from '../connection/store-of.ts';
import { partialPath } from '../connection/temporary.ts';
import { describeUnfinished, findUnfinished } from '../imports/unfinished.ts';
import { withoutDocument } from './article.ts';
import { namesLeft, namesOf, withoutNames } from './entity.ts';
import { rewrite } from './rewrite.ts';
import type { Rewriting } from './rewriting.ts';

/** What to delete for good. */
export type EraseTarget =
  | { readonly of: 'document'; readonly id: Uid }
  /** `names`: the names to remove from texts; by default all that the entity ever had. */
  | { readonly of: 'entity'; readonly id: Uid; readonly names?: readonly string[] | undefined };

/**
 * Key in `meta`. It is set while deleted words may still be in free pages of the file; the project is then compacted at
 * the next opening.
 */
const COMPACT_KEY = 'compact';

/**
 * Deletes a document or the names of an entity for good: first in the copies of the project, each rewritten under a
 * temporary name, then in the project, in one transaction. If it is interrupted, every file is still valid, and running
 * it again does the rest. No other program may have the project open.
 * @throws PostilError `in-use`, `refused` while an import is unfinished, `not-found` for an unknown target.
 */
export function eraseForGood(
  path: string,
  target: EraseTarget,
  actor: Actor,
  program: string,
  progress: (done: number, total: number, message: string) => void = () => undefined,
): EraseReport {
  const store = openStore(path, { program });
  try {
    assertAlone(store);
    const known = knownTarget(store, target);
    const copies = listBackups(path);
    const unread: EraseReport['unread'][number][] = [];
    const rewritten: string[] = [];
    for (const [i, copy] of copies.entries()) {
      progress(i, copies.length + 1, `Rewriting ${copy.name}`);
      try {
        eraseInCopy(copy.path, known, actor);
        rewritten.push(copy.name);
      } catch (error) {
        unread.push({ name: copy.name, reason: error instanceof Error ? error.message : String(error) });
      }
    }
    progress(copies.length, copies.length + 1, `Rewriting ${basename(path)}`);
    const { removed, changed } = eraseHere(store, known, actor);
    compact(store);
    const left = known.of === 'entity' ? namesLeft(store, known.names) : [];
    return { removed, changed, copies: rewritten, unread, left };
  } finally {
    store.close();
  }
}

/** Whether a deletion for good was interrupted before the free pages of the file were rewritten. */
export function isErasing(db: ReadDb): boolean {
  return db.value<string>(sql`SELECT value FROM meta WHERE key = ${COMPACT_KEY}`) !== undefined;
}

/** Finishes an interrupted deletion: removes deleted words from the free pages of the file. */
export function finishErasing(store: Store): void {
  if (isErasing(store.db)) compact(store);
}

type KnownTarget =
  | { readonly of: 'document'; readonly id: Uid }
  | { readonly of: 'entity'; readonly id: Uid; readonly names: readonly string[] };

/** Adds the names of the entity, because older copies may not have all of them. */
function knownTarget(store: Store, target: EraseTarget): KnownTarget {
  if (target.of === 'document') return target;
  return { ...target, names: target.names ?? namesOf(store, target.id) };
}

function assertAlone(store: Store): void {
  const others = otherHolders(store.db);
  if (others.length > 0)
    throw new PostilError('in-use', MESSAGES.eraseNeedsAlone(store.path, describeHolders(others)), {
      file: store.path,
    });
  const unfinished = findUnfinished(store.db);
  if (unfinished) throw new PostilError('refused', MESSAGES.eraseHasToWait(describeUnfinished(unfinished)));
}

function rewritingOf(store: Store, target: KnownTarget): Rewriting {
  return target.of === 'document'
    ? withoutDocument(store, target.id)
    : withoutNames(store, target.id, target.names);
}

/** Changes the rows and the journal and writes the tombstone with its change, in one transaction. */
function eraseHere(store: Store, target: KnownTarget, actor: Actor): { removed: number; changed: number } {
  store.db.raw.pragma('secure_delete = ON');
  const label =
    target.of === 'document' ? 'Delete a document for good' : 'Delete the names of an entity for good';
  const { result } = record(store, actor, { command: 'erase.run', label, kind: 'setup' }, (recorder) => {
    const rewritten = rewrite(store, rewritingOf(store, target), recorder.id);
    recorder.put('tombstone', target.id, { of: target.of });
    store.db.run(sql`INSERT OR REPLACE INTO meta (key, value) VALUES (${COMPACT_KEY}, '1')`);
    return rewritten;
  });
  store.texts.clear();
  return result;
}

/** Rewrites the file without its free pages, and empties its write-ahead log. */
function compact({ db }: Store): void {
  db.raw.exec('VACUUM');
  db.run(sql`DELETE FROM meta WHERE key = ${COMPACT_KEY}`);
  db.raw.pragma('wal_checkpoint(TRUNCATE)');
}

/** Does the same in a copy: works on a temporary file, which replaces the copy when it is complete. */
function eraseInCopy(path: string, target: KnownTarget, actor: Actor): void {
  const partial = partialPath(path);
  const { atime, mtime } = statSync(path);
  try {
    copyWithJournal(path, partial);
    const raw = new Database(partial, { fileMustExist: true });
    let note: boolean;
    try {
      raw.pragma('trusted_schema = OFF');
      const version = raw.pragma('user_version', { simple: true }) as number;
      if (version < CURRENT_VERSION) migrate(raw);
      configure(raw, { readonly: false });
      const store = storeOf(new Connection(raw), partial, false);
      note = store.db.value(sql`SELECT 1 FROM meta WHERE key = ${NOTE_KEY}`) !== undefined;
      eraseHere(store, target, actor);
      compact(store);
    } finally {
      raw.close();
    }
    if (note) writeNote(partial, true);
    assertSound(partial);
    // Lists of copies are sorted by the time of the file.
    utimesSync(partial, atime, mtime);
    settle(partial, path);
    // The write-ahead log of the replaced file contains deleted words.
    for (const suffix of SIDE_FILES) rmSync(path + suffix, { force: true });
  } finally {
    for (const suffix of ['', ...SIDE_FILES]) rmSync(partial + suffix, { force: true });
  }
}
