import type { Uid } from '../shared/model/uid.ts';
import { sql } from './connection.ts';
import { findId } from './rows/ids.ts';
import type { ReadStore } from './store.ts';
import { toBytes, toUid } from './uid.ts';

/** Where a slot row belongs: its span and the name of the slot; `undefined` when there is no such row. */
export function slotPlace({ db, terms }: ReadStore, slot: Uid): { span: Uid; name: string } | undefined {
  const row = db.get<{ uid: Buffer; slot_id: number }>(
    sql`SELECT s.uid, f.slot_id FROM slot f JOIN span s ON s.id = f.span_id WHERE f.uid = ${toBytes(slot)}`,
  );
  return row && { span: toUid(row.uid), name: terms.byId(row.slot_id).name };
}

/** Slots of other spans that a span fills: the span's type and the slot's name, each pair once. */
export function slotsFilledBy({ db, terms }: ReadStore, span: Uid): { type: string; slot: string }[] {
  return db
    .all<{ type_id: number; slot_id: number }>(
      sql`
      SELECT DISTINCT s.type_id, f.slot_id FROM slot f JOIN span s ON s.id = f.span_id
      WHERE f.filler_span = ${findId(db, 'span', span) ?? -1}`,
    )
    .map((row) => ({ type: terms.byId(row.type_id).name, slot: terms.byId(row.slot_id).name }));
}

/** Spans of a set over exactly these fragments, of any type, the oldest first. */
export function spansOver(
  { db }: ReadStore,
  place: { readonly document: Uid; readonly set: Uid; readonly start: number; readonly end: number },
): Uid[] {
  return db
    .all<{ uid: Buffer }>(
      sql`
      SELECT uid FROM span WHERE document_id = ${findId(db, 'document', place.document) ?? -1}
        AND set_id = ${findId(db, 'annotation_set', place.set) ?? -1} AND start = ${place.start} AND "end" = ${place.end}
      ORDER BY id`,
    )
    .map((row) => toUid(row.uid));
}
