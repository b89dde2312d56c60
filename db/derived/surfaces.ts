import { hash } from 'node:crypto';
import { fold } from '../../shared/text/fold.ts';
import { sql } from '../connection/connection.ts';
import { derivedRows, inPages } from './define.ts';

/** Quotes longer than this (UTF-16 code units) are clauses, not names: nothing looks up their folded form. */
const LONGEST_FOLDED = 120;

/** Returns the key by which an interned quote is found. */
export function surfaceHash(text: string): number {
  return parseInt(hash('sha256', Buffer.from(text, 'utf16le'), 'hex').slice(0, 12), 16);
}

/** Returns the folded form of an interned quote, for searching; `null` if the quote is too long. */
export function surfaceFolded(text: string): string | null {
  return text.length <= LONGEST_FOLDED ? fold(text) : null;
}

interface SurfaceRow {
  readonly id: number;
  readonly hash: number;
  readonly text: string;
  readonly folded: string | null;
}

/** Keys and folded forms of interned quotes. */
export const surfaceColumns = derivedRows('keys of quotes', function* (store) {
  const rows = inPages<SurfaceRow>(
    store,
    (after, limit) =>
      sql`SELECT id, hash, text, folded FROM surface WHERE id > ${after} ORDER BY id LIMIT ${limit}`,
  );
  for (const { id, text, ...row } of rows) {
    const [key, folded] = [surfaceHash(text), surfaceFolded(text)];
    if (row.hash === key && row.folded === folded) continue;
    yield {
      message: `the quote “${text.slice(0, 60)}” is looked up wrongly`,
      mend: (db) => db.run(sql`UPDATE main.surface SET hash = ${key}, folded = ${folded} WHERE id = ${id}`),
    };
  }
});

/** A quote that could not be found by its key was interned again; the copies must become one quote. */
export const surfaceCopies = derivedRows('copies of quotes', function* ({ db }) {
  const copies = db.all<{ id: number; first: number; text: string }>(sql`
    SELECT b.id, min(a.id) AS first, b.text FROM surface b JOIN surface a ON a.hash = b.hash AND a.id < b.id AND a.text = b.text
    GROUP BY b.id`);
  for (const { id, first, text } of copies)
    yield {
      message: `the quote “${text.slice(0, 60)}” is stored twice`,
      mend(db) {
        db.run(sql`UPDATE main.span SET surface_id = ${first} WHERE surface_id = ${id}`);
        db.run(sql`UPDATE main.review_case SET surface_id = ${first} WHERE surface_id = ${id}`);
        db.run(sql`DELETE FROM main.surface WHERE id = ${id}`);
      },
    };
});
