/** An item to locate: equal items have the same key, and `starts` are its possible positions in ascending order. */
export interface OrderedItem {
  readonly key: string;
  readonly starts: readonly number[];
}

interface Link {
  readonly length: number;
  readonly start: number;
  readonly item: number;
  readonly choice: number;
  readonly before: Link | null;
}

/** With more choices than this in total, `alignInOrder` gives up: the work grows with their number. */
const MOST_CHOICES = 200_000;

/**
 * Chooses one start for as many items as possible, so that the starts never decrease from item to item: a list of mentions in the
 * order of the text is aligned with the text. Two items with the same key never share a start; others may, because names nest. Of
 * several solutions the leftmost is chosen. The result is `null` for items that do not fit, and for all items if there are too
 * many choices.
 */
export function alignInOrder(items: readonly OrderedItem[]): (number | null)[] {
  const answer = items.map((): number | null => null);
  if (items.reduce((sum, { starts }) => sum + starts.length, 0) > MOST_CHOICES) return answer;
  const starts = [...new Set(items.flatMap((item) => [...item.starts]))].sort((a, b) => a - b);
  const rank = new Map(starts.map((start, i) => [start, i]));
  const before = new PrefixBest(starts.length);
  /** The best chain that ends at each start, by the key of its last item. */
  const at = new Map<number, Map<string, Link>>();
  let best: Link | null = null;
  for (const [item, { key, starts: choices }] of items.entries()) {
    const links = choices.map((start, choice): Link => {
      let previous = before.below(rank.get(start)!);
      for (const [other, link] of at.get(start) ?? [])
        if (other !== key && (!previous || link.length > previous.length)) previous = link;
      return { length: (previous?.length ?? 0) + 1, start, item, choice, before: previous };
    });
    for (const link of links) {
      before.enter(rank.get(link.start)!, link);
      const here = at.get(link.start) ?? new Map<string, Link>();
      at.set(link.start, here);
      if ((here.get(key)?.length ?? 0) < link.length) here.set(key, link);
      if (!best || isBetter(link, best)) best = link;
    }
  }
  for (let link = best; link; link = link.before) answer[link.item] = link.choice;
  return answer;
}

/** With more pairs than this, each point takes the nearest place independently. */
const MOST_PAIRS = 1_000_000;

/** Where an item is expected; with `stays`, it may only be exactly there. */
export interface Point {
  readonly at: number;
  readonly stays?: boolean;
}

/**
 * Chooses a place for each point, both given in ascending order, so that the order is kept, no place is chosen twice and the sum
 * of the distances is minimal. If that is impossible, for example with fewer places than points, each point takes the nearest
 * place.
 * @returns for each point the index of its place; empty if there are no places
 */
export function nearestInOrder(points: readonly Point[], places: readonly number[]): number[] {
  const [m, n] = [points.length, places.length];
  if (m === 0 || n === 0) return [];
  const distance = (i: number, j: number) => {
    const far = Math.abs(points[i]!.at - places[j]!);
    return points[i]!.stays && far > 0 ? Infinity : far;
  };
  const nearest = () =>
    points.map((_, i) => places.reduce((best, __, j) => (distance(i, j) < distance(i, best) ? j : best), 0));
  if (m > n || m * n > MOST_PAIRS) return nearest();
  // least[i][j]: the minimal sum of distances for the points up to i, using only the places up to j.
  const least = points.map(() => new Float64Array(n).fill(Infinity));
  for (let i = 0; i < m; i++) {
    for (let j = i; j < n; j++) {
      const before = i === 0 ? 0 : j === 0 ? Infinity : least[i - 1]![j - 1]!;
      least[i]![j] = Math.min(distance(i, j) + before, j === 0 ? Infinity : least[i]![j - 1]!);
    }
  }
  if (least[m - 1]![n - 1] === Infinity) return nearest();
  const chosen: number[] = [];
  for (let i = m - 1, j = n - 1; i >= 0; i--, j--) {
    while (j > 0 && least[i]![j - 1] === least[i]![j]) j--;
    chosen.unshift(j);
  }
  return chosen;
}

function isBetter(a: Link, b: Link): boolean {
  return a.length > b.length || (a.length === b.length && a.start < b.start);
}

/** Finds the best link below a rank: a Fenwick tree of maxima. */
class PrefixBest {
  readonly #tree: (Link | undefined)[];

  constructor(size: number) {
    this.#tree = new Array<Link | undefined>(size + 1);
  }

  below(rank: number): Link | null {
    let best: Link | null = null;
    for (let i = rank; i > 0; i -= i & -i) {
      const link = this.#tree[i];
      if (link && (!best || isBetter(link, best))) best = link;
    }
    return best;
  }

  enter(rank: number, link: Link): void {
    for (let i = rank + 1; i < this.#tree.length; i += i & -i) {
      const there = this.#tree[i];
      if (!there || isBetter(link, there)) this.#tree[i] = link;
    }
  }
}
