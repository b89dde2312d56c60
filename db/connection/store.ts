import type { RowReader, RowWriter } from '../rows/handle.ts';
import type { RowKinds } from '../rows/kinds.ts';

/** An open project as queries get it: the handle cannot write. */
export interface ReadStore extends RowReader {
  readonly path: string;
  readonly readonly: boolean;
  /** The kinds of rows that the project holds: all, except in tests. */
  readonly kinds: RowKinds;
}

/**
 * An open project: the connection with what is kept in memory beside it. Functions of `db/` take it, or the narrower
 * handle that they need.
 */
export interface Store extends ReadStore, RowWriter {
  readonly db: RowWriter['db'];
}
