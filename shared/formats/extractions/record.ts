import type { ErrorWhere } from '../../contract/errors.ts';
import type { AttributeValue } from '../../model/attributes/index.ts';
import type { Quote } from '../../text/anchor.ts';
import { formatError } from '../define.ts';
import { isJsonObject } from '../json.ts';
import { show } from '../show.ts';
import * as keys from './keys.ts';
import { SLOTS } from './options.ts';

/** What every item of a record may have. */
interface Stated {
  /** The file's own id, unique in its record. */
  readonly id?: string | undefined;
  readonly type?: string | undefined;
  readonly score?: number | undefined;
  readonly explanation?: string | undefined;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** As the file has it. */
  readonly given: unknown;
}

export interface StatedMention extends Stated {
  readonly quote: Quote;
  /** What it is a mention of. */
  readonly entity?: { readonly name?: string; readonly wikidata?: string } | undefined;
}

export interface StatedPart extends StatedMention {
  readonly slot: string;
}

export interface StatedClaim extends Stated {
  readonly quote: Quote;
  readonly parts: readonly StatedPart[];
}

export interface StatedRelation extends Stated {
  readonly type: string;
  readonly from: string;
  readonly to: string;
}

export interface StatedRecord {
  readonly entities: readonly StatedMention[];
  readonly claims: readonly StatedClaim[];
  readonly relations: readonly StatedRelation[];
}

type Json = Record<string, unknown>;

/**
 * Reads the lists of one record. Names of fields are taken as pipelines write them; what a field holds is checked.
 * @throws PostilError `refused` with the item, the field and what it should hold.
 */
export function readRecord(record: Json, where: ErrorWhere): StatedRecord {
  const entities = items(record, 'entities', where).map(([item, at]) => mention(item, at, where, true));
  const claims = items(record, 'claims', where).map(([item, at]) => claim(item, at, where));
  const relations = items(record, 'relations', where).map(([item, at]) => relation(item, at, where));
  const seen = new Map<string, string>();
  for (const [list, name] of [
    [entities, 'entities'],
    [claims, 'claims'],
    [relations, 'relations'],
  ] as const)
    for (const [i, { id }] of list.entries()) {
      if (id === undefined) continue;
      const place = `${name}[${i}]`;
      const before = seen.get(id);
      if (before !== undefined)
        throw formatError(
          `The id ${show(id)} stands twice in the record, at ${before} and at ${place}.`,
          { ...where, field: place },
          'Ids must be unique within a record; relations refer to them.',
        );
      seen.set(id, place);
    }
  return { entities, claims, relations };
}

function items(record: Json, name: string, where: ErrorWhere): [Json, string][] {
  const list = record[name];
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) throw formatError(`“${name}” is not a list.`, { ...where, field: name });
  return list.map((item: unknown, i) => {
    const at = `${name}[${i}]`;
    if (!isJsonObject(item))
      throw formatError(`${at} is not an object but ${show(JSON.stringify(item))}.`, { ...where, field: at });
    return [item, at];
  });
}

function mention(item: Json, at: string, where: ErrorWhere, needsType: boolean): StatedMention {
  const type = textOf(item, keys.TYPE, at, where);
  if (needsType && type === undefined)
    throw formatError(
      `${at} has no type.`,
      { ...where, field: `${at}.type` },
      'Name it under “type” or “label”.',
    );
  const name =
    typeof item.entity === 'string' ? item.entity : isJsonObject(item.entity) ? item.entity.name : undefined;
  const nested = isJsonObject(item.entity) ? item.entity : {};
  const wikidata =
    textOf(item, ['wikidata', 'qid'], at, where) ?? textOf(nested, ['wikidata', 'qid'], at, where);
  return {
    ...stated(item, at, where),
    type,
    quote: quote(item, at, where),
    ...((name !== undefined || wikidata !== undefined) && {
      entity: {
        ...(typeof name === 'string' && name.trim() !== '' && { name: name.trim().slice(0, 500) }),
        ...(wikidata !== undefined && { wikidata: wikidata.replace(/^.*\//, '').slice(0, 500) }),
      },
    }),
  };
}

function claim(item: Json, at: string, where: ErrorWhere): StatedClaim {
  const content = item.content ?? item.claim ?? item.text;
  if (content === undefined || content === null || content === '')
    throw formatError(
      `${at} has no content.`,
      { ...where, field: `${at}.content` },
      'Name the words that are claimed.',
    );
  const words: Json = isJsonObject(content)
    ? content
    : typeof content === 'string'
      ? { ...item, text: content }
      : {};
  if (typeof content !== 'string' && !isJsonObject(content))
    throw formatError(`The content of ${at} is not a text.`, { ...where, field: `${at}.content` });
  const slots: Json = { ...(isJsonObject(item.slots) ? item.slots : {}) };
  for (const name of SLOTS) if (item[name] !== undefined) slots[name] = item[name];
  const attributes: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(item))
    if (!KNOWN.has(name) && !SLOTS.includes(name) && isValue(value)) attributes[name] = value;
  const base = stated(item, at, where);
  return {
    ...base,
    type: textOf(item, ['type'], at, where),
    attributes: { ...attributes, ...base.attributes },
    quote: quote(words, at, where),
    parts: Object.entries(slots).flatMap(([slot, value]) => parts(slot, value, `${at}.${slot}`, where)),
  };
}

function parts(slot: string, value: unknown, at: string, where: ErrorWhere): StatedPart[] {
  if (value === null || value === undefined || value === '') return [];
  if (Array.isArray(value))
    return value.flatMap((each: unknown, i) => parts(slot, each, `${at}[${i}]`, where));
  const item = typeof value === 'string' ? { text: value } : value;
  if (!isJsonObject(item))
    throw formatError(`${at} is neither a text nor an object.`, { ...where, field: at });
  return [{ ...mention(item, at, where, false), given: value, slot }];
}

function relation(item: Json, at: string, where: ErrorWhere): StatedRelation {
  const type = textOf(item, ['type', 'label', 'relation', 'predicate'], at, where);
  if (type === undefined)
    throw formatError(
      `${at} has no type.`,
      { ...where, field: `${at}.type` },
      'Name it under “type” or “label”.',
    );
  return {
    ...stated(item, at, where),
    type,
    from: end(item, keys.FROM, at, where),
    to: end(item, keys.TO, at, where),
  };
}

/** An id, or words that name an item of the record. */
function end(item: Json, names: readonly string[], at: string, where: ErrorWhere): string {
  const name = names.find((key) => item[key] !== undefined && item[key] !== null);
  const value = name === undefined ? undefined : item[name];
  const held = isJsonObject(value) ? (value.id ?? value.text) : value;
  if (typeof held === 'string' && held.trim() !== '') return held;
  if (typeof held === 'number') return String(held);
  throw formatError(
    `${at} does not say where it ${names === keys.FROM ? 'starts' : 'leads'}.`,
    { ...where, field: `${at}.${names[0]!}` },
    'Name the id or the words of an entity or claim.',
  );
}

function stated(item: Json, at: string, where: ErrorWhere): Stated {
  const id = item.id;
  if (id !== undefined && id !== null && typeof id !== 'string' && typeof id !== 'number')
    throw formatError(`The id of ${at} is neither a text nor a number.`, { ...where, field: `${at}.id` });
  const attributes: Record<string, AttributeValue> = {};
  if (isJsonObject(item.attributes))
    for (const [name, value] of Object.entries(item.attributes)) if (isValue(value)) attributes[name] = value;
  return {
    ...(id !== undefined && id !== null && { id: String(id) }),
    score: scoreOf(item, at, where),
    explanation: textOf(item, keys.EXPLANATION, at, where),
    attributes,
    given: item,
  };
}

function quote(item: Json, at: string, where: ErrorWhere): Quote {
  const words = textOf(item, keys.WORDS, at, where);
  const start = offset(item, keys.START, at, where);
  const end = offset(item, keys.END, at, where);
  if (start !== undefined && end !== undefined && start > end)
    throw formatError(`${at} starts at ${start} and ends before it, at ${end}.`, {
      ...where,
      field: `${at}.start`,
    });
  if ((words === undefined || words.trim() === '') && (start === undefined || end === undefined))
    throw formatError(
      `${at} quotes no words and has no offsets.`,
      { ...where, field: `${at}.text` },
      'One of the two says where it stands.',
    );
  return {
    words: words ?? '',
    start,
    end,
    context: textOf(item, keys.CONTEXT, at, where),
    prefix: textOf(item, ['prefix'], at, where),
    suffix: textOf(item, ['suffix'], at, where),
  };
}

function textOf(item: Json, names: readonly string[], at: string, where: ErrorWhere): string | undefined {
  for (const name of names) {
    const value = item[name];
    if (value === undefined || value === null || value === '') continue;
    if (typeof value === 'string') return value;
    throw formatError(`“${name}” of ${at} is not a text.`, { ...where, field: `${at}.${name}` });
  }
  return undefined;
}

function offset(item: Json, names: readonly string[], at: string, where: ErrorWhere): number | undefined {
  for (const name of names) {
    const value = item[name];
    if (value === undefined || value === null) continue;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    throw formatError(`“${name}” of ${at} is no offset: ${show(JSON.stringify(value))}.`, {
      ...where,
      field: `${at}.${name}`,
    });
  }
  return undefined;
}

function scoreOf(item: Json, at: string, where: ErrorWhere): number | undefined {
  for (const name of keys.SCORE) {
    const value = item[name];
    if (value === undefined || value === null) continue;
    if (typeof value === 'number' && value >= 0 && value <= 1) return value;
    throw formatError(
      `“${name}” of ${at} is ${show(JSON.stringify(value))}.`,
      { ...where, field: `${at}.${name}` },
      'A score is a number from 0 to 1.',
    );
  }
  return undefined;
}

/** Fields of a claim that are no attributes of it. */
const KNOWN = new Set<string>([
  'id',
  'slots',
  'attributes',
  'entity',
  'prefix',
  'suffix',
  ...keys.WORDS,
  'type',
  ...keys.SCORE,
  ...keys.START,
  ...keys.END,
  ...keys.EXPLANATION,
  ...keys.CONTEXT,
]);

function isValue(value: unknown): value is AttributeValue {
  return typeof value === 'string' ? value !== '' : typeof value === 'number' || typeof value === 'boolean';
}
