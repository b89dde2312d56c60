import type { ErrorWhere } from '../../contract/errors.ts';
import { METADATA_FIELDS } from '../../model/document.ts';
import { formatError } from '../define.ts';
import { isJsonObject } from '../json.ts';
import { COMMON } from '../messages.ts';
import { isCoreNlp, readCoreNlp } from './corenlp.ts';
import { answerIn, valuesOf } from './envelopes.ts';
import { asObject, Fields, squash, type Json } from './fields.ts';
import { fromTuple, kindOfObject, type Item } from './items.ts';
import * as keys from './keys.ts';
import { ItemLists } from './lists.ts';
import { MESSAGES } from './messages.ts';

/** The content of a file about one article, in any shape. */
export interface RawRecord {
  /** The objects that may hold metadata and the run, outermost first. */
  readonly said: readonly Json[];
  readonly text?: string | undefined;
  /** Names of the article, the best first. */
  readonly names: readonly string[];
  /** Fields that may also name it: an id, a title. */
  readonly weakNames: readonly string[];
  readonly items: readonly Item[];
  /** Whether it has a list, even an empty one. */
  readonly listed: boolean;
  /** The object itself, if it is a single item and its neighbours are others of the same article. */
  readonly lone?: Json | undefined;
  /** The name of the model according to a service. */
  readonly model?: string | undefined;
  /** Further responses to the same question, which are not read. */
  readonly others: number;
  /** Fields of the objects in `said` that were not read. */
  readonly unread: Json;
}

/**
 * Returns the records in a value of a file: an object or a list, in the envelope of a service, in a container of
 * records, in the shapes of the libraries that `docs/extractions.md` lists.
 * @throws PostilError `refused` with the path of a value that cannot be a list or an item.
 */
export function unfold(value: unknown, where: ErrorWhere): RawRecord[] {
  if (Array.isArray(value)) return unfoldList(value, where);
  if (!isJsonObject(value)) throw formatError(COMMON.recordNotAnObject, where);
  const answer = answerIn(value, where);
  if (answer) {
    const inner = answer.values.flatMap((held) => unfold(held, where));
    return around(value, inner, { model: answer.model, others: answer.others, isEnvelope: true });
  }
  const container = containerOf(value);
  if (container !== undefined)
    return (value[container] as unknown[]).flatMap((held, i) => {
      const place = { ...where, record: i + 1 };
      if (!isJsonObject(held)) throw formatError(MESSAGES.recordNotAnObject(i + 1, container), place);
      return unfold(held, place).map((record) => ({
        ...record,
        said: [value, ...record.said],
        lone: undefined,
      }));
    });
  return [recordOf(value, where)].flat();
}

/**
 * Returns the field of an object that holds the records of several articles; `undefined` if the object is a record
 * itself.
 */
export function containerOf(value: Json): string | undefined {
  if ('entities' in value || 'claims' in value) return undefined;
  return keys.CONTAINERS.find((key) => {
    const held = value[key];
    if (!Array.isArray(held)) return false;
    if (key === 'documents' || key === 'records' || key === 'articles') return true;
    if (held.length === 0) return !('text' in value) && namesOf(value, keys.DOCUMENT).length === 0;
    return held.every((item) => isJsonObject(item) && kindOfObject(item) === null && isRecordLike(item));
  });
}

function isRecordLike(value: Json): boolean {
  const fields = new Fields(value);
  return fields.text(keys.ARTICLE) !== undefined || fields.find(keys.DOCUMENT) !== undefined;
}

function unfoldList(values: readonly unknown[], where: ErrorWhere): RawRecord[] {
  if (values.length === 0) return [];
  if (isListOfItems(values)) {
    const lists = new ItemLists(where);
    lists.take(values, 'entities', 'entities');
    return [plain({ items: lists.items, listed: true })];
  }
  return values.flatMap((value) => unfold(value, where));
}

/** Whether a value is a list of only mentions, claims or relations. */
function isListOfItems(value: unknown): boolean {
  const isItem = (item: unknown) =>
    Array.isArray(item)
      ? item.length > 0 && fromTuple(item) !== null
      : isJsonObject(item) && kindOfObject(item) !== null;
  return Array.isArray(value) && value.length > 0 && value.every(isItem);
}

function plain(more: Partial<RawRecord>): RawRecord {
  return { said: [], names: [], weakNames: [], items: [], listed: false, others: 0, unread: {}, ...more };
}

/** Combines the content of an object with the object's own data about the article. */
function around(
  value: Json,
  inner: readonly RawRecord[],
  { model, others = 0, isEnvelope }: { model?: string | undefined; others?: number; isEnvelope: boolean },
): RawRecord[] {
  // The id, source or name of a response does not name the article.
  const names = namesOf(value, keys.DOCUMENT);
  const weak = isEnvelope ? [] : namesOf(value, keys.WEAK_DOCUMENT);
  const text = articleOf(value);
  const own = isEnvelope ? [] : [value];
  const merged: RawRecord[] = [];
  for (const record of inner) {
    const last = merged.at(-1);
    const isPart = record.text === undefined && record.names.length === 0;
    if (last && isPart)
      merged[merged.length - 1] = {
        ...last,
        items: [...last.items, ...record.items],
        listed: last.listed || record.listed,
        unread: { ...last.unread, ...record.unread },
      };
    else merged.push(record);
  }
  if (merged.length === 0) merged.push(plain({}));
  return merged.map((record) => ({
    ...record,
    said: [...own, ...record.said],
    text: record.text ?? text,
    names: [...names, ...record.names],
    weakNames: [...record.weakNames, ...weak],
    lone: undefined,
    model: record.model ?? model,
    others: others + record.others,
  }));
}

/** Fields that hold the response of a model as text or an object, beside the article. */
const ANSWERS = new Set([
  'output',
  'response',
  'completion',
  'answer',
  'generation',
  'generatedtext',
  'prediction',
  'predictions',
  'extraction',
  'extracted',
  'result',
  'parsed',
  'modeloutput',
  'llmoutput',
  'rawoutput',
  'modelresponse',
  'arguments',
  'json',
  'data',
]);
const LIST_OF = new Map<string, keys.ListKind>(
  (Object.keys(keys.LISTS) as keys.ListKind[]).flatMap((kind) =>
    keys.LISTS[kind].map((name) => [name, kind] as const),
  ),
);

function recordOf(value: Json, where: ErrorWhere): RawRecord | RawRecord[] {
  if (isCoreNlp(value)) {
    const { text, name, entities, claims, relations } = readCoreNlp(value);
    const lists = new ItemLists(where);
    for (const [i, item] of entities.entries()) lists.add('entity', item, `entitymentions[${i}]`);
    for (const [i, item] of claims.entries()) lists.add('claim', item, `quotes[${i}]`);
    for (const [i, item] of relations.entries()) lists.add('relation', item, `openie[${i}]`, { bare: true });
    const names = name === undefined ? [] : [name];
    return plain({ text, names, items: lists.items, listed: true });
  }
  const kind = kindOfObject(value);
  if (kind !== null) return loneItem(value, kind, where);
  const fields = new Fields(value);
  const lists = new ItemLists(where);
  const inner: RawRecord[] = [];
  let listed = false;
  const unread: Json = {};
  for (const [name, field] of fields.entries()) {
    const list = LIST_OF.get(name);
    if (ANSWERS.has(name) && isAnswerHere(field.value)) {
      inner.push(...answersIn(field.value, where));
      listed = true;
    } else if (list !== undefined && isListHere(name, field.value)) {
      lists.take(unquoted(field.value, where), list, field.name);
      listed = true;
    } else if (ANSWERS.has(name) && isListOfItems(field.value)) {
      lists.take(field.value, 'entities', field.name);
      listed = true;
    } else if (!OF_RECORD.has(name)) unread[field.name] = field.value;
  }
  const text = articleOf(value);
  const names = namesOf(value, keys.DOCUMENT);
  if (!listed && isTemplate(value)) {
    const isType = (name: string) => isTypeKey(name, value[name], value);
    lists.template(value, '', isType);
    listed = lists.items.length > 0;
    for (const name of Object.keys(value)) if (isType(name)) delete unread[name];
  }
  const own = plain({
    said: [value],
    text,
    names,
    weakNames: namesOf(value, keys.WEAK_DOCUMENT),
    items: lists.items,
    listed,
    unread,
  });
  return inner.length === 0
    ? own
    : around(value, [plain({ items: own.items, listed, unread }), ...inner], { isEnvelope: false });
}

function loneItem(
  value: Json,
  kind: NonNullable<ReturnType<typeof kindOfObject>>,
  where: ErrorWhere,
): RawRecord {
  const lists = new ItemLists(where);
  lists.take([value], kind === 'relation' ? 'relations' : kind === 'claim' ? 'claims' : 'entities', 'items');
  return plain({ names: namesOf(value, keys.DOCUMENT), items: lists.items, listed: true, lone: value });
}

function isAnswerHere(value: unknown): boolean {
  if (typeof value === 'string') return /[[{]|<triplet>/.test(value);
  return isJsonObject(value);
}

function answersIn(value: unknown, where: ErrorWhere): RawRecord[] {
  const values = typeof value === 'string' ? valuesOf(value, where) : [value];
  return values.flatMap((held) => unfold(held, where));
}

/**
 * Whether a field with the name of a list is one. `label` and `labels` are classes of the article if they are texts.
 */
function isListHere(name: string, value: unknown): boolean {
  if (name === 'entities' || name === 'claims' || name === 'relations')
    return value !== null && value !== undefined;
  if (typeof value === 'string') return name !== 'label' && name !== 'labels' && /^\s*[[{]/.test(value);
  if (isJsonObject(value)) return name !== 'label' && name !== 'labels';
  if (!Array.isArray(value)) return false;
  return (
    (name !== 'label' && name !== 'labels' && name !== 'items') ||
    value.some((item) => typeof item === 'object')
  );
}

/** Parses a list that was written as a text of JSON. */
function unquoted(value: unknown, where: ErrorWhere): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  const values = valuesOf(value, where);
  return values.length === 1 ? values[0] : values;
}

/** Fields of a record, and of the objects around it, that have their own reader. */
const OF_RECORD = new Set<string>([
  ...keys.DOCUMENT,
  ...keys.ARTICLE,
  'model',
  'modelname',
  'modelversion',
  'version',
  'run',
  'prompt',
  'parameters',
  ...METADATA_FIELDS.map(squash),
]);
/** Fields that are not types of a template, although they are not read. */
const NO_TYPES = new Set<string>([
  'id',
  'usage',
  'meta',
  'metadata',
  'tokens',
  'sentences',
  'spans',
  'ents',
  'embedding',
  'embeddings',
  'summary',
  'kind',
  'format',
  'schema',
]);

/** Returns the fields of an object that belong neither to a record nor to a run. */
export function withoutKnown(fields: Json): Json {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !OF_RECORD.has(squash(name))));
}

/** Whether a field of a record may be a type of a template with its items. */
function isTypeKey(name: string, value: unknown, record: Json): boolean {
  const key = squash(name);
  if (OF_RECORD.has(key) || NO_TYPES.has(key)) return false;
  if (typeof value !== 'string')
    return (Array.isArray(value) || isJsonObject(value)) && mayQuote(name, value, articleOf(record));
  if (value.length > 300 || value.includes('\n')) return false;
  if (isAlone(record)) return true;
  // Beside a text, read only fields that quote it; others describe the article.
  const words = value.trim();
  return !LIST_OF.has(key) && words.length > 1 && (articleOf(record)?.includes(words) ?? false);
}

/**
 * Whether the value of a field may have been extracted from the article beside it. If no name is a usual type, some
 * text must be in the article; otherwise it is something else, and reading it would invent annotations.
 */
function mayQuote(name: string, value: unknown, article: string | undefined): boolean {
  const names = isJsonObject(value) ? [name, ...Object.keys(value)] : [name];
  if (article === undefined || names.some((each) => keys.USUAL_TYPES.test(each))) return true;
  const texts = textsIn(value, 0);
  const folded = article.toLowerCase();
  return texts.length === 0 || texts.some((text) => text.length > 1 && folded.includes(text.toLowerCase()));
}

/** The depth to which a template is searched for words. */
const DEEPEST = 6;

function textsIn(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((held) => textsIn(held, depth + 1));
}

/** Whether an object holds only extractions: neither the article's text nor the model. */
function isAlone(value: Json): boolean {
  return articleOf(value) === undefined && !('model' in value);
}

/** Whether an object may be a filled template: fields that name types, with texts or spans in them. */
function isTemplate(value: Json): boolean {
  return Object.entries(value).some(
    ([name, held]) => isTypeKey(name, held, value) && textsIn(held, 0).length > 0,
  );
}

function articleOf(value: Json): string | undefined {
  if (typeof value.text === 'string') return value.text;
  const fields = new Fields(value);
  const document = fields.find(['document'])?.value;
  if (isJsonObject(document)) return new Fields(document).text([...keys.ARTICLE, 'content']);
  return (
    fields.text(keys.ARTICLE) ?? (typeof document === 'string' && isArticle(document) ? document : undefined)
  );
}

/** Whether the value of a field called “document” is the article instead of its name. */
function isArticle(value: string): boolean {
  return value.length > 200 || value.includes('\n');
}

function namesOf(value: Json, names: readonly string[]): string[] {
  const fields = new Fields(value);
  const document = asObject(fields.find(['document'])?.value);
  const inside = document ? namesOf(document, [...keys.DOCUMENT, ...keys.WEAK_DOCUMENT]) : [];
  return [
    ...names.flatMap((name) => {
      const held = fields.find([name])?.value;
      if (typeof held === 'string' && held.trim() !== '' && !isArticle(held)) return [held];
      return typeof held === 'number' ? [String(held)] : [];
    }),
    ...(names === keys.DOCUMENT ? inside : []),
  ];
}
