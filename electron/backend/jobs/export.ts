import { existsSync, mkdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { spanPlace } from '../../../db/annotations.ts';
import { PROGRAM_VERSION } from '../../../db/create.ts';
import {
  countDocuments,
  datasetHeader,
  documentRecords,
  entities,
  looseRelations,
  type Selection,
} from '../../../db/exporter.ts';
import { openStore } from '../../../db/open.ts';
import { currentScheme } from '../../../db/scheme.ts';
import type { ReadStore } from '../../../db/store.ts';
import { PostilError } from '../../../shared/contract/errors.ts';
import type { ExportReport } from '../../../shared/contract/exchange.ts';
import type { OptionValues, WritableFormat } from '../../../shared/formats/define.ts';
import { LOST_SPANS, LossTally } from '../../../shared/formats/losses.ts';
import type { DocumentRecord } from '../../../shared/formats/records.ts';
import { readableQuote } from '../../../shared/model/fragments.ts';
import { isUid } from '../../../shared/model/uid.ts';
import { OutputFiles, refuseOccupied, type Progress } from './output.ts';
import { SurfaceSum } from './surface-sum.ts';
import { lossesOf, readBack, requireWritable, writeDataset, type WrittenDataset } from './write-dataset.ts';

export interface ExportInput extends Selection {
  readonly format: string;
  readonly strict?: boolean | undefined;
  /** Values of the format's options. */
  readonly options?: OptionValues | undefined;
}

/**
 * Exports a dataset into the folder `out`: written under a temporary name from one consistent view of the project,
 * read back and compared with it, given a manifest, and only then renamed. Nothing partial ever has the final name.
 */
export async function runExport(
  store: ReadStore,
  out: string,
  input: ExportInput,
  job: Progress,
): Promise<ExportReport> {
  const format = requireWritable(input.format);
  refuseOccupied(out);
  const partial = join(dirname(out), `.${basename(out)}.${process.pid}.partial`);
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  // A connection of its own in one read transaction: editing goes on, the export sees one moment.
  const view = openStore(store.path, { program: 'export', readonly: true });
  try {
    view.db.raw.exec('BEGIN');
    requireOneSet(view, format, input);
    const written = await write(view, partial, format, input, job);
    if (input.strict && written.losses.length > 0) {
      const what = written.losses.map(({ kind, count }) => `${count} ${kind}`).join(', ');
      throw new PostilError(
        'refused',
        `${format.label} cannot hold everything (${what}), and --strict was asked for. Nothing was written.`,
      );
    }
    job.progress(written.documents, written.documents, 'documents', 'Reading back');
    await verify(view, partial, format, input, written);
    const { rows: _, wrote: __, ...counts } = written;
    const report = { ...counts, verified: true };
    writeManifest(view, partial, format, input, report);
    if (existsSync(out)) rmdirSync(out);
    renameSync(partial, out);
    return { folder: out, ...report };
  } finally {
    view.close();
    rmSync(partial, { recursive: true, force: true });
  }
}

/** Counts and losses of an export without writing it, with the beginning of its first files. */
export async function previewExport(store: ReadStore, input: ExportInput, sampleLength: number) {
  const format = requireWritable(input.format);
  requireOneSet(store, format, input);
  const counted = new Counted();
  const losses = new LossTally();
  let sample = '';
  let shown = '';
  for await (const { file, chunk } of format.write(
    datasetOf(store, input, counted),
    counted.of(documentRecords(store, input)),
    { ...(input.options && { values: input.options }), losses },
  )) {
    if (sample.length >= sampleLength || typeof chunk !== 'string') continue;
    // Formats of several files are shown one after the other, each under its name.
    if (shown !== '' && shown !== file) sample += `\n── ${file} ──\n`;
    shown = file;
    sample += chunk;
  }
  const { documents, spans, relations } = counted;
  return { documents, spans, relations, losses: lossesOf(losses), sample: sample.slice(0, sampleLength) };
}

/** `rows` counts every span handed to the format, cues too. */
type Written = Omit<ExportReport, 'folder' | 'verified'> &
  Pick<WrittenDataset, 'wrote'> & { readonly rows: number };

async function write(
  view: ReadStore,
  folder: string,
  format: WritableFormat,
  input: ExportInput,
  job: Progress,
): Promise<Written> {
  const total = countDocuments(view, input);
  const counted = new Counted((done) => {
    if (job.signal.aborted)
      throw new PostilError('cancelled', 'The export was cancelled; nothing was written.');
    if (done % 100 === 0) job.progress(done, total, 'documents', 'Writing');
  });
  const written = await writeDataset(
    folder,
    format,
    datasetOf(view, input, counted),
    counted.of(documentRecords(view, input)),
    { values: input.options },
  );
  const { documents, spans, rows, relations } = counted;
  return { documents, spans, rows, relations, ...written };
}

function datasetOf(store: ReadStore, input: ExportInput, counted: Counted) {
  return {
    ...datasetHeader(store, input),
    entities: entities(store),
    relations: counted.loose(looseRelations(store, input)),
  };
}

/**
 * Reads the export back. Spans that the file names by their ids must cover, word for word, what they cover in the project;
 * for formats without ids the words read must be those that were written, as often.
 */
async function verify(
  view: ReadStore,
  folder: string,
  format: WritableFormat,
  input: ExportInput,
  written: Written,
): Promise<void> {
  let found = 0;
  const read = new SurfaceSum();
  for await (const { span, text, file } of readBack(folder, format, input.options)) {
    found++;
    if (!isUid(span)) {
      read.add(text);
      continue;
    }
    const known = spanPlace(view, span);
    const expected = known && readableQuote(view.texts.textOf(known.documentId), known.fragments);
    if (expected !== text) {
      throw new PostilError(
        'internal',
        `The export does not say what the project says: span ${span} reads “${text}”. Nothing was written; please report this.`,
        { file },
      );
    }
  }
  if (written.wrote.count > 0 || read.count > 0) {
    if (read.equals(written.wrote)) return;
    throw new PostilError(
      'internal',
      `The export holds ${read.count} spans with other words than the ${written.wrote.count} that were written. Nothing was written; please report this.`,
    );
  }
  const told = written.losses.find(({ kind }) => kind === LOST_SPANS)?.count ?? 0;
  if (found < written.rows - told) {
    throw new PostilError(
      'internal',
      `The export holds ${found} of ${written.rows} spans and does not say why. Nothing was written; please report this.`,
    );
  }
}

function requireOneSet(store: ReadStore, format: WritableFormat, input: ExportInput): void {
  if (format.sets === 'many' || input.sets?.length === 1) return;
  const { sets } = datasetHeader(store, input);
  if (sets.length <= 1) return;
  const names = sets.map(({ name }) => `“${name}”`).join(', ');
  throw new PostilError(
    'refused',
    `${format.label} holds one annotation set, and there are ${sets.length}: choose one of ${names}.`,
    { field: 'set' },
  );
}

function writeManifest(
  view: ReadStore,
  folder: string,
  format: WritableFormat,
  input: ExportInput,
  report: Omit<ExportReport, 'folder'>,
): void {
  const { number, scheme } = currentScheme(view);
  const manifest = {
    tool: 'Postil',
    version: PROGRAM_VERSION,
    created: new Date().toISOString(),
    project: basename(view.path, '.postil'),
    scheme: { name: scheme.name, version: number },
    format: { id: format.id, label: format.label, offsetUnit: format.offsetUnit },
    selection: {
      sets: datasetHeader(view, input).sets.map(({ name }) => name),
      status: input.filter?.status ?? 'all',
      search: input.filter?.search ?? '',
    },
    ...report,
  };
  const files = new OutputFiles(folder);
  files.write('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
  files.close();
}

/** Counts what passes through; `onDocument` is told how many documents have. */
class Counted {
  documents = 0;
  spans = 0;
  rows = 0;
  relations = 0;
  readonly #onDocument: (done: number) => void;

  constructor(onDocument: (done: number) => void = () => undefined) {
    this.#onDocument = onDocument;
  }

  /** Relations that stand in no document: between entities and across documents. */
  *loose<Relation>(relations: Iterable<Relation>): Generator<Relation> {
    for (const relation of relations) {
      yield relation;
      this.relations++;
    }
  }

  async *of(records: Iterable<DocumentRecord>): AsyncGenerator<DocumentRecord> {
    for (const record of records) {
      this.#onDocument(this.documents);
      yield record;
      this.documents++;
      this.rows += record.spans.length;
      this.spans += record.spans.filter(({ owner }) => owner === undefined).length;
      this.relations += record.relations.length;
      // Gives the thread back now and then, so that the screen stays alive.
      if (this.documents % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
