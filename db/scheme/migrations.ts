import { hash } from 'node:crypto';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { Migration } from '../../shared/scheme-edit/migration.ts';
import { stepsBetween } from '../../shared/scheme-edit/steps-between.ts';
import type { SchemeStep } from '../../shared/scheme-edit/steps.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { toBytes } from '../connection/uid.ts';
import { MESSAGES } from '../messages.ts';
import { schemeVersion } from './scheme-versions.ts';
import { currentScheme, identified, originOfVersion, projectUid, readSchemeVersion } from './scheme.ts';

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

/**
 * Returns the change of the scheme from one version to a later one, as steps that can be repeated in another project. Errors:
 * not-found, refused.
 */
export function migrationBetween(store: ReadStore, from: number, to: number): Migration {
  const [first, last] = [requireVersion(store, from), requireVersion(store, to)];
  const way = [...lineage(store, last, first)].reverse();
  if (way[0] !== first) throw new PostilError('refused', MESSAGES.noWayBetween(from, to), { field: 'from' });
  const steps = way.slice(1).flatMap((version, i) => {
    const { steps: made } = originOfVersion(store, version);
    return made ?? stepsBetween(identified(store, way[i]), identified(store, version));
  });
  if (steps.length === 0) throw new PostilError('refused', MESSAGES.nothingBetween(from, to));
  const scheme = readSchemeVersion(store, first);
  return {
    format: 'postil-migration',
    version: 1,
    from: { scheme: scheme.name, sha256: schemeHash(scheme) },
    steps,
  };
}

/** The hash by which a migration names the scheme that it was made for. */
export function schemeHash(scheme: Scheme): string {
  return hash('sha256', JSON.stringify(scheme), 'hex');
}

function requireVersion(store: ReadStore, number: number): Uid {
  const version = schemeVersion(store, number);
  if (version === undefined)
    throw new PostilError('not-found', MESSAGES.noSchemeVersion(number), { field: 'version' });
  return version;
}
