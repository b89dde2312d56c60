import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';
import { findId } from '../rows/ids.ts';
import { claimTerms } from './claim-terms.ts';

/** Values that claims can be filtered by. */
export interface ClaimFacets {
  readonly topics: string[];
  readonly kinds: string[];
  readonly epistemics: string[];
  readonly claimers: { id: Uid; name: string }[];
  readonly entities: { id: Uid; name: string }[];
}

/** What can be chosen to filter claims by. */
export function claimFacets(store: ReadStore, scheme: Scheme, setUid: Uid | undefined): ClaimFacets {
  const { db } = store;
  const terms = claimTerms(store, scheme);
  const set = setUid === undefined ? null : (findId(db, 'annotation_set', setUid) ?? -1);
  const values = (attribute: string) =>
    db
      .all<{ value: string; attribute_id: number }>(
        sql`
        SELECT DISTINCT value, attribute_id FROM attribute
        WHERE attribute_id IN (SELECT value FROM json_each(${attribute})) AND of = 's'
          AND (${set} IS NULL OR set_id = ${set}) ORDER BY value LIMIT 500`,
      )
      .map((row) => String(store.terms.readValue(row.attribute_id, JSON.parse(row.value) as AttributeValue)))
      .filter((value, i, all) => value !== '' && all.indexOf(value) === i);
  const entities = (slots: string | null) =>
    db
      .all<{ uid: Buffer; name: string }>(
        sql`
        SELECT e.uid, e.name FROM entity e WHERE e.id IN (
          SELECT f.filler_entity FROM slot f WHERE f.filler_entity IS NOT NULL
            AND (${slots} IS NULL OR f.slot_id IN (SELECT value FROM json_each(${slots ?? '[]'})))
          UNION
          SELECT m.entity_id FROM slot f JOIN mention m ON m.span_id = f.filler_span
          WHERE ${slots} IS NULL OR f.slot_id IN (SELECT value FROM json_each(${slots ?? '[]'})))
        ORDER BY e.name COLLATE NOCASE, e.id LIMIT 1000`,
      )
      .map(({ uid, name }) => ({ id: toUid(uid), name }));
  return {
    topics: values(terms.topic),
    kinds: values(terms.kind),
    epistemics: values(terms.epistemic),
    claimers: entities(terms.claimers),
    entities: entities(null),
  };
}
