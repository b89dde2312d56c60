import type { Connection, ReadDb } from './connection.ts';
import { ROW_KINDS } from '../rows/index.ts';
import type { RowKinds } from '../rows/kinds.ts';
import { Terms } from '../scheme/terms.ts';
import { TextCache } from '../documents/text-cache.ts';

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

/** Puts the in-memory companions beside a configured, migrated connection. */
export function storeOf(db: Connection, path: string, readonly: boolean, kinds: RowKinds = ROW_KINDS): Store {
  return { path, db, terms: new Terms(db), texts: new TextCache(db), readonly, kinds };
}
