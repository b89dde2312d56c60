import type { Relation } from '../../shared/model/annotation.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';
import { addAttribute } from '../annotations/named-attributes.ts';
import type { Term } from '../scheme/terms.ts';

interface RelationRow {
  id: number;
  uid: Buffer;
  set_uid: Buffer;
  type_id: number;
  document_uid: Buffer | null;
  from_uid: Buffer;
  to_uid: Buffer;
  entities: number;
  score: number | null;
  derived_from: Buffer | null;
  extra: string | null;
}

/** Relations by their local ids, in the order of these, in two statements however many there are. */
export function relationsByIds(store: ReadStore, ids: readonly number[]): Relation[] {
  const { db, terms } = store;
  const list = JSON.stringify(ids);
  const types = new Map<number, Term>();
  const found = new Map<number, Relation>();
  for (const row of db.all<RelationRow>(sql`
    SELECT r.id, r.uid, a.uid AS set_uid, r.type_id, d.uid AS document_uid, coalesce(fs.uid, fe.uid) AS from_uid,
      coalesce(ts.uid, te.uid) AS to_uid, r.from_span IS NULL AS entities, r.score, r.derived_from, r.extra
    FROM json_each(${list}) j CROSS JOIN relation r ON r.id = j.value JOIN annotation_set a ON a.id = r.set_id
      LEFT JOIN document d ON d.id = r.document_id
      LEFT JOIN span fs ON fs.id = r.from_span LEFT JOIN span ts ON ts.id = r.to_span
      LEFT JOIN entity fe ON fe.id = r.from_entity LEFT JOIN entity te ON te.id = r.to_entity`)) {
    const type = terms.byId(row.type_id);
    types.set(row.id, type);
    found.set(row.id, {
      id: toUid(row.uid),
      set: toUid(row.set_uid),
      ...(row.document_uid && { document: toUid(row.document_uid) }),
      type: type.name,
      ends: row.entities === 1 ? 'entity' : 'span',
      from: toUid(row.from_uid),
      to: toUid(row.to_uid),
      attributes: {},
      untouched: [],
      ...(row.score !== null && { score: row.score }),
      ...(row.derived_from && { derivedFrom: toUid(row.derived_from) }),
      ...(row.extra !== null && { extra: JSON.parse(row.extra) as Record<string, unknown> }),
    });
  }
  for (const row of db.all<{ owner: number; attribute_id: number; value: string; touched: number }>(sql`
    SELECT a.owner, a.attribute_id, a.value, a.touched FROM json_each(${list}) j
      CROSS JOIN attribute a ON a.owner = j.value AND a.of = 'r'`)) {
    const relation = found.get(row.owner);
    if (!relation) continue;
    addAttribute(store, types.get(row.owner)!, row, relation);
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}
