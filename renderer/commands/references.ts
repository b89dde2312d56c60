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
  const likely = [
    ...before.filter(({ type }) => type === mention.type),
    ...before.filter(({ type }) => type !== mention.type),
  ].map(({ entities }) => [...entities].sort());
  const groups = likely.filter(({ length }) => length > 1);
  const [last, other] = distinct(likely.filter(({ length }) => length === 1));
  const pair = last && other ? [[...last, ...other].sort()] : [];
  return distinct(number === 'several' ? [...groups, ...pair, ...likely] : likely).slice(0, MOST);
}

function distinct(lists: readonly (readonly Uid[])[]): readonly (readonly Uid[])[] {
  return [...new Map(lists.map((list) => [list.join(), list])).values()];
}
