import type { ErrorWhere } from '../../contract/errors.ts';
import type { AttributeValue } from '../../model/attributes/index.ts';
import type { Quote } from '../../text/quote.ts';
import { formatError } from '../define.ts';
import { isJsonObject } from '../json.ts';
import { COMMON } from '../messages.ts';
import { asObject, Fields, type Json } from './fields.ts';
import { CLAIM_CLASS, FROM_REF, TO_REF, type Item } from './items.ts';
import * as keys from './keys.ts';
import { MESSAGES } from './messages.ts';
import { offsetsIn } from './stated-offsets.ts';
import { readScore, type ScoreScale } from './scores.ts';

/** What every item of a record may have. */
interface Stated {
  /** The file's own id, unique in its record. */
  readonly id?: string | undefined;
  /** The key by which relations in the file's structure refer to it. */
  readonly ref?: string | undefined;
  readonly type?: string | undefined;
  readonly score?: number | undefined;
  readonly explanation?: string | undefined;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** Its position in the library's own structures. */
  readonly technical?: Readonly<Record<string, unknown>> | undefined;
  /** The original value in the file. */
  readonly given: unknown;
}

export interface StatedMention extends Stated {
  readonly quote: Quote;
  /** The entity that it mentions. */
  readonly entity?: { readonly name?: string; readonly wikidata?: string } | undefined;
  /** Its words were joined from the pieces of a tokenizer. */
  readonly pieces?: boolean | undefined;
  /** The file has no type; the mention has the default type. */
  readonly untyped?: boolean | undefined;
}

export interface StatedPart extends StatedMention {
  readonly slot: string;
}

export interface StatedClaim extends Stated {
  readonly quote: Quote;
  readonly parts: readonly StatedPart[];
}

/**
 * An end of a relation: an item of the record by its id, ref or words, and what else the file states about these words.
 */
export interface StatedEnd {
  readonly name: string;
  /** Absent if the name may only be an id. */
  readonly mention?: StatedMention | undefined;
}

export interface StatedRelation extends Stated {
  readonly type: string;
  readonly from: StatedEnd;
  readonly to: StatedEnd;
}

export interface StatedRecord {
  readonly entities: readonly StatedMention[];
  readonly claims: readonly StatedClaim[];
  readonly relations: readonly StatedRelation[];
}

/** How the items of a record are read. */
export interface ReadingItems {
  readonly where: ErrorWhere;
  readonly scale: ScoreScale;
  /** The type of mentions that are only a text, such as the ends of triples. */
  readonly mentionType: string;
  /** Receives values that were interpreted differently from how they are written. */
  tell(what: 'offset' | 'score' | 'percent', value: unknown): void;
}

/**
 * Reads the items of one record. The names of fields may be those of any library; their values are checked.
 * @throws PostilError `refused` with the item, the field and what it should hold.
 */
export function readRecord(items: readonly Item[], reading: ReadingItems): StatedRecord {
  const reader = new ItemReader(reading);
  const entities: StatedMention[] = [];
  const claims: StatedClaim[] = [];
  const relations: StatedRelation[] = [];
  const seen = new Map<string, string>();
  // The ends of bare triples have no other source of a type.
  const alone = items.every(({ kind }) => kind === 'relation');
  for (const item of items) {
    const read =
      item.kind === 'entity'
        ? reader.entity(item)
        : item.kind === 'relation'
          ? reader.relation(item, alone || item.bare === true)
          : reader.claim(item);
    if (item.kind === 'entity') entities.push(read as StatedMention);
    else if (item.kind === 'relation') relations.push(read as StatedRelation);
    else claims.push(read as StatedClaim);
    if (read.id === undefined) continue;
    const before = seen.get(read.id);
    if (before !== undefined && !/\.mentions\[\d+\]$/.test(item.at))
      throw formatError(
        MESSAGES.idOccursTwice(read.id, before, item.at),
        { ...reading.where, field: item.at },
        MESSAGES.uniqueIds,
      );
    seen.set(read.id, item.at);
  }
  return { entities, claims, relations };
}

class ItemReader {
  readonly #reading: ReadingItems;

  constructor(reading: ReadingItems) {
    this.#reading = reading;
  }

  entity(item: Item): StatedMention {
    const mention = this.#mention(item, item.bare ? this.#reading.mentionType : undefined);
    if (mention.type === undefined)
      this.#fail(MESSAGES.noType(item.at), `${item.at}.type`, MESSAGES.nameType);
    return mention;
  }

  claim(item: Item): StatedClaim {
    const { fields: object, at } = item;
    const isEvent = item.kind === 'event';
    const fields = new Fields(object);
    const [field, stated] = isEvent
      ? [fields.find([...keys.TRIGGER, ...keys.WORDS, 'name', 'description']), undefined]
      : [
          fields.find(keys.QUOTED) ?? fields.find(keys.STATED) ?? fields.find(keys.WORDS),
          fields.find(keys.STATED),
        ];
    if (!field)
      this.#fail(
        isEvent ? MESSAGES.noTrigger(at) : MESSAGES.noContent(at),
        `${at}.${isEvent ? 'trigger' : 'content'}`,
        isEvent ? MESSAGES.nameTrigger : MESSAGES.nameContent,
      );
    const content = field.value;
    if (typeof content !== 'string' && !isJsonObject(content))
      this.#fail(MESSAGES.contentNotAText(at), `${at}.content`);
    const words: Json = isJsonObject(content) ? content : { ...object, text: content };
    const parts = isEvent ? this.#roles(fields, at) : this.#slots(object, fields, at);
    const used = new Set([field.name, ...parts.fields]);
    if (isEvent) for (const name of keys.EVENT_TYPE) used.add(fields.find([name])?.name ?? name);
    const base = this.#stated(item, used);
    // The model's own words beside the quoted ones have another meaning.
    const own = stated &&
      stated.name !== field.name &&
      typeof stated.value === 'string' && { [stated.name]: stated.value };
    const type = item.type ?? fields.text(isEvent ? keys.EVENT_TYPE : ['type', 'extractionclass']);
    return {
      ...base,
      type:
        !isEvent && type !== undefined && CLAIM_CLASS.test(type) && !('type' in object) ? undefined : type,
      attributes: { ...own, ...base.attributes },
      quote: this.#quote(words, at),
      parts: parts.parts,
    };
  }

  relation(item: Item, alone: boolean): StatedRelation {
    const { fields: object, at } = item;
    const fields = new Fields(object);
    const type = item.type ?? fields.text(keys.RELATION_TYPE);
    if (type === undefined) this.#fail(MESSAGES.noType(at), `${at}.type`, MESSAGES.nameType);
    const [from, to] = [
      this.#end(object, FROM_REF, keys.FROM, keys.FROM_TYPE, at, alone),
      this.#end(object, TO_REF, keys.TO, keys.TO_TYPE, at, alone),
    ];
    const named = fields.find(keys.RELATION_TYPE)?.name;
    const used = new Set([...from.fields, ...to.fields, ...(named === undefined ? [] : [named])]);
    return { ...this.#stated(item, used), type, from: from.end, to: to.end };
  }

  /** Reads an id, or words that name an item of the record. */
  #end(
    object: Json,
    ref: string,
    names: readonly string[],
    types: readonly string[],
    at: string,
    alone: boolean,
  ): { end: StatedEnd; fields: string[] } {
    if (typeof object[ref] === 'string') return { end: { name: object[ref] }, fields: [] };
    const fields = new Fields(object);
    const field = fields.find(names);
    const type = fields.find(types);
    const stated = type && typeof type.value === 'string' ? type.value : undefined;
    const used = [field?.name, type?.name].filter((name) => name !== undefined);
    const of = (fields: Json, typed: string | undefined) => {
      if (typed === undefined && !alone) return undefined;
      const item = {
        kind: 'entity',
        fields,
        type: typed,
        at: `${at}.${field!.name}`,
        given: fields,
      } as const;
      return this.#mention(item, this.#reading.mentionType);
    };
    if (field && isJsonObject(field.value)) {
      const held = new Fields(field.value);
      const id = field.value.id;
      const words = held.text([...keys.WORDS, ...keys.NAMES, 'label']);
      const name = typeof id === 'string' || typeof id === 'number' ? String(id) : words;
      const typed = stated ?? held.text(keys.TYPE);
      const mention: Json = words === undefined ? { ...field.value, text: name } : field.value;
      if (name !== undefined) return { end: { name, mention: of(mention, typed) }, fields: used };
    }
    const value = field?.value;
    if (typeof value === 'number') return { end: { name: String(value) }, fields: used };
    if (typeof value === 'string' && value.trim() !== '')
      return { end: { name: value, mention: of({ text: value }, stated) }, fields: used };
    this.#fail(MESSAGES.noEnd(at, names === keys.FROM), `${at}.${names[0]!}`, MESSAGES.nameEnd);
  }

  #slots(object: Json, fields: Fields, at: string): { parts: StatedPart[]; fields: string[] } {
    const given: [slot: string, value: unknown, name: string][] = Object.entries(
      asObject(object.slots) ?? {},
    ).map(([slot, value]) => [slot, value, slot]);
    const used: string[] = [];
    const attributes = new Fields(asObject(object.attributes) ?? {});
    for (const [slot, names] of Object.entries(keys.CLAIM_PARTS)) {
      const field = fields.find(names) ?? attributes.find(names.slice(0, slot === 'claimer' ? undefined : 1));
      if (!field) continue;
      used.push(field.name);
      given.push([slot, field.value, field.name]);
    }
    return {
      parts: given.flatMap(([slot, value, name]) => this.#parts(slot, value, `${at}.${name}`)),
      fields: used,
    };
  }

  /** Reads the arguments of an event: a list with the role of each, or an object with the roles as keys. */
  #roles(fields: Fields, at: string): { parts: StatedPart[]; fields: string[] } {
    const field = fields.find(keys.ARGUMENTS);
    if (!field) return { parts: [], fields: [] };
    const place = `${at}.${field.name}`;
    if (isJsonObject(field.value))
      return {
        parts: Object.entries(field.value).flatMap(([role, value]) =>
          this.#parts(role, value, `${place}.${role}`),
        ),
        fields: [field.name],
      };
    if (!Array.isArray(field.value)) this.#fail(MESSAGES.notAList(place), place);
    const parts = (field.value as unknown[]).flatMap((argument, i) => {
      const object = asObject(argument);
      const role = object && new Fields(object).text(keys.ROLE);
      if (!object || role === undefined) this.#fail(MESSAGES.noRole(place, i), `${place}[${i}].role`);
      const { role: _, ...own } = object;
      return this.#parts(role, own, `${place}[${i}]`);
    });
    return { parts, fields: [field.name] };
  }

  #parts(slot: string, value: unknown, at: string): StatedPart[] {
    if (value === null || value === undefined || value === '') return [];
    if (Array.isArray(value))
      return value.flatMap((each: unknown, i) => this.#parts(slot, each, `${at}[${i}]`));
    const fields = typeof value === 'string' ? { text: value } : value;
    if (!isJsonObject(fields)) this.#fail(MESSAGES.notAMention(at), at);
    return [{ ...this.#mention({ kind: 'entity', fields, at, given: value }), given: value, slot }];
  }

  /** @param usual the type if none is named */
  #mention(item: Item, usual?: string): StatedMention {
    const { at } = item;
    const fields = new Fields(item.fields);
    const words = fields.find(keys.WORDS);
    // `label` is the type, unless there is another type and no words: nodes of graphs have their names as labels. Flair
    // lists labels with a score each.
    const [label] = Array.isArray(item.fields.labels) ? (item.fields.labels as unknown[]) : [];
    const labelled = isJsonObject(label) ? new Fields(label) : undefined;
    const isNode = !words && fields.text(['type', 'category', 'entitytype', 'class']) !== undefined;
    const types = isNode ? keys.TYPE.filter((name) => name !== 'label') : keys.TYPE;
    let type = item.type ?? this.#text(fields, types, at) ?? labelled?.text(keys.LABEL);
    let own = words;
    let name: string | undefined;
    const nested = asObject(item.fields.entity);
    if (!own) own = isNode ? fields.find(['entity', 'name', 'entityname', 'label', 'value']) : undefined;
    if (!own && fields.find(['value'])) {
      // {"entity": "city", "value": "Berlin"}
      own = fields.find(['value']);
      type ??= fields.text(['entity']);
    }
    own ??= fields.find(['name', 'entity', 'entityname']);
    // Nodes of a graph have their names as ids.
    if (!own && at.startsWith('nodes')) own = fields.find(['id']);
    if (words) {
      // {"text": "Ada", "entity": "PERSON"} or, beside a type, the name of the entity.
      if (type === undefined) type = fields.text(['entity']);
      else name = fields.text([...keys.ENTITY_NAME, 'entity']);
    } else name = fields.text(keys.ENTITY_NAME);
    name = fields.text(keys.ENTITY_NAME) ?? (nested && typeof nested.name === 'string' ? nested.name : name);
    const wikidata =
      this.#text(fields, keys.WIKIDATA, at) ?? (nested && this.#text(new Fields(nested), keys.WIKIDATA, at));
    const used = new Set(
      [own?.name, 'entity', ...(isNode ? ['label'] : [])].filter((held) => held !== undefined),
    );
    const quoted: Json =
      own && typeof own.value === 'string' ? { ...item.fields, text: own.value } : item.fields;
    const scored = labelled?.find(keys.SCORE);
    const stated =
      scored && !fields.find(keys.SCORE)
        ? { ...item, fields: { ...item.fields, [scored.name]: scored.value } }
        : item;
    return {
      ...this.#stated(stated, used),
      type: type ?? usual,
      ...(type === undefined && usual !== undefined && { untyped: true }),
      quote: this.#quote(quoted, at),
      ...((item.pieces || (fields.has('entitygroup') && fields.has('word'))) && { pieces: true }),
      ...((name !== undefined || wikidata !== undefined) && {
        entity: {
          ...(name !== undefined && name.trim() !== '' && { name: name.trim().slice(0, 500) }),
          ...(wikidata !== undefined && { wikidata: wikidata.replace(/^.*\//, '').slice(0, 500) }),
        },
      }),
    };
  }

  /** Returns what all items have in common, and every other field with a value as an attribute. */
  #stated(item: Item, used: ReadonlySet<string>): Stated {
    const { fields: object, at, given, ref } = item;
    const fields = new Fields(object);
    const id = object.id;
    if (id !== undefined && id !== null && typeof id !== 'string' && typeof id !== 'number')
      this.#fail(MESSAGES.notAnId(at), `${at}.id`);
    const { score, verbatim } = readScore(fields, this.#reading.scale);
    if (verbatim) this.#reading.tell('score', Object.values(verbatim)[0]);
    else if (score !== undefined && this.#reading.scale === 'percent') this.#reading.tell('percent', score);
    const attributes: Record<string, AttributeValue> = {};
    const technical: Record<string, unknown> = {};
    for (const [name, field] of fields.entries()) {
      if (keys.TECHNICAL.has(name)) {
        if (field.value !== null) technical[field.name] = field.value;
      } else if (!KNOWN.has(name) && !used.has(field.name)) put(attributes, field.name, field.value);
    }
    for (const [name, value] of Object.entries(asObject(object.attributes) ?? {}))
      if (!used.has(name)) put(attributes, name, value);
    return {
      ...(id !== undefined && id !== null && { id: String(id) }),
      ...(ref !== undefined && { ref }),
      score,
      explanation: this.#text(fields, keys.EXPLANATION, at),
      attributes: { ...attributes, ...verbatim },
      ...(Object.keys(technical).length > 0 && { technical }),
      given,
    };
  }

  #quote(object: Json, at: string): Quote {
    const fields = new Fields(object);
    const words = this.#text(fields, keys.WORDS, at);
    const { start, end, wrong } = offsetsIn(fields);
    const isQuoted = words !== undefined && words.trim() !== '';
    if (wrong !== undefined) {
      if (!isQuoted)
        this.#fail(MESSAGES.notAnOffset(wrong.name, at, JSON.stringify(wrong.value)), `${at}.${wrong.name}`);
      this.#reading.tell('offset', wrong.value);
    }
    const isBackward = start !== undefined && end !== undefined && start > end;
    if (isBackward && !isQuoted) this.#fail(COMMON.endsBeforeStart(at, start, end), `${at}.start`);
    if (isBackward) this.#reading.tell('offset', `${start}–${end}`);
    if (!isQuoted && (start === undefined || end === undefined))
      this.#fail(MESSAGES.noWordsOrOffsets(at), `${at}.text`, MESSAGES.eitherGivesPosition);
    return {
      words: words ?? '',
      ...(isBackward ? {} : { start, end }),
      context: fields.text(keys.CONTEXT),
      prefix: this.#text(fields, ['prefix'], at),
      suffix: this.#text(fields, ['suffix'], at),
    };
  }

  #text(fields: Fields, names: readonly string[], at: string): string | undefined {
    for (const name of names) {
      const field = fields.find([name]);
      if (!field) continue;
      if (typeof field.value === 'string') return field.value;
      // A span may be a pair of offsets, and a label a list with an unknown meaning.
      if (typeof field.value === 'object' && !STRICT.has(name)) continue;
      this.#fail(MESSAGES.notAText(field.name, at), `${at}.${field.name}`);
    }
    return undefined;
  }

  #fail(reason: string, field: string, help?: string): never {
    throw formatError(reason, { ...this.#reading.where, field }, help);
  }
}

/** Fields that must hold a text. */
const STRICT = new Set<string>([
  'text',
  'quote',
  'mention',
  'word',
  'type',
  'label',
  ...keys.EXPLANATION,
  'prefix',
  'suffix',
]);

/** Adds a value as an attribute: lists of words are joined, the fields of objects are listed with their names. */
function put(attributes: Record<string, AttributeValue>, name: string, value: unknown): void {
  if (
    typeof value === 'string' ? value.trim() !== '' : typeof value === 'number' || typeof value === 'boolean'
  )
    attributes[name] = value as AttributeValue;
  else if (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((one) => ['string', 'number'].includes(typeof one))
  )
    attributes[name] = value.join('; ');
  else if (isJsonObject(value))
    for (const [key, held] of Object.entries(value)) put(attributes, `${name}.${key}`, held);
}

/** Fields of an item that are not attributes. */
const KNOWN = new Set<string>([
  'id',
  'slots',
  'attributes',
  'entity',
  'prefix',
  'suffix',
  FROM_REF,
  TO_REF,
  ...keys.WORDS,
  ...keys.TYPE,
  ...keys.SCORE,
  ...keys.START,
  ...keys.END,
  ...keys.INTERVAL,
  ...keys.EXPLANATION,
  ...keys.CONTEXT,
  ...keys.ENTITY_NAME,
  ...keys.WIKIDATA,
  // For items that name their article themselves.
  'documentid',
  'docid',
  'document',
  'articleid',
  'file',
  'filename',
  'filepath',
  'customid',
]);
