import { quote, type Fragment } from '../../shared/model/fragments.ts';
import { sql, type ReadDb, type WriteDb } from '../connection/connection.ts';
import { surfaceFolded, surfaceHash } from '../derived/surfaces.ts';

/** The id of an interned quote; grouping and "earlier decisions" become index look-ups. */
export function internSurface(db: WriteDb, text: string): number {
  const key = surfaceHash(text);
  const known = findSurface(db, text, key);
  if (known !== undefined) return known;
  return db.run(
    sql`INSERT INTO surface (hash, text, folded) VALUES (${key}, ${text}, ${surfaceFolded(text)})`,
  ).id;
}

/** The id of a quote that some span has or had. */
export function findSurface(db: ReadDb, text: string, key: number = surfaceHash(text)): number | undefined {
  return db.value<number>(sql`SELECT id FROM surface WHERE hash = ${key} AND text = ${text}`);
}

/** What a span quotes of its document's text; `null` for an implicit one, which has no place there. */
export function quoteOf(text: string, fragments: readonly Fragment[]): string | null {
  return fragments.length === 0 ? null : quote(text, fragments);
}

/** The id of the interned quote of a span; `null` for an implicit one. */
export function internQuote(db: WriteDb, text: string, fragments: readonly Fragment[]): number | null {
  const words = quoteOf(text, fragments);
  return words === null ? null : internSurface(db, words);
}
