import { allowsType } from '../../shared/model/type-tree.ts';
import type { EntityBrief } from '../../shared/contract/entities.ts';
import type { Span } from '../../shared/model/annotation.ts';
import { fillersOf } from '../../shared/model/frames.ts';
import { relationType } from '../../shared/model/relation-rules.ts';
import { spanType, type Scheme } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { spanByUid } from './annotations.ts';
import { sql } from '../connection/connection.ts';
import { entityBrief } from '../entities/entities.ts';
import { findId } from '../rows/ids.ts';
import type { ReadStore } from '../connection/store.ts';

/** What a slot holds by the registry, and through which entity in the other slot. */
export interface DerivedFiller {
  readonly entity: EntityBrief;
  readonly by: EntityBrief;
}

/**
 * The slots of a span that nothing fills, nor a reason explains, with the fillers that the registry implies; those
 * for which it implies none are left out. Relations of every annotation set count: the registry is the project's.
 */
export function derivedFillers(
  store: ReadStore,
  scheme: Scheme,
  claim: Span,
): { slot: string; fillers: DerivedFiller[] }[] {
  return (spanType(scheme, claim.type)?.slots ?? []).flatMap(({ name, types, derived }) => {
    const relation = derived && relationType(scheme, derived.relation);
    if (!relation || claim.slots.some((slot) => slot.name === name)) return [];
    const term = store.terms.find('relation', relation.name)?.id;
    const fillers = entitiesIn(store, claim, derived.slot).flatMap((by) =>
      relatedTo(store, by, store.terms.listOf([term]), relation.symmetric)
        .map((id) => ({ entity: entityBrief(store, id), by: entityBrief(store, by) }))
        .filter(({ entity: { type } }) => !type || allowsType(scheme, types, type)),
    );
    const distinct = fillers.filter(
      ({ entity }, i) => fillers.findIndex((each) => each.entity.id === entity.id) === i,
    );
    return distinct.length > 0 ? [{ slot: name, fillers: distinct }] : [];
  });
}

/** The entities in a slot by local id: those that fill it, and those that the filling mentions are linked to. */
function entitiesIn(store: ReadStore, claim: Span, slot: string): number[] {
  const uids = fillersOf(claim, slot).flatMap(({ filler }): readonly Uid[] =>
    'entity' in filler
      ? [filler.entity]
      : 'span' in filler
        ? (spanByUid(store, filler.span)?.entities ?? [])
        : [],
  );
  return [...new Set(uids)].flatMap((uid) => findId(store.db, 'entity', uid) ?? []);
}

/** Where relations of a type lead from an entity, of a symmetric type in either direction; in the order of making. */
function relatedTo({ db }: ReadStore, entity: number, types: string, symmetric: boolean): number[] {
  return db.column<number>(
    sql`
      SELECT other AS id FROM (
        SELECT id, to_entity AS other FROM relation WHERE from_entity = ${entity} AND type_id IN (SELECT value FROM json_each(${types}))
        UNION ALL
        SELECT id, from_entity FROM relation WHERE ${symmetric ? 1 : 0} AND to_entity = ${entity} AND type_id IN (SELECT value FROM json_each(${types})))
      GROUP BY other ORDER BY min(id)`,
  );
}
