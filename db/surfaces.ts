import { createHash } from 'node:crypto';
import { fold } from '../shared/text/fold.ts';
import { sql, type WriteDb } from './connection.ts';

/** Quotes longer than this (UTF-16 units) are clauses, not names: nobody looks them up folded. */
const LONGEST_FOLDED = 120;

/** The id of an interned quote; grouping and "earlier decisions" become index look-ups. */
export function internSurface(db: WriteDb, text: string): number {
  const hash = createHash('sha256').update(text, 'utf16le').digest().readUIntBE(0, 6);
  const known = db
    .all<{ id: number; text: string }>(sql`SELECT id, text FROM surface WHERE hash = ${hash}`)
    .find((row) => row.text === text);
  if (known) return known.id;
  const folded = text.length <= LONGEST_FOLDED ? fold(text) : null;
  return db.run(sql`INSERT INTO surface (hash, text, folded) VALUES (${hash}, ${text}, ${folded})`).id;
}
