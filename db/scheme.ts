import { Scheme } from '../shared/model/scheme.ts';
import { newUid, type Uid } from '../shared/model/uid.ts';
import { sql } from './connection.ts';
import type { ReadStore, Store } from './store.ts';
import { toBytes } from './uid.ts';

/** The scheme in force with its version number. */
export interface CurrentScheme {
  readonly uid: Uid;
  readonly number: number;
  readonly scheme: Scheme;
}

/** Stores a scheme as a new version and makes its terms. It counts once a change points the project to it. */
export function addSchemeVersion({ db, terms }: Store, scheme: Scheme): Uid {
  const uid = newUid();
  const number = (db.value<number | null>(sql`SELECT max(number) FROM scheme_version`) ?? 0) + 1;
  db.run(sql`
    INSERT INTO scheme_version (uid, number, body) VALUES (${toBytes(uid)}, ${number}, ${JSON.stringify(scheme)})`);
  terms.ensure(db, scheme);
  return uid;
}

const parsed = new WeakMap<ReadStore, CurrentScheme>();

/** The scheme the project points to. Parsed once per version. */
export function currentScheme(store: ReadStore): CurrentScheme {
  const uid = store.db.value<string>(sql`SELECT value FROM meta WHERE key = 'scheme'`) as Uid;
  const known = parsed.get(store);
  if (known?.uid === uid) return known;
  const row = store.db.get<{ number: number; body: string }>(
    sql`SELECT number, body FROM scheme_version WHERE uid = ${toBytes(uid)}`,
  )!;
  const current = { uid, number: row.number, scheme: Scheme.parse(JSON.parse(row.body)) };
  parsed.set(store, current);
  return current;
}

/** The project's uid. */
export function projectUid(store: ReadStore): Uid {
  return store.db.value<string>(sql`SELECT value FROM meta WHERE key = 'project'`) as Uid;
}
