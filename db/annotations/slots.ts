import { FRAGMENT_SEPARATOR } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { fold } from '../../shared/text/fold.ts';
import { sql } from '../connection/connection.ts';
import { findId } from '../rows/ids.ts';
import type { ReadStore } from '../connection/store.ts';
import { toBytes, toUid } from '../connection/uid.ts';

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
    .map((row) => ({ type: terms.byId(row.type_id).name, slot: terms.byId(row.slot_id).name }))
    .filter(
      ({ type, slot }, i, all) => all.findIndex((each) => each.type === type && each.slot === slot) === i,
    );
}

/** The most documents that are offered. */
const OFFERED = 12;

/** Documents by a part of their title or file name. */
export function documentsNamed({ db }: ReadStore, search: string): { id: Uid; name: string }[] {
  if (search.trim() === '') return [];
  return db
    .all<{ uid: Buffer; name: string }>(
      sql`
      SELECT uid, coalesce(nullif(title, ''), nullif(lead, ''), name) AS name FROM document
      WHERE title LIKE ${likely(search)} ESCAPE '\\' OR sort_title LIKE ${likely(fold(search))} ESCAPE '\\'
        OR name LIKE ${likely(search)} ESCAPE '\\' ORDER BY sort_title, id LIMIT ${OFFERED}`,
    )
    .map((row) => ({ id: toUid(row.uid), name: row.name }));
}

function likely(search: string): string {
  return `%${search.trim().replace(/[\\%_]/g, '\\$&')}%`;
}

/** Returns the names of those fillers of a span that are not in its own article. */
export function fillerNames({ db }: ReadStore, span: Uid): { id: Uid; name: string; document?: Uid }[] {
  const id = findId(db, 'span', span) ?? -1;
  return db
    .all<{ uid: Buffer; name: string; document: Buffer | null }>(
      sql`
      SELECT e.uid, e.name, NULL AS document FROM slot f JOIN entity e ON e.id = f.filler_entity WHERE f.span_id = ${id}
      UNION
      SELECT d.uid, coalesce(nullif(d.title, ''), nullif(d.lead, ''), d.name), d.uid
        FROM slot f JOIN document d ON d.id = f.filler_document WHERE f.span_id = ${id}
      UNION
      SELECT x.uid, coalesce(u.text, 'a claim without words'), d.uid
        FROM slot f JOIN span x ON x.id = f.filler_span JOIN span s ON s.id = f.span_id
          JOIN document d ON d.id = x.document_id LEFT JOIN surface u ON u.id = x.surface_id
        WHERE f.span_id = ${id} AND x.document_id <> s.document_id`,
    )
    .map((row) => ({
      id: toUid(row.uid),
      name: row.name.replaceAll(FRAGMENT_SEPARATOR, ' … '),
      ...(row.document && { document: toUid(row.document) }),
    }));
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
