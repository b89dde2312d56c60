import type { ErrorWhere } from '../../contract/errors.ts';
import { DocumentMetadata, METADATA_FIELDS, type Document } from '../../model/document.ts';
import { StatedRun } from '../../model/set.ts';
import { isUid, newUid, type Uid } from '../../model/uid.ts';
import { Anchorer, type Quote } from '../../text/anchor.ts';
import { newlineNote, normaliseNewlines } from '../../text/newlines.ts';
import { originalTexts } from '../../text/original.ts';
import { OFFSET_UNITS, type OffsetUnit } from '../../text/offsets.ts';
import {
  formatError,
  optionValue,
  UNIT_OPTION,
  type Bytes,
  type Incoming,
  type ReadOptions,
} from '../define.ts';
import { unlessFaulty, wholeRecordAsync } from '../faults.ts';
import { incomingDocument } from '../incoming.ts';
import { isJsonObject } from '../json.ts';
import { parsePiece, readJsonPieces } from '../json-array.ts';
import { checkText } from '../json-record.ts';
import { otherTool } from '../other-tools.ts';
import type { IncomingDocument } from '../records.ts';
import { show } from '../show.ts';
import { Terms } from '../terms.ts';
import { refuseAnnotationAlone, Unread } from '../unread.ts';
import { groundRecord } from './ground.ts';
import { CONTAINERS, DOCUMENT_KEYS } from './keys.ts';
import { CLAIM_TYPE, CLAIMER_TYPE, OBJECT_TYPE, OPTIONS } from './options.ts';
import { readRecord, type StatedMention, type StatedRecord } from './record.ts';

type Json = Record<string, unknown>;

/** Fields of a record or of what is around records that are read; others may hold annotations. */
const READ: ReadonlySet<string> = new Set([
  'entities',
  'claims',
  'relations',
  'text',
  'model',
  'parameters',
  'prompt',
  ...DOCUMENT_KEYS,
  ...METADATA_FIELDS,
]);

/**
 * Reads what a model extracted: one record a document, as lines, as an array, or in one object that says the model around
 * them. A record has its text, or names an article of the project.
 * @throws PostilError `refused` with file, record and field.
 */
export async function* readExtractions(input: Bytes, options: ReadOptions): AsyncGenerator<Incoming> {
  const { file, leaveOut } = options;
  const reader = new Reader(options);
  let records = 0;
  const whole = (where: ErrorWhere, items: () => AsyncIterable<Incoming>) =>
    wholeRecordAsync(leaveOut, where, items, () => reader.forget());
  for await (const piece of readJsonPieces(input, file, { leaveOut })) {
    const where = { file, line: piece.line, record: piece.record };
    const value = unlessFaulty(leaveOut, 'record', () => parsePiece(piece, where));
    if (value === undefined) {
      records++;
      continue;
    }
    const container = CONTAINERS.find(
      (key) => Array.isArray(value[key]) && !('entities' in value) && !('claims' in value),
    );
    if (container === undefined) {
      yield* whole(where, () => reader.read(value, where, reader.run(value, where)));
      records++;
      continue;
    }
    const run = reader.run(value, where);
    reader.around(value, container, where);
    for (const [i, held] of (value[container] as unknown[]).entries()) {
      const place = { file, record: i + 1 };
      yield* whole(place, () => {
        if (!isJsonObject(held))
          throw formatError(`Record ${i + 1} of “${container}” is not an object.`, place);
        return reader.read(held, place, { ...run, ...reader.run(held, place) });
      });
      records++;
    }
  }
  if (records === 0)
    yield { kind: 'note', message: 'The file is empty: nothing to import.', where: { file } };
  yield* reader.notes();
}

class Reader {
  readonly #options: ReadOptions;
  readonly #terms = new Terms();
  readonly #entities = new Map<string, Uid>();
  #run: StatedRun | undefined;
  /** What the record at hand brought besides its document: entities that are new, notes. */
  #fresh: Incoming[] = [];
  readonly #units = new Map<OffsetUnit, { fits: number; of: number }>();
  readonly #tally = { repeated: 0, quarantined: 0, otherText: 0 };
  readonly #unread: Unread;

  constructor(options: ReadOptions) {
    this.#options = options;
    this.#unread = new Unread(options);
  }

  /** Looks at what stands beside the list of all records. */
  around(value: Json, container: string, where: ErrorWhere): void {
    this.#unread.begin();
    this.#unread.look(unreadFields(value, container), undefined);
    this.#unread.close(1, where);
  }

  /** The record at hand is left out: the entities that it was the first to name are not there. */
  forget(): void {
    const left = new Set(this.#fresh.flatMap((item) => (item.kind === 'entity' ? item.entity.id : [])));
    for (const [key, id] of this.#entities) if (left.has(id)) this.#entities.delete(key);
    this.#fresh = [];
  }

  /** What an object says of the model; `undefined` when nothing. */
  run(value: Json, where: ErrorWhere): StatedRun | undefined {
    const model: Json = isJsonObject(value.model) ? value.model : { name: value.model };
    const field = (name: string) => {
      const held = model[name] ?? value[name === 'name' ? 'model_name' : name] ?? value[`model_${name}`];
      if (held === undefined || held === null || held === '') return undefined;
      if (typeof held === 'string' || typeof held === 'number') return String(held);
      throw formatError(`“${name}” of the model is not a text.`, { ...where, field: name });
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
    throw formatError(
      `The ${issue?.path.join('.') ?? 'model'} of the model: ${issue?.message ?? 'does not fit'}.`,
      where,
    );
  }

  async *read(value: Json, where: ErrorWhere, run: StatedRun | undefined): AsyncGenerator<Incoming> {
    if (run?.name !== undefined && this.#run?.name !== undefined && run.name !== this.#run.name)
      throw formatError(
        `The file holds what two models extracted: ${show(this.#run.name)} and ${show(run.name)}.`,
        where,
        'Give each model a file of its own.',
      );
    if (run && !this.#run) yield { kind: 'header', model: (this.#run = run) };
    const listed = ['entities', 'claims', 'relations'].some((key) => key in value);
    const document = documentKey(value);
    const text = typeof value.text === 'string' ? value.text : undefined;
    if (!listed && text === undefined && document === undefined && run) return; // a first line that tells the model
    refuseAnnotationAlone(value, text, where);
    this.#refuseOthers(value, where);
    const record = readRecord(value, where);
    this.#unread.begin();
    this.#unread.look(unreadFields(value), text, '', value);
    if (text !== undefined) checkText(text, where);
    const found = await this.#find(document, text, where);
    if (!found && text === undefined) throw this.#unknown(document, where);
    const target = found ? projectDocument(found) : this.#newDocument(text!, document, value, where);
    const usual = this.#usual(where);
    const sources = [...(text === undefined ? [] : [text]), ...(found ? originalTexts(found) : [])];
    const anchorer = new Anchorer(
      target.text,
      sources.length > 0 ? sources : target.text,
      usual ?? 'codepoint',
    );
    const quotes = quotesOf(record);
    const { unit, fits, of } = anchorer.unitOf(quotes);
    if (of > 0) {
      const sum = this.#units.get(unit) ?? { fits: 0, of: 0 };
      this.#units.set(unit, { fits: sum.fits + fits, of: sum.of + of });
    }
    if (found && text !== undefined && !isSameText(found, text)) this.#tally.otherText++;
    const { values } = this.#options;
    const option = (name: string) => String(optionValue({ options: OPTIONS }, name, values));
    const grounded = groundRecord(
      anchorer,
      record,
      {
        claim: option(CLAIM_TYPE),
        claimer: option(CLAIMER_TYPE),
        object: option(OBJECT_TYPE),
        terms: this.#terms,
        entity: (mention) => this.#entity(mention, where),
      },
      where,
    );
    this.#tally.repeated += grounded.repeated;
    this.#tally.quarantined += grounded.quarantined.length;
    yield* this.#fresh;
    this.#fresh = [];
    const { spans, relations, quarantined } = grounded;
    this.#unread.close(spans.length + relations.length + quarantined.length, where);
    yield { kind: 'document', record: { ...target, localIds: true, spans, relations, quarantined }, where };
  }

  *notes(): Generator<Incoming> {
    const where = { file: this.#options.file };
    const note = (message: string): Incoming => ({ kind: 'note', message, where });
    for (const [unit, { fits, of }] of this.#units)
      if (fits > 0 && fits < of)
        yield note(`${fits} of ${of} quotes stand at their offsets, counted in ${unit}.`);
    const { repeated, quarantined, otherText } = this.#tally;
    if (otherText > 0)
      yield note(
        `${otherText} ${otherText === 1 ? 'record has' : 'records have'} another text than the article; the words were looked for in the article.`,
      );
    if (repeated > 0)
      yield note(`${repeated} said again what the record had said already, and were taken once.`);
    if (quarantined > 0)
      yield note(
        `${quarantined} could not be placed in ${quarantined === 1 ? 'its article and waits' : 'their articles and wait'} in quarantine.`,
      );
    yield* this.#unread.notes();
    yield* this.#terms.notes(where);
  }

  #usual(where: ErrorWhere): OffsetUnit | null {
    const forced = this.#options.values?.[UNIT_OPTION] ?? 'auto';
    if (forced === 'auto') return null;
    const unit = OFFSET_UNITS.find((known) => known === forced);
    if (!unit)
      throw formatError(
        `There is no offset unit “${String(forced)}”.`,
        where,
        `There are: auto, ${OFFSET_UNITS.join(', ')}.`,
      );
    return unit;
  }

  /** The article of the project that a record names, or whose text it has. */
  async #find(
    name: string | undefined,
    text: string | undefined,
    where: ErrorWhere,
  ): Promise<Document | null> {
    const { findDocument } = this.#options;
    if (!findDocument || (name === undefined && text === undefined)) return null;
    try {
      return await findDocument({
        ...(name !== undefined && (isUid(name) ? { id: name } : { name })),
        ...(text !== undefined && { text: normaliseNewlines(text).text }),
      });
    } catch (error) {
      throw error instanceof Error ? formatError(error.message, where) : error;
    }
  }

  #unknown(document: string | undefined, where: ErrorWhere) {
    if (document === undefined)
      return formatError(
        'The record has neither a text nor the id of a document.',
        where,
        'Give it “text” or “document_id”.',
      );
    if (!this.#options.findDocument)
      return formatError(
        `The record names the document ${show(document)} and has no text.`,
        { ...where, field: 'document_id' },
        'Without a project only records with a text can be read; import it into one.',
      );
    return formatError(
      `There is no document ${show(document)} here; ids, file names, titles and addresses were compared.`,
      { ...where, field: 'document_id' },
      'Import the articles first, or give the record its text.',
    );
  }

  #newDocument(raw: string, name: string | undefined, value: Json, where: ErrorWhere): IncomingDocument {
    const { text, count } = normaliseNewlines(raw);
    const told = newlineNote(count);
    if (told !== null) this.#fresh.push({ kind: 'note', message: told, where });
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

  #refuseOthers(value: Json, where: ErrorWhere): void {
    if ('entities' in value || 'claims' in value || 'relations' in value) return;
    const tool = otherTool(value);
    if (tool !== null) throw formatError(`The record is not a model's extractions but ${tool}.`, where);
    if (!('text' in value) && documentKey(value) === undefined)
      throw formatError(
        'The record is none of a model’s extractions.',
        where,
        'It needs “text” or “document_id”, and “entities”, “claims” or “relations”.',
      );
  }
}

function unreadFields(value: Json, container?: string): Json {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !READ.has(key) && key !== container));
}

function documentKey(value: Json): string | undefined {
  for (const key of DOCUMENT_KEYS) {
    const held = value[key];
    if (typeof held === 'string' && held.trim() !== '') return held;
    if (typeof held === 'number') return String(held);
  }
  return undefined;
}

/** Whether a text is a document's, or a part of it, with or without the header that was taken off. */
function isSameText({ header, text }: Document, given: string): boolean {
  const plain = normaliseNewlines(given).text.trim();
  return plain !== '' && ((header + text).includes(plain) || plain.includes(text.trim()));
}

function projectDocument(document: Document): IncomingDocument {
  return { ...document, localIds: true, spans: [], relations: [], labels: [], statuses: [], notes: [] };
}

function quotesOf({ entities, claims }: StatedRecord): Quote[] {
  return [...entities, ...claims, ...claims.flatMap(({ parts }) => parts)].map(({ quote }) => quote);
}
