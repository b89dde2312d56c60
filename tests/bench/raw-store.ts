import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { fold } from '../../shared/text/fold.ts';

/** The tables that an import fills and an export reads, parents first. */
const TABLES = ['document', 'document_text', 'surface', 'span', 'attribute', 'document_status'] as const;

type Row = Record<string, unknown>;

/**
 * The floor of an import, in ms: parses the lines and writes the rows of the import into the same tables with the same
 * indexes, in one durable transaction with prepared statements only.
 */
export function rawWrite(project: string, jsonl: string, out: string): number {
  const source = new Database(project, { readonly: true });
  const rows = TABLES.map(
    (table) => [table, source.prepare(`SELECT * FROM ${table}`).all() as Row[]] as const,
  );
  const texts = source.prepare('SELECT document_id AS id, text FROM document_text').all() as Row[];
  const folded = texts.map(({ id, text }) => [id, fold(text as string)] as const);
  source.close();
  const lines = readFileSync(jsonl, 'utf8');
  const db = open(out);
  // References to rows of tables that are not copied would fail.
  db.pragma('foreign_keys = OFF');
  const begun = performance.now();
  for (const line of lines.split('\n')) if (line !== '') JSON.parse(line);
  db.exec('BEGIN IMMEDIATE');
  for (const [table, content] of rows) {
    const columns = Object.keys(content[0] ?? {});
    if (columns.length === 0) continue;
    const names = columns.map((name) => `"${name}"`).join(', ');
    const insert = db.prepare(
      `INSERT INTO ${table} (${names}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    for (const row of content) insert.run(...Object.values(row));
  }
  const index = db.prepare('INSERT INTO document_fts (rowid, text) VALUES (?, ?)');
  for (const entry of folded) index.run(...entry);
  db.exec('COMMIT');
  const took = performance.now() - begun;
  db.close();
  return took;
}

/** Number of rows held at a time, because a table may be too large for the memory. */
const BATCH = 20_000;

/**
 * The floor of a large import into tables that other rows refer to, in ms: parses the lines and writes the rows of these
 * tables as {@link rawWrite} does, batch by batch; reading the rows is not counted.
 */
export function rawWriteTables(
  project: string,
  tables: readonly string[],
  jsonl: string,
  out: string,
): number {
  const lines = readFileSync(jsonl, 'utf8').split('\n');
  let begun = performance.now();
  for (const line of lines) if (line !== '') JSON.parse(line);
  let took = performance.now() - begun;
  const source = new Database(project, { readonly: true });
  const db = open(out);
  db.pragma('foreign_keys = OFF');
  db.exec('BEGIN IMMEDIATE');
  for (const table of tables) {
    const columns = (source.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
    const names = columns.map((name) => `"${name}"`).join(', ');
    const insert = db.prepare(
      `INSERT INTO ${table} (${names}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    let batch: unknown[][] = [];
    const flush = () => {
      begun = performance.now();
      for (const row of batch) insert.run(...row);
      took += performance.now() - begun;
      batch = [];
    };
    for (const row of source.prepare(`SELECT * FROM ${table}`).raw().iterate() as IterableIterator<
      unknown[]
    >) {
      batch.push(row);
      if (batch.length === BATCH) flush();
    }
    flush();
  }
  begun = performance.now();
  db.exec('COMMIT');
  took += performance.now() - begun;
  source.close();
  db.close();
  return took;
}

/** The floor of an export, in ms: reads every document's rows by id and converts them to JSON. */
export function rawRead(project: string): number {
  const db = new Database(project, { readonly: true });
  const begun = performance.now();
  const spans = db.prepare(`
    SELECT s.*, u.text AS quote FROM span s LEFT JOIN surface u ON u.id = s.surface_id WHERE s.document_id = ?`);
  const attributes = db.prepare(`
    SELECT a.* FROM span s JOIN attribute a ON a.owner = s.id AND a.of = 's' WHERE s.document_id = ?`);
  const documents = db.prepare(
    'SELECT d.*, t.text, t.blocks FROM document d JOIN document_text t ON t.document_id = d.id',
  );
  let length = 0;
  for (const document of documents.iterate() as IterableIterator<Row>) {
    const { id } = document;
    length += JSON.stringify({ ...document, spans: spans.all(id), attributes: attributes.all(id) }).length;
  }
  const took = performance.now() - begun;
  db.close();
  if (length === 0) throw new Error('the project is empty');
  return took;
}

/** The floor of a command, in ms for each: inserts and commits one row, as durably as in a project. */
export function rawCommits(path: string, count: number): number[] {
  const db = open(path);
  db.pragma('foreign_keys = OFF');
  const insert = db.prepare(
    'INSERT INTO span (uid, document_id, set_id, type_id, start, "end", change_id) VALUES (randomblob(16), 1, 1, 1, ?, ?, 1)',
  );
  const times = Array.from({ length: count }, (_, i) => {
    const begun = performance.now();
    insert.run(i, i + 4);
    return performance.now() - begun;
  });
  db.close();
  return times;
}

/** An empty database with a project's tables, indexes and durability. */
function open(path: string): Database.Database {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(readFileSync('db/schema.sql', 'utf8'));
  return db;
}
