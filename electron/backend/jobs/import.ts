import { Importer } from '../../../db/importer.ts';
import { record as recordChange, type Recorded } from '../../../db/journal/record.ts';
import { describeWhere, PostilError, type ErrorWhere } from '../../../shared/contract/errors.ts';
import type { ImportReport } from '../../../shared/contract/exchange.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import type { JobContext } from '../context.ts';
import { patiently } from '../patience.ts';
import { bytesOf, findSourceFiles, type SourceFile } from './source-files.ts';
import { Staging } from './staging.ts';

export interface ImportInput {
  readonly files: readonly Uid[];
  readonly format?: string | undefined;
  readonly set?: string | undefined;
}

/** So many notes are listed; the rest is counted. */
const LISTED_NOTES = 200;
/** Between so many items the thread is given back, so that the screen stays alive. */
const BREATH = 200;

/**
 * Imports files: reads all of them to the end first, then writes the project in one transaction and one journal
 * entry. An error or a cancel anywhere leaves nothing of it.
 */
export async function runImport(context: JobContext, input: ImportInput): Promise<Recorded<ImportReport>> {
  const notes = new Notes();
  const named = input.files.map((id) => context.files.resolve(id));
  const sources = findSourceFiles(named, input.format, (message, file) => notes.add(message, { file }));
  const staging = new Staging();
  try {
    for (const [i, source] of sources.entries()) {
      context.progress(i, sources.length, 'files', `Reading ${source.name}`);
      await stage(source, staging, context.signal, notes);
    }
    if (context.signal.aborted) throw cancelled();
    context.progress(sources.length, sources.length, 'files', 'Writing; editing waits');
    const set = input.set ?? defaultSetName(sources);
    return await patiently(() => write(context, staging, set, label(sources), notes.forOneTry()));
  } finally {
    staging.dispose();
  }
}

async function stage(source: SourceFile, staging: Staging, signal: AbortSignal, notes: Notes): Promise<void> {
  let read = 0;
  try {
    for await (const item of source.format.read(bytesOf(source.path, signal), { file: source.name })) {
      if (item.kind === 'note') notes.add(item.message, item.where);
      else staging.add(item);
      if (++read % BREATH === 0) await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted) throw cancelled();
    }
  } catch (error) {
    throw signal.aborted ? cancelled() : error;
  }
}

function write(
  context: JobContext,
  staging: Staging,
  defaultSet: string,
  title: string,
  notes: Notes,
): Recorded<ImportReport> {
  const { store, actor } = context;
  const work = recordChange(
    store,
    actor,
    { command: 'exchange.import', label: title },
    (recorder) => {
      const importer = new Importer(store, recorder, {
        defaultSet,
        tell: (message, where) => notes.add(message, where),
      });
      for (const item of staging.of('header')) importer.header(item);
      for (const item of mergedLast(staging.of('entity'))) importer.entity(item);
      for (const item of staging.of('document')) importer.document(item);
      for (const item of staging.of('relation')) importer.relation(item);
      importer.finish();
      return importer.counts;
    },
    { batch: true },
  );
  return { result: { ...work.result, notes: notes.list() }, change: work.change };
}

/** An entity merged into another refers to it, so those come after the others. */
function* mergedLast<Item extends { entity: { mergedInto?: Uid | undefined } }>(
  items: Iterable<Item>,
): Generator<Item> {
  const merged: Item[] = [];
  for (const item of items) {
    if (item.entity.mergedInto === undefined) yield item;
    else merged.push(item);
  }
  yield* merged;
}

function defaultSetName(sources: readonly SourceFile[]): string {
  return sources.length === 1 ? sources[0]!.name.replace(/\.[^.]+$/, '') || 'import' : 'import';
}

function label(sources: readonly SourceFile[]): string {
  return sources.length === 1 ? `Import ${sources[0]!.name}` : `Import ${sources.length} files`;
}

function cancelled(): PostilError {
  return new PostilError('cancelled', 'The import was cancelled; nothing of it was kept.');
}

/** What an import has to tell, listed up to a bound. */
class Notes {
  readonly #listed: { message: string; where?: ErrorWhere }[] = [];
  #more = 0;

  /** A copy to add to: a write that has to wait for a lock begins again, and tells nothing twice. */
  forOneTry(): Notes {
    const copy = new Notes();
    copy.#listed.push(...this.#listed);
    copy.#more = this.#more;
    return copy;
  }

  add(message: string, where?: ErrorWhere): void {
    if (this.#listed.length < LISTED_NOTES) this.#listed.push({ message, ...(where && { where }) });
    else this.#more++;
  }

  list(): { message: string; where?: ErrorWhere }[] {
    return this.#more === 0
      ? this.#listed
      : [...this.#listed, { message: `${this.#more} more notes are not listed.` }];
  }
}

/** A note in one line, as the command line prints it. */
export function noteLine({ message, where }: ImportReport['notes'][number]): string {
  const place = describeWhere(where);
  return place ? `${place}: ${message}` : message;
}
