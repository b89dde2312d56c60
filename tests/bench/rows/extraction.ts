import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { sql } from '../../../db/connection/connection.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { importFile, newProject, writeJsonl, type BenchProject } from '../project.ts';
import { rawWriteTables } from '../raw-store.ts';
import type { BenchRow } from '../row.ts';
import { workload, type Workload } from '../workload/workload.ts';
import { freshFolder } from './store.ts';

/** Number of predictions; the environment variable sets a smaller one for a quick run. */
const PREDICTIONS = Number(process.env['POSTIL_BENCH_PREDICTIONS'] ?? 1_000_000);
/** Number of predictions per document of size W1. */
const EACH = 60;
/** Number of different texts; each document adds its own last line. */
const TEXTS = 100;
/** One in this many predictions has words that are not in the article. */
const LOST = 50;
/** The tables that predictions are written to, parents first. */
const TABLES = ['surface', 'span', 'attribute', 'quarantine'];

/** Predictions about existing articles: half with offsets in code points, half to be located by their words. */
export const extractionRows: readonly BenchRow[] = [
  {
    name: 'extraction/import/1M',
    what: `import of ${PREDICTIONS.toLocaleString('en')} predictions, half of them without offsets, 2 % in no article; floor: JSON.parse of the lines, and the same rows written raw in SQLite`,
    unit: 'ms',
    async run(lab) {
      const project = newProject(freshFolder(lab, 'extraction'));
      const documents = Math.max(1, Math.round(PREDICTIONS / EACH));
      const articles = join(project.folder, 'articles.jsonl');
      lab.say(`writing ${documents} articles and their predictions`);
      await writeJsonl(articles, project, articlesOf(documents));
      await importFile(project, articles);
      const file = join(project.folder, 'run.jsonl');
      const wanted = await writePredictions(file, documents);
      lab.say(`importing ${wanted} predictions`);
      const begun = performance.now();
      const { spans, quarantined } = await importFile(project, file);
      const took = performance.now() - begun;
      if (spans + quarantined !== wanted)
        throw new Error(`${spans + quarantined} of ${wanted} predictions arrived`);
      const stored = countOf(project);
      if (stored !== spans) throw new Error(`${stored} spans are stored, not ${spans}`);
      project.workspace.dispose();
      const floor = rawWriteTables(project.path, TABLES, file, join(project.folder, 'raw.sqlite'));
      return {
        values: [took],
        floor: [floor],
        note: `${spans.toLocaleString('en')} placed, ${quarantined.toLocaleString('en')} in quarantine`,
      };
    },
  },
];

function* articlesOf(count: number): Generator<Workload> {
  for (let i = 0; i < count; i++) {
    const made = base(i);
    const text = `${made.document.text}\n\nNo. ${i}`;
    yield { ...made, document: { ...made.document, id: idOf(i), text }, spans: [] };
  }
}

const bases = new Map<number, Workload>();

function base(i: number): Workload {
  const seed = 1 + (i % TEXTS);
  const made = bases.get(seed) ?? workload('W1', { seed });
  bases.set(seed, made);
  return made;
}

/** Writes predictions and returns their number. */
async function writePredictions(path: string, documents: number): Promise<number> {
  const out = createWriteStream(path);
  let count = 0;
  for (let i = 0; i < documents; i++) {
    const { document, spans } = base(i);
    const { text } = document;
    // In the order of the text, as a model writes them.
    const ordered = [...spans].sort((a, b) => a.fragments[0]![0] - b.fragments[0]![0]);
    const entities = ordered.map(({ type, fragments: [first] }, nth) => {
      const [start, end] = first!;
      const quote = nth % LOST === LOST - 1 ? `Nowhere ${i} ${nth}` : text.slice(start, end);
      const score = ((nth * 37) % 100) / 100;
      if (nth % 2 === 0) return { text: quote, type, score };
      const from = [...text.slice(0, start)].length;
      return { text: quote, type, score, start: from, end: from + [...text.slice(start, end)].length };
    });
    count += entities.length;
    const line = JSON.stringify({ document_id: idOf(i), model: 'bench', entities });
    if (!out.write(`${line}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return count;
}

function countOf({ workspace }: BenchProject): number {
  return workspace.store.db.value<number>(sql`SELECT count(*) FROM span`)!;
}

function idOf(i: number): Uid {
  return `01900000-0000-7000-8000-${i.toString(16).padStart(12, '0')}` as Uid;
}
