import type { Span } from '../../shared/model/annotation.ts';
import { hull } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';

/** The number of earlier links that are offered for a pronoun. */
const MOST = 3;

/**
 * Returns the entities, one or a group of them, that a mention without a name may stand for: what the mentions before it are linked to,
 * the nearest first, those of its own type before others. For words that point at several, groups come first, and the two entities
 * mentioned last form one.
 */
export function recentEntities(
  mention: Span,
  spans: readonly Span[],
  number: 'one' | 'several' | null,
): readonly (readonly Uid[])[] {
  const here = hull(mention.fragments)?.[0] ?? 0;
  const before = spans
    .filter(
      ({ id, set, entities, fragments }) =>
        id !== mention.id &&
        set === mention.set &&
        entities.length > 0 &&
        (hull(fragments)?.[0] ?? here) < here,
    )
    .sort((a, b) => hull(b.fragments)![0] - hull(a.fragments)![0]);
  const own = before.filter(({ type }) => type === mention.type).map(entitiesOf);
  const foreign = before.filter(({ type }) => type !== mention.type).map(entitiesOf);
  const likely = [...own, ...foreign];
  const [last, other] = distinct(likely.filter(({ length }) => length === 1));
  const pair = last && other ? [[...last, ...other].sort()] : [];
  const several = [...own.filter(isGroup), ...pair, ...foreign.filter(isGroup), ...likely];
  return distinct(number === 'several' ? several : likely).slice(0, MOST);
}

function entitiesOf({ entities }: Span): readonly Uid[] {
  return [...entities].sort();
}

function isGroup({ length }: readonly Uid[]): boolean {
  return length > 1;
}

function distinct(lists: readonly (readonly Uid[])[]): readonly (readonly Uid[])[] {
  return [...new Map(lists.map((list) => [list.join(), list])).values()];
}
