import { isTag } from './iob.ts';
import { isJsonObject } from './json.ts';

/**
 * Recognises annotations by their shape, wherever they are in a record and whatever their key: lists of objects or
 * tuples with offsets, labels or quotes, labels with lists of strings, tags beside tokens. It does not read them; it
 * only detects data that a reader must not ignore silently.
 */

/** The number of annotations under each path (`entities`, `sentences[].ner`). */
export type FoundAnnotations = Map<string, number>;

type Json = Readonly<Record<string, unknown>>;

/** Keys that begin with one of these words are about annotations, so that less evidence is needed in the shape. */
const WORDS = new Set(
  (
    'entity entities ent ents span spans annotation annotations annot annots ner nel mention mentions entitymentions ' +
    'extraction extractions relation relations relationship relationships triple triples triplet triplets openie srl ' +
    'quote quotes quotation quotations event events claim claims statement statements coref corefs coreference ' +
    'coreferences cluster clusters argument arguments trigger triggers frame frames denotation denotations label labels ' +
    'prediction predictions attribution attributions highlight highlights keyphrase keyphrases aspect aspects slot slots'
  ).split(' '),
);
/** Parts of a text: an object under such a key that has only offsets is not an annotation. */
const PARTS =
  /^(?:sents?|sentences?|tokens?|words?|paragraphs?|chunks?|blocks?|lines?|sections?|pages?|segments?|passages?)$/i;

const START =
  /^(?:char(?:acter)?|tok(?:en)?|doc|word|text)?_?(?:start|begin|from)(?:_?(?:char|tok(?:en)?|offset|index|idx|pos|position))?$|^(?:character_?)?offset_?begin$/i;
const END =
  /^(?:char(?:acter)?|tok(?:en)?|doc|word|text)?_?(?:end|stop|to)(?:_?(?:char|tok(?:en)?|offset|index|idx|pos|position))?$|^(?:character_?)?offset_?end$|^length$/i;
const RANGE =
  /^(?:spans?|offsets?|pos|positions?|indices|range|interval|char_?interval|char_?span|loc|location|value)$/i;
const LABELS = [
  'label',
  'labels',
  'type',
  'entity_type',
  'entityType',
  'entity_group',
  'entity',
  'category',
  'class',
  'extraction_class',
  'tag',
  'ner',
  'kind',
  'role',
  'relation',
  'predicate',
];
const QUOTES = [
  'text',
  'quote',
  'quotation',
  'word',
  'mention',
  'span',
  'surface',
  'value',
  'name',
  'entity',
  'content',
  'statement',
  'claim',
  'extraction_text',
  'match',
  'phrase',
  'trigger',
  'speaker',
];
const HEADS = ['subject', 'subj', 'head', 'from', 'source', 'arg1', 'from_id', 'head_id'];
const TAILS = ['object', 'obj', 'tail', 'child', 'to', 'target', 'arg2', 'to_id', 'tail_id'];
/** Keys under which a token states the name it belongs to. */
const TOKEN_TAGS = ['ner', 'ner_tag', 'ent_type', 'entity', 'bio', 'iob'];
const CODE = /^[A-Z][A-Z\d]*(?:[-_.][A-Z\d]+)*$/;
const OUTSIDE = new Set(['', 'O', '_', '-', '0']);

const MAX_DEPTH = 8;
/** The number of quotes that are looked up in the text to find out whether they are quotes. */
const LOOKED_UP = 20;
/** JSON inside a string, such as a stored response of a model, is parsed up to this length. */
const MAX_NESTED = 1_000_000;

/**
 * Returns what looks like annotations among the fields of a record or of a part of one.
 *
 * @param fields those that the reader does not read
 * @param text the text of the record; `undefined` if it has none, so that words cannot be looked up
 * @param path put before the keys, for the fields of a part (`spans[]`)
 */
export function annotationsIn(
  fields: Json,
  text: string | undefined,
  path = '',
  all: Json = fields,
): FoundAnnotations {
  const finder = new Finder(text);
  for (const [key, value] of Object.entries(fields)) {
    const at = path === '' ? key : `${path}.${key}`;
    if (path === '' && key === 'label' && text !== undefined && typeof value === 'string' && value !== '')
      finder.add(at, 1);
    else finder.numbers(at, key, value, all);
    finder.look(at, key, value, false, 0);
  }
  return finder.found;
}

/**
 * Whether an object is itself one annotation, with a label and at most the annotated words as its text, as token
 * classifiers return it. It must not be read as a record with an article's text.
 */
export function isAnnotationAlone(value: Json, text: string | undefined): boolean {
  const [start, end] = [offsetOf(value, START), offsetOf(value, END)];
  if (start === null || end === null || end < start || !LABELS.some((key) => isName(value[key])))
    return false;
  if (text === undefined) return QUOTES.some((key) => typeof value[key] === 'string');
  const lengths = [text.length, [...text].length, new TextEncoder().encode(text).length];
  return lengths.some((length) => end - start === length || end - start + 1 === length);
}

/**
 * Returns the keys that make a record itself an annotation of its text (`start`, `end` and a label beside the text), or
 * null.
 */
export function ownOffsets(fields: Json): string[] | null {
  const start = Object.keys(fields).find((key) => START.test(key) && isOffset(fields[key]));
  const end = Object.keys(fields).find((key) => END.test(key) && isOffset(fields[key]));
  const label = LABELS.find((key) => isName(fields[key]));
  return start !== undefined && end !== undefined && label !== undefined ? [start, end, label] : null;
}

class Finder {
  readonly found: FoundAnnotations = new Map();
  readonly #text: string | undefined;

  constructor(text: string | undefined) {
    this.#text = text;
  }

  add(path: string, count: number): void {
    if (count > 0) this.found.set(path, (this.found.get(path) ?? 0) + count);
  }

  /** Recognises numeric labels: classes of the document, or one for each token. */
  numbers(path: string, key: string, value: unknown, fields: Json): void {
    if (!Array.isArray(value) || value.length === 0 || !value.every((item) => Number.isInteger(item))) return;
    const perToken = Object.values(fields).some(
      (other) =>
        other !== value &&
        Array.isArray(other) &&
        other.length === value.length &&
        other.every((item) => typeof item === 'string'),
    );
    if (perToken && /(?:tags?|ner|labels?|bio|iob)(?:_ids?)?$/i.test(key))
      this.add(path, value.filter((item) => item !== 0).length);
    else if (/^labels?$/i.test(key)) this.add(path, value.length);
  }

  /** @param named whether a key above is about annotations */
  look(path: string, key: string, value: unknown, named: boolean, depth: number): void {
    if (depth > MAX_DEPTH) return;
    const about = named || isAbout(key);
    if (typeof value === 'string') {
      const inner = jsonIn(value);
      if (inner !== undefined) this.look(path, key, inner, about, depth + 1);
    } else if (Array.isArray(value)) this.#list(path, key, value, about, depth);
    else if (isJsonObject(value)) this.#object(path, value, about, depth);
  }

  #list(path: string, key: string, items: readonly unknown[], about: boolean, depth: number): void {
    if (items.length === 0) return;
    if (items.every((item) => typeof item === 'string')) {
      if (items.every((tag) => isTag(tag)) && items.some((tag) => /^[BIMELSUW]-./.test(tag)))
        this.add(path, items.filter((tag) => tag !== 'O').length);
      else if (about) this.add(path, items.filter((item) => item.trim() !== '').length);
      return;
    }
    if (PARTS.test(key))
      this.add(
        path,
        items.filter(
          (item) =>
            isJsonObject(item) &&
            TOKEN_TAGS.some((tag) => typeof item[tag] === 'string' && !OUTSIDE.has(item[tag])),
        ).length,
      );
    else {
      const count = items.filter((item, i) => this.#isAnnotation(item, about, i)).length;
      if (about ? count > 0 : count * 2 >= items.length) {
        this.add(path, count);
        return;
      }
    }
    for (const item of items) {
      if (Array.isArray(item)) this.#list(path, key, item, about, depth + 1);
      else if (isJsonObject(item))
        for (const [inner, held] of Object.entries(item))
          this.look(`${path}[].${inner}`, inner, held, false, depth + 1);
    }
  }

  #object(path: string, value: Json, about: boolean, depth: number): void {
    if (about && this.#isAnnotation(value, about, 0)) {
      this.add(path, 1);
      return;
    }
    const listed = Object.entries(value).filter(([, held]) => isStrings(held));
    const words = listed.flatMap(([, held]) => held as string[]);
    // Without a text for looking them up, the keys must look like labels, because metadata have lists of strings too.
    const quoted =
      this.#text === undefined ? listed.every(([label]) => CODE.test(label)) : this.#areQuotes(words);
    if (words.length > 0 && (about || quoted)) this.add(path, words.length);
    for (const [inner, held] of Object.entries(value)) {
      if (isStrings(held)) continue;
      if (typeof held === 'string' && about && this.#isQuote(held)) this.add(path, 1);
      // Below a key that is about annotations, keys are labels.
      else this.look(about ? path : `${path}.${inner}`, inner, held, about, depth + 1);
    }
  }

  #isAnnotation(item: unknown, about: boolean, at: number): boolean {
    if (Array.isArray(item)) return this.#isTuple(item, about, at);
    if (!isJsonObject(item)) return false;
    const label = LABELS.some((key) => isName(item[key]));
    const quote = QUOTES.map((key) => item[key]).find((held) => typeof held === 'string' && held !== '');
    if (hasOffsets(item))
      return about || ((named(item) || quote !== undefined) && this.#mayLieIn(offsetOf(item, END)));
    if (HEADS.some((key) => isEnd(item[key])) && TAILS.some((key) => isEnd(item[key]))) return about || label;
    if (about) return label || quote !== undefined;
    return label && quote !== undefined && (at >= LOOKED_UP || this.#isQuote(quote as string));
  }

  /** `[start, end, label]` in any order, `[words, label]`, `[subject, relation, object]`. */
  #isTuple(item: readonly unknown[], about: boolean, at: number): boolean {
    if (item.length < 2 || item.length > 8) return false;
    const first = item.findIndex((part, i) => isOffset(part) && isOffset(item[i + 1]));
    if (first >= 0) {
      if (about) return true;
      const [start, end] = [item[first], item[first + 1]];
      const numbers = typeof start === 'number' && typeof end === 'number' && start <= end;
      return numbers && this.#mayLieIn(end) && item.some((part) => isName(part));
    }
    const [words, label] = item;
    if (Array.isArray(words) && item.length === 2 && isName(label)) return words.every(isOffset);
    const strings = item.filter((part) => typeof part === 'string');
    if (strings.length < 2) return false;
    return about || (strings.length === item.length && at < LOOKED_UP && this.#isQuote(strings[0]!));
  }

  /** Whether an offset, in any unit, can lie in the text; years cannot. */
  #mayLieIn(end: number | null): boolean {
    return end === null || this.#text === undefined || end <= 4 * this.#text.length;
  }

  #areQuotes(words: readonly string[]): boolean {
    const some = words.slice(0, LOOKED_UP);
    return some.filter((word) => this.#isQuote(word)).length * 2 > some.length;
  }

  #isQuote(words: string): boolean {
    return this.#text === undefined || (words.trim().length > 1 && this.#text.includes(words.trim()));
  }
}

/** Whether a key is about annotations by its words: `entities`, `gold_spans`, `entityMentions`. */
function isAbout(key: string): boolean {
  return key
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .some((word) => WORDS.has(word));
}

/** Whether any field except an id can be a label: beside offsets, its key may be any, such as `mark`. */
function named(item: Json): boolean {
  return Object.entries(item).some(([key, value]) => !/(?:^|_)u?id$/i.test(key) && isName(value));
}

function hasOffsets(item: Json): boolean {
  if (offsetOf(item, START) !== null && offsetOf(item, END) !== null) return true;
  if (isOffset(item.offset) && isOffset(item.length)) return true;
  return Object.entries(item).some(
    ([key, value]) =>
      RANGE.test(key) &&
      (isJsonObject(value)
        ? offsetOf(value, START) !== null
        : Array.isArray(value) && value.length >= 2 && value.flat().every(isOffset)),
  );
}

function offsetOf(item: Json, name: RegExp): number | null {
  for (const [key, value] of Object.entries(item))
    if (name.test(key) && isOffset(value)) return Number(value);
  return null;
}

function isOffset(value: unknown): boolean {
  return typeof value === 'number'
    ? Number.isInteger(value) && value >= -1
    : typeof value === 'string' && /^\d{1,15}$/.test(value);
}

/** Whether a value can be a label: a name, or a list of names. */
function isName(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== '' && !/^\d+$/.test(value);
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
}

function isEnd(value: unknown): boolean {
  return (
    (typeof value === 'string' && value !== '') ||
    (typeof value === 'number' && Number.isInteger(value)) ||
    isJsonObject(value)
  );
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
}

/** Returns the JSON in a string, bare or in a Markdown fence; `undefined` if there is none. */
function jsonIn(text: string): unknown {
  if (text.length > MAX_NESTED) return undefined;
  const inner = text.replace(/^\s*```\w*\s*|\s*```\s*$/g, '');
  if (!/^\s*[[{]/.test(inner)) return undefined;
  try {
    return JSON.parse(inner);
  } catch {
    return undefined;
  }
}
