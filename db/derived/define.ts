import type { Sql, WriteDb } from '../connection/connection.ts';
import type { Store } from '../connection/store.ts';

/**
 * One thing that a project stores although it follows from other rows. Its file also holds the function that computes it, which
 * the row kinds use when they write, so that writing, check and repair cannot differ.
 */
export interface Derived {
  /** What it is, in words, as check and repair print it. */
  readonly name: string;
  /** What is wrong with it, one sentence for each faulty row; nothing is written. */
  problems(store: Store): Iterable<string>;
  /** Computes anew what is wrong, within the caller's transaction; returns the number of rows written or removed. */
  rebuild(store: Store): number;
}

/** A row that does not hold what follows from the others, and how it is put right. */
export interface FaultyRow {
  readonly message: string;
  mend(db: WriteDb): void;
}

/** Something derived whose rows are compared and mended one by one. */
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

/** So many rows are read at once. */
const PAGE = 500;

/**
 * Reads a table in pages in the order of its ids. Unlike a cursor this lets rows be written between two of them. `query` gets
 * the id after which the page begins and the number of its rows.
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
