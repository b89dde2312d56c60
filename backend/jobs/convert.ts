import { renameSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { PostilError, type Fault } from '../../shared/contract/errors.ts';
import type { ExportReport, ImportReport, LeftOut } from '../../shared/contract/exchange.ts';
import { completeDataset, type Told } from '../../shared/formats/complete.ts';
import type { Incoming, OptionValues } from '../../shared/formats/define.ts';
import type { ExtractArticle } from '../../shared/formats/extracted.ts';
import { faultOf, isFault } from '../../shared/formats/faults.ts';
import type { DocumentRecord } from '../../shared/formats/records.ts';
import { countSpan, noAnnotations, type AnnotationCounts } from '../../shared/model/annotation-counts.ts';
import { Extractor } from '../extraction/extractor.ts';
import { ImportNotes } from './import-notes.ts';
import { FaultList, inFolder, placeInFolder } from './left-out.ts';
import { MESSAGES } from './messages.ts';
import { nameFolder, writeAside, type Progress } from './output.ts';
import { assertOutput } from './output-path.ts';
import {
  bytesOf,
  ClaimedTexts,
  findSourceFiles,
  isArticle,
  readSource,
  type SourceFile,
} from './source-files.ts';
import { withStaging, type Staging } from './staging.ts';
import { assertNoLosses, requireWritable, assertWritten, writeDataset } from './write-dataset.ts';

export interface ConvertInput {
  /** The format of the files; recognised for each file if absent. */
  readonly from?: string | undefined;
  readonly to: string;
  /** The name of the set for annotations whose file does not name one. */
  readonly set?: string | undefined;
  readonly options?: OptionValues | undefined;
  readonly strict?: boolean | undefined;
}

export interface ConvertReport extends Readonly<AnnotationCounts> {
  readonly out: string;
  readonly files: ExportReport['files'];
  readonly losses: ExportReport['losses'];
  readonly notes: ImportReport['notes'];
  /** Faulty parts of the input that are not in the result; absent if there were none. */
  readonly leftOut?: LeftOut;
}

/**
 * Converts a file or folder to another format, document by document and without a project. Faulty parts are left out
 * and listed, as by an import. With `strict`, faults are refused, and so are losses of the format. The output is
 * written under a temporary name, read back and compared, and only then renamed. `out` becomes a folder, or a file if
 * the format wrote a single one and `out` has an extension.
 */
export async function runConvert(
  input: string,
  out: string,
  { from, to, set = 'converted', options, strict }: ConvertInput,
  job: Progress,
): Promise<ConvertReport> {
  const format = requireWritable(to);
  const asFile = extname(out) !== '';
  assertOutput(out, asFile ? 'file' : 'folder');
  const notes = new ImportNotes();
  const leftOut = new FaultList();
  const sources = findSourceFiles([{ path: input, name: basename(input) }], from, {
    note: (message, file) => notes.add(message, { file }),
    leaveOut: leftOut.add,
  });
  const extractor = new Extractor();
  return await withStaging((staging) =>
    writeAside(out, async (partial) => {
      const tell = ({ message, where }: Told) => notes.add(message, where);
      const reading = new Reading(sources, staging, options, leftOut, job, extractor.extract);
      const { dataset, documents } = await reading.complete(set, tell);
      if (leftOut.count > 0 && strict) throw leftOut.refusal(MESSAGES.nothingConverted);
      if (format.sets === 'one' && dataset.sets.length > 1) {
        const names = dataset.sets.map(({ name }) => `“${name}”`).join(', ');
        throw new PostilError('refused', MESSAGES.holdsOneSet(format.label, dataset.sets.length, names));
      }
      const counts = noAnnotations();
      const counted = async function* (): AsyncGenerator<DocumentRecord> {
        for await (const document of documents()) {
          counts.documents++;
          for (const span of document.spans) countSpan(counts, span);
          counts.relations += document.relations.length;
          yield document;
        }
      };
      const written = await writeDataset(partial, format, dataset, counted(), options);
      const { files, losses } = written;
      if (leftOut.count > 0 && counts.documents === 0) throw leftOut.refusal(MESSAGES.nothingGood);
      if (strict) assertNoLosses(format, losses);
      const rows = counts.spans + counts.cues;
      await assertWritten(partial, format, options, written, rows, undefined, (found) => {
        job.progress(Math.min(found, rows), rows, 'spans', 'Reading back');
      });
      return {
        out: place(partial, out, asFile, files),
        ...counts,
        files,
        losses,
        notes: notes.list(),
        ...(leftOut.count > 0 && { leftOut: leftOut.list() }),
      };
    }),
  ).finally(() => extractor.dispose());
}

/** Reads the sources twice: first to collect what must be known before the first document, then for the documents. */
class Reading {
  readonly #sources: readonly SourceFile[];
  readonly #staging: Staging;
  readonly #values: OptionValues | undefined;
  readonly #leftOut: FaultList;
  readonly #job: Progress;
  readonly #extract: ExtractArticle;
  readonly #total: number;
  readonly #texts = new ClaimedTexts();
  /** Files with a fault that makes the whole file unusable. */
  readonly #bad = new Map<SourceFile, Fault>();

  constructor(
    sources: readonly SourceFile[],
    staging: Staging,
    values: OptionValues | undefined,
    leftOut: FaultList,
    job: Progress,
    extract: ExtractArticle,
  ) {
    this.#extract = extract;
    this.#sources = sources;
    this.#staging = staging;
    this.#values = values;
    this.#leftOut = leftOut;
    this.#job = job;
    this.#total = sources.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  async complete(set: string, tell: (note: Told) => void): ReturnType<typeof completeDataset> {
    try {
      return await this.#once(set, tell);
    } catch (error) {
      if (!isFault(error)) throw error;
    }
    // The faulty file was already half processed. Find all such files first, so that the next run takes nothing from them.
    for (const source of this.#sources) {
      try {
        for await (const _ of this.#read(source, 0, new FaultList(), 'Looking for what is faulty'));
      } catch (error) {
        if (!isFault(error)) throw error;
        this.#bad.set(source, faultOf('file', error, { file: source.name }));
      }
    }
    return await this.#once(set, tell);
  }

  async #once(set: string, tell: (note: Told) => void): ReturnType<typeof completeDataset> {
    const faults = new FaultList();
    const told: Told[] = [];
    let passes = 0;
    const pass = () => this.#all(passes++ === 0, faults);
    const completed = await completeDataset(pass, set, (note) => told.push(note), faults.add);
    this.#leftOut.addAll(faults);
    for (const note of told) tell(note);
    return completed;
  }

  async *#all(first: boolean, faults: FaultList): AsyncGenerator<Incoming> {
    const message = first ? 'Looking through what there is' : 'Converting';
    let before = 0;
    // In the first pass articles come last, because only the files that annotate them tell which of the articles are
    // their texts.
    const sources = first
      ? [...this.#sources.filter((source) => !isArticle(source)), ...this.#sources.filter(isArticle)]
      : this.#sources;
    for (const source of sources) {
      if (isArticle(source) && this.#texts.has(source)) continue;
      const fault = this.#bad.get(source);
      if (!fault) yield* this.#read(source, before, first ? faults : new FaultList(), message);
      else if (first) faults.add(inFolder(source, fault));
      before += source.bytes;
    }
  }

  async *#read(
    source: SourceFile,
    before: number,
    faults: FaultList,
    message: string,
  ): AsyncGenerator<Incoming> {
    const total = this.#total;
    const job = this.#job;
    const counted = async function* (path: string) {
      let done = before;
      for await (const chunk of bytesOf(path, source.name)) {
        job.progress((done += chunk.length), total, 'bytes', message);
        yield chunk;
      }
    };
    for await (const item of readSource(source, {
      values: this.#values,
      // Each pass finds duplicate ids again.
      seenIds: this.#staging.seenIds(this.#passes++),
      bytes: counted,
      leaveOut: (fault) => faults.add(inFolder(source, fault)),
      texts: this.#texts,
      extract: this.#extract,
    }))
      yield item.kind === 'note' ? { ...item, where: placeInFolder(source, item.where) } : item;
  }

  #passes = 0;
}

/** Gives the output its final name and returns that. */
function place(partial: string, out: string, asFile: boolean, files: ExportReport['files']): string {
  const [only] = files;
  if (asFile && files.length === 1 && only) {
    renameSync(join(partial, only.name), out);
    return out;
  }
  nameFolder(partial, out);
  return out;
}
