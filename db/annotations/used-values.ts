import { optionsOf, type AttributeValue } from '../../shared/model/attributes/index.ts';
import type { SpanType } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { findId } from '../rows/ids.ts';

/** How many spans of a value are looked at: what is chosen most is clear by then. */
const ENOUGH = 2000;

/** How often somebody has chosen each value of a closed list. */
export interface UsedValues {
  readonly name: string;
  readonly values: { readonly value: AttributeValue; readonly count: number }[];
}

/** Counts the chosen values of a type’s attributes in a set, up to {@link ENOUGH} each; untouched defaults are not chosen. */
export function usedValues(store: ReadStore, type: SpanType, set: Uid | undefined): UsedValues[] {
  const { db, terms } = store;
  const setId = set === undefined ? undefined : findId(db, 'annotation_set', set);
  const own = terms.find('span', type.name);
  if (setId === undefined || !own) return [];
  return type.attributes.flatMap((attribute) => {
    const term = terms.find('attribute', attribute.name, own);
    const options = optionsOf(attribute);
    if (!term || !options) return [];
    const values = options.map((value) => ({
      value,
      count:
        db.value<number>(sql`
          SELECT COALESCE(SUM(touched), 0) FROM (
            SELECT touched FROM attribute
              WHERE attribute_id IN (SELECT value FROM json_each(${terms.listOf([term.id])}))
                AND value IN (SELECT value FROM json_each(${terms.storedValues([term.id], JSON.stringify(value))})) AND set_id = ${setId}
              LIMIT ${ENOUGH})`) ?? 0,
    }));
    return [{ name: attribute.name, values: values.filter(({ count }) => count > 0) }];
  });
}
