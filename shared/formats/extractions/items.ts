import { isJsonObject } from '../json.ts';
import { asObject, Fields, type Json } from './fields.ts';
import * as keys from './keys.ts';
import { isTokenPiece } from './pieces.ts';

/** The kind of a list item. Events are spans with roles, like claims. */
export type ItemKind = 'entity' | 'claim' | 'event' | 'relation';

/** One extracted item, in the fields of the library that wrote it. */
export interface Item {
  readonly kind: ItemKind;
  readonly fields: Json;
  /** The type of its list, if all its items have the same. */
  readonly type?: string | undefined;
  /** Its path in the record, for messages. */
  readonly at: string;
  /** The original value in the file. */
  readonly given: unknown;
  /** The key by which relations of the same record refer to it. */
  readonly ref?: string | undefined;
  /** Only text, without a type; for a triple, its ends are such texts. */
  readonly bare?: boolean | undefined;
  /** Its words were joined from tokens, so that blanks and case may differ from the text. */
  readonly pieces?: boolean | undefined;
}

/** The ends of a relation within the file's structure, by the refs of its items. */
export const FROM_REF = '\u0000from';
export const TO_REF = '\u0000to';

/** Longer texts are articles, not mentions. */
const LONGEST_MENTION = 300;
const isShort = (text: string | undefined): text is string =>
  text !== undefined && text.length <= LONGEST_MENTION && !text.trim().includes('\n');

/**
 * Returns the kind of an object by its fields, if its list does not determine it; null if it is a record or unknown.
 */
export function kindOfObject(object: Json): ItemKind | null {
  const fields = new Fields(object);
  for (const names of Object.values(keys.LISTS))
    for (const name of names) {
      const held = fields.find([name])?.value;
      if (Array.isArray(held) && held.some((item) => typeof item === 'object'))
        return name === 'mentions' ? 'entity' : null;
    }
  if (isTokenPiece(object)) return 'entity';
  if (isRelation(fields)) return 'relation';
  if (isClaim(fields)) return 'claim';
  const words = fields.text(keys.WORDS) ?? fields.text(keys.NAMES);
  const type = fields.text(keys.TYPE) ?? (fields.text(keys.WORDS) && fields.text(['entity']));
  if (!isShort(words) || !isShort(type)) return null;
  const placed = [keys.START, keys.INTERVAL, keys.SCORE].some((names) => fields.find(names) !== undefined);
  const plain = words.length <= 100 && !/[.!?]["”’]?$/.test(words.trim());
  return placed || plain ? 'entity' : null;
}

/** Returns the kind of an object in a list of this kind: lists of entities may contain other items. */
export function kindInList(object: Json, list: keys.ListKind): ItemKind {
  if (list === 'relations') return 'relation';
  if (list === 'claims') return 'claim';
  if (list === 'events') return 'event';
  const fields = new Fields(object);
  if (fields.text(keys.WORDS) === undefined && isRelation(fields)) return 'relation';
  if (fields.text(keys.TYPE) === undefined && isClaim(fields)) return 'claim';
  if (CLAIM_CLASS.test(fields.text(keys.TYPE) ?? '')) {
    const attributes = new Fields(asObject(fields.find(['attributes'])?.value) ?? {});
    if (attributes.text(keys.CLAIM_PARTS.claimer!) !== undefined) return 'claim';
  }
  return 'entity';
}

/** Classes for claims in the output of models that have no claims; the claimer is then an attribute. */
export const CLAIM_CLASS = /^(?:claim|quote|quotation|statement)$/i;

function isRelation(fields: Fields): boolean {
  const [from, to] = [fields.find(keys.FROM), fields.find(keys.TO)];
  if (!from || !to || fields.text([...keys.QUOTED, 'statement', 'content', 'claim']) !== undefined)
    return false;
  return fields.text(keys.RELATION_TYPE) !== undefined;
}

function isClaim(fields: Fields): boolean {
  const said = fields.text([
    ...keys.QUOTED,
    'statement',
    'claim',
    'content',
    'assertion',
    'proposition',
    'claimtext',
  ]);
  if (said === undefined) return false;
  const claimer = fields.find(['claimer', 'speaker', 'speakername', 'claimant', 'attributedto', 'saidby']);
  return claimer !== undefined || fields.text(['statement', 'claim', 'claimtext']) !== undefined;
}

/**
 * Converts a span written as a list: offsets and a type, or words and a type, with or without a score, in any order
 * that libraries use.
 */
export function fromTuple(tuple: readonly unknown[]): Json | null {
  const numbers = tuple.filter((part) => typeof part === 'number');
  const texts = tuple.filter((part) => typeof part === 'string');
  if (numbers.length + texts.length !== tuple.length) return null;
  const [start, end, score] = numbers;
  if (texts.length === 1 && numbers.length >= 2 && numbers.length <= 3)
    return { start, end, label: texts[0], ...(score !== undefined && { score }) };
  if (texts.length === 2 && numbers.length === 0) return { text: texts[0], label: texts[1] };
  if (texts.length === 2 && numbers.length === 1) return { text: texts[0], label: texts[1], score: start };
  if (texts.length === 2 && numbers.length <= 3)
    return { text: texts[0], label: texts[1], start, end, ...(score !== undefined && { score }) };
  return null;
}

/**
 * Converts a relation written as a list: subject, predicate and object; or only the two ends, if the list is of one
 * type.
 */
export function relationFromTuple(tuple: readonly unknown[], type: string | undefined): Json | null {
  if (tuple.length === 3 && type === undefined && typeof tuple[1] === 'string')
    return { subject: tuple[0], relation: tuple[1], object: tuple[2] };
  return tuple.length === 2 && type !== undefined ? { subject: tuple[0], object: tuple[1] } : null;
}

/** Whether an object has words with a position or score, or a position with a type, and is no structure of fields. */
export function isPlaced(value: unknown): value is Json {
  if (!isJsonObject(value)) return false;
  const fields = new Fields(value);
  const isLocated = [keys.START, keys.INTERVAL].some((names) => {
    const held = fields.find(names)?.value;
    return typeof held === 'number' || (typeof held === 'object' && held !== null);
  });
  if (fields.text(keys.WORDS) === undefined) return isLocated && fields.text(keys.TYPE) !== undefined;
  return (
    Object.keys(value).length === 1 ||
    isLocated ||
    fields.find([...keys.START, ...keys.INTERVAL, ...keys.SCORE]) !== undefined
  );
}
