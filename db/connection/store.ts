import type { Connection, ReadDb } from './connection.ts';
import type { RowKinds } from '../rows/kinds.ts';
import type { Terms } from '../scheme/terms.ts';
import type { TextCache } from '../documents/text-cache.ts';

/** An open project as queries get it: the handle cannot write. */
export interface ReadStore {
  readonly path: string;
  readonly readonly: boolean;
  readonly db: ReadDb;
  readonly terms: Terms;
  readonly texts: TextCache;
  /** The kinds of rows it holds: all, but for tests. */
  readonly kinds: RowKinds;
}

/**
 * An open project: the connection with what is kept in memory beside it. Functions of this folder take it,
 * or the narrower handle they need.
 */
export interface Store extends ReadStore {
  readonly db: Connection;
}
