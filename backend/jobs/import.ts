import { DocumentFinder } from '../../db/documents/document-finder.ts';
import type { Recorded } from '../../db/journal/record.ts';
import { formerNames } from '../../db/scheme/former-names.ts';
import { currentScheme, earlierVersionOf } from '../../db/scheme/scheme.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { ImportReport } from '../../shared/contract/exchange.ts';
import type { Incoming } from '../../shared/formats/define.ts';
import { faultOf, isFault } from '../../shared/formats/faults.ts';
import { extendScheme, mergeSchemes } from '../../shared/formats/extend-scheme.ts';
import { SchemeNames } from '../../shared/formats/scheme-names.ts';
import { TermMapper } from '../../shared/formats/term-map.ts';
import { describeUnknown, firstUnknown, unknownTerms } from '../../shared/formats/unknown-terms.ts';
import { Vocabulary } from '../../shared/formats/vocabulary.ts';
import { noAnnotations } from '../../shared/model/annotation-counts.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import type { DeskFile } from '../workspace/file-desk.ts';
import { knownRun } from '../../db/sets/model-sets.ts';
import type { StatedRun } from '../../shared/model/set.ts';
import { MESSAGES } from './messages.ts';
import { isOfModel, modelRun } from './model-run.ts';
import { assertDiskForWriting, assertFreeDisk } from './free-disk.ts';
import type { ImportContext, ImportInput } from './import-input.ts';
import { ImportNotes } from './import-notes.ts';
import { FaultList, inFolder, placeInFolder } from './left-out.ts';
import {
  bytesOf,
  ClaimedTexts,
  findSourceFiles,
  isArticle,
  readSource,
  unreadable,
  type SourceFile,
} from './source-files.ts';
import { Staging, type StagingMark } from './staging.ts';
import { cancelled, CHUNKS, writeAtOnce, writeInChunks } from './write-import.ts';

/** The thread is yielded after this many items, so that the screen stays responsive. */
const BREATH = 200;

/**
 * Imports files: reads all of them to the end first, then writes the project in one transaction and one journal entry.
 * Every fault in all files is found in one run, left out and listed, and the rest is imported. With `strict`, or if
 * nothing is good, everything is refused. A record is imported completely or not at all. After any other error or a
 * cancel, nothing of the import remains. Names that the scheme does not have are mapped or added as requested;
 * otherwise they are reported before anything is written (with `ask`, as the result).
 */
export async function runImport(context: ImportContext, input: ImportInput): Promise<Recorded<ImportReport>> {
  const notes = new ImportNotes();
  const leftOut = new FaultList();
  const sources = findSourceFiles(input.files, input.format, {
    note: (message, file) => notes.add(message, { file }),
    leaveOut: leftOut.add,
  });
  const formats = [...new Set(sources.map(({ format }) => format.id))];
  const nothing = { ...NOTHING, formats };
  const read = new Reading(context, sources, input, notes, leftOut);
  try {
    assertFreeDisk(context.store.path, context.staging, read.bytes);
    await read.all();
    const nothingElse = read.staging.isEmpty;
    const asks = input.ask && !input.leaveOut;
    // If texts could still be imported without their annotations, a person has to decide.
    if (leftOut.count > 0 && nothingElse && !(asks && leftOut.textOnly > 0))
      throw leftOut.refusal(MESSAGES.nothingGood);
    if (leftOut.count > 0 && input.strict) throw leftOut.refusal(MESSAGES.allOrNothing);
    if (leftOut.count > 0 && asks) {
      const report = {
        ...nothing,
        notes: notes.list(),
        leftOut: leftOut.list(),
        undecided: true,
        nothingElse,
      };
      return { result: report, change: null };
    }
    const model = await modelRun(sources, input, read.run, input.set ?? defaultSetName(input.files));
    const known = model && knownRun(context.store, model);
    if (known) {
      const message = MESSAGES.runIsHereAlready(model.name, known.name);
      return { result: { ...nothing, skipped: sources.length, notes: [{ message }] }, change: null };
    }
    const { scheme, added } = input.extendScheme
      ? extendScheme(currentScheme(context.store).scheme, read.seen, read.declared)
      : { scheme: currentScheme(context.store).scheme, added: [] };
    const unknown = unknownTerms(scheme, read.seen);
    if (unknown && input.ask) return { result: { ...nothing, notes: notes.list(), unknown }, change: null };
    if (unknown) {
      throw new PostilError(
        'refused',
        MESSAGES.unknownTerms(describeUnknown(unknown)),
        firstUnknown(unknown),
      );
    }
    const spelled = read.names?.told();
    if (spelled) notes.add(spelled);
    const former = read.mapper.formerRead();
    if (former) notes.add(former);
    const left = read.mapper.leftOut();
    if (left.length > 0) notes.add(MESSAGES.leftOutByMap(left.join(', ')));
    const set = input.set ?? defaultSetName(input.files);
    const label = sources.length === 1 ? `Import ${sources[0]!.name}` : `Import ${sources.length} files`;
    const { staging, seen, declared } = read;
    const plan = {
      staging,
      seen,
      declared,
      formats,
      set,
      label,
      added,
      model,
      strict: input.strict ?? false,
      writtenUnder: earlierVersionOf(context.store, read.schemes.values()),
      ...(added.length > 0 && { scheme }),
    };
    const chunks = context.chunks ?? CHUNKS;
    const large = staging.documents > chunks.above;
    assertDiskForWriting(context.store.path, read.bytes, large ? 'in chunks' : 'at once');
    if (large) return await writeInChunks(context, plan, { notes, leftOut }, chunks);
    context.onWriting();
    return await writeAtOnce(context, plan, { notes, leftOut });
  } finally {
    read.staging.dispose();
  }
}

const NOTHING = { ...noAnnotations(), matched: 0, quarantined: 0, skipped: 0, added: [] };

/** Reads all sources into the staging database and collects the names that they use. */
class Reading {
  readonly staging: Staging;
  seen = new Vocabulary();
  readonly mapper: TermMapper;
  readonly names: SchemeNames | undefined;
  declared: Scheme | undefined;
  /** The schemes that the files state, each once. */
  readonly schemes = new Map<string, Scheme>();
  /** The last scheme that {@link declared} contains: all files of a folder may state the same one. */
  #merged: Scheme | undefined;
  /** The size of all sources together. */
  readonly bytes: number;
  readonly #context: ImportContext;
  readonly #sources: readonly SourceFile[];
  readonly #input: ImportInput;
  readonly #notes: ImportNotes;
  readonly #leftOut: FaultList;
  /** Whether {@link seen} contains names from a file that was left out. */
  #seenTooMuch = false;
  /** What the files state about the model that made them. */
  run: StatedRun | undefined;
  readonly #finder: DocumentFinder;
  readonly #texts = new ClaimedTexts();
  /** Whether there are articles that another file may turn out to annotate. */
  readonly #mixed: boolean;
  /** Such articles that have been read. */
  readonly #articles: ReadArticle[] = [];
  #done = 0;

  constructor(
    context: ImportContext,
    sources: readonly SourceFile[],
    input: ImportInput,
    notes: ImportNotes,
    leftOut: FaultList,
  ) {
    this.#leftOut = leftOut;
    this.#context = context;
    this.#sources = sources;
    this.#input = input;
    this.#notes = notes;
    this.#finder = new DocumentFinder(context.store);
    this.#mixed = sources.some(isArticle) && !sources.every(isArticle);
    this.staging = new Staging(context.staging);
    // People use the names of the scheme; models use the names that they were prompted with.
    const { scheme } = currentScheme(context.store);
    this.names = isOfModel(sources, input) ? new SchemeNames(scheme) : undefined;
    this.mapper = new TermMapper(input.map, this.names, scheme.labels, formerNames(context.store));
    this.bytes = sources.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  async all(): Promise<void> {
    for (const [i, source] of this.#sources.entries()) {
      await this.#wholeFile(source, i);
      this.#done += source.bytes;
    }
    if (this.#context.isCancelled()) throw cancelled();
    this.#settleArticles();
    if (!this.#seenTooMuch) return;
    this.seen = new Vocabulary();
    for (const kind of ['entity', 'document', 'relation'] as const)
      for (const item of this.staging.of(kind)) this.seen.add(item);
  }

  /**
   * Removes articles that turned out to be the texts of another file's annotations, and adds the notes of the other
   * articles.
   */
  #settleArticles(): void {
    for (const { source, from, to, notes } of this.#articles) {
      if (this.#texts.has(source)) this.staging.remove(from, to);
      else for (const { message, where } of notes.list()) this.#notes.add(message, where);
    }
  }

  /** Reads one file, or leaves out all of it. */
  async #wholeFile(source: SourceFile, index: number): Promise<void> {
    const mark = this.staging.mark();
    const { declared, run } = this;
    const apart = this.#mixed && isArticle(source);
    const notes = apart ? new ImportNotes() : this.#notes.forOneTry();
    try {
      await this.#one(source, index, notes);
      if (apart) this.#articles.push({ source, from: mark, to: this.staging.mark(), notes });
      else this.#notes.take(notes);
    } catch (error) {
      const refusal = unreadable(error, source.name);
      if (!isFault(refusal)) throw refusal;
      [this.declared, this.run, this.#merged] = [declared, run, undefined];
      this.#seenTooMuch = this.staging.backTo(mark) || this.#seenTooMuch;
      this.#leftOut.add(inFolder(source, faultOf('file', refusal, { file: source.name })));
    }
  }

  async #one(source: SourceFile, index: number, notes: ImportNotes): Promise<void> {
    let items = 0;
    this.#tell(source, 0);
    const counted = async function* (this: Reading, path: string) {
      let read = 0;
      for await (const chunk of bytesOf(path, source.name)) {
        read += chunk.length;
        this.#tell(source, read);
        yield chunk;
      }
    };
    for await (const item of readSource(source, {
      seenIds: this.staging.seenIds(index),
      values: this.#input.options,
      bytes: counted.bind(this),
      findDocument: (wanted) => new Promise((resolve) => resolve(this.#finder.find(wanted))),
      leaveOut: (fault) => this.#leftOut.add(inFolder(source, fault)),
      texts: this.#texts,
      extract: this.#context.extract,
    })) {
      if (item.kind === 'note') notes.add(item.message, placeInFolder(source, item.where));
      else {
        if (item.kind === 'header' && item.model) this.run = { ...this.run, ...item.model };
        if (item.kind === 'header' && item.scheme && item.scheme !== this.#merged) {
          this.schemes.set(JSON.stringify(item.scheme), item.scheme);
          this.declared = mergeSchemes(this.declared, item.scheme);
          this.#merged = item.scheme;
        }
        const mapped = this.mapper.map(item);
        if (mapped && isStaged(mapped)) {
          this.seen.add(mapped);
          this.staging.add(mapped);
        }
      }
      if (++items % BREATH === 0) await new Promise((resolve) => setImmediate(resolve));
      if (this.#context.isCancelled()) throw cancelled();
    }
  }

  #tell({ name }: SourceFile, read: number): void {
    this.#context.progress(this.#done + read, this.bytes, 'bytes', `Reading ${name}`);
  }
}

/** Whether an item has something to write. A header that only states a scheme has not, and every file of a folder may have one. */
function isStaged(item: Incoming): boolean {
  return item.kind !== 'header' || item.sets !== undefined || item.analysts !== undefined;
}

/** An article that was read: its range in the staging database, and the notes of its reader. */
interface ReadArticle {
  readonly source: SourceFile;
  readonly from: StagingMark;
  readonly to: StagingMark;
  readonly notes: ImportNotes;
}

/** Returns the name of the file or folder that a person chose, or of the folder that contains several files. */
function defaultSetName(files: readonly DeskFile[]): string {
  const [first] = files;
  const folder = files.every((file) => file.folder === first?.folder) ? first?.folder : undefined;
  const named =
    files.length === 1 ? first?.name.replace(/\.[^.]+$/, '') : folder?.split('/').findLast(Boolean);
  return named || 'import';
}
