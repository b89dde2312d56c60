import { useCallback, useState } from 'react';
import type { InputOf, OutputOf } from '../../../shared/contract/index.ts';
import { useCall } from '../../state/queries.ts';

export type ListedRelation = OutputOf<'relations.list'>['rows'][number];

/** Rows asked for at a time: more than any window shows, so that two pages always cover what is seen. */
const PAGE = 200;

/** The part of the list that is in view, of however many there are. */
export interface Pages {
  readonly total: number;
  readonly loaded: boolean;
  rowAt(index: number): ListedRelation | undefined;
  /** Tells which rows are in view. */
  show(first: number, last: number): void;
}

/** Relations by a filter, read page by page as they come into view. */
export function usePages(
  input: Omit<InputOf<'relations.list'>, 'offset' | 'limit'>,
  enabled: boolean,
): Pages {
  const [[first, last], setPages] = useState<readonly [number, number]>([0, 0]);
  const options = { enabled, keep: true };
  const at = (page: number) => ({ ...input, offset: page * PAGE, limit: PAGE });
  const one = useCall(['annotations', 'documents'], 'relations.list', at(first), options);
  const two = useCall(['annotations', 'documents'], 'relations.list', at(last), options);
  const rowAt = (index: number) => {
    const page = Math.floor(index / PAGE);
    const found = page === first ? one : page === last ? two : undefined;
    // While a page is read the one before stands in for it, and its rows are not these.
    return found?.isPlaceholderData ? undefined : found?.data?.rows[index - page * PAGE];
  };
  const show = useCallback((from: number, to: number) => {
    const next = [Math.floor(from / PAGE), Math.floor(to / PAGE)] as const;
    setPages((now) => (now[0] === next[0] && now[1] === next[1] ? now : next));
  }, []);
  return { total: one.data?.total ?? 0, loaded: one.data !== undefined || !enabled, rowAt, show };
}
