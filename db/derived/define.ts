import type { Sql, WriteDb } from '../connection/connection.ts';
import type { Store } from '../connection/store.ts';

/**
 * Stored data that follows from other rows. Its file also contains the function that computes it. The row kinds call
 * the same function when they write, so that writing, check and repair cannot differ.
 */
export interface Derived {
  /** Its description, as check and repair print it. */
  readonly name: string;
  /** Yields one sentence for each faulty row; writes nothing. */
  problems(store: Store): Iterable<string>;
  /** Computes faulty rows again, within the caller's transaction. Returns the number of rows written or removed. */
  rebuild(store: Store): number;
}

/** A row that differs from what follows from other rows, and how to correct it. */
export interface FaultyRow {
  readonly message: string;
  mend(db: WriteDb): void;
}

/** Makes derived data whose rows are compared and corrected one by one. */
export function derivedRows(name: string, faulty: (store: Store) => Iterable<FaultyRow>): Derived {
  return {
    name,
    *problems(store) {
      for (const { message } of faulty(store)) yield message;
    },
    rebuild(store) {
      let rows = 0;
      for (const { mend } of faulty(store)) {
        mend(store.db);
        rows++;
      }
      return rows;
    },
  };
}

/** The number of rows that are read at once. */
const PAGE = 500;

/**
 * Reads a table in pages in the order of its ids. Unlike with a cursor, rows may be written between two pages. `query`
 * receives the id after which the page begins and the number of its rows.
 */
export function* inPages<Row extends { readonly id: number }>(
  { db }: Store,
  query: (after: number, limit: number) => Sql,
): Generator<Row> {
  for (let after = Number.MIN_SAFE_INTEGER; ;) {
    const page = db.all<Row>(query(after, PAGE));
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)!.id;
  }
}
