import type { ClaimFilter, ClaimRow } from '../../shared/contract/claims.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import type { ReadStore } from '../connection/store.ts';
import { sortedClaims, type ClaimSorting, type FoundClaim } from './claim-filter.ts';
import { claimRow } from './claim-rows.ts';
import { claimTerms } from './claim-terms.ts';

/** Claims as the table shows them, with counts over all that pass the filter. */
export interface ClaimPage {
  readonly total: number;
  readonly implicit: number;
  readonly withoutClaimer: number;
  readonly rows: ClaimRow[];
}

/** One page of the claims that pass a filter. */
export function listClaims(
  store: ReadStore,
  scheme: Scheme,
  filter: ClaimFilter,
  page: ClaimSorting & { readonly offset?: number | undefined; readonly limit?: number | undefined } = {},
): ClaimPage {
  const terms = claimTerms(store, scheme);
  const found = sortedClaims(store, terms, filter, page);
  const offset = page.offset ?? 0;
  const shown = found.slice(offset, page.limit === undefined ? undefined : offset + page.limit);
  return {
    total: found.length,
    implicit: count(found, ({ implicit }) => implicit),
    withoutClaimer: count(found, ({ claimless }) => claimless),
    rows: shown.map(({ id }) => claimRow(store, terms, id)),
  };
}

/** All claims that pass a filter, read one by one as they are asked for. */
export function eachClaim(
  store: ReadStore,
  scheme: Scheme,
  filter: ClaimFilter,
  sorting: ClaimSorting,
): { readonly total: number; readonly rows: Iterable<ClaimRow> } {
  const terms = claimTerms(store, scheme);
  const found = sortedClaims(store, terms, filter, sorting);
  const rows = function* () {
    for (const { id } of found) yield claimRow(store, terms, id);
  };
  return { total: found.length, rows: rows() };
}

const count = (found: readonly FoundClaim[], flag: (found: FoundClaim) => number) =>
  found.reduce((sum, each) => sum + flag(each), 0);
