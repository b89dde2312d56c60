import type { ErrorWhere } from '../../contract/errors.ts';
import type { AttributeValue } from '../../model/attributes/index.ts';
import { formatError } from '../define.ts';
import { decodeTags, TagReader } from '../iob.ts';
import { isJsonObject } from '../json.ts';
import { rebuildText } from '../tokens.ts';
import { MESSAGES } from './messages.ts';
import { BINARY_LABEL, CHOICE_LABEL } from './options.ts';
import {
  others,
  statedRelations,
  statedSpans,
  statedTokens,
  type StatedSpan,
  type StatedToken,
  type Task,
} from './task.ts';

const TASK_KEYS = new Set([
  'text',
  'spans',
  'ents',
  'entities',
  'tokens',
  'sents',
  'relations',
  'cats',
  'labels',
  'label',
  'accept',
]);
const LIST_KEYS = new Set(['entities', 'spans', 'cats']);
const WORD_KEYS = new Set(['orth', 'ner', 'id', 'start', 'end']);
const SENTENCE_KEYS = new Set(['tokens']);
const PARAGRAPH_KEYS = new Set(['raw', 'sentences', 'cats']);

/**
 * Returns the task in a value of the file; `null` for one without a text.
 * @throws PostilError `refused` if it has none of the shapes.
 */
export function taskOf(value: unknown, where: ErrorWhere): Task | null {
  if (Array.isArray(value)) return fromList(value, where);
  if (!isJsonObject(value)) throw formatError(MESSAGES.notARecord, where);
  // Beside a text, paragraphs only divide it.
  if (Array.isArray(value.paragraphs) && typeof value.text !== 'string')
    return fromTraining(value, value.paragraphs, where);
  if (value.text === undefined || value.text === null || value.text === '') return null;
  if (typeof value.text !== 'string') throw formatError(MESSAGES.textNotAText, where);
  const tokens = statedTokens(value.tokens, where);
  const choices = Array.isArray(value.accept)
    ? (value.accept as unknown[])
    : value.accept === undefined
      ? []
      : [value.accept];
  const binary = value.label;
  return {
    text: value.text,
    spans: [
      ...statedSpans(value.spans, 'spans', tokens, where),
      ...statedSpans(value.ents, 'ents', tokens, where),
      ...statedSpans(value.entities, 'entities', tokens, where),
    ],
    tokens,
    sentences: statedSpans(value.sents, 'sents', tokens, where).map(
      ({ start, end }) => [start, end] as const,
    ),
    relations: statedRelations(value.relations, tokens, where),
    labels: [
      ...categories(value.cats, 'cats', where),
      ...categories(value.labels, 'labels', where),
      ...(isScalar(binary) ? [{ name: BINARY_LABEL, value: binary }] : []),
      ...choices.map((choice, i) => {
        if (!isScalar(choice)) throw formatError(MESSAGES.notAChoice(i), where);
        return { name: i === 0 ? CHOICE_LABEL : `${CHOICE_LABEL} ${i + 1}`, value: choice };
      }),
    ],
    kept: {
      ...others(value, TASK_KEYS),
      ...(binary !== undefined && !isScalar(binary) && { label: binary }),
    },
  };
}

/** Converts `[text, {entities: [[start, end, label]], cats, …}]`, the form in spaCy's examples. */
function fromList(value: readonly unknown[], where: ErrorWhere): Task | null {
  const [text, annotations = {}] = value;
  if (typeof text !== 'string' || !isJsonObject(annotations) || value.length > 2)
    throw formatError(MESSAGES.notAPair, where);
  if (text === '') return null;
  return {
    text,
    spans: [
      ...statedSpans(annotations.entities, 'entities', null, where),
      ...statedSpans(annotations.spans, 'spans', null, where),
    ],
    tokens: null,
    sentences: [],
    relations: [],
    labels: categories(annotations.cats, 'cats', where),
    kept: others(annotations, LIST_KEYS),
  };
}

/**
 * Converts a document of spaCy 2's training JSON: paragraphs of sentences of tokens, with names as BILUO tags. Its text
 * is the `raw` of the paragraphs, separated by blank lines; without `raw`, it is rebuilt from the tokens.
 */
function fromTraining(
  value: Readonly<Record<string, unknown>>,
  paragraphs: readonly unknown[],
  where: ErrorWhere,
): Task | null {
  let text = '';
  const tokens: StatedToken[] = [];
  const spans: StatedSpan[] = [];
  const sentences: [number, number][] = [];
  const labels: { name: string; value: AttributeValue }[] = [];
  const kept: Record<string, unknown>[] = [];
  const tags = new TagReader('BILOU');
  for (const [p, paragraph] of paragraphs.entries()) {
    const what = `paragraphs[${p}]`;
    if (!isJsonObject(paragraph) || !Array.isArray(paragraph.sentences))
      throw formatError(MESSAGES.noSentences(what), where);
    const words = wordsOf(paragraph.sentences, what, where);
    const forms = words.map((sentence) => sentence.map(({ orth }) => orth));
    const place = placesIn(paragraph.raw, forms) ?? rebuilt(forms);
    if (text !== '') text += '\n\n';
    const offset = text.length;
    text += place.text;
    const first = tokens.length;
    let at = 0;
    for (const sentence of words) {
      for (const { orth, more } of sentence) {
        const [start, end] = place.tokens[at++]!;
        tokens.push({ start: offset + start, end: offset + end, text: orth, more });
      }
      const [opening, closing] = [tokens[tokens.length - sentence.length], tokens.at(-1)];
      if (sentence.length > 0) sentences.push([opening!.start, closing!.end]);
    }
    const rows = words.flat().map(({ ner }) => [tags.of(ner === '' || ner === '-' ? 'O' : ner)]);
    for (const { type, first: from, end } of decodeTags(rows, 'BILOU', 'begin').spans) {
      const [opening, closing] = [tokens[first + from]!, tokens[first + end - 1]!];
      spans.push({ start: opening.start, end: closing.end, label: type, more: {} });
    }
    labels.push(...categories(paragraph.cats, `${what}.cats`, where));
    const inner = paragraph.sentences.map((sentence) =>
      isJsonObject(sentence) ? others(sentence, SENTENCE_KEYS) : {},
    );
    const own = others(paragraph, PARAGRAPH_KEYS);
    const said = inner.some((sentence) => Object.values(sentence).some((field) => !isEmptyList(field)));
    kept.push({ ...own, ...(said && { sentences: inner }) });
  }
  if (text === '') return null;
  return {
    text,
    spans,
    tokens,
    sentences,
    relations: [],
    labels,
    kept: {
      ...others(value, new Set(['paragraphs'])),
      ...(kept.some((paragraph) => Object.keys(paragraph).length > 0) && { paragraphs_kept: kept }),
    },
    measured: true,
  };
}

interface Word {
  readonly orth: string;
  readonly ner: string;
  readonly more: Record<string, unknown>;
}

function wordsOf(sentences: readonly unknown[], what: string, where: ErrorWhere): Word[][] {
  return sentences.map((sentence, s) => {
    if (!isJsonObject(sentence) || !Array.isArray(sentence.tokens))
      throw formatError(MESSAGES.noTokens(what, s), where);
    return sentence.tokens.map((token: unknown, t) => {
      const at = `${what}.sentences[${s}].tokens[${t}]`;
      if (!isJsonObject(token) || typeof token.orth !== 'string')
        throw formatError(MESSAGES.noOrth(at), where);
      const { ner = '' } = token;
      if (typeof ner !== 'string') throw formatError(MESSAGES.notATag(at), where);
      return { orth: token.orth, ner, more: others(token, WORD_KEYS) };
    });
  });
}

/** Returns the offsets of the words in the raw text, in order; null if one is missing. */
function placesIn(raw: unknown, sentences: readonly (readonly string[])[]) {
  if (typeof raw !== 'string') return null;
  const tokens: [number, number][] = [];
  let at = 0;
  for (const word of sentences.flat()) {
    const start = raw.indexOf(word, at);
    if (start < 0) return null;
    at = start + word.length;
    tokens.push([start, at]);
  }
  return { text: raw, tokens };
}

function rebuilt(sentences: readonly (readonly string[])[]) {
  return rebuildText(sentences.map((words) => words.map((text) => ({ text }))));
}

/** Reads categories by name, or as a list of labels with values. */
function categories(
  value: unknown,
  what: string,
  where: ErrorWhere,
): { name: string; value: AttributeValue }[] {
  if (value === undefined || value === null) return [];
  const entries: (readonly [unknown, unknown])[] = Array.isArray(value)
    ? value.map((item: unknown) =>
        isJsonObject(item) ? ([item.label, item.value ?? 1] as const) : ([item, true] as const),
      )
    : isJsonObject(value)
      ? Object.entries(value)
      : [[null, null]];
  return entries.map(([name, score]) => {
    if (typeof name !== 'string' || !isScalar(score)) throw formatError(MESSAGES.notCategories(what), where);
    return { name, value: score };
  });
}

function isScalar(value: unknown): value is AttributeValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
