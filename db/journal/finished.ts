import { sql, type ReadDb } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { kindIn, type ImageOf, type KindName } from '../rows/index.ts';
import { timeOf, toUid } from '../connection/uid.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { spanShowing, type FinishedChange, type TouchedRow } from './recorder.ts';

/** Returns the changes after a given one, oldest first, by local id and uid. */
export function changesSince(db: ReadDb, id: number): { readonly id: number; readonly uid: Uid }[] {
  return db
    .all<{ id: number; uid: Buffer }>(sql`SELECT id, uid FROM change WHERE id > ${id} ORDER BY id`)
    .map((row) => ({ id: row.id, uid: toUid(row.uid) }));
}

/** Reads a change back from the journal in the form in which the program that made it announced it. */
export function readFinished(store: ReadStore, id: number): FinishedChange {
  const { db } = store;
  const change = db.get<{ uid: Buffer; label: string; batch: number }>(sql`
    SELECT uid, label, batch IS NOT NULL OR id IN (SELECT change_id FROM packed_change) AS batch FROM change WHERE id = ${id}`)!;
  const uid = toUid(change.uid);
  const batch = change.batch === 1;
  const documents = batch
    ? []
    : db.all<{ document: Buffer }>(sql`SELECT document FROM change_document WHERE change_id = ${id}`);
  const rows = db.all<{ kind: KindName; uid: Buffer; before: string | null; after: string | null }>(sql`
    SELECT kind, uid, before, after FROM change_row WHERE change_id = ${id} ORDER BY ordinal`);
  return {
    id,
    uid,
    label: change.label,
    at: timeOf(uid),
    documents: documents.map(({ document }) => toUid(document)),
    rows: rows.map(({ kind, uid: row, before, after }): TouchedRow => ({
      kind,
      uid: toUid(row),
      existed: before !== null,
      exists: after !== null,
      ...spanShowing(kindIn(store, kind), () => JSON.parse((after ?? before)!) as ImageOf<KindName>),
    })),
    batch,
  };
}
