import { fold } from '../../shared/text/fold.ts';
import { sql, type WriteDb } from '../connection/connection.ts';
import type { Store } from '../connection/store.ts';
import { inPages, type Derived } from './define.ts';

/** Adds a document's text to the full-text index. The text must not be in the index yet. */
export function indexText(db: WriteDb, document: number, text: string): void {
  db.run(sql`INSERT INTO document_fts (rowid, text) VALUES (${document}, ${fold(text)})`);
}

/** Removes a document from the full-text index. */
export function unindexText(db: WriteDb, document: number): void {
  db.run(sql`DELETE FROM document_fts WHERE rowid = ${document}`);
}

/**
 * The full-text index. It does not hold the texts, so it is compared with a temporary index of all texts: for each
 * word, the number of its occurrences and a checksum of their places.
 */
export const fullText: Derived = {
  name: 'full-text index',
  *problems(store) {
    const { db } = store;
    // Most faults are found without reading any text: `docsize` is the table in which FTS5 lists its rows.
    const missing = db.value<number>(
      sql`SELECT count(*) FROM document_text WHERE document_id NOT IN (SELECT id FROM document_fts_docsize)`,
    )!;
    if (missing > 0) yield `${missing} documents are not in the full-text index`;
    const gone = db.value<number>(
      sql`SELECT count(*) FROM document_fts_docsize WHERE id NOT IN (SELECT document_id FROM document_text)`,
    )!;
    if (gone > 0) yield `${gone} documents that are gone are in the full-text index`;
    if (missing === 0 && gone === 0) yield* differingWords(store);
  },
  rebuild(store) {
    const { db } = store;
    db.run(sql`INSERT INTO document_fts (document_fts) VALUES ('delete-all')`);
    let rows = 0;
    for (const { id, text } of allTexts(store)) {
      indexText(db, id, text);
      rows++;
    }
    return rows;
  },
};

type Words = Iterator<Word, undefined>;

interface Word {
  readonly term: Buffer;
  readonly count: number;
  readonly places: number;
}

function* differingWords(store: Store): Generator<string> {
  const { raw } = store.db;
  const { definition } = raw
    .prepare(`SELECT sql AS definition FROM main.sqlite_schema WHERE name = 'document_fts'`)
    .get() as { definition: string };
  // The same definition, including the tokenizer.
  raw.exec(definition.replace(/^CREATE VIRTUAL TABLE document_fts/, 'CREATE VIRTUAL TABLE temp.right_fts'));
  try {
    const insert = raw.prepare('INSERT INTO temp.right_fts (rowid, text) VALUES (?, ?)');
    raw.transaction(() => {
      for (const { id, text } of allTexts(store)) insert.run(id, fold(text));
    })();
    raw.exec(`
      CREATE VIRTUAL TABLE temp.stored_words USING fts5vocab('main', 'document_fts', 'instance');
      CREATE VIRTUAL TABLE temp.right_words USING fts5vocab('temp', 'right_fts', 'instance')`);
    const { differing, example } = compareWords(
      wordsOf(store, 'stored_words'),
      wordsOf(store, 'right_words'),
    );
    if (differing > 0)
      yield `the full-text index and the texts differ in ${differing} words, such as “${example}”`;
  } finally {
    raw.exec(`
      DROP TABLE IF EXISTS temp.stored_words; DROP TABLE IF EXISTS temp.right_words; DROP TABLE temp.right_fts`);
  }
}

/**
 * Returns the words of an index in the byte order in which FTS5 stores them, so that grouping needs no sorting. The
 * checksum multiplies document and offset, so that it detects two exchanged places, which a plain sum would not;
 * 2147483647 is prime.
 */
function wordsOf({ db }: Store, vocabulary: 'stored_words' | 'right_words'): Words {
  return db.raw
    .prepare(
      `SELECT CAST(term AS BLOB) AS term, count(*) AS count, sum((doc % 2147483647) * (offset + 7919) % 2147483647) AS places
       FROM temp.${vocabulary} GROUP BY ${vocabulary}.term`,
    )
    .iterate() as Words;
}

/** Compares two sorted lists of words and counts those that differ. */
function compareWords(stored: Words, right: Words): { differing: number; example: string } {
  let differing = 0;
  let example = '';
  let [a, b] = [stored.next().value, right.next().value];
  for (let word = a ?? b; word !== undefined; word = a ?? b) {
    const order = a === undefined ? 1 : b === undefined ? -1 : a.term.compare(b.term);
    const first = order > 0 ? b! : a!;
    if (order !== 0 || a!.count !== b!.count || a!.places !== b!.places) {
      differing++;
      example ||= first.term.toString();
    }
    if (order <= 0) a = stored.next().value;
    if (order >= 0) b = right.next().value;
  }
  return { differing, example };
}

function allTexts(store: Store): Generator<{ id: number; text: string }> {
  return inPages<{ id: number; text: string }>(
    store,
    (after, limit) =>
      sql`SELECT document_id AS id, text FROM document_text WHERE document_id > ${after} ORDER BY document_id LIMIT ${limit}`,
  );
}
