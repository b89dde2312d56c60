import type { ErrorWhere } from '../../contract/errors.ts';
import { DocumentMetadata, METADATA_FIELDS, type Document } from '../../model/document.ts';
import { StatedRun } from '../../model/set.ts';
import { isUid, newUid, type Uid } from '../../model/uid.ts';
import { Anchorer } from '../../text/anchor.ts';
import type { Quote } from '../../text/quote.ts';
import { newlineNote, normaliseNewlines } from '../../text/newlines.ts';
import { originalTexts } from '../../text/original.ts';
import { OFFSET_UNITS, offsetsOf, type OffsetUnit } from '../../text/offsets.ts';
import {
  formatError,
  optionValue,
  UNIT_OPTION,
  type Bytes,
  type Incoming,
  type ReadOptions,
} from '../define.ts';
import { unlessFaulty, wholeRecordAsync } from '../faults.ts';
import { incomingDocument, unannotated } from '../incoming.ts';
import { assertText } from '../json-record.ts';
import { isJsonObject } from '../json.ts';
import { COMMON } from '../messages.ts';
import { otherTool } from '../other-tools.ts';
import type { IncomingDocument } from '../records.ts';
import { Terms } from '../terms.ts';
import { Unread } from '../unread.ts';
import { Fields, type Json } from './fields.ts';
import { ArticleFinder } from './find-article.ts';
import { groundRecord } from './ground.ts';
import * as keys from './keys.ts';
import { MESSAGES } from './messages.ts';
import { CLAIM_TYPE, CLAIMER_TYPE, MENTION_TYPE, OBJECT_TYPE, OPTIONS } from './options.ts';
import { readRecord, type StatedMention, type StatedRecord } from './record.ts';
import { scaleOf, type ScoreScale } from './scores.ts';
import { Tally } from './tally.ts';
import { isAnswer } from './envelopes.ts';
import { containerOf, unfold, withoutKnown, type RawRecord } from './unfold.ts';
import { readValues, type FileValue } from './values.ts';

/** A record with its location. */
interface Placed {
  readonly record: RawRecord;
  readonly where: ErrorWhere;
}

/**
 * Reads model output, in the shapes of `docs/extractions.md`: one record per document, as lines, as an array, in one
 * object around them, or in the responses of a service. A record has its text, names an article of the project or a
 * neighbouring file, or is the only one of a file with the name of its article.
 * @throws PostilError `refused` with file, record and field.
 */
export async function* readExtractions(input: Bytes, options: ReadOptions): AsyncGenerator<Incoming> {
  const { file, leaveOut } = options;
  const reader = new Reader(options);
  const emit = ({ record, where }: Placed, isOnly: boolean) =>
    wholeRecordAsync(
      leaveOut,
      where,
      () => reader.read(record, where, isOnly),
      () => reader.forget(),
    );
  const found = { any: false };
  const records = recordsIn(readValues(input, options), leaveOut, {
    found: () => (found.any = true),
    around: (fields, where) => reader.around(fields, where),
  });
  // One record is held back, because only the end of the file shows whether it is the only one.
  let held: Placed | undefined;
  let count = 0;
  for await (const placed of together(records)) {
    if (held) yield* emit(held, false);
    held = placed;
    count++;
  }
  if (held) yield* emit(held, count === 1);
  if (!found.any) yield { kind: 'note', message: COMMON.nothingToImport, where: { file } };
  yield* reader.notes();
}

/** Yields the records of all values; a faulty record of a container is left out alone. */
async function* recordsIn(
  values: AsyncIterable<FileValue>,
  leaveOut: ReadOptions['leaveOut'],
  {
    found,
    around: lookAround,
  }: {
    /** Called for each record, also for faulty ones. */
    found(): void;
    /** Receives the fields beside the records in a container. */
    around(fields: Json, where: ErrorWhere): void;
  },
): AsyncGenerator<Placed> {
  for await (const { value, where } of values) {
    if (value === undefined) {
      found();
      continue;
    }
    const container = isJsonObject(value) && !isAnswer(value) ? containerOf(value) : undefined;
    if (!isJsonObject(value) || container === undefined) {
      found();
      const records = unlessFaulty(leaveOut, 'record', () => unfold(value, where)) ?? [];
      for (const record of records) yield { record, where };
      continue;
    }
    const { [container]: list, ...around } = value;
    lookAround(around, where);
    for (const [i, held] of (list as unknown[]).entries()) {
      found();
      const place = { file: where.file, record: i + 1 };
      const records = unlessFaulty(leaveOut, 'record', () => {
        if (!isJsonObject(held)) throw formatError(MESSAGES.recordNotAnObject(i + 1, container), place);
        return unfold(held, place);
      });
      for (const record of records ?? [])
        yield { record: { ...record, said: [around, ...record.said] }, where: place };
    }
  }
}

/** Bare items, one per line or element, form one record as long as they name the same article. */
async function* together(records: AsyncIterable<Placed>): AsyncGenerator<Placed> {
  let open: Placed[] = [];
  const close = function* (): Generator<Placed> {
    const [first] = open;
    if (!first) return;
    // Reads them again as one list, because the pieces of a word may be separate elements.
    const [record] = unfold(
      open.map(({ record: { lone } }) => lone),
      first.where,
    );
    if (record) yield { record: { ...record, names: first.record.names }, where: first.where };
    open = [];
  };
  for await (const placed of records) {
    const { lone, names } = placed.record;
    if (!lone || (open[0] && open[0].record.names[0] !== names[0])) yield* close();
    if (lone) open.push(placed);
    else yield placed;
  }
  yield* close();
}

/** The document to which a record belongs. */
interface Target {
  readonly target: IncomingDocument;
  /** The texts in which its offsets may count, the most likely first. */
  readonly sources: readonly string[];
  /** Whether the record's text differs from the article that it names. */
  readonly isOther?: boolean;
}

class Reader {
  readonly #options: ReadOptions;
  readonly #articles: ArticleFinder;
  readonly #terms = new Terms();
  readonly #entities = new Map<string, Uid>();
  readonly #tally = new Tally();
  readonly #unread: Unread;
  #run: StatedRun | undefined;
  #scale: ScoreScale = 'share';
  /** What the current record adds besides its document: new entities, notes. */
  #fresh: Incoming[] = [];

  constructor(options: ReadOptions) {
    this.#options = options;
    this.#articles = new ArticleFinder(options);
    this.#unread = new Unread(options);
  }

  /** Reads the fields beside the list of all records. */
  around(fields: Json, where: ErrorWhere): void {
    this.#unread.begin();
    this.#unread.look(withoutKnown(fields), undefined);
    this.#unread.close(1, where);
  }

  /** Forgets the entities that the current record was the first to name, because it is left out. */
  forget(): void {
    const left = new Set(this.#fresh.flatMap((item) => (item.kind === 'entity' ? item.entity.id : [])));
    for (const [key, id] of this.#entities) if (left.has(id)) this.#entities.delete(key);
    this.#fresh = [];
  }

  async *read(raw: RawRecord, where: ErrorWhere, isOnly: boolean): AsyncGenerator<Incoming> {
    const run = this.#runOf(raw, where);
    if (run?.name !== undefined && this.#run?.name !== undefined && run.name !== this.#run.name)
      throw formatError(MESSAGES.twoModels(this.#run.name, run.name), where, MESSAGES.oneFilePerModel);
    if (run && !this.#run) yield { kind: 'header', model: (this.#run = run) };
    const { text, names } = raw;
    if (!raw.listed && text === undefined && names.length === 0 && run) return; // a first line that states the model
    this.#assertNoOtherFormat(raw, where);
    this.#scale = scaleOf(
      raw.items.map(({ fields }) => fields),
      this.#scale,
    );
    const record = readRecord(raw.items, {
      where,
      scale: this.#scale,
      mentionType: this.#option(MENTION_TYPE),
      tell: (what, value) => this.#tally.add(what, value),
    });
    this.#unread.begin();
    this.#unread.look(raw.unread, text, '', raw.said.at(-1));
    if (text !== undefined) assertText(text, where);
    const { target, sources, isOther } = await this.#article(raw, where, isOnly);
    const usual = this.#usual(where) ?? 'codepoint';
    const anchorer = new Anchorer(target.text, sources, usual);
    const settled = settleWords(record, sources, usual);
    const { unit, fits, of } = anchorer.unitOf(quotesOf(settled));
    this.#tally.unit(unit, fits, of);
    if (isOther) this.#tally.otherText++;
    const grounded = groundRecord(
      anchorer,
      settled,
      {
        claim: this.#option(CLAIM_TYPE),
        claimer: this.#option(CLAIMER_TYPE),
        object: this.#option(OBJECT_TYPE),
        terms: this.#terms,
        entity: (mention) => this.#entity(mention, where),
      },
      where,
    );
    this.#tally.repeated += grounded.repeated;
    this.#tally.quarantined += grounded.quarantined.length;
    this.#tally.untyped += grounded.untyped;
    this.#tally.others += raw.others;
    yield* this.#fresh;
    this.#fresh = [];
    const { spans, relations, quarantined } = grounded;
    this.#unread.close(spans.length + relations.length + quarantined.length, where);
    yield { kind: 'document', record: { ...target, localIds: true, spans, relations, quarantined }, where };
  }

  *notes(): Generator<Incoming> {
    const where = { file: this.#options.file };
    for (const message of this.#tally.messages(this.#option(MENTION_TYPE)))
      yield { kind: 'note', message, where };
    yield* this.#unread.notes();
    yield* this.#terms.notes(where);
  }

  #option(name: string): string {
    return String(optionValue({ options: OPTIONS }, name, this.#options.values));
  }

  /** Returns the model that a record and its surroundings state; `undefined` if not stated. */
  #runOf({ said, model }: RawRecord, where: ErrorWhere): StatedRun | undefined {
    const runs = said.flatMap((value) => statedRun(value, where) ?? []);
    if (model !== undefined && !runs.some(({ name }) => name !== undefined)) runs.push({ name: model });
    return runs.length === 0 ? undefined : (Object.assign({}, ...runs) as StatedRun);
  }

  /**
   * Returns the document of a record: the project's, that of a neighbouring file, or a new one with the record's text.
   */
  async #article(raw: RawRecord, where: ErrorWhere, isOnly: boolean): Promise<Target> {
    const { text, names, weakNames } = raw;
    const [name] = names;
    if (text !== undefined) {
      const found = await this.#articles.named(name, where, text);
      if (!found) return { target: this.#newDocument(text, name, raw, where), sources: [text] };
      const isOther = !isSameText(found, text);
      return {
        target: { ...unannotated(found), localIds: true },
        sources: [text, ...originalTexts(found)],
        isOther,
      };
    }
    const own = isOnly ? [this.#options.file] : [];
    for (const candidate of [...names, ...weakNames, ...own]) {
      const found = await this.#articles.inProject(candidate, where);
      if (found) return { target: { ...unannotated(found), localIds: true }, sources: originalTexts(found) };
      const beside = await this.#articles.beside(candidate);
      if (!beside) continue;
      this.#fresh.push(...beside.notes);
      return { target: beside.document, sources: [...originalTexts(beside.document), beside.source] };
    }
    throw this.#unknown(raw, where, isOnly);
  }

  #unknown({ names, items }: RawRecord, where: ErrorWhere, isOnly: boolean) {
    const [document] = names;
    const beside = this.#options.file.replace(/\.[^.]*$/, '.txt');
    if (document === undefined && items.length > 0)
      return formatError(
        MESSAGES.annotationsWithoutText,
        { ...where, field: 'text' },
        MESSAGES.giveTextOrPutBeside(isOnly, beside),
      );
    if (document === undefined) return formatError(MESSAGES.noTextOrDocument, where, MESSAGES.giveText);
    if (!this.#options.findDocument)
      return formatError(
        MESSAGES.documentWithoutText(document),
        { ...where, field: 'document_id' },
        MESSAGES.projectNeeded,
      );
    return formatError(
      MESSAGES.unknownDocument(document),
      { ...where, field: 'document_id' },
      MESSAGES.importArticlesFirst,
    );
  }

  #usual(where: ErrorWhere): OffsetUnit | null {
    const forced = this.#options.values?.[UNIT_OPTION] ?? 'auto';
    if (forced === 'auto') return null;
    const unit = OFFSET_UNITS.find((known) => known === forced);
    if (!unit)
      throw formatError(COMMON.notAnOffsetUnit(forced), where, MESSAGES.knownUnits(OFFSET_UNITS.join(', ')));
    return unit;
  }

  #newDocument(
    raw: string,
    name: string | undefined,
    { said }: RawRecord,
    where: ErrorWhere,
  ): IncomingDocument {
    const { text, count } = normaliseNewlines(raw);
    const told = newlineNote(count);
    if (told !== null) this.#fresh.push({ kind: 'note', message: told, where });
    const value = said.at(-1) ?? {};
    const metadata = Object.fromEntries(
      METADATA_FIELDS.flatMap((field) => {
        const held = DocumentMetadata.shape[field].safeParse(value[field]);
        return held.success ? [[field, held.data]] : [];
      }),
    );
    const document = incomingDocument(text, {
      name: name ?? `${this.#options.file}:${where.record}`,
      ...metadata,
    });
    if (name !== undefined && isUid(name)) document.id = name;
    if (count > 0) document.origin.carriageReturns = count;
    return document;
  }

  #entity({ entity, type, quote }: StatedMention, where: ErrorWhere): Uid | undefined {
    if (!entity) return undefined;
    const name = entity.name ?? quote.words.trim().slice(0, 500);
    if (name === '') return undefined;
    const key = entity.wikidata ?? JSON.stringify([type, name]);
    let id = this.#entities.get(key);
    if (id === undefined) {
      this.#entities.set(key, (id = newUid()));
      this.#fresh.push({
        kind: 'entity',
        localIds: true,
        entity: {
          id,
          name,
          ...(type !== undefined && { type: this.#terms.of(type, 'The type', where) }),
          aliases: [],
          externalIds:
            entity.wikidata === undefined ? [] : [{ authority: 'wikidata', value: entity.wikidata }],
        },
        where,
      });
    }
    return id;
  }

  /** Refuses the record of another tool with the tool's name, unless part of it could be read. */
  #assertNoOtherFormat({ said, items, listed, text, names }: RawRecord, where: ErrorWhere): void {
    if (items.length > 0 || listed) return;
    const tool = otherTool(said.at(-1));
    if (tool !== null) throw formatError(MESSAGES.otherTool(tool), where);
    if (text === undefined && names.length === 0)
      throw formatError(MESSAGES.notExtractions, where, MESSAGES.recordForm);
  }
}

/** Returns the model that an object states; `undefined` if none. An article's own date or version is not the run's. */
function statedRun(value: Json, where: ErrorWhere): StatedRun | undefined {
  const model: Json = isJsonObject(value.model) ? value.model : { name: value.model };
  const isArticle = new Fields(value).text(keys.ARTICLE) !== undefined;
  if (isArticle && value.model === undefined && value.model_name === undefined) return undefined;
  const field = (name: string) => {
    const held = model[name] ?? value[name === 'name' ? 'model_name' : name] ?? value[`model_${name}`];
    if (held === undefined || held === null || held === '') return undefined;
    if (typeof held === 'string' || typeof held === 'number') return String(held);
    throw formatError(MESSAGES.modelFieldNotAText(name), { ...where, field: name });
  };
  const { parameters, prompt } = value;
  const stated =
    prompt === undefined || prompt === null
      ? parameters
      : { ...(isJsonObject(parameters) ? parameters : parameters !== undefined && { parameters }), prompt };
  const run = Object.fromEntries(
    Object.entries({
      name: field('name'),
      version: field('version'),
      run: field('run'),
      date: field('date'),
      parameters: stated,
    }).filter(([, held]) => held !== undefined && held !== null),
  );
  if (Object.keys(run).length === 0) return undefined;
  const parsed = StatedRun.safeParse(run);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw formatError(MESSAGES.invalidModel(issue?.path.join('.'), issue?.message), where);
}

/** Whether a text is a document's, or a part of it, with or without the header that was split off. */
function isSameText({ header, text }: Document, given: string): boolean {
  const plain = normaliseNewlines(given).text.trim();
  return plain !== '' && ((header + text).includes(plain) || plain.includes(text.trim()));
}

function quotesOf({ entities, claims }: StatedRecord): Quote[] {
  return [...entities, ...claims, ...claims.flatMap(({ parts }) => parts)].map(({ quote }) => quote);
}

/**
 * Corrects mentions whose words were joined from tokens ("u. s." for "U.S.") to the words at their offsets in one of
 * the texts, if these have the same letters.
 */
function settleWords(record: StatedRecord, texts: readonly string[], unit: OffsetUnit): StatedRecord {
  if (!record.entities.some(({ pieces }) => pieces)) return record;
  const tables = texts.map((text) => ({ text, table: offsetsOf(text, unit) }));
  const entities = record.entities.map((mention) => {
    const { start, end, words } = mention.quote;
    if (!mention.pieces || start === undefined || end === undefined || words === '') return mention;
    for (const { text, table } of tables) {
      const [from, to] = [table.toUtf16(start), table.toUtf16(end)];
      const there = from === null || to === null ? '' : text.slice(from, to);
      if (letters(there) === letters(words)) return { ...mention, quote: { ...mention.quote, words: there } };
    }
    return mention;
  });
  return { ...record, entities };
}

function letters(words: string): string {
  return words
    .normalize('NFKD')
    .replace(/[\s\p{M}]+/gu, '')
    .toLowerCase();
}
