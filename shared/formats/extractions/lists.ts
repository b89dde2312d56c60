import type { ErrorWhere } from '../../contract/errors.ts';
import { formatError } from '../define.ts';
import { isJsonObject } from '../json.ts';
import { asObject, Fields, squash, type Json } from './fields.ts';
import {
  FROM_REF,
  fromTuple,
  isPlaced,
  kindInList,
  relationFromTuple,
  TO_REF,
  type Item,
  type ItemKind,
} from './items.ts';
import * as keys from './keys.ts';
import { MESSAGES } from './messages.ts';
import { isTokenPiece, joinPieces } from './pieces.ts';

/** Collects the items of one record from its lists, in any of their shapes. */
export class ItemLists {
  readonly items: Item[] = [];
  readonly #where: ErrorWhere;
  #refs = 0;

  constructor(where: ErrorWhere) {
    this.#where = where;
  }

  /**
   * Reads a list: of objects, tuples or texts; an object with a list for each type; one item; or JSON in a text.
   * @throws PostilError `refused` for anything else.
   */
  take(value: unknown, list: keys.ListKind, at: string): void {
    if (value === null || value === undefined) return;
    if (Array.isArray(value)) this.#array(value, list, at, undefined);
    else if (isJsonObject(value)) this.#object(value, list, at);
    else throw formatError(MESSAGES.listNotAList(at), { ...this.#where, field: at });
  }

  /** Reads an object whose fields are types with the items of each: UIE, GLiNER2, a filled template of NuExtract. */
  template(value: Json, at: string, isType: (name: string) => boolean = () => true): void {
    for (const [name, held] of Object.entries(value))
      if (isType(name)) this.#ofType(name, held, at === '' ? name : `${at}.${name}`);
  }

  add(kind: ItemKind, fields: Json, at: string, more: Partial<Item> = {}): void {
    this.items.push({ kind, fields, at, given: fields, ...more });
  }

  #array(values: readonly unknown[], list: keys.ListKind, at: string, type: string | undefined): void {
    if (values.length > 0 && values.every((value) => isJsonObject(value) && isTokenPiece(value))) {
      for (const joined of joinPieces(values.filter(isJsonObject)))
        this.add('entity', joined, at, { pieces: true });
      return;
    }
    // Nested lists, such as one per sentence, which pipelines return for a list of texts.
    if (
      values.length > 0 &&
      values.every((value) => Array.isArray(value) && value.every((inner) => isJsonObject(inner)))
    ) {
      for (const [i, inner] of values.entries()) this.#array(inner, list, `${at}[${i}]`, type);
      return;
    }
    for (const [i, value] of values.entries()) this.#element(value, list, `${at}[${i}]`, type);
  }

  #element(value: unknown, list: keys.ListKind, at: string, type: string | undefined): void {
    if (isJsonObject(value)) {
      const kind = kindInList(value, list);
      if (kind === 'entity' && type === undefined && isKeyedByType(value)) this.#keyed(value, at);
      else if (kind === 'entity') this.#mention(value, type, at);
      else
        this.add(kind, value, at, {
          type,
          ...(keys.TRIPLES.has(squash(at.replace(/\[.*$/s, ''))) && { bare: true }),
        });
      return;
    }
    if (Array.isArray(value)) {
      const made =
        list === 'relations' ? relationFromTuple(value, type) : list === 'entities' ? fromTuple(value) : null;
      if (made) {
        this.add(list === 'relations' ? 'relation' : 'entity', made, at, {
          type,
          given: value,
          ...(list === 'relations' && { bare: true }),
        });
        return;
      }
    }
    if (typeof value === 'string' && list === 'entities') {
      if (value.trim() !== '')
        this.add('entity', { text: value }, at, { type, given: value, bare: type === undefined });
      return;
    }
    if (typeof value === 'string' && list === 'claims') {
      this.add('claim', { content: value }, at, { given: value });
      return;
    }
    throw formatError(MESSAGES.itemNotAnObject(at, JSON.stringify(value)), {
      ...this.#where,
      field: at,
    });
  }

  #object(value: Json, list: keys.ListKind, at: string): void {
    const fields = new Fields(value);
    if (list === 'relations') {
      if (fields.find(keys.FROM) && fields.find(keys.TO)) this.add('relation', value, at);
      else
        for (const [type, held] of Object.entries(value))
          if (held !== null) this.#array(Array.isArray(held) ? held : [held], list, `${at}.${type}`, type);
      return;
    }
    const isOne =
      fields.text([...keys.WORDS, ...keys.NAMES]) !== undefined && fields.text(keys.TYPE) !== undefined;
    if (list !== 'entities') this.add(kindInList(value, list), value, at);
    else if (isOne) this.#mention(value, undefined, at);
    else this.template(value, at);
  }

  /** Reads a mention, each location of one that has several, and the relations in a list nested in it. */
  #mention(value: Json, type: string | undefined, at: string): void {
    const { mentions, relations, ...own } = value;
    if (Array.isArray(mentions)) {
      const fields = new Fields(own);
      const name = fields.text([...keys.NAMES, ...keys.WORDS]);
      const stated = type ?? fields.text(keys.TYPE);
      for (const [i, mention] of mentions.entries()) {
        const inner: unknown = typeof mention === 'string' ? { text: mention } : mention;
        if (!isJsonObject(inner)) continue;
        const text = asObject(inner.text);
        const words = text ? { text: text.content, start: text.beginOffset } : {};
        const shared = Object.entries(own).filter(
          ([key]) => !(keys.NAMES as readonly string[]).includes(squash(key)),
        );
        this.add(
          'entity',
          {
            ...Object.fromEntries(shared),
            ...inner,
            ...words,
            ...(name !== undefined && { canonical_name: name }),
          },
          `${at}.mentions[${i}]`,
          { type: stated, given: mention },
        );
      }
      if (mentions.length > 0) return;
    }
    const ref = `\u0000${++this.#refs}`;
    const attributes: Json = { ...asObject(own.attributes) };
    const tails: (() => void)[] = [];
    for (const [relation, held] of Object.entries(asObject(relations) ?? {}))
      for (const [i, tail] of (Array.isArray(held) ? held : [held]).entries()) {
        const words: unknown = isJsonObject(tail) ? tail.text : tail;
        // A class chosen for the mention, such as a sentiment, does not occur in the text.
        if (isJsonObject(tail) && tail.start === undefined) attributes[relation] = words;
        else if (isJsonObject(tail))
          tails.push(() => this.#related(ref, relation, tail, `${at}.relations.${relation}[${i}]`));
      }
    const fields = { ...own, ...(Object.keys(attributes).length > 0 && { attributes }) };
    this.add('entity', Array.isArray(relations) ? { ...fields, relations } : fields, at, {
      type,
      given: value,
      ref,
    });
    for (const tail of tails) tail();
  }

  #related(from: string, type: string, tail: Json, at: string): void {
    const to = `\u0000${this.#refs + 1}`;
    this.#mention(tail, type, at);
    this.add('relation', { type, [FROM_REF]: from, [TO_REF]: to }, at, { given: { type, tail } });
  }

  #ofType(type: string, value: unknown, at: string): void {
    if (Array.isArray(value)) {
      for (const [i, held] of value.entries())
        if (Array.isArray(held)) {
          const [words, start, end, ...rest] = held as unknown[];
          if (typeof words === 'string' && typeof start === 'number' && typeof end === 'number')
            this.add(
              'entity',
              { text: words, start, end, ...(rest.length > 0 && { score: rest[0] }) },
              `${at}[${i}]`,
              {
                type,
                given: held,
              },
            );
          else this.#element(held, 'entities', `${at}[${i}]`, statesType(held) ? undefined : type);
        } else this.#ofType(type, held, `${at}[${i}]`);
    } else if (typeof value === 'string') {
      if (value.trim() !== '')
        this.add('entity', { text: value }, at, { type, given: value, ref: `\u0000${++this.#refs}` });
    } else if (isPlaced(value)) {
      // The name of the list is a type only if its items name none.
      this.#mention(value, new Fields(value).text(keys.TYPE) === undefined ? type : undefined, at);
    } else if (isJsonObject(value)) this.#structure(type, value, at);
  }

  /** Reads an object of fields: its name is the mention, and fields that quote the text become separate mentions. */
  #structure(type: string, value: Json, at: string): void {
    const head = HEADS.find((name) => {
      const held = Object.entries(value).find(([key]) => squash(key) === name)?.[1];
      return (typeof held === 'string' && held.trim() !== '') || isPlaced(held);
    });
    const key = Object.keys(value).find((name) => squash(name) === head);
    if (key === undefined) {
      this.template(value, at);
      return;
    }
    const ref = `\u0000${this.#refs + 1}`;
    const words = asObject(value[key]) ?? { text: value[key] };
    const others = Object.entries(value).filter(([name]) => name !== key);
    const plain = others.filter(([, held]) => ['string', 'number', 'boolean'].includes(typeof held));
    this.#mention({ ...words, attributes: Object.fromEntries(plain) }, type, at);
    for (const [name, held] of others) {
      if (typeof held !== 'object' || held === null) continue;
      const before = this.items.length;
      this.#ofType(name, held, `${at}.${name}`);
      for (const item of this.items.slice(before))
        if (item.kind === 'entity' && item.ref !== undefined)
          this.add('relation', { type: name, [FROM_REF]: ref, [TO_REF]: item.ref }, item.at, {
            given: item.given,
          });
    }
  }

  /** `{"PERSON": "Ada", "PERSON_attributes": {…}}`: the class is the key. */
  #keyed(value: Json, at: string): void {
    for (const [type, held] of Object.entries(value)) {
      if (/_attributes$/.test(type)) continue;
      const attributes = asObject(value[`${type}_attributes`]);
      for (const words of Array.isArray(held) ? (held as unknown[]) : [held])
        if (typeof words === 'string' && words.trim() !== '')
          this.add('entity', { text: words, ...(attributes && { attributes }) }, at, { type, given: value });
        else if (isJsonObject(words)) this.#ofType(type, words, `${at}.${type}`);
    }
  }
}

/** Whether a tuple names its own type: it has two texts, or offsets with a text after them. */
function statesType(tuple: readonly unknown[]): boolean {
  const texts = tuple.filter((part) => typeof part === 'string');
  return texts.length === 2 || (texts.length === 1 && typeof tuple[0] === 'number');
}

/** Fields with the name of a structure. */
const HEADS = ['name', 'text', 'mention', 'title', 'value'];

/** Whether an object has no field of a mention, but its type as a key. */
function isKeyedByType(value: Json): boolean {
  const fields = new Fields(value);
  const known = [keys.WORDS, keys.NAMES, keys.TYPE, keys.START, keys.INTERVAL, keys.SCORE];
  if (known.some((names) => names.some((name) => fields.has(name)))) return false;
  return (
    Object.keys(value).length > 0 &&
    Object.entries(value).every(
      ([name, held]) =>
        typeof held === 'string' ||
        Array.isArray(held) ||
        isPlaced(held) ||
        (/_attributes$/.test(name) && (held === null || isJsonObject(held))),
    )
  );
}
