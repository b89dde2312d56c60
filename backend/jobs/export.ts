import { basename } from 'node:path';
import { documentIdOfSpan, spanPlaces } from '../../db/annotations/annotations.ts';
import type { Actor } from '../../db/journal/actor.ts';
import { PROGRAM_VERSION } from '../../db/connection/create.ts';
import {
  correctedTexts,
  countDocuments,
  datasetHeader,
  documentRecords,
  entities,
  looseRelations,
  type Selection,
} from '../../db/exports/exporter.ts';
import { rememberHandedOut } from '../../db/exports/handed-out.ts';
import { openStore } from '../../db/connection/open.ts';
import { hideUnfinished } from '../../db/imports/unfinished.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { ExportCounts, ExportReport } from '../../shared/contract/exchange.ts';
import type { OptionValues, WritableFormat } from '../../shared/formats/define.ts';
import { LossTally } from '../../shared/formats/losses.ts';
import type { DocumentRecord } from '../../shared/formats/records.ts';
import { countSpan, noAnnotations } from '../../shared/model/annotation-counts.ts';
import { readableQuote, type Fragments } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { patiently } from '../patience.ts';
import { goBackForExport, nameOfData, namedAfter, type ExportedRevision } from './earlier-text.ts';
import { MESSAGES } from './messages.ts';
import { nameFolder, writeAside, writeFiles, type Progress } from './output.ts';
import { recheckCounts } from '../recheck/counts.ts';
import { MANIFEST } from './manifest.ts';
import { assertOutput } from './output-path.ts';
import {
  lossesOf,
  assertNoLosses,
  requireWritable,
  assertWritten,
  writeDataset,
  type WrittenDataset,
} from './write-dataset.ts';

export interface ExportInput extends Selection {
  readonly format: string;
  readonly strict?: boolean | undefined;
  /** Exports one article with a text that it had; {@link Selection.filter} must name the article. */
  readonly revision?: { readonly id: Uid; readonly actor: Actor } | undefined;
  /** Values of the format's options. */
  readonly options?: OptionValues | undefined;
}

/** Returns what a call exports; an earlier text is mapped in the name of its analyst. */
export function exportInputOf<Selection extends { readonly revision?: Uid | undefined }>(
  { actor }: { readonly actor: Actor },
  { revision, ...selection }: Selection,
): Omit<Selection, 'revision'> & Pick<ExportInput, 'revision'> {
  return { ...selection, ...(revision !== undefined && { revision: { id: revision, actor } }) };
}

/**
 * Exports a dataset into the folder `out`. It is written under a temporary name from one consistent view of the
 * project, read back and compared with the project, given a manifest, and only then renamed. Nothing incomplete ever
 * has the final name.
 */
export async function runExport(
  store: Pick<ReadStore, 'path'>,
  out: string,
  input: ExportInput,
  job: Progress,
): Promise<ExportReport> {
  const format = requireWritable(input.format);
  assertOutput(out, 'folder');
  // A connection of its own in one read transaction: editing continues, and the export sees one consistent state.
  // For an earlier text the article goes back to it in a transaction that is rolled back.
  const { revision } = input;
  const view = openStore(store.path, { program: 'export', readonly: revision === undefined });
  try {
    return await writeAside(out, async (partial) => {
      if (revision) await patiently(() => view.db.raw.exec('BEGIN IMMEDIATE'));
      else view.db.raw.exec('BEGIN');
      hideUnfinished(view); // as of this transaction
      const exported = revision && goBackForExport(view, revision.actor, requireOne(input), revision.id);
      assertOneSet(view, format, input);
      const { rows, wrote, ...counts } = await write(view, partial, format, input, job, exported);
      if (input.strict) assertNoLosses(format, counts.losses);
      const readingBack = (found: number) => {
        assertNotCancelled(job);
        // Tables have more rows than spans.
        job.progress(Math.min(found, rows), rows, 'spans', 'Reading back');
      };
      readingBack(0);
      const written = { ...counts, wrote };
      await assertWritten(partial, format, input.options, written, rows, asInProject(view), readingBack);
      assertNotCancelled(job);
      const report = { ...counts, verified: true };
      await writeManifest(view, partial, format, input, report, exported);
      if (revision) view.db.raw.exec('ROLLBACK');
      nameFolder(partial, out);
      rememberHandedOut(view.path, { kind: 'export', format: format.id, path: out });
      return { folder: out, ...report };
    });
  } finally {
    view.close();
  }
}

/** Returns the only article of a selection. */
function requireOne({ filter }: ExportInput): Uid {
  const [document, ...others] = filter?.documents ?? [];
  if (document === undefined || others.length > 0)
    throw new PostilError('invalid-input', MESSAGES.textOfOneArticle, { field: 'revision' });
  return document;
}

/** For a preview, at most this many documents are counted while the caller waits … */
const COUNTED_AT_ONCE = 500;
/** … and if there are more, only this many are written, to show how the files begin. */
const SHOWN = 20;
/** The number of files of which the beginning is shown. */
const SHOWN_FILES = 8;

/** Returns what an export would contain and lose, without writing it, and the beginning of its first files. */
export async function previewExport(store: ReadStore, input: ExportInput, sampleLength: number) {
  const format = requireWritable(input.format);
  assertOneSet(store, format, input);
  const documents = countDocuments(store, input);
  const counted = new Counted();
  const few = documents <= COUNTED_AT_ONCE;
  const { losses, sample } = await rehearse(store, input, counted, {
    sampleLength,
    ...(!few && { atMost: SHOWN }),
  });
  const { spans, cues, relations } = counted.counts;
  return { documents, counts: few ? { spans, cues, relations, losses } : null, sample };
}

/** Does the same for any number of documents, as a job with progress. */
export async function countExport(
  store: ReadStore,
  input: ExportInput,
  job: Progress,
): Promise<ExportCounts> {
  const view = openStore(store.path, { program: 'export', readonly: true });
  try {
    view.db.raw.exec('BEGIN');
    hideUnfinished(view); // as of this transaction
    assertOneSet(view, requireWritable(input.format), input);
    const total = countDocuments(view, input);
    const counted = new Counted((done) => {
      if (job.signal.aborted) throw new PostilError('cancelled', MESSAGES.countingCancelled);
      if (done % 100 === 0)
        job.progress(done, total, 'documents', 'Counting what there is and what the format cannot hold');
    });
    const { losses } = await rehearse(view, input, counted, { sampleLength: 0 });
    const { spans, cues, relations } = counted.counts;
    return { spans, cues, relations, losses };
  } finally {
    view.close();
  }
}

/** Runs the writer of the format without storing its output. */
async function rehearse(
  store: ReadStore,
  input: ExportInput,
  counted: Counted,
  { sampleLength, atMost = Infinity }: { sampleLength: number; atMost?: number },
): Promise<{ losses: ExportCounts['losses']; sample: string }> {
  const losses = new LossTally();
  const samples = new Map<string, string>();
  for await (const { file, chunk } of requireWritable(input.format).write(
    datasetOf(store, input, counted),
    counted.of(first(atMost, documentRecords(store, input))),
    { ...(input.options && { values: input.options }), losses, rehearsal: true },
  )) {
    if (typeof chunk !== 'string' || (samples.size === SHOWN_FILES && !samples.has(file))) continue;
    const sample = samples.get(file) ?? '';
    if (sample.length < sampleLength) samples.set(file, sample + chunk);
  }
  return { losses: lossesOf(losses), sample: joinSamples(samples, sampleLength) };
}

/** Returns the beginnings of several files one after the other, each under its name. */
function joinSamples(samples: ReadonlyMap<string, string>, length: number): string {
  const each = Math.floor(length / Math.max(1, samples.size));
  return [...samples]
    .map(([file, sample]) => (samples.size > 1 ? `── ${file} ──\n` : '') + sample.slice(0, each))
    .join('\n')
    .slice(0, length);
}

function* first<Item>(count: number, items: Iterable<Item>): Generator<Item> {
  let n = 0;
  for (const item of items) {
    if (n++ === count) return;
    yield item;
  }
}

/** `rows` counts every span passed to the format, including cues. */
type Written = Omit<ExportReport, 'folder' | 'verified'> &
  Pick<WrittenDataset, 'wrote'> & { readonly rows: number };

async function write(
  view: ReadStore,
  folder: string,
  format: WritableFormat,
  input: ExportInput,
  job: Progress,
  exported: ExportedRevision | undefined,
): Promise<Written> {
  const total = countDocuments(view, input);
  const counted = new Counted((done) => {
    assertNotCancelled(job);
    if (done % 100 === 0) job.progress(done, total, 'documents', 'Writing');
  });
  const records = documentRecords(view, input);
  const written = await writeDataset(
    folder,
    format,
    datasetOf(view, input, counted),
    // What can be read back completely must keep the name of the source.
    counted.of(exported && format.id !== 'jsonl' ? namedAfter(exported, records) : records),
    input.options,
    exported && nameOfData(exported),
  );
  const { counts } = counted;
  return { ...counts, rows: counts.spans + counts.cues, ...written };
}

function assertNotCancelled({ signal }: Progress): void {
  if (signal.aborted) throw new PostilError('cancelled', MESSAGES.exportCancelled);
}

function datasetOf(store: ReadStore, input: ExportInput, counted: Counted) {
  return {
    ...datasetHeader(store, input),
    entities: entities(store),
    relations: counted.loose(looseRelations(store, input)),
  };
}

/**
 * Returns a function that throws if a span of the export does not cover exactly the words that it covers in the project. Spans come
 * document by document, so all places of a document are read together.
 */
function asInProject(view: ReadStore): (span: Uid, text: string, file: string) => void {
  let words = '';
  let places: ReadonlyMap<Uid, Fragments> = new Map();
  return (span, text, file) => {
    if (!places.has(span)) {
      const document = documentIdOfSpan(view, span);
      places = document === undefined ? new Map() : spanPlaces(view, document);
      words = document === undefined ? '' : view.texts.textOf(document);
    }
    const place = places.get(span);
    if (place && readableQuote(words, place) === text) return;
    throw new PostilError(
      'internal',
      `The export does not say what the project says: span ${span} reads “${text}”. Nothing was written; please report this.`,
      { file },
    );
  };
}

function assertOneSet(store: ReadStore, format: WritableFormat, input: ExportInput): void {
  if (format.sets === 'many' || input.sets?.length === 1) return;
  const { sets } = datasetHeader(store, input);
  if (sets.length <= 1) return;
  const names = sets.map(({ name }) => `“${name}”`).join(', ');
  throw new PostilError('refused', MESSAGES.chooseOneSet(format.label, sets.length, names), { field: 'set' });
}

async function writeManifest(
  view: ReadStore,
  folder: string,
  format: WritableFormat,
  input: ExportInput,
  report: Omit<ExportReport, 'folder'>,
  exported: ExportedRevision | undefined,
): Promise<void> {
  const { number, scheme } = currentScheme(view);
  const corrected = correctedTexts(view, input);
  const named = new Set(datasetHeader(view, input).sets.map(({ name }) => name));
  const recheck = recheckCounts(view)
    .sets.filter(({ name }) => named.has(name))
    .map(({ name, count, types }) => ({ set: name, count, types }));
  const manifest = {
    tool: 'Postil',
    version: PROGRAM_VERSION,
    created: creationTime().toISOString(),
    project: basename(view.path, '.postil'),
    scheme: { name: scheme.name, version: number },
    format: { id: format.id, label: format.label, offsetUnit: format.offsetUnit },
    selection: {
      sets: [...named],
      status: input.filter?.status ?? 'all',
      search: input.filter?.search ?? '',
      ...(input.filter?.documents && { chosen: input.filter.documents.length }),
    },
    ...report,
    // Offsets count in the text of this revision.
    ...(corrected.length > 0 && { corrected }),
    // An earlier text of one article, with its annotations mapped to it.
    ...(exported && { revision: exported }),
    // Annotations that were made before their type was given another meaning, by the names of sets and types.
    ...(recheck.length > 0 && { recheck }),
  };
  await writeFiles(folder, (files) => files.write(MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`));
}

/** The creation time of an export: now, or the time in seconds since 1970 that a reproducible build specifies. */
function creationTime(): Date {
  const { SOURCE_DATE_EPOCH: stated = '' } = process.env;
  const time = new Date(Number(stated) * 1000);
  return /^\d+$/.test(stated) && !Number.isNaN(time.getTime()) ? time : new Date();
}

/** Counts what passes through. `onDocument` receives the number of documents so far. */
class Counted {
  readonly counts = noAnnotations();
  readonly #onDocument: (done: number) => void;

  constructor(onDocument: (done: number) => void = () => undefined) {
    this.#onDocument = onDocument;
  }

  /** Passes on relations that belong to no single document: between entities and across documents. */
  *loose<Relation>(relations: Iterable<Relation>): Generator<Relation> {
    for (const relation of relations) {
      yield relation;
      this.counts.relations++;
    }
  }

  async *of(records: Iterable<DocumentRecord>): AsyncGenerator<DocumentRecord> {
    for (const record of records) {
      this.#onDocument(this.counts.documents);
      yield record;
      this.counts.documents++;
      for (const span of record.spans) countSpan(this.counts, span);
      this.counts.relations += record.relations.length;
      // Yield now and then, so that the screen stays responsive.
      if (this.counts.documents % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
