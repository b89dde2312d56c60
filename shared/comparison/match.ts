import { hull } from '../model/fragments.ts';
import { bestAssignment } from './assignment.ts';
import type { ComparedId, ComparedSide, ComparedSpan } from './compared.ts';
import { overlap } from './overlap.ts';

/** Two spans that correspond to each other. */
export interface Pair {
  readonly source: ComparedSpan;
  readonly target: ComparedSpan;
  readonly sameType: boolean;
  readonly sameBounds: boolean;
}

/** The matched spans of two sets in one document. Each span is in one pair at most. */
export interface Matching {
  readonly pairs: readonly Pair[];
  readonly sourceOnly: readonly ComparedSpan[];
  readonly targetOnly: readonly ComparedSpan[];
  /**
   * Clusters of overlapping spans so large that they were matched greedily; the result is at least half as good as the
   * optimum.
   */
  readonly greedy: number;
}

/** A cluster with more spans than this on either side is matched greedily, because the exact method is cubic. */
const LARGEST_KNOT = 200;
/** Only breaks ties between equal overlaps: a difference of one character in a million is larger. */
const SAME_TYPE_BONUS = 1e-7;

/**
 * Matches the spans of two sets in one document, one to one. Spans with the same bounds and type are matched first. The
 * rest is matched so that the sum of the overlaps (shared characters divided by characters covered by either) is
 * greatest; between equal overlaps the same type is preferred. Spans match only within their group and only if they
 * share a character. The result does not depend on the order of the input, and swapping the sets swaps it.
 */
export function matchSpans(source: readonly ComparedSpan[], target: readonly ComparedSpan[]): Matching {
  const pairs: Pair[] = [];
  const rest = pairIdentical(inOrder(source), inOrder(target), pairs);
  let greedy = 0;
  const sourceOnly: ComparedSpan[] = [];
  const targetOnly: ComparedSpan[] = [];
  for (const knot of knotsOf(rest.source, rest.target)) {
    const oneSided = knot.source.length === 0 || knot.target.length === 0;
    if (!oneSided && Math.max(knot.source.length, knot.target.length) > LARGEST_KNOT) greedy++;
    const taken = oneSided ? [] : pairKnot(knot);
    const used = new Set<ComparedSpan>();
    for (const [a, b] of taken) {
      pairs.push(pairOf(a, b));
      used.add(a).add(b);
    }
    for (const span of knot.source) if (!used.has(span)) sourceOnly.push(span);
    for (const span of knot.target) if (!used.has(span)) targetOnly.push(span);
  }
  return { pairs, sourceOnly, targetOnly, greedy };
}

/**
 * Matches the spans of a document; cues (which have an owner) match among themselves. `pairs` is keyed by the id of the
 * source's span.
 */
export function pairSides(
  source: ComparedSide,
  target: ComparedSide,
): { matching: Matching; cues: Matching; pairs: ReadonlyMap<ComparedId, Pair> } {
  const owned = ({ owner }: ComparedSpan) => owner !== undefined;
  const free = (span: ComparedSpan) => !owned(span);
  const matching = matchSpans(source.spans.filter(free), target.spans.filter(free));
  const cues = matchSpans(source.spans.filter(owned), target.spans.filter(owned));
  const all = [...matching.pairs, ...cues.pairs];
  return { matching, cues, pairs: new Map(all.map((pair) => [pair.source.id, pair])) };
}

function pairOf(source: ComparedSpan, target: ComparedSpan): Pair {
  return {
    source,
    target,
    sameType: source.type === target.type,
    sameBounds: overlap(source.fragments, target.fragments) === 1,
  };
}

/** Sorts by place, then type, then id, so that ties do not depend on the order in which spans were read. */
function inOrder(spans: readonly ComparedSpan[]): ComparedSpan[] {
  return [...spans].sort(
    (a, b) =>
      (a.fragments[0]?.[0] ?? Infinity) - (b.fragments[0]?.[0] ?? Infinity) ||
      (a.fragments.at(-1)?.[1] ?? 0) - (b.fragments.at(-1)?.[1] ?? 0) ||
      compare(a.type, b.type) ||
      compare(a.id, b.id),
  );
}

function compare(a: string | number, b: string | number): number {
  // Infinity - Infinity is NaN, which `||` skips. Strings and numbers are compared among themselves.
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Removes and matches spans with the same bounds, type and group, as many as both sides have. */
function pairIdentical(
  source: readonly ComparedSpan[],
  target: readonly ComparedSpan[],
  pairs: Pair[],
): { source: ComparedSpan[]; target: ComparedSpan[] } {
  const waiting = new Map<string, ComparedSpan[]>();
  for (const span of target) {
    const key = identity(span);
    const known = waiting.get(key);
    if (known) known.push(span);
    else waiting.set(key, [span]);
  }
  const taken = new Set<ComparedSpan>();
  const rest = source.filter((span) => {
    const twin = waiting.get(identity(span))?.shift();
    if (!twin) return true;
    taken.add(twin);
    pairs.push({ source: span, target: twin, sameType: true, sameBounds: true });
    return false;
  });
  return { source: rest, target: taken.size === 0 ? [...target] : target.filter((span) => !taken.has(span)) };
}

function identity({ fragments, type, group }: ComparedSpan): string {
  const first = fragments[0];
  const place = fragments.length === 1 && first ? `${first[0]}-${first[1]}` : fragments.join(';');
  return `${place}\u0000${group ?? ''}\u0000${type}`;
}

interface Knot {
  readonly source: ComparedSpan[];
  readonly target: ComparedSpan[];
}

/** Returns clusters of spans whose hulls overlap, found by a sweep over the text. Each group has its own clusters. */
function knotsOf(source: readonly ComparedSpan[], target: readonly ComparedSpan[]): Knot[] {
  const groups = new Map<string, { span: ComparedSpan; side: keyof Knot; start: number; end: number }[]>();
  const implicit: Knot = { source: [], target: [] };
  const add = (span: ComparedSpan, side: keyof Knot) => {
    const range = hull(span.fragments);
    if (!range) {
      implicit[side].push(span);
      return;
    }
    const key = span.group ?? '';
    const list = groups.get(key);
    // A span of no width takes up half a unit, so that it meets another one at the same place.
    const entry = { span, side, start: range[0], end: Math.max(range[1], range[0] + 0.5) };
    if (list) list.push(entry);
    else groups.set(key, [entry]);
  };
  for (const span of source) add(span, 'source');
  for (const span of target) add(span, 'target');
  const knots: Knot[] = [];
  for (const list of groups.values()) {
    list.sort((a, b) => a.start - b.start);
    let knot: Knot | undefined;
    let reach = -1;
    for (const { span, side, start, end } of list) {
      if (!knot || start >= reach) knots.push((knot = { source: [], target: [] }));
      knot[side].push(span);
      reach = Math.max(reach, end);
    }
  }
  // Spans without words have no overlap, so those that are not identical have no partner.
  if (implicit.source.length > 0) knots.push({ source: implicit.source, target: [] });
  if (implicit.target.length > 0) knots.push({ source: [], target: implicit.target });
  return knots;
}

function weight(a: ComparedSpan, b: ComparedSpan): number {
  const shared = overlap(a.fragments, b.fragments);
  return shared === 0 ? 0 : shared + (a.type === b.type ? SAME_TYPE_BONUS : 0);
}

function pairKnot(knot: Knot): [ComparedSpan, ComparedSpan][] {
  const { source, target } = knot;
  if (source.length === 1 && target.length === 1)
    return weight(source[0]!, target[0]!) > 0 ? [[source[0]!, target[0]!]] : [];
  // If several solutions are equally good, the choice must not depend on which set is called the source.
  return isTurned(knot)
    ? pairRows(target, source).map(([b, a]): [ComparedSpan, ComparedSpan] => [a, b])
    : pairRows(source, target);
}

function isTurned({ source, target }: Knot): boolean {
  if (source.length !== target.length) return source.length > target.length;
  for (const [i, span] of source.entries()) {
    const order = compare(identity(span), identity(target[i]!));
    if (order !== 0) return order > 0;
  }
  return false;
}

function pairRows(
  rows: readonly ComparedSpan[],
  columns: readonly ComparedSpan[],
): [ComparedSpan, ComparedSpan][] {
  if (columns.length > LARGEST_KNOT) return pairGreedily(rows, columns);
  const weights = rows.map((a) => Float64Array.from(columns, (b) => weight(a, b)));
  const chosen = bestAssignment(weights, columns.length);
  return rows.flatMap((a, i): [ComparedSpan, ComparedSpan][] =>
    chosen[i]! >= 0 ? [[a, columns[chosen[i]!]!]] : [],
  );
}

/** Matches the best pair first, then the best of the rest. */
function pairGreedily(
  source: readonly ComparedSpan[],
  target: readonly ComparedSpan[],
): [ComparedSpan, ComparedSpan][] {
  const edges: { a: number; b: number; weight: number }[] = [];
  let from = 0;
  // Both are sorted by start, so spans that end before the first span that can still overlap are skipped for good.
  const longest = Math.max(...target.map(({ fragments }) => width(fragments)));
  for (const [a, span] of source.entries()) {
    const [start, end] = hull(span.fragments)!;
    while (from < target.length && target[from]!.fragments[0]![0] < start - longest) from++;
    for (let b = from; b < target.length && target[b]!.fragments[0]![0] <= end; b++) {
      const value = weight(span, target[b]!);
      if (value > 0) edges.push({ a, b, weight: value });
    }
  }
  edges.sort((x, y) => y.weight - x.weight || x.a - y.a || x.b - y.b);
  const usedA = new Set<number>();
  const usedB = new Set<number>();
  return edges.flatMap(({ a, b }): [ComparedSpan, ComparedSpan][] => {
    if (usedA.has(a) || usedB.has(b)) return [];
    usedA.add(a);
    usedB.add(b);
    return [[source[a]!, target[b]!]];
  });
}

function width(fragments: ComparedSpan['fragments']): number {
  const range = hull(fragments);
  return range ? range[1] - range[0] : 0;
}
