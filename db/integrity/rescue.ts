import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import Database from 'better-sqlite3';
import { listBackups } from '../backups/backups.ts';
import { Connection, sql, type SqlValue } from '../connection/connection.ts';
import { NOTE_KEY, settle, assertSound } from '../backups/copy.ts';
import { assertUndamaged } from './damage.ts';
import type { KeptChange, KeptChanges } from './kept-changes.ts';
import { migrate } from '../migrations/index.ts';
import { replayText } from '../revisions/move-text.ts';
import { kindIn, type ImageOf, type KindName } from '../rows/index.ts';
import { projectUid } from '../scheme/scheme.ts';
import type { Store } from '../connection/store.ts';
import { storeOf } from '../connection/store-of.ts';
import { toUid } from '../connection/uid.ts';

/** What could be saved of a project whose file is no longer what was written into it. */
export interface Rescued {
  /** The file that holds it; `null` when there is nothing that could be built on. */
  readonly path: string | null;
  /** What is not in it, in words; `null` when all that was saved is. */
  readonly missing: string | null;
}

/**
 * Saves what a connection still has, whose file was taken away or written over, beside it under a new name. Either the
 * connection, with its cache and its journal, can still read the whole of it; or the changes kept in memory are written
 * onto the newest sound copy, which may be the very file that was put there. The journal's bytes are kept too, where
 * something is missing.
 */
export function rescue(store: Store, kept: KeptChanges, now: Date = new Date()): Rescued {
  const out = freeName(store.path, now);
  const partial = `${out}.partial`;
  try {
    if (vacuumWhole(store, kept, partial)) {
      settle(partial, out);
      return { path: out, missing: null };
    }
    keepJournal(store.path, out);
    for (const base of basesOf(store.path)) {
      rmSync(partial, { force: true });
      const missing = rebuild(kept, base, partial);
      if (missing === undefined) continue;
      settle(partial, out);
      if (missing === null) rmSync(`${out}-journal-bytes`, { force: true });
      return { path: out, missing };
    }
    return { path: null, missing: 'no sound copy of the project was found to build on' };
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(partial + suffix, { force: true });
  }
}

function freeName(path: string, now: Date): string {
  const stamp = now
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
  const stem = join(dirname(path), `${basename(path, extname(path))} rescued ${stamp}`);
  for (let n = 1; ; n++) {
    const out = `${stem}${n === 1 ? '' : ` (${n})`}.postil`;
    if (!existsSync(out)) return out;
  }
}

/** Whether the connection still had all of it, with the newest change and in order. */
function vacuumWhole({ db: { raw } }: Store, kept: KeptChanges, partial: string): boolean {
  try {
    raw.pragma('query_only = OFF'); // it may write no more, but into another file
    // Views that hide an unfinished import would be taken for the tables.
    const views = raw.prepare(`SELECT name FROM temp.sqlite_schema WHERE type = 'view'`).pluck().all();
    for (const name of views as string[]) raw.exec(`DROP VIEW temp."${name}"`);
    raw.prepare('VACUUM INTO ?').run(partial);
    assertSound(partial);
    const copy = new Database(partial, { fileMustExist: true });
    try {
      assertUndamaged(copy);
      copy.exec('DELETE FROM holder'); // nobody has this file open yet
      return holds(copy, kept);
    } finally {
      copy.close();
    }
  } catch {
    return false;
  }
}

/** Whether a file has all changes that are kept, and none between is missing. */
function holds(copy: Database.Database, kept: KeptChanges): boolean {
  const top = copy.prepare('SELECT max(id) FROM main.change').pluck().get() as number | null;
  if ((top ?? 0) < kept.last) return false;
  const uidOf = copy.prepare('SELECT uid FROM main.change WHERE id = ?').pluck();
  return kept.changes.every(({ id, uid }) => {
    const found = uidOf.get(id);
    return Buffer.isBuffer(found) && found.equals(uid);
  });
}

/** The journal may hold what nothing else does. */
function keepJournal(path: string, out: string): void {
  if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${out}-journal-bytes`);
}

/** Files that may be sound states of the project, newest first. */
function basesOf(path: string): string[] {
  const copies = listBackups(path)
    .filter(({ note }) => note !== null)
    .map((copy) => copy.path);
  return [path, ...copies];
}

/**
 * Writes the kept changes onto a copy of `base`. Returns what is missing then, or `undefined` where the base is no sound
 * state of this project.
 */
function rebuild(kept: KeptChanges, base: string, partial: string): string | null | undefined {
  let raw: Database.Database | undefined;
  try {
    writeFileSync(partial, withoutJournal(readFileSync(base)));
    raw = new Database(partial, { fileMustExist: true });
    raw.pragma('trusted_schema = OFF');
    migrate(raw);
    assertUndamaged(raw);
    const copy = storeOf(new Connection(raw), partial, false);
    if (projectUid(copy) !== kept.project) return undefined;
    raw.prepare('DELETE FROM meta WHERE key = ?').run(NOTE_KEY);
    raw.exec('DELETE FROM holder');
    const last = raw
      .prepare<[], { id: number; uid: Buffer }>('SELECT id, uid FROM change ORDER BY id DESC LIMIT 1')
      .get()!;
    const newer = kept.changes.filter(({ id }) => id > last.id);
    const whole = kept.goOnFrom(last.id, last.uid);
    for (const { table, row } of kept.parents) insert(copy, table, row, 'OR IGNORE');
    const failed = newer.filter((change) => !replay(copy, change));
    assertUndamaged(raw);
    raw.close();
    assertSound(partial);
    const missing = [
      ...(whole ? [] : [`what was changed between ${basename(base)} and the opening of the project`]),
      ...failed.map(({ change }) => `“${String(change['label'])}”`),
    ];
    return missing.length === 0 ? null : missing.join(', ');
  } catch {
    return undefined;
  } finally {
    if (raw?.open) raw.close();
  }
}

/** The bytes of a file as one that has no journal, and looks for none. */
function withoutJournal(bytes: Buffer): Buffer {
  bytes[18] = bytes[19] = 1;
  return bytes;
}

function insert(
  { db: { raw } }: Store,
  table: string,
  row: Readonly<Record<string, SqlValue>>,
  or: '' | 'OR IGNORE' = '',
): void {
  const columns = Object.keys(row);
  const [names, values] = [columns.map((name) => `"${name}"`), columns.map(() => '?')];
  raw
    .prepare(`INSERT ${or} INTO main.${table} (${names.join(', ')}) VALUES (${values.join(', ')})`)
    .run(...Object.values(row));
}

/** Makes a change once more, with its ids. Returns whether that could be done. */
function replay(store: Store, { id, change, documents, rows }: KeptChange): boolean {
  if (change['batch'] !== null) return false; // its rows are not in the journal
  const { db } = store;
  try {
    db.immediate(() => {
      insert(store, 'change', change);
      const { device_id: device, seq, undoes_id: undoes } = change;
      db.run(sql`UPDATE device SET seq = max(seq, ${seq!}) WHERE id = ${device!}`);
      for (const each of documents) insert(store, 'change_document', each);
      const journalled = new Set(rows.map((row) => `${String(row['kind'])} ${toUid(row['uid'] as Buffer)}`));
      for (const row of rows) {
        insert(store, 'change_row', row);
        if (row['kind'] === 'text' && row['before'] !== null && row['after'] !== null) {
          const writer = undoes === null ? id : earlierChange(store, undoes!, row, id);
          const image = JSON.parse(row['after'] as string) as ImageOf<'text'>;
          replayText(store, toUid(row['uid'] as Buffer), image, writer, journalled);
          continue;
        }
        const kind = kindIn(store, row['kind'] as KindName);
        const uid = toUid(row['uid'] as Buffer);
        if (row['after'] === null) kind.remove(store, uid);
        else {
          const image = JSON.parse(row['after'] as string) as ImageOf<KindName>;
          kind.write(store, uid, image, undoes === null ? id : earlierChange(store, undoes!, row, id));
        }
      }
      if (undoes !== null) {
        db.run(sql`UPDATE main.change SET undone = 1 WHERE id = ${undoes!}`);
        db.run(
          sql`UPDATE main.change SET undone = 0 WHERE id = (SELECT undoes_id FROM change WHERE id = ${undoes!})`,
        );
      }
    });
    return true;
  } catch {
    store.terms.reload();
    store.texts.clear();
    return false;
  }
}

/** An undo puts rows back with the change that had made them. */
function earlierChange(
  { db }: Store,
  undoes: SqlValue,
  row: Readonly<Record<string, SqlValue>>,
  own: number,
): number {
  return (
    db.value<number | null>(sql`
      SELECT before_change FROM change_row WHERE change_id = ${undoes} AND kind = ${row['kind']!} AND uid = ${row['uid']!}`) ??
    own
  );
}
