import { relationByUid } from '../../db/annotations/annotations.ts';
import { NOT_FOUND } from '../../db/messages.ts';
import { chainOf } from '../../db/relations/chains.ts';
import { relationImage } from '../../db/annotations/images.ts';
import { removeRelation } from '../../db/annotations/removal.ts';
import { peekSpans } from '../../db/documents/peek.ts';
import { listRelations } from '../../db/relations/relations.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import type { Store } from '../../db/connection/store.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Relation } from '../../shared/model/annotation.ts';
import { relationType } from '../../shared/model/relation-rules.ts';
import type { RelationType } from '../../shared/model/scheme.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import type { Domain, Handlers } from '../context.ts';
import { requirePlaceOfEnds, assertUnique, requireRelationType, shortEnd } from '../rules/relation-rules.ts';
import { assertValues } from '../rules/span-rules.ts';
import { changeValues, fittingValues, keepValues, startValues } from '../rules/values.ts';
import { MESSAGES } from './messages.ts';

export const relationHandlers: Handlers<Domain<'relations'>> = {
  'relations.create': (
    { store, record, targetSet },
    { id, set, type: typeName, from, to, attributes = {} },
  ) => {
    const type = requireRelationType(store, typeName);
    const place = requirePlaceOfEnds(store, type, from, to);
    if (set && place.set && set !== place.set) {
      throw new PostilError('refused', MESSAGES.relationInAnotherSet, {
        field: 'set',
      });
    }
    assertValues(type.label, type.attributes, attributes);
    if (id && relationByUid(store, id))
      throw new PostilError('refused', MESSAGES.relationExists(id), { field: 'id' });
    // A relation between spans belongs to their set. Entities have no set, so a relation between entities belongs to
    // the analyst's own.
    const relation = {
      set: place.set ?? targetSet(set),
      ...(place.document && { document: place.document }),
      type: type.name,
      ends: type.ends,
      from,
      to,
      ...startValues(type, attributes),
    };
    assertUnique(store, type, relation);
    const uid = id ?? newUid();
    return record(`Relate ${inWords(store, type, relation)}`, (recorder) => {
      recorder.put('relation', uid, relationImage(store, relation));
      return { relation: requireRelation(store, uid) };
    });
  },

  'relations.update': ({ store, record }, { id, type: typeName, attributes, reverse = false }) => {
    const before = requireRelation(store, id);
    const type = requireRelationType(store, typeName ?? before.type);
    const values = type.name === before.type ? keepValues(before) : fittingValues(before, type);
    if (attributes) changeValues(values, { ...type, name: type.label }, attributes);
    const [from, to] = reverse ? [before.to, before.from] : [before.from, before.to];
    const { id: _, ...rest } = before;
    const relation = { ...rest, ...values, type: type.name, ends: type.ends, from, to };
    // A relation that was imported against the rules may still get a value, but a new type or direction must follow them.
    if (reverse || type.name !== before.type) {
      requirePlaceOfEnds(store, type, from, to);
      assertUnique(store, type, relation, id);
    }
    const what =
      type.name !== before.type
        ? 'Change relation to'
        : reverse
          ? 'Reverse relation to'
          : `Edit ${Object.keys(attributes ?? {}).join(', ')} of`;
    return record(`${what} ${inWords(store, type, relation)}`, (recorder) => {
      recorder.put('relation', id, relationImage(store, relation));
      return { relation: requireRelation(store, id) };
    });
  },

  'relations.delete': ({ store, record }, { ids }) => {
    const relations = ids.map((id) => requireRelation(store, id));
    const first = relations[0]!;
    const label =
      relations.length === 1
        ? `Delete relation ${inWords(store, { ...first, label: relationType(currentScheme(store).scheme, first.type)?.label ?? first.type }, first)}`
        : `Delete ${relations.length} relations`;
    return record(label, (recorder) => {
      for (const { id } of relations) removeRelation(store, recorder, id);
      return { deleted: relations.length };
    });
  },

  'relations.list': ({ store }, { order, descending, offset, limit, ...filter }) =>
    listRelations(store, filter, { order, descending, offset, limit }),

  'relations.chain': ({ store }, { span, type }) => {
    const { members, truncated } = chainOf(store, span, type);
    return { members: peekSpans(store, members), truncated };
  },
};

function requireRelation(store: Store, id: Uid): Relation {
  const relation = relationByUid(store, id);
  if (!relation) throw new PostilError('not-found', NOT_FOUND.relation(id), { field: 'id' });
  return relation;
}

/** Describes a relation, such as `“Ada” is part of “the union”`. */
function inWords(
  store: Store,
  type: Pick<RelationType, 'ends' | 'label'>,
  { from, to }: Pick<Relation, 'from' | 'to'>,
): string {
  return `${shortEnd(store, type, from)} ${type.label} ${shortEnd(store, type, to)}`;
}
