import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { InputOf, OutputOf } from '../../../shared/contract/index.ts';
import { call } from '../../api.ts';
import { cacheKey } from '../../state/topics.ts';

/** Rows of a page: more than any window shows, so that two pages always cover the view. */
const PAGE = 200;
/** Delay before a search is continued that ran out of time without enough hits (ms). */
const AGAIN = 60;
/** Maximum number of hits that are counted; beyond it the screen shows that there are more. */
const MOST = 10_000;

type Query = Omit<InputOf<'search.hits'>, 'offset' | 'limit'>;
type Page = OutputOf<'search.hits'>;

/** The hits of a search, read page by page as they come into view, and counted in the background. */
export function useHits(query: Query, enabled: boolean) {
  const [[first, last], setPages] = useState<readonly [number, number]>([0, 0]);
  const one = usePage(query, first, enabled);
  const two = usePage(query, last, enabled);
  const { order: _, descending: __, ...counted } = query;
  const count = useQuery({
    queryKey: cacheKey('search.count', counted),
    queryFn: () => call('search.count', { ...counted, most: MOST }),
    enabled,
    refetchInterval: ({ state: { data } }) => (data && !data.complete && data.total < MOST ? AGAIN : false),
  });
  const rowAt = (index: number) => {
    const page = Math.floor(index / PAGE);
    return (page === first ? one : page === last ? two : undefined)?.data?.rows[index - page * PAGE];
  };
  const show = useCallback((from: number, to: number) => {
    const next = [Math.floor(from / PAGE), Math.floor(to / PAGE)] as const;
    setPages((now) => (now[0] === next[0] && now[1] === next[1] ? now : next));
  }, []);
  const known = Math.max(count.data?.total ?? 0, one.data?.total ?? 0);
  return {
    total: enabled ? Math.min(known, one.data?.cut ?? Infinity) : 0,
    state: count.data ?? one.data,
    error: one.error ?? count.error,
    rowAt,
    show,
  };
}

function usePage(query: Query, page: number, enabled: boolean) {
  return useQuery({
    queryKey: [...cacheKey('search.hits', query), page],
    queryFn: () => call('search.hits', { ...query, offset: page * PAGE, limit: PAGE }),
    enabled,
    placeholderData: (before: Page | undefined, key) =>
      // While annotations change, keep showing the same page; for another search, show nothing of the previous one.
      key?.queryKey[3] === page && JSON.stringify(key.queryKey[2]) === JSON.stringify(query)
        ? before
        : undefined,
    refetchInterval: ({ state: { data } }) =>
      data && !data.complete && data.rows.length < PAGE ? AGAIN : false,
  });
}
