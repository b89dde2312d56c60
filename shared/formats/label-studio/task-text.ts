import type { ErrorWhere } from '../../contract/errors.ts';
import { METADATA_FIELDS } from '../../model/document.ts';
import { normaliseNewlines } from '../../text/newlines.ts';
import { formatError } from '../define.ts';
import { isJsonObject } from '../json.ts';
import { assertText } from '../json-record.ts';
import type { QuotedRange } from '../units.ts';
import type { ConfiguredObject } from './config.ts';
import { MESSAGES } from './messages.ts';
import { htmlText } from '../html-text.ts';
import { FILE_KEY } from '../stated-metadata.ts';

/** A text of a task, with its key and layout. */
export interface TaskText {
  readonly key: string;
  readonly kind: ConfiguredObject['kind'];
  /** In the form in which offsets count, carriage returns included. */
  readonly raw: string;
  /** The start of each paragraph, for texts with this layout. */
  readonly paragraphs: readonly number[];
}

interface Found extends Pick<ConfiguredObject, 'key' | 'kind' | 'textKey'> {
  readonly name?: string;
}

/** The region of a result, before it is known to which text it belongs. */
export interface TextHint {
  readonly toName: string;
  readonly type: string;
  readonly range?: QuotedRange | undefined;
}

/**
 * Returns the texts of a task by the names with which results refer to them; the first one is used for results that
 * name none. The configuration determines them; without one, the regions and the usual names do.
 */
export function taskTexts(
  data: Readonly<Record<string, unknown>>,
  objects: readonly ConfiguredObject[],
  hints: readonly TextHint[],
  forcedKey: string,
  where: ErrorWhere,
): Map<string, TaskText> {
  const found: Found[] = objects.filter(({ key }) => holdsText(data[key]));
  if (forcedKey !== '') {
    if (!holdsText(data[forcedKey]))
      throw formatError(MESSAGES.noTextUnder(forcedKey), where, keysInWords(data));
    const configured = found.find(({ key }) => key === forcedKey);
    found.splice(0, found.length, configured ?? guess(forcedKey, data, hints));
  }
  if (found.length === 0) {
    const key = likeliestKey(data, hints);
    if (key !== undefined) found.push(guess(key, data, hints));
  }
  const texts = new Map<string, TaskText>();
  for (const one of found) {
    const text = textOf(data[one.key], one);
    assertText(text.raw, where);
    texts.set(one.name ?? one.key, text);
  }
  return texts;
}

/** Whether the value of a field can be the text of a document: a string, or paragraphs of strings. */
function holdsText(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  return Array.isArray(value) && value.length > 0 && value.every(isJsonObject) && value.some(hasWords);
}

function hasWords(paragraph: Record<string, unknown>): boolean {
  return typeof paragraph.text === 'string';
}

/** Whether a string is an address, such as of a picture or recording, and not a text. */
function isAddress(value: unknown): boolean {
  return typeof value === 'string' && /^(?:[a-z][a-z\d+.-]*:\/\/|\/data\/|\/tasks\/)\S*$/i.test(value);
}

function likeliestKey(
  data: Readonly<Record<string, unknown>>,
  hints: readonly TextHint[],
): string | undefined {
  // A text of only white space may be annotated too, if regions refer to it.
  const blank = hints.length > 0 && typeof data.text === 'string' ? ['text'] : [];
  const keys = Object.keys(data).filter(
    (key) => blank.includes(key) || (holdsText(data[key]) && !isAddress(data[key])),
  );
  const dialogue = keys.find((key) => Array.isArray(data[key]));
  if (dialogue !== undefined && hints.some(({ type }) => type === 'paragraphlabels')) return dialogue;
  // The name of a file is never the text.
  const strings = keys.filter((key) => typeof data[key] === 'string' && key !== FILE_KEY);
  const about: readonly string[] = METADATA_FIELDS;
  if (dialogue !== undefined && strings.every((key) => about.includes(key))) return dialogue;
  const quoted = hints.flatMap(({ range }) => (range?.text === undefined ? [] : [range.text]));
  const fits = (key: string) => quoted.filter((text) => String(data[key]).includes(text)).length;
  const best = quoted.length === 0 ? [] : [...strings].sort((a, b) => fits(b) - fits(a));
  if (best[0] !== undefined && fits(best[0]) > 0) return best[0];
  for (const { toName } of hints) {
    const key = toName.replace(/^\$/, '');
    if (strings.includes(key)) return key;
  }
  if (strings.includes('text')) return 'text';
  // The longest one, because titles and ids are beside it.
  return [...strings].sort((a, b) => String(data[b]).length - String(data[a]).length)[0] ?? keys[0];
}

function guess(key: string, data: Readonly<Record<string, unknown>>, hints: readonly TextHint[]): Found {
  const value = data[key];
  if (typeof value !== 'string') return { key, kind: 'paragraphs', textKey: 'text' };
  const hyper = hints.some(({ type }) => type.startsWith('hypertext')) && /<[a-z!/][^>]*>/i.test(value);
  return { key, kind: hyper ? 'hypertext' : 'text', textKey: 'text' };
}

function textOf(value: unknown, { key, kind, textKey }: Found): TaskText {
  if (typeof value === 'string') {
    const raw = kind === 'hypertext' ? htmlText(value) : value;
    return { key, kind: kind === 'paragraphs' ? 'text' : kind, raw, paragraphs: [] };
  }
  return { key, kind: 'paragraphs', ...joinParagraphs(value, textKey) };
}

/** Joins paragraphs, one per line, and returns the start of each. */
export function joinParagraphs(
  value: unknown,
  textKey: string,
): { readonly raw: string; readonly paragraphs: number[] } {
  const paragraphs: number[] = [];
  let raw = '';
  for (const [i, item] of (Array.isArray(value) ? value : []).entries()) {
    if (i > 0) raw += '\n';
    paragraphs.push(raw.length);
    const words: unknown = isJsonObject(item) ? item[textKey] : undefined;
    if (typeof words === 'string') raw += normaliseNewlines(words).text;
  }
  return { raw, paragraphs };
}

function keysInWords(data: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(data).filter((key) => holdsText(data[key]));
  return keys.length === 0 ? MESSAGES.noText : MESSAGES.knownTexts(keys.join(', '));
}
