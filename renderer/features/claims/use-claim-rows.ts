import type { ClaimRow } from '../../../shared/contract/frames.ts';
import type { InputOf } from '../../../shared/contract/index.ts';
import { useCall } from '../../state/queries.ts';

/** Rows asked for at a time. */
const PAGE = 200;
const TOPICS = ['annotations', 'documents', 'scheme'] as const;

/** The rows from `first` to `last` of the table, read page by page; `undefined` for one that is not there yet. */
export function useClaimRows(
  query: InputOf<'claims.list'>,
  first: number,
  last: number,
  enabled: boolean,
): (index: number) => ClaimRow | undefined {
  const page = Math.floor(first / PAGE);
  const next = Math.floor(last / PAGE);
  const one = useCall(TOPICS, 'claims.list', { ...query, offset: page * PAGE, limit: PAGE }, { enabled });
  const two = useCall(
    TOPICS,
    'claims.list',
    { ...query, offset: next * PAGE, limit: PAGE },
    { enabled: enabled && next !== page },
  );
  return (index) => {
    const of = Math.floor(index / PAGE);
    const rows = of === page ? one.data?.rows : of === next ? two.data?.rows : undefined;
    return rows?.[index - of * PAGE];
  };
}
