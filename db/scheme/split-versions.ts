import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';
import { termsOfVersion } from './scheme.ts';
import { currentVersion, type Term } from './terms.ts';

/** The types that a version divides, by the uid of their term, with the terms of those that they become. */
type Splits = ReadonlyMap<Uid, string>;

const kept = new WeakMap<ReadStore, Map<number, Splits>>();

/**
 * Returns the local ids of the versions in which a type is being split into the same types as in the one in force, as a JSON list. An
 * annotation that was confirmed under one of them keeps its type: somebody looked at it with the same question.
 */
export function versionsOfSplit(store: ReadStore, { uid }: Term): string {
  const { db } = store;
  const now = currentVersion(db);
  const versions = db.all<{ id: number; uid: Buffer }>(
    sql`SELECT id, uid FROM scheme_version WHERE body LIKE '%"splitInto"%'`,
  );
  const current = versions.find((each) => toUid(each.uid) === now);
  const into = current && splitsOf(store, current).get(uid);
  const same = into === undefined ? [] : versions.filter((each) => splitsOf(store, each).get(uid) === into);
  return JSON.stringify(same.map(({ id }) => id));
}

/** Versions never change, so that each is read once. */
function splitsOf(store: ReadStore, { id, uid }: { readonly id: number; readonly uid: Buffer }): Splits {
  const all = kept.get(store) ?? new Map<number, Splits>();
  kept.set(store, all);
  const known = all.get(id);
  if (known) return known;
  const terms = new Map(
    termsOfVersion(store, toUid(uid)).named.flatMap((term) =>
      term.kind === 'span' ? [[term.name, term.uid] as const] : [],
    ),
  );
  const rows = store.db.all<{ name: string; into: string }>(sql`
    SELECT t.value ->> 'name' AS name, t.value -> 'splitInto' AS "into" FROM scheme_version v, json_each(v.body, '$.types') t
    WHERE v.id = ${id} AND t.value ->> 'splitInto' IS NOT NULL`);
  const splits = new Map(
    rows.map(({ name, into }) => {
      const uids = (JSON.parse(into) as string[]).map((each) => terms.get(each) ?? each);
      return [terms.get(name)!, uids.sort().join(' ')] as const;
    }),
  );
  all.set(id, splits);
  return splits;
}
