import type { RelationType, Scheme } from './scheme.ts';
import { allowsType, withTypesBelow, type TypeTree } from './type-tree.ts';

/** What a relation may link. */
export type Ends = RelationType['ends'];

/** A relation type that fits two ends; `reverse`: it would lead from the second to the first. */
export interface AllowedRelation {
  readonly type: RelationType;
  readonly reverse: boolean;
}

/** Finds a relation type by name. */
export function relationType(scheme: Pick<Scheme, 'relations'>, name: string): RelationType | undefined {
  return scheme.relations.find((type) => type.name === name);
}

/**
 * The relation types that two ends of the given types allow, in the order of the scheme, first from one to the
 * other and then back. A symmetric type is listed once. An entity without a type fits only what asks for none.
 */
export function allowedRelations(
  scheme: Pick<Scheme, 'relations' | 'types'>,
  ends: Ends,
  from: string | undefined,
  to: string | undefined,
): AllowedRelation[] {
  const fitting = scheme.relations.filter((type) => type.ends === ends);
  const forth = fitting.filter((type) => fits(scheme, type, from, to));
  const back = fitting.filter(
    (type) => fits(scheme, type, to, from) && !(type.symmetric && fits(scheme, type, from, to)),
  );
  return [
    ...forth.map((type) => ({ type, reverse: false })),
    ...back.map((type) => ({ type, reverse: true })),
  ];
}

/** A relation type that one end allows, and what the other end must be: empty means anything. */
export interface OpenRelation extends AllowedRelation {
  readonly others: readonly string[];
}

/**
 * The relation types that may start or end at something of this type, in the order of the scheme, first those that
 * lead from it and then those that lead to it. A symmetric type is listed once.
 */
export function openRelations(
  scheme: Pick<Scheme, 'relations' | 'types'>,
  ends: Ends,
  type: string | undefined,
): OpenRelation[] {
  const forth: OpenRelation[] = [];
  const back: OpenRelation[] = [];
  for (const each of scheme.relations.filter((one) => one.ends === ends)) {
    const [starts, leads] = [accepts(scheme, each.from, type), accepts(scheme, each.to, type)];
    if (each.symmetric) {
      const others = [...(starts ? [each.to] : []), ...(leads ? [each.from] : [])];
      const anything = others.some((types) => types.length === 0);
      if (others.length > 0)
        forth.push({
          type: each,
          reverse: false,
          others: anything ? [] : withTypesBelow(scheme, others.flat()),
        });
      continue;
    }
    if (starts) forth.push({ type: each, reverse: false, others: withTypesBelow(scheme, each.to) });
    if (leads) back.push({ type: each, reverse: true, others: withTypesBelow(scheme, each.from) });
  }
  return [...forth, ...back];
}

/** Why a relation of a type may not lead from one end to the other, in words, or `null`. */
export function problemOfEnds(
  tree: TypeTree,
  type: RelationType,
  from: string | undefined,
  to: string | undefined,
): string | null {
  if (fits(tree, type, from, to)) return null;
  const wrong = [
    !accepts(tree, type.from, from) && `starts at ${anyOf(type.from)}, not at ${shown(from)}`,
    !accepts(tree, type.to, to) && `leads to ${anyOf(type.to)}, not to ${shown(to)}`,
  ].filter(Boolean);
  return `“${type.label}” ${wrong.join(', and ')}.`;
}

/** Whether both ends fit; the ends of a symmetric relation have no order. */
function fits(tree: TypeTree, type: RelationType, from: string | undefined, to: string | undefined): boolean {
  const straight = accepts(tree, type.from, from) && accepts(tree, type.to, to);
  return straight || (type.symmetric && accepts(tree, type.from, to) && accepts(tree, type.to, from));
}

function accepts(tree: TypeTree, allowed: readonly string[], type: string | undefined): boolean {
  return allowed.length === 0 || (type !== undefined && allowsType(tree, allowed, type));
}

function anyOf(types: readonly string[]): string {
  return types.length === 1 ? types[0]! : `one of ${types.join(', ')}`;
}

function shown(type: string | undefined): string {
  return type ?? 'something without a type';
}

/** Whether a relation of this type must not close a circle: what is part of a part is part of the whole. */
export function forbidsCircles({ transitive, symmetric }: RelationType): boolean {
  return transitive && !symmetric;
}

/**
 * The way from `start` to `goal` along `next`, both included, or `null` when there is none. A relation from goal
 * to start would close it to a circle. Shortest first, so that the reported chain is the one to look at.
 */
export function wayTo<Node>(start: Node, goal: Node, next: (node: Node) => readonly Node[]): Node[] | null {
  const cameFrom = new Map<Node, Node | null>([[start, null]]);
  const queue = [start];
  for (const node of queue) {
    if (node === goal) {
      const way: Node[] = [];
      for (let at: Node | null = node; at !== null; at = cameFrom.get(at) ?? null) way.unshift(at);
      return way;
    }
    for (const each of next(node)) {
      if (cameFrom.has(each)) continue;
      cameFrom.set(each, node);
      queue.push(each);
    }
  }
  return null;
}

/** One circle of a graph given by its edges, its first node repeated at the end, or `null` when it has none. */
export function findCircle<Node>(edges: readonly (readonly [from: Node, to: Node])[]): Node[] | null {
  const next = new Map<Node, Node[]>();
  for (const [from, to] of edges) {
    const known = next.get(from);
    if (known) known.push(to);
    else next.set(from, [to]);
  }
  const done = new Set<Node>();
  for (const start of next.keys()) {
    // Depth first with a path of its own: a chain may be longer than the call stack.
    const path: { node: Node; at: number }[] = [{ node: start, at: 0 }];
    const onPath = new Set<Node>([start]);
    while (path.length > 0) {
      const top = path.at(-1)!;
      const following = done.has(top.node) ? undefined : next.get(top.node)?.[top.at++];
      if (following === undefined) {
        done.add(top.node);
        onPath.delete(top.node);
        path.pop();
      } else if (onPath.has(following)) {
        const circle = path.map(({ node }) => node);
        return [...circle.slice(circle.indexOf(following)), following];
      } else if (!done.has(following)) {
        path.push({ node: following, at: 0 });
        onPath.add(following);
      }
    }
  }
  return null;
}
