import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { sql } from '../../../db/connection/connection.ts';
import { newUid } from '../../../shared/model/uid.ts';
import type { ComparedSide } from '../../../shared/comparison/compared.ts';
import { Comparison } from '../../../shared/comparison/comparison.ts';
import type { Lab } from '../lab.ts';
import { importFile, newProject, type BenchProject } from '../project.ts';
import type { BenchRow } from '../row.ts';
import { freshFolder } from './store.ts';

const DOCUMENTS = 10_000;
/** Spans in each set and document: 500,000 per set. */
const SPANS = 50;
const WIDTH = 40;
const TYPES = ['PERSON', 'ORG', 'GPE', 'LOC', 'DATE', 'TITLE', 'EVENT', 'NORP', 'FAC', 'LAW'] as const;
const REPETITIONS = 3;

/** The cost of reviewing in a large project. */
export const reviewRows: readonly BenchRow[] = [
  {
    name: 'review/compare/engine',
    what: 'two sets of 500,000 spans in 10,000 documents matched and scored, with intervals, in memory',
    unit: 'ms',

    async run(lab) {
      const values = repeated(lab, () => {
        const comparison = new Comparison();
        for (let document = 0; document < DOCUMENTS; document++)
          comparison.addDocument(side(document, 'source'), side(document, 'target'));
        const counting = comparison.result();
        for (let step = counting.next(); !step.done;) step = counting.next();
      });
      return { values };
    },
  },
  {
    name: 'review/compare/project',
    what: 'the same through the router from a project; floor: reading the rows of both sets raw',
    unit: 'ms',
    async run(lab) {
      const project = newProject(freshFolder(lab, 'review'));
      lab.say(`importing two sets of ${DOCUMENTS * SPANS} spans`);
      const file = join(project.folder, 'sets.jsonl');
      const sets = await writeSets(file);
      await importFile(project, file);
      const values: number[] = [];
      const floor: number[] = [];
      let longest = 0;
      for (let i = 0; i < Math.min(REPETITIONS, lab.repetitions); i++) {
        floor.push(readRaw(project));
        const stop = watchLoop((pause) => (longest = Math.max(longest, pause)));
        const begun = performance.now();
        const { exact } = await project.router.call('comparison.scores', { job: newUid(), ...sets });
        values.push(performance.now() - begun);
        stop();
        if (exact.micro.source !== DOCUMENTS * SPANS)
          throw new Error(`${exact.micro.source} spans were compared`);
      }
      project.workspace.dispose();
      return { values, floor, note: `the thread was never kept longer than ${Math.round(longest)} ms` };
    },
  },
];

function repeated(lab: Lab, work: () => void): number[] {
  return Array.from({ length: Math.min(REPETITIONS, lab.repetitions) }, () => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  });
}

/** Reports each time (ms) for which the thread could do no other work. Returns the function that stops it. */
function watchLoop(tell: (pause: number) => void): () => void {
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    tell(now - last - 1);
    last = now;
  }, 1);
  return () => clearInterval(timer);
}

/** One in ten spans has another type, one in ten other bounds; the target lacks one in twenty. */
function place(document: number, i: number, set: 'source' | 'target') {
  const n = document * SPANS + i;
  const start = i * WIDTH + (n % 7);
  const wrong = set === 'source';
  return {
    start: wrong && n % 20 === 3 ? start + 9 : start,
    end: start + 6 + (n % 9) + (wrong && n % 10 === 7 ? 2 : 0) + (wrong && n % 20 === 3 ? 25 : 0),
    type: TYPES[(n + (wrong && n % 10 === 1 ? 1 : 0)) % TYPES.length]!,
    score: (n % 100) / 100,
  };
}

function side(document: number, set: 'source' | 'target'): ComparedSide {
  return {
    relations: [],
    spans: Array.from({ length: SPANS }, (_, i) => {
      const { start, end, type, score } = place(document, i, set);
      return { id: i, type, fragments: [[start, end]], ...(set === 'source' && { score }) };
    }),
  };
}

async function writeSets(path: string) {
  const [source, target] = [newUid(), newUid()];
  const out = createWriteStream(path);
  const line = async (value: object) => {
    if (!out.write(`${JSON.stringify(value)}\n`)) await once(out, 'drain');
  };
  await line({
    kind: 'header',
    format: 'postil-jsonl',
    version: 1,
    sets: [
      { id: source, name: 'source', kind: 'model', model: { name: 'bench' } },
      { id: target, name: 'target', kind: 'import' },
    ],
  });
  for (let document = 0; document < DOCUMENTS; document++) {
    const text = `Article ${document}. ${'words of an article that nobody wrote '.repeat(56)}`;
    await line({
      kind: 'document',
      id: newUid(),
      text,
      spans: (['source', 'target'] as const).flatMap((set) =>
        Array.from({ length: SPANS }, (_, i) => {
          const { start, end, type, score } = place(document, i, set);
          return {
            id: newUid(),
            set,
            type,
            start,
            end,
            text: text.slice(start, end),
            ...(set === 'source' && { score }),
          };
        }),
      ),
    });
  }
  out.end();
  await once(out, 'finish');
  return { source, target };
}

function readRaw({ workspace }: BenchProject): number {
  const { db } = workspace.store;
  const begun = performance.now();
  let rows = 0;
  for (const { id } of db.all<{ id: number }>(sql`SELECT id FROM document ORDER BY id`))
    rows += db.all(
      sql`SELECT id, set_id, type_id, start, "end", fragments, score, owner_id FROM span WHERE document_id = ${id}`,
    ).length;
  if (rows !== 2 * DOCUMENTS * SPANS) throw new Error(`${rows} spans are in the project`);
  return performance.now() - begun;
}
