import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { toBytes, toUid } from '../connection/uid.ts';

/** The values of a label that a document has in a set, those stored under its own term first. */
export function labelsOfDocument(
  { db, terms }: ReadStore,
  set: Uid,
  document: Uid,
  name: string,
): { readonly uid: Uid; readonly value: AttributeValue }[] {
  const own = terms.find('label', name)?.id ?? -1;
  return db
    .all<{ uid: Buffer; value: string }>(
      sql`
    SELECT l.uid, l.value FROM label l JOIN document d ON d.id = l.document_id JOIN annotation_set a ON a.id = l.set_id
    WHERE d.uid = ${toBytes(document)} AND a.uid = ${toBytes(set)} AND l.type_id IN (SELECT value FROM json_each(${terms.listOf([own])}))
    ORDER BY l.type_id = ${own} DESC, l.id`,
    )
    .map((row) => ({
      uid: toUid(row.uid),
      value: terms.readValue(own, JSON.parse(row.value) as AttributeValue),
    }));
}
