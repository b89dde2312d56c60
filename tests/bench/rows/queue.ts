import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { toBytes } from '../../../db/connection/uid.ts';
import { internSurface } from '../../../db/annotations/surfaces.ts';
import type { InputOf } from '../../../shared/contract/index.ts';
import { newUid, type Uid } from '../../../shared/model/uid.ts';
import type { Lab } from '../lab.ts';
import { importFile, newProject, type BenchProject } from '../project.ts';
import type { BenchRow } from '../row.ts';
import { freshFolder } from './store.ts';

const DOCUMENTS = 10_000;
/** Cases in each document; 1,000,000 in total. */
const CASES = 100;
const WIDTH = 20;
const TYPES = ['PERSON', 'ORG', 'GPE', 'LOC', 'DATE', 'TITLE', 'EVENT', 'NORP', 'FAC', 'LAW'] as const;
const TRIES = 20;

/** Filters and orders that reviewers use, warm; the slowest must meet the target. */
const ASKED: readonly Omit<InputOf<'review.queue'>, 'review'>[] = [
  { where: '', order: 'worst' },
  { where: 'type = PERSON', order: 'best' },
  { where: 'type in (PERSON, ORG) and score >= 0.4', order: 'worst' },
  { where: '', order: 'uncertain', threshold: 0.5 },
  { where: '', order: 'document' },
  { where: 'text ~ "words of"', order: 'worst' },
  { where: 'model = bench and disagreement = 0 and length > 4', order: 'worst' },
];

/** A queue of a million open cases. */
export const queueRows: readonly BenchRow[] = [
  {
    name: 'review/queue/1M',
    what: 'a page of the queue in a project of 1,000,000 open cases, by seven filters and orders, each measured',
    unit: 'ms',
    run: (lab) =>
      withQueue(lab, async ({ project, review, opened }) => {
        const slowest = { took: 0, where: '' };
        const values: number[] = [];
        for (let i = 0; i < TRIES; i++) {
          for (const asked of ASKED) {
            const begun = performance.now();
            await project.router.call('review.queue', { review, ...asked });
            const took = performance.now() - begun;
            values.push(took);
            if (i > 0 && took > slowest.took)
              Object.assign(slowest, { took, where: `${asked.order} ${asked.where}` });
          }
        }
        const slow = `slowest, warm: ${Math.round(slowest.took)} ms for “${slowest.where.trim()}”`;
        return { values, note: `${slow}; making the cases took ${Math.round(opened / 1000)} s` };
      }),
  },
  {
    name: 'review/next/1M',
    what: 'a decision and the next case there, in the backend, worst first, in a project of 1,000,000 open cases',
    unit: 'ms',
    run: (lab) =>
      withQueue(lab, async ({ project, review }) => {
        const values: number[] = [];
        const { rows } = await project.router.call('review.queue', { review, limit: TRIES * 5 });
        for (const [i, { id }] of rows.entries()) {
          const begun = performance.now();
          await project.router.call('review.decide', {
            review,
            ids: [id],
            decision: i % 3 === 0 ? 'reject' : 'accept',
          });
          const next = rows[i + 1];
          if (next) await project.router.call('review.case', { review, id: next.id });
          values.push(performance.now() - begun);
        }
        return { values };
      }),
  },
];

interface Queue {
  readonly project: BenchProject;
  readonly review: Uid;
  /** How long it took to create the cases (ms). */
  readonly opened: number;
}

async function withQueue<Result>(lab: Lab, work: (queue: Queue) => Promise<Result>): Promise<Result> {
  const project = newProject(freshFolder(lab, 'queue'));
  try {
    lab.say(`importing ${DOCUMENTS} documents`);
    const file = join(project.folder, 'articles.jsonl');
    await writeArticles(file);
    await importFile(project, file);
    lab.say(`writing ${DOCUMENTS * CASES} proposals`);
    writeProposals(project);
    const begun = performance.now();
    const { review, added } = await project.router.call('review.open', { job: newUid() });
    if (added !== DOCUMENTS * CASES) throw new Error(`${added} cases were made`);
    return await work({ project, review, opened: performance.now() - begun });
  } finally {
    project.workspace.dispose();
  }
}

async function writeArticles(path: string): Promise<void> {
  const out = createWriteStream(path);
  for (let document = 0; document < DOCUMENTS; document++) {
    const text = `Article ${document}. ${'words of an article that nobody wrote '.repeat(56)}`;
    if (!out.write(`${JSON.stringify({ text })}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

/** Writes a model's set with its spans straight into the tables, because only the queue is measured. */
function writeProposals({ workspace }: BenchProject): void {
  const { store } = workspace;
  const db = new Database(store.path);
  const change = db.prepare('SELECT max(id) FROM change').pluck().get();
  const types = TYPES.map((name) => store.terms.find('span', name)!.id);
  const set = db
    .prepare(
      `INSERT INTO annotation_set (uid, name, kind, model, change_id) VALUES (?, 'bench', 'model', '{"name":"bench"}', ?)`,
    )
    .run(toBytes(newUid()), change).lastInsertRowid;
  const insert = db.prepare(
    'INSERT INTO span (uid, document_id, set_id, type_id, start, "end", surface_id, score, change_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const texts = db
    .prepare('SELECT document_id AS id, text FROM document_text ORDER BY document_id')
    .all() as {
    id: number;
    text: string;
  }[];
  const surfaces = new Map<string, number>();
  const surfaceOf = (words: string) => {
    let id = surfaces.get(words);
    if (id === undefined) surfaces.set(words, (id = internSurface(store.db, words)));
    return id;
  };
  // Before the transaction, because names are interned on the other connection.
  store.db.immediate(() => {
    for (const { text } of texts) for (let i = 0; i < CASES; i++) surfaceOf(words(text, i));
  });
  db.transaction(() => {
    for (const [document, { id, text }] of texts.entries()) {
      for (let i = 0; i < CASES; i++) {
        const n = document * CASES + i;
        const start = i * WIDTH;
        insert.run(
          toBytes(newUid()),
          id,
          set,
          types[n % types.length],
          start,
          start + words(text, i).length,
          surfaceOf(words(text, i)),
          ((n * 7919) % 1000) / 1000,
          change,
        );
      }
    }
  })();
  db.close();
}

function words(text: string, i: number): string {
  return text.slice(i * WIDTH, i * WIDTH + 6 + (i % 9));
}
