import type { ComparedId, ComparedRelation } from './compared.ts';
import type { Pair } from './match.ts';

/** Two relations between the same ends. One of them is absent if only one set has it. */
export interface RelationExample {
  readonly source?: ComparedRelation;
  readonly target?: ComparedRelation;
  readonly sameType: boolean;
  /** Whether both ends have the same bounds. Entities are the same in all sets. */
  readonly sameBounds: boolean;
}

/**
 * Matches relations by their ends and type, one to one. Two relations match if their ends match, in the same direction;
 * between the same ends, relations of the same type match first.
 */
export function compareRelations(
  source: readonly ComparedRelation[],
  target: readonly ComparedRelation[],
  pairOf: (source: ComparedId) => Pair | undefined,
): RelationExample[] {
  const waiting = new Map<string, ComparedRelation[]>();
  for (const relation of target) {
    const key = endsKey(relation.ends, relation.from, relation.to);
    const known = waiting.get(key);
    if (known) known.push(relation);
    else waiting.set(key, [relation]);
  }
  const placed = source.map((relation) => ({ relation, ...placeOf(relation, pairOf) }));
  const examples: RelationExample[] = [];
  const open = new Set(placed);
  for (const exactly of [true, false]) {
    for (const one of placed) {
      const candidates = one.key === null || !open.has(one) ? [] : (waiting.get(one.key) ?? []);
      const at = candidates.findIndex(({ type }) => !exactly || type === one.relation.type);
      if (at === -1) continue;
      const [other] = candidates.splice(at, 1);
      open.delete(one);
      examples.push({
        source: one.relation,
        target: other!,
        sameType: other!.type === one.relation.type,
        sameBounds: one.sameBounds,
      });
    }
  }
  for (const { relation } of open) examples.push({ source: relation, sameType: false, sameBounds: false });
  for (const left of waiting.values()) {
    for (const relation of left) examples.push({ target: relation, sameType: false, sameBounds: false });
  }
  return examples;
}

/** Returns where a relation of the source would be in the target; `null` if one of its ends has no partner. */
function placeOf(
  { ends, from, to }: ComparedRelation,
  pairOf: (source: ComparedId) => Pair | undefined,
): { key: string | null; sameBounds: boolean } {
  if (ends === 'entity') return { key: endsKey(ends, from, to), sameBounds: true };
  const [first, second] = [pairOf(from), pairOf(to)];
  if (!first || !second) return { key: null, sameBounds: false };
  return {
    key: endsKey(ends, first.target.id, second.target.id),
    sameBounds: first.sameBounds && second.sameBounds,
  };
}

function endsKey(ends: string, from: ComparedId, to: ComparedId): string {
  return `${ends} ${from} ${to}`;
}
