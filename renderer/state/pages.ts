import { hashKey } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { InputOf, OutputOf } from '../../shared/contract/index.ts';
import { PAGE } from './page.ts';
import { useCall } from './queries.ts';

/** Calls that return a long list page by page. */
type Paged =
  | 'documents.list'
  | 'entities.list'
  | 'entities.concordance'
  | 'relations.list'
  | 'claims.list'
  | 'claims.grouped'
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
  /** Returns the index of a loaded row, -1 if no loaded row fits. */
  indexWhere(fits: (row: OutputOf<Name>['rows'][number]) => boolean): number;
  /** Sets which rows are in view. */
  show(first: number, last: number): void;
}

/**
 * Reads a long list page by page as its rows come into view. Empty unless `enabled`. After a change of the input the rows before stay
 * until the new ones are read, unless `replaces` is false: in groups that fold, they would stand below the wrong heads.
 */
export function usePages<Name extends Paged>(
  name: Name,
  input: Omit<InputOf<Name>, 'offset' | 'limit'>,
  enabled = true,
  replaces = true,
): Pages<Name> {
  const key = hashKey([input]);
  const [{ first, last, movedIn }, setPages] = useState({ first: 0, last: 0, movedIn: key });
  const at = (page: number) => ({ ...input, offset: page * PAGE, limit: PAGE }) as unknown as InputOf<Name>;
  const options = { enabled, keep: true };
  const one = useCall(name, at(first), options);
  const two = useCall(name, at(last), options);
  const rowAt = (index: number) => {
    const page = Math.floor(index / PAGE);
    const found = page === first ? one : page === last ? two : undefined;
    // While a page is loading, the query returns the previous one as a placeholder. After a move its rows are not these; after a
    // change of the input they stay until the new ones have been read.
    return found?.isPlaceholderData && (movedIn === key || !replaces)
      ? undefined
      : found?.data?.rows[index - page * PAGE];
  };
  const indexWhere: Pages<Name>['indexWhere'] = (fits) => {
    for (const [page, { data, isPlaceholderData }] of [[first, one] as const, [last, two] as const]) {
      const index = isPlaceholderData ? -1 : (data?.rows.findIndex((row) => fits(row)) ?? -1);
      if (index >= 0) return page * PAGE + index;
    }
    return -1;
  };
  const show = useCallback(
    (from: number, to: number) => {
      const next = { first: Math.floor(from / PAGE), last: Math.floor(to / PAGE), movedIn: key };
      setPages((now) => (now.first === next.first && now.last === next.last ? now : next));
    },
    [key],
  );
  const { data } = one;
  return { total: data?.total ?? 0, loaded: data !== undefined || !enabled, data, rowAt, indexWhere, show };
}
