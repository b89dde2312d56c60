import type { Uid } from '../../shared/model/uid.ts';
import { sql, type ReadDb } from '../connection.ts';
import { DanglingReference } from '../rows/ids.ts';
import { imageText, kindOf, type ImageOf, type KindName } from '../rows/index.ts';
import { refuseUsedSince } from '../scheme-rules.ts';
import type { Store } from '../store.ts';
import { toUid } from '../uid.ts';
import type { Actor } from './actor.ts';
import { collectBatch, compareBatches, type Batch } from './batch.ts';
import type { UndoTarget } from './choose.ts';
import { changedSince, dependedOn, importChanged, missing, refuseMerged } from './obstacle.ts';
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
    const linked = new Set<Uid>();
    for (const row of journalRows(store.db, found.id)) {
      revert(store, recorder, row, doing);
      for (const entity of entitiesIn(row)) linked.add(entity);
    }
    for (const entity of linked) refuseMerged(store, entity, doing);
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

/** The entities that what comes back with a row refers to, and the entity itself. */
function entitiesIn({ kind, uid, before }: JournalRow): Uid[] {
  if (before === null) return [];
  if (kind === 'entity') return [toUid(uid)];
  const image = JSON.parse(before) as unknown;
  if (kind === 'span') return [...(image as ImageOf<'span'>).entities];
  if (kind === 'slot') {
    const { filler } = image as ImageOf<'slot'>;
    return 'entity' in filler ? [filler.entity] : [];
  }
  if (kind !== 'relation') return [];
  const { ends, from, to } = image as ImageOf<'relation'>;
  return ends === 'entity' ? [from, to] : [];
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
  if ((now ? imageText(now.image) : null) !== row.after) throw changedSince(store, row.kind, uid, doing);
  try {
    if (row.before === null) recorder.remove(row.kind, uid);
    else recorder.restore(row.kind, uid, row.before, row.before_change!);
  } catch (error) {
    if (isForeignKeyError(error)) throw dependedOn(store, row.kind, uid, doing);
    if (error instanceof DanglingReference) throw missing(store, error, doing);
    throw error;
  }
}

function removeBatch(store: Store, recorder: Recorder, id: number, batch: Batch, doing: string): void {
  const { rows, sum } = collectBatch(store, id);
  const difference = compareBatches(batch, sum);
  if (difference) throw importChanged(store, id, difference, doing);
  for (const { kind, uid } of rows.reverse()) {
    try {
      recorder.remove(kind, uid);
    } catch (error) {
      throw isForeignKeyError(error) ? dependedOn(store, kind, uid, doing) : error;
    }
  }
}
