import { resolveEntity } from '../db/entities/entities.ts';
import type { Actor } from '../db/journal/actor.ts';
import { ensureNamedSet, MODEL_PREFIX, setsCalled, type NamedSet } from '../db/sets/sets.ts';
import { sql } from '../db/connection/connection.ts';
import { findId } from '../db/rows/ids.ts';
import { toUid } from '../db/connection/uid.ts';
import type { Store } from '../db/connection/store.ts';
import { listRevisions } from '../backend/corrections/list.ts';
import type { TextRevision } from '../shared/contract/texts.ts';
import { PostilError } from '../shared/contract/errors.ts';
import { isUid, type Uid } from '../shared/model/uid.ts';
import { UsageError } from './define.ts';
import { MESSAGES } from './messages.ts';

/** Finds a document by its id, or by its exact file name or title if only one has it. Throws `not-found`. */
export function resolveDocument({ db }: Store, words: string): Uid {
  if (isUid(words) && findId(db, 'document', words) !== undefined) return words;
  const found = db.all<{ uid: Buffer }>(
    sql`SELECT uid FROM document WHERE name = ${words} OR title = ${words} ORDER BY id`,
  );
  if (found.length === 1) return toUid(found[0]!.uid);
  const what = found.length === 0 ? 'No document has' : `${found.length} documents have`;
  throw new PostilError('not-found', MESSAGES.noDocument(what, words), { field: 'document' });
}

/** Finds a text that an article has had by the beginning of its id. Throws UsageError unless exactly one has it. */
export function resolveRevision(store: Store, document: Uid, words: string): TextRevision {
  const [found, ...others] = listRevisions(store, document).filter(({ id }) =>
    id.startsWith(words.toLowerCase()),
  );
  if (!found || others.length > 0) throw new UsageError(MESSAGES.notARevision(words));
  return found;
}

/** Finds a set by its name or id, see {@link setsCalled}; `undefined` if there is none. Throws `refused` if several fit. */
export function findNamedSet(store: Store, name: string): NamedSet | undefined {
  const found = setsCalled(store, name);
  if (found.length < 2) return found[0];
  const candidates = found.map((set) => `“${set.name}” (${set.kind}, id ${set.id})`).join(', ');
  throw new PostilError('refused', MESSAGES.ambiguousSet(name, candidates), {
    field: 'set',
  });
}

/** Finds a set by its name or id; the set of a model also with “model:” before its name. Throws `not-found`. */
export function resolveSet(store: Store, name: string): Uid {
  const found = findNamedSet(store, name);
  if (found) return found.id;
  const known = store.db
    .all<{ name: string }>(sql`SELECT name FROM annotation_set ORDER BY id`)
    .map((row) => `“${row.name}”`);
  throw new PostilError('not-found', MESSAGES.noSet(name, known.length, known.join(', ')), {
    field: 'set',
  });
}

/** Finds a set by its name or id, or creates it as the set of an import. Only an import creates the set of a model. */
export function resolveOrMakeSet(store: Store, actor: Actor, name: string): Uid {
  const found = findNamedSet(store, name);
  if (found) return found.id;
  if (name.startsWith(MODEL_PREFIX)) return resolveSet(store, name);
  return ensureNamedSet(store, actor, name);
}

/** Finds an entity by its id (if it was merged, the entity it was merged into), or by its exact name if only one has it. */
export function resolveEntityWords({ db }: Store, words: string): Uid {
  const known = isUid(words) ? resolveEntity(db, words) : undefined;
  if (known) return known;
  const found = db.all<{ uid: Buffer }>(
    sql`SELECT uid FROM entity WHERE name = ${words} AND merged_into IS NULL ORDER BY id`,
  );
  if (found.length === 1) return toUid(found[0]!.uid);
  const what = found.length === 0 ? 'No entity has' : `${found.length} entities have`;
  throw new PostilError('not-found', MESSAGES.noEntity(what, words), {
    field: 'entity',
  });
}
