/** Which rows of a list are asked for. */
export interface PageOf {
  readonly descending?: boolean | undefined;
  readonly offset?: number | undefined;
  /** All of them, when absent. */
  readonly limit?: number | undefined;
}

/**
 * Where a page lies in the ascending list, so that one statement serves both directions: backwards a page is one of
 * the other end, and its rows are to be turned round.
 */
export function pageIn(
  total: number,
  { descending = false, offset = 0, limit = total }: PageOf,
): { readonly offset: number; readonly limit: number; turn<Row>(rows: Row[]): Row[] } {
  const [first, last] = descending ? [total - offset - limit, total - offset] : [offset, offset + limit];
  const from = Math.max(0, first);
  return {
    offset: from,
    limit: Math.max(0, last - from),
    turn: (rows) => (descending ? rows.reverse() : rows),
  };
}
