import { isJsonObject } from '../json.ts';
import { peekJson } from '../json-array.ts';
import { isCoreNlp } from './corenlp.ts';
import { isAnswer } from './envelopes.ts';
import { Fields, type Json } from './fields.ts';
import { kindOfObject, type Item } from './items.ts';
import * as keys from './keys.ts';
import { containerOf, unfold, type RawRecord } from './unfold.ts';
import { isLoose, looseValuesIn } from './values.ts';

/** Returns how likely a file holds model output, 0 to 1. */
export function sniffExtractions(_: string, head: Uint8Array): number {
  const { records, start, cut } = peekJson(head);
  // If one record is another program's, the others are too: read as a model's, that record would be refused.
  if (records.some(isForeign)) return 0;
  // What a strict parser refuses may be JSON that can be mended: NaN, extra commas.
  const isBroken = records.length === 0 && !cut;
  if (!/^[\ufeff\s]*[[{]/.test(start) || isLoose(start) || isBroken) {
    const found = ofAnswer(new TextDecoder().decode(head), start);
    if (found > 0) return found;
  }
  // One object around all records is longer than any head.
  const wrapped = /^[\ufeff\s]*\{/.test(start) && CONTAINER.test(start) && PROPOSES.test(start);
  return Math.max(wrapped && !OTHERS.test(start) ? 0.85 : 0, ...records.map(resemblance));
}

const CONTAINER = new RegExp(`"(?:${keys.CONTAINERS.join('|')})"\\s*:\\s*\\[\\s*\\{`);
const PROPOSES = /"(?:entities|claims)"\s*:\s*\[/;
const OTHERS = /"(?:start_offset|_input_hash|@context|paragraphs)"\s*:/;

/** Recognises a raw response of a model, in a file of any name: prose and fences around JSON, or REBEL's triplets. */
function ofAnswer(text: string, start: string): number {
  if (!/```|<think|<triplet>|[[{]\s*["'{]/.test(start)) return 0;
  try {
    const values = looseValuesIn(text);
    return Math.max(0, ...values.map((value) => (isJsonObject(value) ? resemblance(value) : ofList(value))));
  } catch {
    // If it is broken or longer than the head, only its beginning counts.
    return /^\s*(?:```|<think)/.test(start) && PROPOSES.test(start) ? 0.8 : 0;
  }
}

function ofList(value: unknown): number {
  return Array.isArray(value) ? Math.max(0, ...value.filter(isJsonObject).map(resemblance)) : 0;
}

/**
 * Returns how much a record looks like model output. doccano, spaCy and Prodigy use lists of the same names for other
 * data.
 */
function resemblance(record: Json): number {
  if ('_input_hash' in record || '@context' in record || record.kind === 'header') return 0;
  if (isCoreNlp(record)) return 0.95;
  if (isAnswer(record)) return 0.9;
  if (hasOthersKeys(record)) return 0;
  const container = containerOf(record);
  if (container !== undefined)
    return Math.max(0, ...(record[container] as unknown[]).filter(isJsonObject).map(resemblance));
  let raw: RawRecord[];
  try {
    raw = unfold(record, {});
  } catch {
    return 0;
  }
  return Math.max(0, ...raw.map((one) => ofRecord(one, record)));
}

function hasOthersKeys(record: Json): boolean {
  const isWrapped = isJsonObject(record.data) && ('entities' in record.data || 'claims' in record.data);
  return OTHERS_KEYS.some((key) => key in record && !(key === 'data' && isWrapped));
}

/** Whether a record has its article and a list of annotations that only other formats read. */
function isForeign(record: Json): boolean {
  if (typeof record.text !== 'string' || isCoreNlp(record) || isAnswer(record)) return false;
  return OTHERS_LISTS.some((key) => Array.isArray(record[key]) && record[key].length > 0);
}

/** Those of the fields below that are lists of annotations. */
const OTHERS_LISTS = ['spans', 'ents', 'annotation_sets', 'denotations'];

/** Fields of records of Prodigy, Label Studio, GATE and PubAnnotation, and of Postil JSONL. */
const OTHERS_KEYS = ['spans', 'ents', 'data', 'kind', 'annotation_sets', 'denotations'];

function ofRecord({ items, text, names, listed }: RawRecord, record: Json): number {
  const { entities, claims } = record;
  if (items.length === 0) {
    const empty = Array.isArray(entities) || Array.isArray(claims);
    const named = text !== undefined || names.length > 0;
    return named && empty && (Array.isArray(claims) || 'model' in record || 'document_id' in record)
      ? 0.8
      : 0;
  }
  if (!listed || items.some(isOthers)) return 0;
  if (Array.isArray(claims) && claims.length > 0) return 0.95;
  if (!items.every(isTyped)) return 0;
  if (Array.isArray(entities) && items.every(isWorded)) return 0.92;
  if (items.some(isModels)) return kindOfObject(record) === null ? 0.9 : 0.85;
  // Words that occur in the text, or, without a text, lists under names that are types.
  const worded = items.filter(isWorded);
  if (text !== undefined) {
    const found = worded.filter(({ fields }) => text.includes(wordsOf(fields)!.trim()));
    return found.length * 2 > items.length && found.length > 0 ? 0.8 : 0;
  }
  if (items.every(({ kind }) => kind !== 'entity')) return 0.8;
  const known = items.every(({ type, bare }) => bare || (type !== undefined && keys.USUAL_TYPES.test(type)));
  return known ? 0.75 : names.length > 0 && !('url' in record) ? 0.6 : 0;
}

/** Whether an item is doccano's, whose spans have no words. */
function isOthers({ fields }: Item): boolean {
  return 'start_offset' in fields && wordsOf(fields) === undefined;
}

function isWorded({ fields, kind }: Item): boolean {
  return kind !== 'entity' || wordsOf(fields) !== undefined;
}

/** Whether the kind of an item is known, from itself or its list. */
function isTyped({ fields, kind, type, bare }: Item): boolean {
  if (kind !== 'entity' || type !== undefined || bare) return true;
  return new Fields(fields).text([...keys.TYPE, 'entity']) !== undefined || Array.isArray(fields.labels);
}

function wordsOf(fields: Json): string | undefined {
  const held = new Fields(fields);
  return held.text(keys.WORDS) ?? held.text(keys.NAMES);
}

/** Whether an item has what only models write: scores, the class names of libraries, claims and relations. */
function isModels({ fields, kind }: Item): boolean {
  const held = new Fields(fields);
  if (kind !== 'entity') return true;
  if (held.find(keys.SCORE) || held.find(['extractionclass', 'entitygroup', 'charinterval'])) return true;
  return held.text(keys.NAMES) !== undefined && held.text(keys.TYPE) !== undefined;
}
