import { hash } from 'node:crypto';
import { fold } from '../shared/text/fold.ts';
import { sql, type ReadDb, type WriteDb } from './connection.ts';

/** Quotes longer than this (UTF-16 units) are clauses, not names: nobody looks them up folded. */
const LONGEST_FOLDED = 120;

/** The id of an interned quote; grouping and "earlier decisions" become index look-ups. */
export function internSurface(db: WriteDb, text: string): number {
  const key = hashOf(text);
  const known = findSurface(db, text, key);
  if (known !== undefined) return known;
  const folded = text.length <= LONGEST_FOLDED ? fold(text) : null;
  return db.run(sql`INSERT INTO surface (hash, text, folded) VALUES (${key}, ${text}, ${folded})`).id;
}

/** The id of a quote that some span has or had. */
export function findSurface(db: ReadDb, text: string, key: number = hashOf(text)): number | undefined {
  return db.value<number>(sql`SELECT id FROM surface WHERE hash = ${key} AND text = ${text}`);
}

function hashOf(text: string): number {
  return hash('sha256', Buffer.from(text, 'utf16le'), 'buffer').readUIntBE(0, 6);
}
