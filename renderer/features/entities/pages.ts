import { useCallback, useState } from 'react';
import type { InputOf, OutputOf } from '../../../shared/contract/index.ts';
import { useCall } from '../../state/queries.ts';

/** Rows asked for at a time: more than any window shows, so that two pages always cover what is seen. */
export const LIST_PAGE = 200;

type Paged = 'entities.list' | 'entities.concordance';
type RowOf<Name extends Paged> = OutputOf<Name>['rows'][number];

/** The pages of a long list that are in view. */
export function usePages<Name extends Paged>(name: Name, input: Omit<InputOf<Name>, 'offset' | 'limit'>) {
  const [[first, last], setPages] = useState<readonly [number, number]>([0, 0]);
  const page = (number: number) =>
    ({ ...input, offset: number * LIST_PAGE, limit: LIST_PAGE }) as unknown as InputOf<Name>;
  const one = useCall(['entities', 'annotations', 'documents'], name, page(first), { keep: true });
  const two = useCall(['entities', 'annotations', 'documents'], name, page(last), { keep: true });
  const onPages = useCallback((from: number, to: number) => setPages([from, to]), []);
  const rowAt = (index: number): RowOf<Name> | undefined => {
    const number = Math.floor(index / LIST_PAGE);
    const found = number === first ? one : number === last ? two : undefined;
    // While a page is on its way the one before stands in its place: its rows are not these.
    if (!found?.data || found.isPlaceholderData) return undefined;
    return found.data.rows[index - number * LIST_PAGE];
  };
  return { total: one.data?.total ?? 0, loaded: one.data !== undefined, data: one.data, rowAt, onPages };
}
