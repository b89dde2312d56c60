import Database from 'better-sqlite3';
import { internSurface } from '../../../db/surfaces.ts';
import { toBytes } from '../../../db/uid.ts';
import type { InputOf } from '../../../shared/contract/index.ts';
import { newUid } from '../../../shared/model/uid.ts';
import { fold } from '../../../shared/text/fold.ts';
import type { Lab } from '../lab.ts';
import { newProject, type BenchProject } from '../project.ts';
import type { BenchRow } from '../row.ts';
import { Random } from '../workload/random.ts';
import { freshFolder } from './store.ts';

const DOCUMENTS = 100_000;
/** In each document: 5,000,000 spans. */
const SPANS = 50;
const WORDS = 250;
const TRIES = 3;
const TYPES = ['PERSON', 'ORG', 'GPE', 'LOC', 'DATE', 'TITLE', 'EVENT', 'NORP', 'FAC', 'LAW'] as const;
/** A word of one document in a thousand, and one of a single document. */
const [RARE, SINGLE] = ['Işıklar', 'Vantorium'];

/** What somebody looks for; `set` stands for the analyst's own. */
const ASKED: readonly Omit<InputOf<'search.hits'>, 'sets'>[] = [
  { text: 'minister' },
  { text: 'isik' },
  { text: 'vantorium' },
  { text: '"minister said" talks' },
  { text: 'minister', statuses: ['done'] },
  { text: 'nowhere to be found' },
  { where: 'annotations', types: ['GPE'] },
  { where: 'annotations', text: 'isik' },
  { where: 'annotations', text: 'minister', types: ['ORG'] },
  { where: 'annotations', types: ['LAW'], statuses: ['done'] },
];

/** The first page of a search, in the largest project that is planned for. */
export const searchRows: readonly BenchRow[] = [
  {
    name: 'search/100k',
    what: 'the first page of ten searches in texts and annotations, 100,000 documents and 5,000,000 spans, each measured',
    unit: 'ms',
    target: { median: 100 },
    run: firstPages,
  },
];

async function firstPages(lab: Lab) {
  const project = newProject(freshFolder(lab, 'search'));
  lab.say(`writing ${DOCUMENTS} documents and ${DOCUMENTS * SPANS} spans`);
  fill(project);
  const document = (await project.router.call('documents.list', { limit: 1 })).rows[0]!.id;
  const values: number[] = [];
  const notes: string[] = [];
  for (const asked of ASKED) {
    const took: number[] = [];
    let total = 0;
    for (let i = 0; i <= TRIES; i++) {
      // After a change a search begins anew: nothing is measured that was remembered.
      const metadata = { title: `Touched ${i} ${values.length}` };
      await project.router.call('documents.setMetadata', { document, metadata });
      const begun = performance.now();
      const page = await project.router.call('search.hits', {
        ...asked,
        ...(asked.where && { sets: [project.set] }),
      });
      if (i > 0) took.push(performance.now() - begun);
      total = page.total;
    }
    values.push(...took);
    const name = [asked.where, asked.text, asked.types, asked.statuses].filter(Boolean).join(' ');
    notes.push(`${name}: ${Math.round(Math.max(...took))} ms, ${total} hits`);
  }
  project.workspace.dispose();
  return { values, note: notes.join('; ') };
}

/** Straight into the tables, as an import leaves them; the journal is of no matter here. */
function fill({ workspace, set }: BenchProject): void {
  const { store } = workspace;
  const db = new Database(store.path);
  db.pragma('synchronous = OFF');
  const random = new Random(7);
  const vocabulary = Array.from(
    { length: 4000 },
    (_, i) => `${SYLLABLES[i % 20]}${SYLLABLES[(i * 7) % 19]}${i.toString(36)}`,
  );
  vocabulary.splice(0, 4, 'the', 'minister', 'said', 'talks');
  const change = db.prepare('SELECT max(id) FROM change').pluck().get();
  const setId = db.prepare('SELECT id FROM annotation_set WHERE uid = ?').pluck().get(toBytes(set));
  const types = TYPES.map((name) => store.terms.find('span', name)!.id);
  const surfaces = new Map<string, number>();
  store.db.immediate(() => {
    for (const word of [...vocabulary, RARE, SINGLE]) surfaces.set(word, internSurface(store.db, word));
  });
  const insert = {
    document: db.prepare(
      `INSERT INTO document (uid, title, source, url, byline, dateline, published, language, header, name, origin, sort_title, lead, length, change_id)
       VALUES (?, '', '', '', '', '', ?, 'en', '', ?, '{}', ?, ?, ?, ?)`,
    ),
    text: db.prepare(`INSERT INTO document_text VALUES (?, 1, ?, ?, ?)`),
    index: db.prepare('INSERT INTO document_fts (rowid, text) VALUES (?, ?)'),
    status: db.prepare(
      `INSERT INTO document_status (uid, set_id, document_id, status, change_id) VALUES (?, ?, ?, 'done', ?)`,
    ),
    span: db.prepare(
      'INSERT INTO span (uid, document_id, set_id, type_id, start, "end", surface_id, change_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    ),
  };
  db.transaction(() => {
    for (let i = 0; i < DOCUMENTS; i++) {
      const words = Array.from({ length: WORDS }, () => vocabulary[Math.floor(random.next() ** 3 * 4000)]!);
      if (i % 1000 === 500) words[100] = RARE;
      if (i === DOCUMENTS - 10) words[100] = SINGLE;
      const text = words.join(' ');
      const published = `20${10 + (i % 16)}-0${1 + (i % 9)}-11`;
      const id = insert.document.run(
        toBytes(newUid()),
        published,
        `${i}.txt`,
        words[0],
        text.slice(0, 80),
        text.length,
        change,
      ).lastInsertRowid;
      insert.text.run(id, text, JSON.stringify([['paragraph', 0, text.length]]), change);
      insert.index.run(id, fold(text));
      if (i % 50 === 0) insert.status.run(toBytes(newUid()), setId, id, change);
      let start = 0;
      for (const [n, word] of words.entries()) {
        if (n % (WORDS / SPANS) === 0) {
          const type = types[word === RARE ? 0 : (n / 5 + i) % types.length];
          insert.span.run(
            toBytes(newUid()),
            id,
            setId,
            type,
            start,
            start + word.length,
            surfaces.get(word),
            change,
          );
        }
        start += word.length + 1;
      }
    }
  })();
  db.close();
}

const SYLLABLES = 'an ka ra fi dan er do gan smi le mo ta ver lin sor pel dra nov bek ul'.split(' ');
