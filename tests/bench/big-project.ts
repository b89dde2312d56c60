import { createHash, hash } from 'node:crypto';
import Database from 'better-sqlite3';
import { derivedUid, toBytes } from '../../db/connection/uid.ts';
import { internSurface } from '../../db/annotations/surfaces.ts';
import { fold } from '../../shared/text/fold.ts';
import { copyOfKept } from './kept-project.ts';
import type { Lab } from './lab.ts';
import { newProject, openProject, type BenchProject } from './project.ts';
import { Random } from './workload/random.ts';

/** The size of the largest project that is planned for; each document has 50 spans. */
const DOCUMENTS = 100_000;
export const SPANS = 50;
const WORDS = 250;
const SEED = 7;
export const TYPES = ['PERSON', 'ORG', 'GPE', 'LOC', 'DATE', 'TITLE', 'EVENT', 'NORP', 'FAC', 'LAW'] as const;
/** A word that is in one of a thousand documents, and one that is in a single document. */
const [RARE, SINGLE] = ['Işıklar', 'Vantorium'];

/** Returns the number of documents at the requested scale. */
export function bigDocuments({ scale }: Pick<Lab, 'scale'>): number {
  return Math.max(100, Math.round(DOCUMENTS * scale));
}

/** Opens a copy of the big project, to which rows may write. */
export async function bigProject(lab: Lab): Promise<BenchProject> {
  const folder = await lab.once('big-project', () => copyOf(lab));
  return openProject(folder);
}

/** Returns the folder of the copy, for programs that open it themselves. */
export function bigFolder(lab: Lab): Promise<string> {
  return lab.once('big-project', () => copyOf(lab));
}

function copyOf(lab: Lab): Promise<string> {
  const documents = bigDocuments(lab);
  return copyOfKept(lab, {
    name: `big-${documents}`,
    module: import.meta.url,
    make(folder) {
      const project = newProject(folder);
      fill(project, documents);
    },
  });
}

/** Ids in the order of their creation, as in a real project, and the same in every run. */
function* uids(): Generator<Buffer> {
  for (let n = 0; ; n++) {
    const bytes = createHash('sha256').update(`${SEED} ${n}`).digest().subarray(0, 16);
    bytes.writeUIntBE(1_760_000_000_000 + Math.floor(n / 16), 0, 6);
    bytes[6] = (bytes[6]! & 0x0f) | 0x70;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    yield bytes;
  }
}

/**
 * Closes the project and writes straight into the tables, with the result of an import; the journal is left out because no row measures
 * it. An open project would take that for damage.
 */
function fill({ workspace, path, set }: BenchProject, documents: number): void {
  const { store } = workspace;
  const random = new Random(SEED);
  const vocabulary = Array.from(
    { length: 4000 },
    (_, i) => `${SYLLABLES[i % 20]}${SYLLABLES[(i * 7) % 19]}${i.toString(36)}`,
  );
  vocabulary.splice(0, 4, 'the', 'minister', 'said', 'talks');
  const types = TYPES.map((name) => store.terms.find('span', name)!.id);
  const surfaces = new Map<string, number>();
  store.db.immediate(() => {
    for (const word of [...vocabulary, RARE, SINGLE]) surfaces.set(word, internSurface(store.db, word));
  });
  workspace.dispose();
  const db = new Database(path);
  const change = db.prepare('SELECT max(id) FROM change').pluck().get();
  const setId = db.prepare('SELECT id FROM annotation_set WHERE uid = ?').pluck().get(toBytes(set));
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -400000');
  // Recreated at the end from the same SQL: sorting once is faster than five million look-ups each.
  const indexes = db
    .prepare(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name IN ('span', 'document') AND sql IS NOT NULL",
    )
    .all() as { name: string; sql: string }[];
  const insert = {
    document: db.prepare(
      `INSERT INTO document (uid, title, source, url, byline, dateline, published, language, header, name, origin, sort_title, lead, length, text_sha256, change_id)
       VALUES (?, ?, 'Wire', '', '', '', ?, 'en', '', ?, ?, ?, ?, ?, ?, ?)`,
    ),
    text: db.prepare(
      `INSERT INTO document_text (document_id, revision, text, blocks, change_id) VALUES (?, 1, ?, ?, ?)`,
    ),
    index: db.prepare('INSERT INTO document_fts (rowid, text) VALUES (?, ?)'),
    status: db.prepare(
      `INSERT INTO document_status (uid, set_id, document_id, status, change_id) VALUES (?, ?, ?, ?, ?)`,
    ),
    span: db.prepare(
      'INSERT INTO span (uid, document_id, set_id, type_id, start, "end", surface_id, change_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    ),
  };
  const ids = uids();
  const nextUid = () => ids.next().value as Buffer;
  db.transaction(() => {
    for (const { name } of indexes) db.exec(`DROP INDEX "${name}"`);
    for (let i = 0; i < documents; i++) {
      const words = Array.from({ length: WORDS }, () => vocabulary[Math.floor(random.next() ** 3 * 4000)]!);
      if (i % 1000 === 500) words[100] = RARE;
      if (i === documents - 10) words[100] = SINGLE;
      const text = words.join(' ');
      const published = `20${10 + (i % 16)}-0${1 + (i % 9)}-11`;
      const title = `${words[7]} ${words[8]} ${i}`;
      const uid = nextUid();
      const id = insert.document.run(
        uid,
        title,
        published,
        `${i}.txt`,
        JSON.stringify({ name: `${i}.txt`, encoding: 'utf-8' }),
        fold(title),
        text.slice(0, 120),
        text.length,
        hash('sha256', text, 'buffer'),
        change,
      ).lastInsertRowid;
      insert.text.run(id, text, JSON.stringify([['paragraph', 0, text.length]]), change);
      insert.index.run(id, fold(text));
      const status = i % 50 === 0 ? 'done' : i % 50 === 1 ? 'in progress' : i % 50 === 2 ? 'skipped' : null;
      if (status !== null)
        insert.status.run(toBytes(derivedUid('status', String(i))), setId, id, status, change);
      let start = 0;
      for (const [n, word] of words.entries()) {
        if (n % (WORDS / SPANS) === 0) {
          const type = types[word === RARE ? 0 : (n / 5 + i) % types.length];
          const end = start + word.length;
          insert.span.run(nextUid(), id, setId, type, start, end, surfaces.get(word), change);
        }
        start += word.length + 1;
      }
    }
    for (const { sql } of indexes) db.exec(sql);
  })();
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

const SYLLABLES = 'an ka ra fi dan er do gan smi le mo ta ver lin sor pel dra nov bek ul'.split(' ');
