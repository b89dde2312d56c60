import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql, type Sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { findId } from '../rows/ids.ts';
import { presentName } from '../scheme/present-name.ts';

/** A condition on a document `d`: that it has a value of a label in a set, or none if the value is null. */
export function documentsLabelled(
  store: ReadStore,
  set: Uid | undefined,
  { name, value }: { readonly name: string; readonly value: AttributeValue | null },
): Sql {
  const { db, terms } = store;
  const setId = set === undefined ? -1 : (findId(db, 'annotation_set', set) ?? -1);
  const own = terms.find('label', presentName(store, 'label', name) ?? name)?.id ?? -1;
  const labels = terms.listOf([own]);
  if (value === null)
    return sql`d.id NOT IN (SELECT document_id FROM label
      WHERE set_id = ${setId} AND type_id IN (SELECT value FROM json_each(${labels})))`;
  // Values that were merged are stored as they were, and a filter may name one.
  const wanted = terms.readValue(own, value);
  const stored = db
    .column<string>(
      sql`SELECT DISTINCT value FROM label WHERE set_id = ${setId} AND type_id IN (SELECT value FROM json_each(${labels}))`,
    )
    .filter((each) => terms.readValue(own, JSON.parse(each) as AttributeValue) === wanted);
  return sql`d.id IN (SELECT document_id FROM label WHERE set_id = ${setId}
    AND type_id IN (SELECT value FROM json_each(${labels})) AND value IN (SELECT value FROM json_each(${JSON.stringify(stored)})))`;
}
