import { readableQuote } from '../../model/fragments.ts';
import type { Uid } from '../../model/uid.ts';
import { normaliseNewlines } from '../../text/newlines.ts';
import type { Dataset, OutgoingChunk, WriteOptions } from '../define.ts';
import { tellDatasetLosses, tellDocumentLosses } from '../document-losses.ts';
import { foreignOf } from '../foreign.ts';
import { isJsonObject } from '../json.ts';
import { LOST_SPANS, type LossTally } from '../losses.ts';
import { MODEL_FIELDS } from '../model-fields.ts';
import type { DocumentRecord, SpanRecord } from '../records.ts';
import { statedMetadata } from '../stated-metadata.ts';
import { htmlText } from '../html-text.ts';
import { LABEL_STUDIO_CARRIES } from './carries.ts';
import { ID, MODEL_SET } from './options.ts';
import { annotatorOf } from './read.ts';
import { joinParagraphs } from './task-text.ts';
import { UsedTags } from './write-config.ts';
import { labelResults, relationResult, spanResults } from './write-results.ts';
import type { Layout } from './layout.ts';

/** Writes an array of tasks, and a labelling configuration with which Label Studio shows them. */
export async function* writeLabelStudio(
  dataset: Dataset,
  documents: AsyncIterable<DocumentRecord> | Iterable<DocumentRecord>,
  { name = 'data', losses, wrote }: WriteOptions,
): AsyncGenerator<OutgoingChunk> {
  const file = `${name}.json`;
  const models = new Set(dataset.sets.filter(({ kind }) => kind === 'model').map((set) => set.name));
  const tags = new UsedTags(dataset);
  let number = 0;
  for await (const document of documents) {
    const task = new TaskWriter(document, models, tags, losses, wrote).task(++number);
    yield { file, chunk: `${number === 1 ? '[' : ','}\n${JSON.stringify(task)}` };
  }
  yield { file, chunk: number === 0 ? '[]\n' : '\n]\n', last: true };
  yield { file: `${name}-config.xml`, chunk: tags.xml(), last: true };
  await tellDatasetLosses(dataset, losses, LABEL_STUDIO_CARRIES);
}

class TaskWriter {
  readonly #document: DocumentRecord;
  readonly #models: ReadonlySet<string>;
  readonly #tags: UsedTags;
  readonly #losses: LossTally;
  readonly #wrote: WriteOptions['wrote'];
  readonly #own: Readonly<Record<string, unknown>>;

  constructor(
    document: DocumentRecord,
    models: ReadonlySet<string>,
    tags: UsedTags,
    losses: LossTally,
    wrote: WriteOptions['wrote'],
  ) {
    this.#document = document;
    this.#models = models;
    this.#tags = tags;
    this.#losses = losses;
    this.#wrote = wrote;
    this.#own = foreignOf(document.extra, ID);
  }

  task(number: number): object {
    const document = this.#document;
    const written = document.spans.filter(({ fragments }) => fragments.length > 0);
    for (const span of document.spans)
      if (span.fragments.length === 0) this.#losses.add(LOST_SPANS, `${span.type} (implicit)`);
    tellDocumentLosses(document, written, this.#losses, LABEL_STUDIO_CARRIES, [ID]);
    for (const { status } of document.statuses)
      if (status !== 'skipped') this.#losses.add(MODEL_FIELDS.status.status.loss, status);
    const { data, layout } = this.#data();
    const lists = this.#lists(written, layout);
    const task = isJsonObject(this.#own.task) ? this.#own.task : {};
    const cancelled = Array.isArray(this.#own.cancelled) ? (this.#own.cancelled as unknown[]) : [];
    return {
      id: number,
      ...task,
      data,
      annotations: [...lists.annotations, ...cancelled, ...this.#skipped(cancelled)],
      predictions: lists.predictions,
    };
  }

  /** Returns the data of the task: the original text if it is still the document's text. */
  #data(): { data: object; layout: Layout } {
    const document = this.#document;
    const kept = isJsonObject(this.#own.data) ? this.#own.data : {};
    const key = typeof this.#own.key === 'string' ? this.#own.key : 'text';
    const metadata = Object.fromEntries(
      Object.entries(statedMetadata(document)).filter(([field]) => field !== key),
    );
    const stated = kept[key];
    const { paragraphs, raw } = joinParagraphs(stated, 'text');
    if (this.#own.kind === 'paragraphs' && raw === document.text)
      return { data: { ...kept, ...metadata }, layout: { key, kind: 'paragraphs', paragraphs } };
    const html = typeof stated === 'string' && normaliseNewlines(htmlText(stated)).text === document.text;
    if (this.#own.kind === 'hypertext' && html)
      return { data: { ...kept, ...metadata }, layout: { key, kind: 'hypertext', paragraphs: [] } };
    return {
      data: { ...kept, ...metadata, [key]: document.text },
      layout: { key, kind: 'text', paragraphs: [] },
    };
  }

  /** Returns one annotation or prediction per set. */
  #lists(spans: readonly SpanRecord[], layout: Layout): { annotations: object[]; predictions: object[] } {
    const document = this.#document;
    const about = isJsonObject(this.#own.annotations) ? this.#own.annotations : {};
    const kept = Array.isArray(this.#own.results) ? this.#own.results.filter(isJsonObject) : [];
    const named = (set: string) => Object.hasOwn(about, set) || kept.some((item) => item.set === set);
    const isModel = (set: string) => set.startsWith(MODEL_SET) || this.#models.has(set);
    const sets = new Set([...spans, ...document.relations, ...document.labels].map(({ set }) => set));
    for (const set of Object.keys(about)) if (set !== '') sets.add(set);
    for (const { set } of kept) if (typeof set === 'string') sets.add(set);
    // Data imported without a set name belongs to the set that it was given, even if that was renamed.
    const hasUnnamed = Object.hasOwn(about, '') || kept.some(({ set }) => set === undefined);
    const unnamed = hasUnnamed ? ([...sets].find((set) => !named(set) && !isModel(set)) ?? '') : undefined;
    if (unnamed === '') sets.add('');
    const lists = { annotations: [] as object[], predictions: [] as object[] };
    for (const set of sets) {
      const known = about[set === unnamed ? '' : set];
      const head = this.#head(set, isModel(set), isJsonObject(known) ? known : {});
      const others = kept.filter((item) => item.set === (set === unnamed ? undefined : set));
      const result = [...this.#results(set, spans, layout), ...others.map((item) => item.result)];
      (isModel(set) ? lists.predictions : lists.annotations).push({ ...head, result });
    }
    return lists;
  }

  /**
   * Returns the author in Label Studio's fields if possible; also the name of the set if they would not give it again.
   */
  #head(set: string, isModel: boolean, known: Readonly<Record<string, unknown>>): object {
    if (isModel) {
      const version = set.startsWith(MODEL_SET) ? set.slice(MODEL_SET.length) : set;
      const plain = MODEL_SET + version === set && version.trim() !== '';
      return { ...known, model_version: known.model_version ?? version, ...(!plain && { set }) };
    }
    if (set === '' || annotatorOf(known) === set) return known;
    const number = /^annotator (\d+)$/.exec(set)?.[1];
    if (number !== undefined && Number.isSafeInteger(Number(number)))
      return { ...known, completed_by: Number(number) };
    if (/^\S+@\S+$/.test(set)) return { ...known, completed_by: { email: set } };
    return { ...known, set };
  }

  #results(set: string, spans: readonly SpanRecord[], layout: Layout): unknown[] {
    const document = this.#document;
    const regions = new Map<Uid, string>();
    const notes = new Map<Uid, string[]>();
    for (const { span, body } of document.notes)
      if (span !== undefined) notes.set(span, [...(notes.get(span) ?? []), body]);
    const mine = spans.filter((span) => span.set === set);
    for (const span of mine) {
      if (span.fragments.length > 1)
        this.#losses.add(
          'discontinuous spans, cut into their fragments',
          readableQuote(document.text, span.fragments).slice(0, 80),
        );
      for (const fragment of span.fragments) this.#wrote?.(readableQuote(document.text, [fragment]));
    }
    const results: unknown[] = spanResults(
      mine,
      document.text,
      layout,
      regions,
      notes,
      this.#tags,
      this.#losses,
    );
    for (const relation of document.relations) {
      if (relation.set !== set) continue;
      const made = relationResult(relation, regions, this.#losses);
      if (made) results.push(made);
      else this.#losses.add('relations of implicit spans, or across sets', relation.type);
    }
    const kinds = isJsonObject(this.#own.answers) ? this.#own.answers : {};
    results.push(
      ...labelResults(
        document.labels.filter((label) => label.set === set),
        kinds,
        layout,
        this.#tags,
        this.#losses,
      ),
    );
    return results;
  }

  /** Returns a skipped document as a cancelled annotation, unless one is written already. */
  #skipped(cancelled: readonly unknown[]): object[] {
    const told = new Set(
      cancelled.map((item) => (isJsonObject(item) ? (annotatorOf(item) ?? item.set) : undefined)),
    );
    return this.#document.statuses.flatMap(({ set, status }) =>
      status !== 'skipped' || told.has(set) || (cancelled.length > 0 && told.has(undefined))
        ? []
        : [{ ...this.#head(set, false, {}), was_cancelled: true, result: [] }],
    );
  }
}
