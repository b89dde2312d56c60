import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from '../../../db/connection.ts';
import type { BackendEvent } from '../../../shared/contract/change.ts';
import { newUid } from '../../../shared/model/uid.ts';
import type { Lab } from '../lab.ts';
import { importFile, newProject, writeJsonl, type BenchProject } from '../project.ts';
import { rawCommits, rawRead, rawWrite } from '../raw-store.ts';
import type { BenchRow, Target } from '../row.ts';
import { freeWords, workload, type Workload } from '../workload/workload.ts';

/** Documents of the size W1, each of its own seed: 60,000 spans. */
const DOCUMENTS = 1_000;
/** The whole of it takes long, so it is done no more often than this. */
const REPETITIONS = 3;
const COMMITS = 300;
const RATIO: Target = { ratio: 3 };

interface Series {
  readonly imports: number[];
  readonly exports: number[];
  readonly verifications: number[];
  readonly rawWrites: number[];
  readonly rawReads: number[];
}

export const storeRows: readonly BenchRow[] = [
  {
    name: 'store/import/jsonl',
    what: '1,000 documents; floor: JSON.parse of the lines, and the same rows written raw in SQLite',
    unit: 'ms',
    target: RATIO,
    async run(lab) {
      const { imports, rawWrites } = await lab.once('exchange', () => exchangeSeries(lab));
      return { values: imports, floor: rawWrites };
    },
  },
  {
    name: 'store/export/jsonl',
    what: 'the same; floor: the same rows read raw from SQLite and JSON.stringify',
    unit: 'ms',
    target: RATIO,
    async run(lab) {
      const { exports, rawReads } = await lab.once('exchange', () => exchangeSeries(lab));
      return { values: exports, floor: rawReads };
    },
  },
  {
    name: 'store/verify/jsonl',
    what: 'reading the export back and comparing all of it; floor: as for the export',
    unit: 'ms',
    async run(lab) {
      const { verifications, rawReads } = await lab.once('exchange', () => exchangeSeries(lab));
      return { values: verifications, floor: rawReads };
    },
  },
  {
    name: 'store/command/tag',
    what: 'a tag through the router: journalled and committed; floor: one row in one durable commit',
    unit: 'ms',
    async run(lab) {
      const project = newProject(freshFolder(lab, 'command'));
      const made = workload('W2', { set: project.set });
      await bring(project, [{ ...made, spans: [] }]);
      const values: number[] = [];
      for (const fragment of freeWords(made, COMMITS)) {
        const begun = performance.now();
        await project.router.call('spans.create', {
          document: made.document.id,
          type: 'PERSON',
          fragments: [[...fragment]],
        });
        values.push(performance.now() - begun);
      }
      project.workspace.dispose();
      return { values, floor: rawCommits(join(project.folder, 'raw.sqlite'), COMMITS) };
    },
  },
];

/** Import, export and their floors by turns, each time in a new project. */
async function exchangeSeries(lab: Lab): Promise<Series> {
  const series: Series = { imports: [], exports: [], verifications: [], rawWrites: [], rawReads: [] };
  for (let i = 0; i < Math.min(REPETITIONS, lab.repetitions); i++) {
    lab.say(`importing and exporting ${DOCUMENTS} documents, ${i + 1} of ${REPETITIONS}`);
    const project = newProject(freshFolder(lab, `exchange-${i}`));
    const file = join(project.folder, 'data.jsonl');
    await writeJsonl(file, project, documents(project));
    const begun = performance.now();
    const { documents: count } = await importFile(project, file);
    series.imports.push(performance.now() - begun);
    if (count !== DOCUMENTS) throw new Error(`${count} documents were imported, not ${DOCUMENTS}`);
    const { written, verified } = await exportOnce(project);
    series.exports.push(written);
    series.verifications.push(verified);
    project.workspace.dispose();
    series.rawReads.push(rawRead(project.path));
    series.rawWrites.push(rawWrite(project.path, file, join(project.folder, 'raw.sqlite')));
  }
  return series;
}

function* documents({ set }: BenchProject): Generator<Workload> {
  for (let seed = 1; seed <= DOCUMENTS; seed++) yield workload('W1', { seed, set });
}

/** An export tells when it begins to read back what it wrote: there its two halves part. */
async function exportOnce({ folder, workspace, router }: BenchProject) {
  let readingBack = 0;
  const stop = workspace.listen((event: BackendEvent) => {
    if (event.event === 'progress' && event.progress.message === 'Reading back')
      readingBack ||= performance.now();
  });
  const begun = performance.now();
  const out = workspace.files.admit(join(folder, 'out')).id;
  await router.call('exchange.export', { job: newUid(), format: 'jsonl', folder: out });
  stop();
  if (readingBack === 0) throw new Error('the export did not say when it began to read back');
  return { written: readingBack - begun, verified: performance.now() - readingBack };
}

export async function bring(project: BenchProject, workloads: readonly Workload[]): Promise<void> {
  const file = join(project.folder, 'data.jsonl');
  await writeJsonl(file, project, workloads);
  await importFile(project, file);
  const stored = project.workspace.store.db.value<number>(sql`SELECT count(*) FROM document`);
  if (stored !== workloads.length) throw new Error('the documents did not arrive');
}

export function freshFolder(lab: Lab, name: string): string {
  const folder = join(lab.folder, name);
  mkdirSync(folder);
  return folder;
}
