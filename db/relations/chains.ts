import type { Uid } from '../../shared/model/uid.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import { findId } from '../rows/ids.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';

/** The most members of a chain that are read; the result then states that there are more. */
const LONGEST = 500;

/**
 * The spans that a span is linked with by relations of a type in its set, directly or through others, whichever way
 * the relations lead and in whichever documents: itself among them, in the order of documents and places.
 */
export function chainOf(
  { db, terms }: ReadStore,
  span: Uid,
  type: string,
): { members: Uid[]; truncated: boolean } {
  const start = findId(db, 'span', span);
  const term = terms.find('relation', type)?.id;
  if (start === undefined || term === undefined) return { members: [], truncated: false };
  const types = terms.listOf([term]);
  const found = new Set([start]);
  let truncated = false;
  // A set is walked in the order in which things are added to it, also while they are.
  for (const id of found) {
    for (const next of neighbours(db, id, types)) {
      if (found.has(next)) continue;
      if (found.size >= LONGEST) truncated = true;
      else found.add(next);
    }
  }
  const rows = db.all<{ uid: Buffer }>(sql`
    SELECT s.uid FROM json_each(${JSON.stringify([...found])}) j JOIN span s ON s.id = j.value
    ORDER BY s.document_id, s.start IS NULL, s.start, s."end", s.id`);
  return { members: rows.map(({ uid }) => toUid(uid)), truncated };
}

function neighbours(db: ReadDb, span: number, types: string): number[] {
  return db.column<number>(
    sql`
      SELECT to_span AS id FROM relation WHERE from_span = ${span} AND type_id IN (SELECT value FROM json_each(${types}))
      UNION SELECT from_span FROM relation WHERE to_span = ${span} AND type_id IN (SELECT value FROM json_each(${types}))`,
  );
}
