import { PostilError } from '../../shared/contract/errors.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql, type ReadDb } from '../connection.ts';
import { DanglingReference } from '../rows/ids.ts';
import { imageText, kindOf, type KindName } from '../rows/index.ts';
import { refuseUsedSince } from '../scheme-rules.ts';
import type { Store } from '../store.ts';
import { timeOf, toBytes, toUid } from '../uid.ts';
import type { Actor } from './actor.ts';
import { collectBatch, compareBatches, type Batch } from './batch.ts';
import type { UndoTarget } from './choose.ts';
import { isForeignKeyError, record, type Recorded } from './record.ts';
import type { Recorder } from './recorder.ts';

export interface JournalRow {
  ordinal: number;
  kind: KindName;
  uid: Buffer;
  before_change: number | null;
  before: string | null;
  after: string | null;
}

/**
 * Takes a chosen entry back, as a new entry of the same kind: `choose.ts` says which. Undo takes back a change, redo its undo.
 * @throws PostilError `conflict` that names the change in its way; nothing is changed then.
 */
export function takeBack(
  store: Store,
  actor: Actor,
  found: UndoTarget,
  verb: 'Undo' | 'Redo',
): Recorded<UndoTarget> {
  const title = {
    command: `history.${verb.toLowerCase()}`,
    label: `${verb}: ${found.label}`,
    kind: found.kind,
    undoes: found.id,
  };
  return record(store, actor, title, (recorder) => {
    const entry = store.db.get<{ undoes_id: number | null; batch: string | null }>(
      sql`SELECT undoes_id, batch FROM change WHERE id = ${found.id}`,
    )!;
    const doing = `${verb.toLowerCase()} “${found.label}”`;
    const scheme = schemeVersionUid(store);
    // What the import changed goes back first: those rows carry its id too, and its own rows are told by that.
    for (const row of journalRows(store.db, found.id)) revert(store, recorder, row, doing);
    if (entry.batch !== null) removeBatch(store, recorder, found.id, JSON.parse(entry.batch) as Batch, doing);
    const now = schemeVersionUid(store);
    if (scheme !== undefined && now !== undefined && scheme !== now)
      refuseUsedSince(store, scheme, now, doing);
    store.db.run(sql`UPDATE main.change SET undone = 1 WHERE id = ${found.id}`);
    if (entry.undoes_id !== null)
      store.db.run(sql`UPDATE main.change SET undone = 0 WHERE id = ${entry.undoes_id}`);
    return found;
  });
}

function schemeVersionUid({ db }: Store): Uid | undefined {
  return db.value<Uid>(sql`SELECT value FROM meta WHERE key = 'scheme'`);
}

/** The row images of an entry, last first: the order in which they are taken back. */
export function journalRows(db: ReadDb, change: number): JournalRow[] {
  return db.all<JournalRow>(sql`
    SELECT ordinal, kind, uid, before_change, before, after FROM change_row WHERE change_id = ${change} ORDER BY ordinal DESC`);
}

function revert(store: Store, recorder: Recorder, row: JournalRow, doing: string): void {
  const uid = toUid(row.uid);
  const now = kindOf(row.kind).read(store, uid);
  if ((now ? imageText(now.image) : null) !== row.after) throw conflict(store.db, row.kind, uid, doing);
  try {
    if (row.before === null) recorder.remove(row.kind, uid);
    else recorder.restore(row.kind, uid, row.before, row.before_change!);
  } catch (error) {
    if (isForeignKeyError(error)) throw dependants(row.kind, doing);
    if (error instanceof DanglingReference) {
      throw new PostilError('conflict', `Cannot ${doing}: ${error.message} any more.`);
    }
    throw error;
  }
}

function removeBatch(store: Store, recorder: Recorder, id: number, batch: Batch, doing: string): void {
  const { rows, sum } = collectBatch(store, id);
  const difference = compareBatches(batch, sum);
  if (difference) {
    throw new PostilError('conflict', `Cannot ${doing}: ${difference}. Undo the later changes first.`);
  }
  for (const { kind, uid } of rows.reverse()) {
    try {
      recorder.remove(kind, uid);
    } catch (error) {
      throw isForeignKeyError(error) ? dependants(kind, doing) : error;
    }
  }
}

function dependants(kind: KindName, doing: string): PostilError {
  return new PostilError(
    'conflict',
    `Cannot ${doing}: something made later depends on this ${kind}. Undo or remove that first.`,
  );
}

/** Names the later change that stands in the way. */
function conflict(db: ReadDb, kind: KindName, uid: Uid, doing: string): PostilError {
  const last = db.get<{ uid: Buffer; label: string }>(sql`
    SELECT c.uid, c.label FROM change_row r JOIN change c ON c.id = r.change_id
    WHERE r.uid = ${toBytes(uid)} AND r.kind = ${kind} ORDER BY r.change_id DESC LIMIT 1`);
  const by = last
    ? `“${last.label}” (${new Date(timeOf(toUid(last.uid))).toISOString()}) has changed the same ${kind} since`
    : `the ${kind} has changed since`;
  return new PostilError('conflict', `Cannot ${doing}: ${by}. Undo that change first.`);
}
