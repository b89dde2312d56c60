import type { Connection, ReadDb } from '../connection/connection.ts';
import type { TextCache } from '../documents/text-cache.ts';
import type { Terms } from '../scheme/terms.ts';

/** What a row kind needs of an open project to read rows. Narrower than a store, which lists the row kinds. */
export interface RowReader {
  readonly db: ReadDb;
  readonly terms: Terms;
  readonly texts: TextCache;
}

/** What a row kind needs of an open project to write rows. */
export interface RowWriter extends RowReader {
  readonly db: Connection;
}
