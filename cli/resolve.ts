import { resolveEntity } from '../db/entities/entities.ts';
import type { Actor } from '../db/journal/actor.ts';
import { ensureNamedSet, MODEL_PREFIX, setsCalled, type NamedSet } from '../db/sets/sets.ts';
import { sql } from '../db/connection/connection.ts';
import { findId } from '../db/rows/ids.ts';
import { toUid } from '../db/connection/uid.ts';
import type { Store } from '../db/connection/store.ts';
import { PostilError } from '../shared/contract/errors.ts';
import { isUid, type Uid } from '../shared/model/uid.ts';

/** A document by its id, or by its exact file name or title when only one has it. */
export function resolveDocument({ db }: Store, words: string): Uid {
  if (isUid(words) && findId(db, 'document', words) !== undefined) return words;
  const found = db.all<{ uid: Buffer }>(
    sql`SELECT uid FROM document WHERE name = ${words} OR title = ${words} ORDER BY id`,
  );
  if (found.length === 1) return toUid(found[0]!.uid);
  const what = found.length === 0 ? 'No document has' : `${found.length} documents have`;
  throw new PostilError(
    'not-found',
    `${what} the id, file name or title “${words}”; see: list FILE documents.`,
    { field: 'document' },
  );
}

/** The set that a name means, see {@link setsCalled}; `undefined` where there is none. Error: ambiguous names. */
export function findNamedSet(store: Store, name: string): NamedSet | undefined {
  const found = setsCalled(store, name);
  if (found.length < 2) return found[0];
  const candidates = found.map((set) => `“${set.name}” (${set.kind}, id ${set.id})`).join(', ');
  throw new PostilError(
    'refused',
    `“${name}” may mean several sets: ${candidates}. Name the one by its id.`,
    {
      field: 'set',
    },
  );
}

/** A set by its name or id; a model's also with “model:” before it, as it was imported. */
export function resolveSet(store: Store, name: string): Uid {
  const found = findNamedSet(store, name);
  if (found) return found.id;
  const known = store.db
    .all<{ name: string }>(sql`SELECT name FROM annotation_set ORDER BY id`)
    .map((row) => `“${row.name}”`);
  throw new PostilError('not-found', `There is no set “${name}”. There are: ${known.join(', ') || 'none'}.`, {
    field: 'set',
  });
}

/** The set that a name means, made as an import's set when there is none. A model's set is only made by an import. */
export function resolveOrMakeSet(store: Store, actor: Actor, name: string): Uid {
  const found = findNamedSet(store, name);
  if (found) return found.id;
  if (name.startsWith(MODEL_PREFIX)) return resolveSet(store, name);
  return ensureNamedSet(store, actor, name);
}

/** An entity by its id (of a merged one: what took it in), or by its exact name when only one has it. */
export function resolveEntityWords({ db }: Store, words: string): Uid {
  const known = isUid(words) ? resolveEntity(db, words) : undefined;
  if (known) return known;
  const found = db.all<{ uid: Buffer }>(
    sql`SELECT uid FROM entity WHERE name = ${words} AND merged_into IS NULL ORDER BY id`,
  );
  if (found.length === 1) return toUid(found[0]!.uid);
  const what = found.length === 0 ? 'No entity has' : `${found.length} entities have`;
  throw new PostilError('not-found', `${what} the id or name “${words}”; see: list FILE entities.`, {
    field: 'entity',
  });
}
