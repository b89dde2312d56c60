import type { Span } from '../../shared/model/annotation.ts';
import { commonEnds } from '../../shared/text/common-ends.ts';
import { useArticle } from './article.ts';

/** How many spans of a type the open article has, and how many of them belong to no other span. */
interface TypeCount {
  readonly all: number;
  readonly own: number;
}

export type TypeCounts = ReadonlyMap<string, TypeCount>;

let last: { readonly spans: readonly Span[]; readonly counts: TypeCounts } = { spans: [], counts: new Map() };

/** Returns the counts by type; the same object as long as no count has changed. Looks only at spans that differ from the last call. */
export function countTypes(spans: readonly Span[]): TypeCounts {
  if (spans === last.spans) return last.counts;
  const { head, tail } = commonEnds(last.spans, spans);
  const changed = new Map<string, TypeCount>();
  const add = ({ type, owner }: Span, by: 1 | -1) => {
    const { all, own } = changed.get(type) ?? last.counts.get(type) ?? { all: 0, own: 0 };
    changed.set(type, { all: all + by, own: own + (owner === undefined ? by : 0) });
  };
  for (let i = head; i < last.spans.length - tail; i++) add(last.spans[i]!, -1);
  for (let i = head; i < spans.length - tail; i++) add(spans[i]!, 1);
  const differs = [...changed].some(([type, { all, own }]) => {
    const before = last.counts.get(type);
    return all !== (before?.all ?? 0) || own !== (before?.own ?? 0);
  });
  let counts = last.counts;
  if (differs) {
    const next = new Map(counts);
    for (const [type, count] of changed) {
      if (count.all === 0) next.delete(type);
      else next.set(type, count);
    }
    counts = next;
  }
  last = { spans, counts };
  return counts;
}

/** The counts of the open article; renders only when a count has changed. */
export function useTypeCounts(): TypeCounts {
  return useArticle(({ spans }) => countTypes(spans));
}
