import { useCallback, useState } from 'react';
import type { InputOf, OutputOf } from '../../shared/contract/index.ts';
import { useCall } from './queries.ts';

/** Rows asked for at a time: more than any window shows, so that two pages always cover what is seen. */
const PAGE = 200;

/** Calls that answer a long list page by page. */
type Paged =
  | 'entities.list'
  | 'entities.concordance'
  | 'relations.list'
  | 'claims.list'
  | 'quarantine.list'
  | 'notes.list';

/** The part of a long list that is in view, of however many rows there are. */
export interface Pages<Name extends Paged> {
  readonly total: number;
  readonly loaded: boolean;
  /** What came with the rows. */
  readonly data: OutputOf<Name> | undefined;
  /** The row of an index, once its page is there. */
  rowAt(index: number): OutputOf<Name>['rows'][number] | undefined;
  /** Tells which rows are in view. */
  show(first: number, last: number): void;
}

/** A long list, read page by page as its rows come into view. While not `enabled` it is empty. */
export function usePages<Name extends Paged>(
  name: Name,
  input: Omit<InputOf<Name>, 'offset' | 'limit'>,
  enabled = true,
): Pages<Name> {
  const [[first, last], setPages] = useState<readonly [number, number]>([0, 0]);
  const at = (page: number) => ({ ...input, offset: page * PAGE, limit: PAGE }) as unknown as InputOf<Name>;
  const options = { enabled, keep: true };
  const one = useCall(name, at(first), options);
  const two = useCall(name, at(last), options);
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
  const { data } = one;
  return { total: data?.total ?? 0, loaded: data !== undefined || !enabled, data, rowAt, show };
}
