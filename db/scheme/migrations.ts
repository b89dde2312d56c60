import type { Uid } from '../../shared/model/uid.ts';
import type { SchemeStep } from '../../shared/scheme-edit/steps.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { toBytes } from '../connection/uid.ts';
import { currentScheme, originOfVersion, projectUid } from './scheme.ts';

/** The versions that led to one, beginning with it and ending with the first or with `last`. */
export function* lineage(store: ReadStore, from: Uid, last?: Uid): Generator<Uid> {
  for (let version: Uid | undefined = from; version !== undefined; version = madeFrom(store, version)) {
    yield version;
    if (version === last) return;
  }
}

/** The version that one was made from; of one that repeats another, what that one was made from. */
function madeFrom(store: ReadStore, version: Uid): Uid | undefined {
  const { repeats } = originOfVersion(store, version);
  if (repeats !== undefined) return repeats;
  return store.db.value<Uid>(sql`
    SELECT json_extract(r.before, '$.scheme') FROM change_row r JOIN change c ON c.id = r.change_id
    WHERE r.uid = ${toBytes(projectUid(store))} AND r.kind = 'project' AND c.undoes_id IS NULL
      AND json_extract(r.after, '$.scheme') = ${version} AND r.before IS NOT NULL`);
}

/** Whether exactly these steps made one of the versions that led to the one in force. */
export function wereTaken(store: ReadStore, steps: readonly SchemeStep[]): boolean {
  const text = JSON.stringify(steps);
  for (const version of lineage(store, currentScheme(store).uid)) {
    const { steps: made, asked = made } = originOfVersion(store, version);
    if (JSON.stringify(asked) === text) return true;
  }
  return false;
}
