import type { EntityBrief } from '../../shared/contract/entities.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Entity, Relation } from '../../shared/model/annotation.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { fold } from '../../shared/text/fold.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import { MESSAGES } from '../messages.ts';
import { relationsByIds } from '../relations/relation-reader.ts';
import { findId } from '../rows/ids.ts';
import { kindOf } from '../rows/index.ts';
import type { ReadStore } from '../connection/store.ts';
import { toBytes, toUid } from '../connection/uid.ts';

/** Rounds of following `merged_into` before it is taken for a circle, which only a damaged file has. */
const LONGEST_CHAIN = 100;

/**
 * The entity that this one is now: itself, or what it was merged into. Annotations never link to a merged one, so
 * whatever brings links from elsewhere (an import, an old id in a script) goes through here.
 */
export function resolveEntity(db: ReadDb, uid: Uid): Uid | undefined {
  let row = db.get<EntityRef>(sql`SELECT uid, merged_into FROM entity WHERE uid = ${toBytes(uid)}`);
  for (let i = 0; row && row.merged_into !== null && i < LONGEST_CHAIN; i++)
    row = db.get<EntityRef>(sql`SELECT uid, merged_into FROM entity WHERE id = ${row.merged_into}`);
  return row && toUid(row.uid);
}

interface EntityRef {
  uid: Buffer;
  merged_into: number | null;
}

/** {@link resolveEntity}, refusing an id that the registry does not have. */
export function requireEntity(db: ReadDb, uid: Uid, field = 'entity'): Uid {
  const found = resolveEntity(db, uid);
  if (!found) throw new PostilError('not-found', MESSAGES.noEntity(uid), { field });
  return found;
}

/** Distinct live entities for ids that may be merged or doubled, sorted as span images hold them. */
export function liveEntities(db: ReadDb, uids: readonly Uid[]): Uid[] {
  return [...new Set(uids.map((uid) => requireEntity(db, uid, 'entities')))].sort();
}

/** A whole entity, or `undefined` when the registry has none of that uid. */
export function entityByUid(store: ReadStore, uid: Uid): Entity | undefined {
  const stored = kindOf('entity').read(store, uid);
  if (!stored) return undefined;
  const { type, ...rest } = stored.image;
  return { id: uid, ...rest, ...(type && { type: store.terms.byUid(type).name }) };
}

/** An entity in short, by its local id. */
export function entityBrief({ db, terms }: ReadStore, id: number): EntityBrief {
  const row = db.get<{
    uid: Buffer;
    name: string;
    type_id: number | null;
    colour: string | null;
    note: string | null;
  }>(sql`SELECT uid, name, type_id, colour, note FROM entity WHERE id = ${id}`)!;
  const externalId = db.get<{ authority: string; value: string }>(
    sql`SELECT authority, value FROM external_id WHERE entity_id = ${id} ORDER BY authority, value LIMIT 1`,
  );
  return {
    id: toUid(row.uid),
    name: row.name,
    ...(row.type_id !== null && { type: terms.byId(row.type_id).name }),
    ...(row.colour !== null && { colour: row.colour }),
    ...(row.note !== null && { note: row.note }),
    ...(externalId && { externalId }),
  };
}

/** Briefs for uids, those of merged ones under what took them in. Unknown ones are left out. */
export function namedEntities(store: ReadStore, uids: readonly Uid[]): EntityBrief[] {
  const found = uids.flatMap((uid) => resolveEntity(store.db, uid) ?? []);
  return [...new Set(found)].map((uid) => entityBrief(store, findId(store.db, 'entity', uid)!));
}

export function mentionCount(db: ReadDb, entity: number): number {
  return db.value<number>(sql`SELECT count(*) FROM mention WHERE entity_id = ${entity}`)!;
}

/** Everything an entity's page shows at its top. The uid of a merged one leads to what took it in. */
export function entityPage(store: ReadStore, uid: Uid) {
  const { db } = store;
  const live = requireEntity(db, uid);
  const id = findId(db, 'entity', live)!;
  return {
    entity: entityByUid(store, live)!,
    mentions: mentionCount(db, id),
    documents: db.value<number>(sql`
      SELECT count(DISTINCT s.document_id) FROM mention m JOIN span s ON s.id = m.span_id WHERE m.entity_id = ${id}`)!,
    merged: db
      .all<{ name: string }>(sql`SELECT name FROM entity WHERE merged_into = ${id} ORDER BY id`)
      .map(({ name }) => name),
    relations: relationsOfEntity(store, id, live),
  };
}

interface EntityRelation {
  relation: Relation;
  direction: 'from' | 'to';
  other: EntityBrief;
}

function relationsOfEntity(store: ReadStore, id: number, uid: Uid): EntityRelation[] {
  const rows = store.db.all<{ id: number }>(
    sql`SELECT id FROM relation WHERE from_entity = ${id} OR to_entity = ${id} ORDER BY type_id, id`,
  );
  return relationsByIds(
    store,
    rows.map((row) => row.id),
  ).map((relation) => {
    const direction = relation.from === uid ? ('from' as const) : ('to' as const);
    const other = direction === 'from' ? relation.to : relation.from;
    return { relation, direction, other: entityBrief(store, findId(store.db, 'entity', other)!) };
  });
}

/** Entities of exactly this name and type, live ones only. */
export function entitiesNamed({ db, terms }: ReadStore, name: string, type: string | undefined): Uid[] {
  const types = type === undefined ? null : terms.listOf([terms.find('span', type)?.id]);
  return db
    .all<{ uid: Buffer }>(
      sql`
      SELECT e.uid FROM alias a JOIN entity e ON e.id = a.entity_id
      WHERE a.folded = ${fold(name)} AND a.is_name = 1 AND a.text = ${name} AND (e.type_id IN (SELECT value FROM json_each(${types})) OR (${types} IS NULL AND e.type_id IS NULL))
        AND e.merged_into IS NULL ORDER BY e.id`,
    )
    .map((row) => toUid(row.uid));
}

/** The live entity with this external id. */
export function entityWithExternalId(db: ReadDb, authority: string, value: string): Uid | undefined {
  const uid = db.value<Buffer>(sql`
    SELECT e.uid FROM external_id x JOIN entity e ON e.id = x.entity_id
    WHERE x.authority = ${authority} AND x.value = ${value} ORDER BY e.merged_into IS NOT NULL, e.id LIMIT 1`);
  return uid && resolveEntity(db, toUid(uid));
}
