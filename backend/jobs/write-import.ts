import { Importer, RefusedItem, type ImportCounts } from '../../db/imports/importer.ts';
import { LongChange } from '../../db/journal/long-change.ts';
import { record, type Recorded } from '../../db/journal/record.ts';
import type { Recorder } from '../../db/journal/recorder.ts';
import { addSchemeVersion, currentScheme, ensureTerms, projectUid } from '../../db/scheme/scheme.ts';
import { PostilError, type ErrorWhere } from '../../shared/contract/errors.ts';
import type { ImportReport } from '../../shared/contract/exchange.ts';
import { extendScheme } from '../../shared/formats/extend-scheme.ts';
import { faultOf, type FaultCost } from '../../shared/formats/faults.ts';
import { describeUnknown, firstUnknown, unknownTerms } from '../../shared/formats/unknown-terms.ts';
import type { Vocabulary } from '../../shared/formats/vocabulary.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import type { ModelRun } from '../../shared/model/set.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { patiently, pause } from '../patience.ts';
import { MESSAGES } from './messages.ts';
import { sweepAbandoned, sweepPatiently } from './sweep.ts';
import type { ChunkSizes, ImportContext } from './import-input.ts';
import { type FaultList } from './left-out.ts';
import type { ImportNotes } from './import-notes.ts';
import type { Staging } from './staging.ts';

/** What was read, and what to do with it. */
export interface ImportPlan {
  readonly staging: Staging;
  readonly seen: Vocabulary;
  readonly declared: Scheme | undefined;
  /** Ids of the formats that were read. */
  readonly formats: readonly string[];
  /** The set for annotations whose file does not name one. */
  readonly set: string;
  readonly label: string;
  /** The scheme to write, if it was extended. */
  readonly scheme?: Scheme;
  readonly added: readonly string[];
  /** The run whose set receives everything, if the files are a model's predictions. */
  readonly model: ModelRun | undefined;
  /** All or nothing: if the project refuses one item, all are refused. */
  readonly strict: boolean;
  /** The earlier version of the scheme under which the annotations of the files were made. */
  readonly writtenUnder: Uid | undefined;
}

/** What an import reports: its notes, and what it left out. */
export interface Told {
  readonly notes: ImportNotes;
  readonly leftOut: FaultList;
}

export const CHUNKS: ChunkSizes = { above: 20_000, items: 2_000, ms: 300 };
/** Pause between two chunks (ms), so that other connections can get the lock, which they try every 40 ms. */
const PAUSE = 60;
/** After this time (ms), reads that another program began before the import was marked have ended. */
const SETTLE = 250;
/** Progress is reported after this many documents. */
const TELL = 100;

/**
 * Writes in one transaction, while everybody else waits. Mostly nothing is refused; if something is, all is written again in a new
 * transaction that rolls back what is refused alone.
 */
export async function writeAtOnce(
  context: ImportContext,
  plan: ImportPlan,
  { notes, leftOut }: Told,
): Promise<Recorded<ImportReport>> {
  const write = (careful: boolean) =>
    patiently(() =>
      writeOnce(context, plan, { notes: notes.forOneTry(), leftOut: leftOut.forOneTry() }, careful),
    );
  try {
    return await write(false);
  } catch (error) {
    if (!(error instanceof RefusedItem)) throw error;
    plan.staging.forgetWaiting();
    return await write(true);
  }
}

function writeOnce(
  context: ImportContext,
  plan: ImportPlan,
  told: Told,
  careful: boolean,
): Recorded<ImportReport> {
  const { store, actor } = context;
  const { label, scheme } = plan;
  const written = record(
    store,
    actor,
    { command: 'exchange.import', label, kind: 'import' },
    (recorder) => {
      if (plan.writtenUnder) recorder.setSchemeVersion(plan.writtenUnder);
      if (scheme) recorder.put('project', projectUid(store), { scheme: addSchemeVersion(store, scheme) });
      const importer = importerOf(context, recorder, plan, told, careful);
      for (const step of steps(context, plan, importer, told.leftOut, 'Writing; editing waits')) step();
      importer.finish();
      assertWorthKeeping(importer.counts, plan, told.leftOut);
      return importer.counts;
    },
    { batch: true },
  );
  return reportOf(written, plan, told);
}

/**
 * Writes larger imports chunk by chunk, while others continue and see nothing of it. It becomes visible with the last
 * chunk. A cancel or a failure before that removes what was written.
 */
export async function writeInChunks(
  context: ImportContext,
  plan: ImportPlan,
  told: Told,
  chunks: ChunkSizes,
): Promise<Recorded<ImportReport>> {
  const { store, actor } = context;
  await sweepAbandoned(store, PROGRAM);
  const title = { command: 'exchange.import', label: plan.label, kind: 'import' } as const;
  const change = await patiently(() => LongChange.begin(store, actor, title, PROGRAM));
  try {
    await pause(SETTLE);
    const importer = await patiently(() => {
      let made: Importer;
      change.step((recorder) => {
        if (plan.scheme) ensureTerms(store, plan.scheme);
        made = importerOf(context, recorder, plan, told, true);
      });
      return made!;
    });
    const todo = steps(context, plan, importer, told.leftOut, 'Writing; editing goes on');
    const chunk = () => {
      let more = false;
      change.step(() => void (more = fill(todo, chunks)));
      return more;
    };
    while (await patiently(chunk)) {
      await pause(PAUSE);
      if (context.isCancelled()) throw cancelled();
    }
    const written = await patiently(() =>
      change.finish((recorder) => {
        settleScheme(context, recorder, plan);
        importer.finish();
        assertWorthKeeping(importer.counts, plan, told.leftOut);
        return importer.counts;
      }),
    );
    return reportOf(written, plan, told);
  } catch (error) {
    context.progress(0, null, 'steps', 'Removing what was written');
    await sweepPatiently(store, PROGRAM);
    throw error;
  }
}

/** The name of the writing program in the mark. */
const PROGRAM = 'the import';

function importerOf(
  { store }: ImportContext,
  recorder: Recorder,
  { staging, scheme, set, model }: ImportPlan,
  { notes, leftOut }: Told,
  careful: boolean,
): Importer {
  const { known, waiting } = staging;
  return new Importer(store, recorder, {
    scheme,
    known,
    waiting,
    defaultSet: set,
    model,
    careful,
    tell: (message, where) => notes.add(message, where),
    leaveOut: leftOut.add,
  });
}

function reportOf(
  { result, change }: Recorded<ImportCounts>,
  { added, formats, model }: ImportPlan,
  { notes, leftOut }: Told,
): Recorded<ImportReport> {
  const missing = leftOut.count > 0 && { leftOut: leftOut.list() };
  return {
    result: {
      ...result,
      ...(model && { model: model.name }),
      added: [...added],
      formats: [...formats],
      notes: notes.list(),
      ...missing,
    },
    change,
  };
}

/** Throws if an import contains nothing but faults, or if it is all or nothing and has a fault; nothing of it is kept. */
function assertWorthKeeping(counts: ImportCounts, { strict }: ImportPlan, leftOut: FaultList): void {
  if (leftOut.count === 0) return;
  if (strict) throw leftOut.refusal(MESSAGES.allOrNothing);
  if (Object.values(counts).every((count) => count === 0)) throw leftOut.refusal(MESSAGES.nothingGood);
}

/** Takes steps from `todo` until the chunk is full. Returns whether there may be more. */
function fill(todo: Iterator<() => void>, { items, ms }: ChunkSizes): boolean {
  const end = performance.now() + ms;
  for (let done = 0; done < items && performance.now() < end; done++) {
    const next = todo.next();
    if (next.done) return false;
    next.value();
  }
  return true;
}

/** Yields the writes of an import in their order. Each must run within a transaction. */
function* steps(
  context: ImportContext,
  { staging }: ImportPlan,
  importer: Importer,
  leftOut: FaultList,
  message: string,
): Generator<() => void> {
  const whole =
    (cost: FaultCost, { where }: { where: ErrorWhere }, write: () => void) =>
    () => {
      const refusal = importer.attempt(write);
      if (refusal) leftOut.add(faultOf(cost, refusal, where));
    };
  for (const item of staging.of('header')) yield () => importer.header(item);
  for (const item of mergedLast(staging.of('entity')))
    yield whole('record', item, () => importer.entity(item));
  let done = 0;
  for (const item of staging.of('document')) {
    yield whole('record', item, () => importer.document(item));
    if (context.isCancelled()) throw cancelled();
    if (++done % TELL === 0) context.progress(done, staging.documents, 'documents', message);
  }
  for (const item of staging.of('relation')) yield whole('annotation', item, () => importer.relation(item));
  for (const item of staging.waiting) yield whole('annotation', item, () => importer.slots(item));
}

/** Yields merged entities last, because they refer to the entity that they were merged into. */
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

/**
 * The scheme may have changed since the question was asked, so the additions of the import are applied to the present
 * scheme.
 */
function settleScheme(
  { store }: ImportContext,
  recorder: Recorder,
  { seen, declared, scheme, writtenUnder }: ImportPlan,
): void {
  if (writtenUnder) recorder.setSchemeVersion(writtenUnder);
  const now = currentScheme(store).scheme;
  const extended = scheme && extendScheme(now, seen, declared).scheme;
  const unknown = unknownTerms(extended ?? now, seen);
  if (unknown) {
    throw new PostilError(
      'conflict',
      MESSAGES.unknownTermsMeanwhile(describeUnknown(unknown)),
      firstUnknown(unknown),
    );
  }
  if (extended) recorder.put('project', projectUid(store), { scheme: addSchemeVersion(store, extended) });
}

export function cancelled(): PostilError {
  return new PostilError('cancelled', MESSAGES.importCancelled);
}
