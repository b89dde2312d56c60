import type { Entity } from '../../shared/model/annotation.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { fold } from '../../shared/text/fold.ts';
import { sql } from '../connection/connection.ts';
import { resolveEntity } from './entities.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';

/**
 * The entity of the registry that a file means which has no ids of ours: the one with one of its external ids, else, when
 * the file gives none, the one of exactly that name and type.
 */
export function findKnownEntity(store: ReadStore, entity: Entity): Uid | undefined {
  const { db, terms } = store;
  for (const { authority, value } of entity.externalIds) {
    const uid = db.value<Buffer>(sql`
      SELECT e.uid FROM external_id x JOIN entity e ON e.id = x.entity_id
      WHERE x.authority = ${authority} AND x.value = ${value} ORDER BY e.id LIMIT 1`);
    if (uid) return resolveEntity(db, toUid(uid));
  }
  if (entity.externalIds.length > 0) return undefined;
  const types = entity.type === undefined ? null : terms.listOf([terms.find('span', entity.type)?.id]);
  const uid = db.value<Buffer>(sql`
    SELECT e.uid FROM alias a JOIN entity e ON e.id = a.entity_id
    WHERE a.folded = ${fold(entity.name)} AND a.is_name = 1 AND a.text = ${entity.name}
      AND (e.type_id IN (SELECT value FROM json_each(${types})) OR (${types} IS NULL AND e.type_id IS NULL)) AND e.merged_into IS NULL ORDER BY e.id LIMIT 1`);
  return uid && toUid(uid);
}
