import { spanByUid } from '../../db/annotations/annotations.ts';
import { circleClosedBy, describeEnd, relationsOfEnd, sameRelation } from '../../db/relations/relations.ts';
import { findId } from '../../db/rows/ids.ts';
import { kindOf } from '../../db/rows/index.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Relation } from '../../shared/model/annotation.ts';
import { forbidsCircles, problemOfEnds, relationType } from '../../shared/model/relation-rules.ts';
import type { RelationType } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { MESSAGES } from './messages.ts';

/** The relation type of that name in the project's scheme. Error: refused, naming the types there are. */
export function requireRelationType(store: ReadStore, name: string): RelationType {
  const { scheme } = currentScheme(store);
  const type = relationType(scheme, name);
  if (type) return type;
  const known = scheme.relations.map((each) => each.name).join(', ');
  throw new PostilError('refused', MESSAGES.noRelationType(name, known), {
    field: 'type',
  });
}

/** An end as the rules see it. */
interface End {
  readonly id: Uid;
  readonly type: string | undefined;
  /** Where a span is; entities belong to the project. */
  readonly span?: { readonly document: Uid; readonly set: Uid };
}

/** Where a relation belongs: the set, and the document when both ends are in one. */
export interface Place {
  readonly set: Uid | undefined;
  readonly document: Uid | undefined;
}

/**
 * Checks that a relation of this type may lead from one end to the other: that both are there, of the right kind
 * and type, and in one set. Error: not-found or refused, naming what is wrong and what is allowed.
 */
export function requirePlaceOfEnds(store: ReadStore, type: RelationType, from: Uid, to: Uid): Place {
  const [start, goal] = [requireEnd(store, type, from, 'from'), requireEnd(store, type, to, 'to')];
  if (from === to) {
    throw refused(MESSAGES.relatedToItself(shortEnd(store, type, from)), 'to');
  }
  const reason = problemOfEnds(currentScheme(store).scheme, type, start.type, goal.type);
  if (reason) throw refused(reason, 'type');
  if (start.span?.set !== goal.span?.set) {
    throw refused(MESSAGES.endsInDifferentSets, 'to');
  }
  const together = start.span?.document === goal.span?.document;
  return { set: start.span?.set, document: together ? start.span?.document : undefined };
}

/** Checks that there is no such relation yet and that it closes no circle. `except`: one that is being changed. */
export function assertUnique(
  store: ReadStore,
  type: RelationType,
  relation: Pick<Relation, 'type' | 'ends' | 'set' | 'from' | 'to'>,
  except?: Uid,
): void {
  const same = sameRelation(store, type, relation, except);
  if (same) {
    throw refused(
      MESSAGES.relationExists(
        shortEnd(store, type, same.from),
        type.label,
        shortEnd(store, type, same.to),
        same.id,
      ),
      'to',
    );
  }
  const circle = forbidsCircles(type) ? circleClosedBy(store, relation, except) : null;
  if (circle) {
    const chain = circle.map((id) => shortEnd(store, type, id)).join(' → ');
    throw refused(MESSAGES.circle(type.label, chain), 'to');
  }
}

/** An end in a few words, for messages and labels of changes. */
export function shortEnd(store: ReadStore, { ends }: Pick<RelationType, 'ends'>, id: Uid): string {
  const { text, type } = describeEnd(store, ends, id);
  const characters = [...text.replace(/\s+/g, ' ')];
  if (characters.length === 0) return `a ${type ?? 'span'} without words`;
  return `“${characters.length > 40 ? `${characters.slice(0, 39).join('')}…` : characters.join('')}”`;
}

/** A type that a span is about to get must fit the relations it already has. Error: refused, naming one. */
export function assertTypeFitsRelations(store: ReadStore, span: Uid, newType: string): void {
  const { scheme } = currentScheme(store);
  for (const { type: name, from, to } of relationsOfEnd(store, 'span', span)) {
    const type = relationType(scheme, name);
    if (!type) continue;
    const typeOf = (id: Uid) => (id === span ? newType : spanByUid(store, id)?.type);
    const reason = problemOfEnds(scheme, type, typeOf(from), typeOf(to));
    if (!reason) continue;
    const other = from === span ? to : from;
    throw refused(MESSAGES.typeAgainstRelation(shortEnd(store, type, other), reason), 'type');
  }
}

function requireEnd(store: ReadStore, type: RelationType, id: Uid, field: 'from' | 'to'): End {
  const { ends } = type;
  const other = ends === 'span' ? 'entity' : 'span';
  if (findId(store.db, ends, id) === undefined) {
    if (findId(store.db, other, id) === undefined)
      throw new PostilError('not-found', MESSAGES.noEnd(ends, id), { field });
    const [want, is] = ends === 'span' ? ['spans', 'an entity'] : ['entities', 'a span'];
    throw refused(MESSAGES.wrongKindOfEnd(type.label, want, id, is), field);
  }
  if (ends === 'span') {
    const span = spanByUid(store, id)!;
    return { id, type: span.type, span: { document: span.document, set: span.set } };
  }
  const { mergedInto, name } = kindOf('entity').read(store, id)!.image;
  if (mergedInto) {
    throw refused(MESSAGES.mergedEntity(name, shortEnd(store, type, mergedInto), mergedInto), field);
  }
  return { id, type: describeEnd(store, 'entity', id).type };
}

function refused(message: string, field: string): PostilError {
  return new PostilError('refused', message, { field });
}
