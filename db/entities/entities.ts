import type { EntityBrief, EntityOrder } from '../../shared/contract/entities.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Entity, Relation } from '../../shared/model/annotation.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { fold } from '../../shared/text/fold.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import { pageIn, type PageOf } from '../connection/page.ts';
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

export interface EntityListQuery extends PageOf {
  readonly search?: string | undefined;
  readonly type?: string | undefined;
  readonly order?: EntityOrder | undefined;
}

/** So many rows a page has unless another number is asked for. */
const PAGE = 200;

/** One page of the registry; merged entities are not in it. The search looks inside names and aliases, folded. */
export function listEntities(store: ReadStore, query: EntityListQuery) {
  const { db, terms } = store;
  const type = query.type === undefined ? null : (terms.find('span', query.type)?.id ?? -1);
  const search = fold(query.search ?? '');
  const order = query.order ?? 'name';
  const asked = { ...query, limit: query.limit ?? PAGE };
  const found = search === '' ? null : JSON.stringify(entitiesWith(db, search));
  const total =
    found === null
      ? db.value<number>(
          sql`SELECT count(*) FROM entity WHERE merged_into IS NULL AND (${type} IS NULL OR type_id = ${type})`,
        )!
      : db.value<number>(sql`
          SELECT count(*) FROM json_each(${found}) j CROSS JOIN entity e ON e.id = j.value
          WHERE e.merged_into IS NULL AND (${type} IS NULL OR e.type_id = ${type})`)!;
  const page = pageIn(total, asked);
  const chosen =
    found !== null
      ? // From the few that were found.
        sql`
        SELECT e.id FROM json_each(${found}) j CROSS JOIN entity e ON e.id = j.value
          CROSS JOIN alias n ON n.entity_id = e.id AND n.is_name = 1 LEFT JOIN term t ON t.id = e.type_id
        WHERE e.merged_into IS NULL AND (${type} IS NULL OR e.type_id = ${type})
        ORDER BY CASE ${order} WHEN 'name' THEN NULL WHEN 'mentions' THEN -(SELECT count(*) FROM mention WHERE entity_id = e.id)
          WHEN 'added' THEN e.id ELSE coalesce(t.name, '') END, n.folded, e.id
        LIMIT ${page.limit} OFFSET ${page.offset}`
      : order === 'name'
        ? // By the index of names, without sorting.
          sql`
          SELECT e.id FROM alias n JOIN entity e ON e.id = n.entity_id
          WHERE n.is_name = 1 AND e.merged_into IS NULL AND (${type} IS NULL OR e.type_id = ${type})
          ORDER BY n.folded, n.entity_id LIMIT ${page.limit} OFFSET ${page.offset}`
        : sql`
          SELECT e.id FROM alias n JOIN entity e ON e.id = n.entity_id LEFT JOIN term t ON t.id = e.type_id
          WHERE n.is_name = 1 AND e.merged_into IS NULL AND (${type} IS NULL OR e.type_id = ${type})
          ORDER BY CASE ${order} WHEN 'mentions' THEN -(SELECT count(*) FROM mention WHERE entity_id = e.id)
            WHEN 'added' THEN e.id ELSE coalesce(t.name, '') END, n.folded, e.id
          LIMIT ${page.limit} OFFSET ${page.offset}`;
  return {
    total,
    rows: page.turn(db.all<{ id: number }>(chosen)).map(({ id }) => ({
      ...entityBrief(store, id),
      aliases: db.value<number>(sql`SELECT count(*) FROM alias WHERE entity_id = ${id} AND is_name = 0`)!,
      mentions: mentionCount(db, id),
    })),
    types: typeCounts(store),
  };
}

/** Entities with these folded words inside their name or an alias: all names are gone through once, by their index. */
function entitiesWith(db: ReadDb, words: string): number[] {
  return db.column<number>(sql`SELECT DISTINCT entity_id AS id FROM alias WHERE instr(folded, ${words}) > 0`);
}

function typeCounts({ db, terms }: ReadStore): { type: string; entities: number }[] {
  return db
    .all<{ type_id: number; n: number }>(
      sql`
      SELECT type_id, count(*) AS n FROM entity
      WHERE type_id IS NOT NULL AND merged_into IS NULL GROUP BY type_id ORDER BY n DESC`,
    )
    .map(({ type_id, n }) => ({ type: terms.byId(type_id).name, entities: n }));
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
  const typeId = type === undefined ? null : (terms.find('span', type)?.id ?? -1);
  return db
    .all<{ uid: Buffer }>(
      sql`
      SELECT e.uid FROM alias a JOIN entity e ON e.id = a.entity_id
      WHERE a.folded = ${fold(name)} AND a.is_name = 1 AND a.text = ${name} AND e.type_id IS ${typeId}
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
