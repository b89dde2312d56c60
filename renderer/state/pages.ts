import { useCallback, useState } from 'react';
import type { InputOf, OutputOf } from '../../shared/contract/index.ts';
import { useCall } from './queries.ts';

/** Rows of a page: more than any window shows, so that two pages always cover the view. */
const PAGE = 200;

/** Calls that return a long list page by page. */
type Paged =
  | 'entities.list'
  | 'entities.concordance'
  | 'relations.list'
  | 'claims.list'
  | 'quarantine.list'
  | 'notes.list';

/** The rows in view of a list of any length. */
export interface Pages<Name extends Paged> {
  readonly total: number;
  readonly loaded: boolean;
  /** The output of the call without regard to rows, such as totals. */
  readonly data: OutputOf<Name> | undefined;
  /** Returns the row at an index, once its page is loaded. */
  rowAt(index: number): OutputOf<Name>['rows'][number] | undefined;
  /** Sets which rows are in view. */
  show(first: number, last: number): void;
}

/** Reads a long list page by page as its rows come into view. Empty unless `enabled`. */
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
    // While a page is loading, the query returns the previous page as a placeholder; its rows are not these.
    return found?.isPlaceholderData ? undefined : found?.data?.rows[index - page * PAGE];
  };
  const show = useCallback((from: number, to: number) => {
    const next = [Math.floor(from / PAGE), Math.floor(to / PAGE)] as const;
    setPages((now) => (now[0] === next[0] && now[1] === next[1] ? now : next));
  }, []);
  const { data } = one;
  return { total: data?.total ?? 0, loaded: data !== undefined || !enabled, data, rowAt, show };
}
