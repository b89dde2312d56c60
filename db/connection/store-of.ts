import { TextCache } from '../documents/text-cache.ts';
import { ROW_KINDS } from '../rows/index.ts';
import type { RowKinds } from '../rows/kinds.ts';
import { Terms } from '../scheme/terms.ts';
import type { Connection } from './connection.ts';
import type { Store } from './store.ts';

/** Puts the in-memory companions beside a configured, migrated connection. */
export function storeOf(db: Connection, path: string, readonly: boolean, kinds: RowKinds = ROW_KINDS): Store {
  return { path, db, terms: new Terms(db), texts: new TextCache(db), readonly, kinds };
}
