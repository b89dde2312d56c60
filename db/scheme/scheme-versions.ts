import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { changedMeanings, currentScheme, projectUid } from './scheme.ts';
import type { ReadStore } from '../connection/store.ts';
import { timeOf, toBytes, toUid } from '../connection/uid.ts';

/** A version of the scheme with the change that brought it. */
export interface SchemeVersionRow {
  readonly uid: Uid;
  readonly number: number;
  /** The version it was made from; `null` of the first. */
  readonly from: Uid | null;
  readonly label: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly analyst: string | null;
  readonly inForce: boolean;
  /** Whether its change is undone. */
  readonly undone: boolean;
  /** The names of the types, relation types and labels whose meaning it changed. */
  readonly meaning: readonly string[];
}

/** Versions of the scheme, the newest first, below a number. Those that no change points to any more are left out. */
export function listSchemeVersions(
  store: ReadStore,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): SchemeVersionRow[] {
  const { db } = store;
  const { uid: current } = currentScheme(store);
  return db
    .all<{
      version: Buffer;
      number: number;
      from_uid: string | null;
      label: string;
      change: Buffer;
      name: string | null;
      undone: number;
    }>(
      sql`
      SELECT v.uid AS version, v.number, json_extract(r.before, '$.scheme') AS from_uid, c.label, c.uid AS change,
        a.name, c.undone
      FROM change_row r JOIN change c ON c.id = r.change_id
        JOIN scheme_version v ON v.uid = unhex(replace(json_extract(r.after, '$.scheme'), '-', ''))
        LEFT JOIN analyst a ON a.uid = c.analyst
      WHERE r.uid = ${toBytes(projectUid(store))} AND r.kind = 'project' AND c.undoes_id IS NULL
        AND v.number < ${before ?? Number.MAX_SAFE_INTEGER}
      ORDER BY v.number DESC LIMIT ${limit}`,
    )
    .map((row) => ({
      uid: toUid(row.version),
      number: row.number,
      from: row.from_uid as Uid | null,
      label: row.label,
      at: timeOf(toUid(row.change)),
      analyst: row.name,
      inForce: toUid(row.version) === current,
      undone: row.undone === 1,
      meaning: changedMeanings(store, toUid(row.version)),
    }));
}

/** A version by its number. */
export function schemeVersion({ db }: ReadStore, number: number): Uid | undefined {
  const uid = db.value<Buffer>(sql`SELECT uid FROM scheme_version WHERE number = ${number}`);
  return uid && toUid(uid);
}
