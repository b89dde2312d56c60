import { join } from 'node:path';
import type { BackendEvent } from '../../../shared/contract/change.ts';
import { newUid } from '../../../shared/model/uid.ts';
import type { Lab } from '../lab.ts';
import type { BenchProject } from '../project.ts';
import { rawRead, rawWrite } from '../raw-store.ts';
import type { BenchRow } from '../row.ts';
import { workload, type Workload } from '../workload/workload.ts';
import { freshFolder } from './store.ts';

/** Number of documents of size W1, each with its own seed: 180,000 spans in total. */
const DOCUMENTS = 3_000;
/** Upper limit of repetitions, because one takes long. */
const REPETITIONS = 3;
const FORMATS = ['jsonl', 'brat', 'conll'] as const;
type FormatName = (typeof FORMATS)[number];

interface Times {
  readonly imports: number[];
  readonly exports: number[];
  readonly verifications: number[];
  /** Floors with the rows that the import of this format created. */
  readonly rawWrites: number[];
}

interface Series extends Record<FormatName, Times> {
  /** Floors of reading the project that all formats are exported from. */
  readonly rawReads: number[];
}

/** Import and export with their floors, and the verification of an export as a row of its own. */
export const exchangeRows: readonly BenchRow[] = FORMATS.flatMap((format): BenchRow[] => [
  {
    name: `store/import/${format}`,
    what: '3,000 documents; floor: JSON.parse of the same as JSONL, and the rows that were made written raw in SQLite',
    unit: 'ms',
    async run(lab) {
      const { imports, rawWrites } = (await seriesOf(lab))[format];
      return { values: imports, floor: rawWrites };
    },
  },
  {
    name: `store/export/${format}`,
    what: 'the same; floor: the same rows read raw from SQLite and JSON.stringify',
    unit: 'ms',
    async run(lab) {
      const series = await seriesOf(lab);
      return { values: series[format].exports, floor: series.rawReads };
    },
  },
  {
    name: `store/verify/${format}`,
    what: 'reading the export back and comparing all of it; floor: as for the export',
    unit: 'ms',
    async run(lab) {
      const series = await seriesOf(lab);
      return { values: series[format].verifications, floor: series.rawReads };
    },
  },
]);

function seriesOf(lab: Lab): Promise<Series> {
  return lab.once('exchange', () => measure(lab));
}

/** Measures imports, exports and their floors by turns, each time in new projects. */
async function measure(lab: Lab): Promise<Series> {
  const times = (): Times => ({ imports: [], exports: [], verifications: [], rawWrites: [] });
  const series: Series = { jsonl: times(), brat: times(), conll: times(), rawReads: [] };
  const { importFile, newProject, writeJsonl } = await lab.backend();
  for (let i = 0; i < Math.min(REPETITIONS, lab.repetitions); i++) {
    const source = newProject(freshFolder(lab, `exchange-${i}`));
    const jsonl = join(source.folder, 'data.jsonl');
    await writeJsonl(jsonl, source, documents(source));
    for (const format of FORMATS) {
      lab.say(`importing and exporting ${DOCUMENTS} documents as ${format}, ${i + 1} of ${REPETITIONS}`);
      const own = series[format];
      // The first import fills the project that is exported to the other formats.
      const project = format === 'jsonl' ? source : newProject(freshFolder(lab, `exchange-${i}-${format}`));
      const out = join(source.folder, format);
      const exported = async () => {
        const { written, verified } = await exportOnce(source, format, out);
        own.exports.push(written);
        own.verifications.push(verified);
      };
      if (format !== 'jsonl') await exported();
      const begun = performance.now();
      const { documents: count } = await importFile(project, format === 'jsonl' ? jsonl : out);
      own.imports.push(performance.now() - begun);
      if (count !== DOCUMENTS) throw new Error(`${count} documents were imported, not ${DOCUMENTS}`);
      if (format === 'jsonl') await exported();
      else project.workspace.dispose();
      own.rawWrites.push(rawWrite(project.path, jsonl, join(source.folder, `raw-${format}.sqlite`)));
    }
    source.workspace.dispose();
    series.rawReads.push(rawRead(source.path));
  }
  return series;
}

function* documents({ set }: BenchProject): Generator<Workload> {
  for (let seed = 1; seed <= DOCUMENTS; seed++) yield workload('W1', { seed, set });
}

/** Measures one export. Its event at the start of the verification separates writing from reading back. */
async function exportOnce({ workspace, router }: BenchProject, format: FormatName, folder: string) {
  let readingBack = 0;
  const stop = workspace.listen((event: BackendEvent) => {
    if (event.event === 'progress' && event.progress.message === 'Reading back')
      readingBack ||= performance.now();
  });
  const begun = performance.now();
  await router.call('exchange.export', {
    job: newUid(),
    format,
    folder: workspace.files.admit(folder).id,
  });
  stop();
  if (readingBack === 0) throw new Error('the export did not say when it began to read back');
  return { written: readingBack - begun, verified: performance.now() - readingBack };
}
