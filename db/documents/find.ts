import { sql, type ReadDb } from '../connection/connection.ts';
import { fold } from '../../shared/text/fold.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { toBytes, uidFromHex } from '../connection/uid.ts';
import { fullTextQuery, likePattern } from './documents.ts';

/** A document as a list of finds names it. */
export interface FoundDocument {
  readonly id: Uid;
  /** The title, or the beginning of the text, or the name of the file. */
  readonly title: string;
  readonly source: string;
  readonly published: string;
  /** What the words were found in. */
  readonly found: 'title' | 'name' | 'text';
}

interface Row {
  readonly uid: string;
  readonly title: string;
  readonly source: string;
  readonly published: string;
}

/**
 * Returns documents with the words in their title, then in the name of the file, then in the text, no more than `limit`. Looks no further than
 * it needs: the words of common articles are in thousands.
 */
export function findDocuments(db: ReadDb, words: string, limit: number): FoundDocument[] {
  const folded = fold(words).trim();
  if (folded === '') return [];
  const found = new Map<number, FoundDocument['found']>();
  const searches = [
    ['title', sql`SELECT id FROM document WHERE instr(sort_title, ${folded}) > 0 LIMIT ${limit}`],
    ['name', sql`SELECT id FROM document WHERE name LIKE ${likePattern(folded)} ESCAPE '\\' LIMIT ${limit}`],
    [
      'text',
      sql`SELECT rowid AS id FROM document_fts WHERE document_fts MATCH ${fullTextQuery(folded)} LIMIT ${limit}`,
    ],
  ] as const;
  for (const [where, search] of searches) {
    if (found.size >= limit) break;
    for (const id of db.column<number>(search)) if (!found.has(id)) found.set(id, where);
  }
  const ids = [...found.keys()].slice(0, limit);
  return rowsOf(db, ids).map((row, i) => ({ ...row, found: found.get(ids[i]!)! }));
}

/** Returns the titles of documents, in the order of the ids; leaves out those that do not exist. */
export function namedDocuments(db: ReadDb, ids: readonly Uid[]): { id: Uid; title: string }[] {
  const local = ids.flatMap(
    (id) => db.value<number>(sql`SELECT id FROM document WHERE uid = ${toBytes(id)}`) ?? [],
  );
  return rowsOf(db, local).map(({ id, title }) => ({ id, title }));
}

function rowsOf(db: ReadDb, ids: readonly number[]): Omit<FoundDocument, 'found'>[] {
  return db
    .all<Row>(
      sql`
      SELECT lower(hex(d.uid)) AS uid, coalesce(nullif(d.title, ''), nullif(d.lead, ''), d.name) AS title, d.source, d.published
      FROM json_each(${JSON.stringify(ids)}) j CROSS JOIN document d ON d.id = j.value ORDER BY j.key`,
    )
    .map(({ uid, ...row }) => ({ id: uidFromHex(uid), ...row }));
}
