import type { DocumentMetadata } from '../model/document.ts';
import { readDateline } from './dateline.ts';
import {
  fieldNamed,
  fieldValue,
  sortFields,
  statedLanguage,
  type HeaderFields,
  type MetadataField,
} from './fields.ts';
import { readClockTime } from './clock-time.ts';
import { readFrontMatter } from './frontmatter.ts';
import { readDay } from './published.ts';

/** An article split into the metadata recognised at its top and the rest. `header + text` equals the input exactly. */
export interface Article {
  readonly metadata: Partial<DocumentMetadata>;
  /** Values of the header that fit no field; empty if there are none. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** The removed prefix, verbatim; empty if nothing was recognised. */
  readonly header: string;
  readonly text: string;
}

interface Part {
  readonly fields: HeaderFields;
  /** Length of the prefix in UTF-16 code units. */
  readonly length: number;
}

/**
 * Recognises metadata at the top of an article (line ends already LF): YAML front matter, `Title: …` lines,
 * ` date 2025-07-09 Text…`, then a dateline. Removes only a prefix, removes nothing in case of doubt, and never leaves an empty
 * text. Values that cannot be read, such as an impossible date, stay in the text. Titles are never invented.
 */
export function takeMetadata(input: string): Article {
  const metadata: Partial<DocumentMetadata> = {};
  const extra: Record<string, unknown> = {};
  let cut = 0;
  const take = (part: Part | null) => {
    if (!part || input.slice(cut + part.length).trim() === '') return;
    cut += part.length;
    for (const [name, value] of Object.entries(part.fields.extra)) {
      if (!Object.hasOwn(extra, name)) extra[name] = value;
    }
    Object.assign(metadata, { ...part.fields.metadata, ...metadata });
  };
  take(readFrontMatter(input));
  if (cut > 0) cut += blankLines(input.slice(cut));
  take(readFieldLines(input.slice(cut)) ?? readInlineDate(input.slice(cut)));
  // Blank lines belong to the header only after something was removed; otherwise they are part of the text.
  const indent = cut > 0 ? 0 : blankLines(input);
  // Only text that fills a field is removed: if a line already gave the dateline, a second one stays in the text.
  const found = metadata.dateline === undefined ? readDateline(input.slice(cut + indent)) : null;
  if (found) {
    const { dateline, published, length } = found;
    const fields = { dateline, ...(published !== undefined && { published }) };
    take({ fields: { metadata: fields, extra: {} }, length: indent + length });
  }
  return { metadata, extra, header: input.slice(0, cut), text: input.slice(cut) };
}

/** Returns the length of the blank lines at the beginning of a text. */
function blankLines(text: string): number {
  return /^(?:[^\S\n]*\n)*/.exec(text)?.[0].length ?? 0;
}

/** The first character of a sentence. */
const SENTENCE = /^[\p{Lu}\p{Lt}\p{Lo}\p{N}"“„«‘'([]/u;

/** ` date 2025-07-09 Text…`: lower case or with a colon, a full date, then the beginning of a sentence or a line end. */
function readInlineDate(text: string): Part | null {
  const name = /^\s*(?:date[ \t]*:?|Date[ \t]*:|DATE[ \t]*:)[ \t]+/.exec(text)?.[0];
  if (name === undefined) return null;
  const line = /^[^\n]*/.exec(text.slice(name.length))![0];
  const day = readDay(line);
  if (!day) return null;
  const before = line.length - day.rest.length;
  const clock = /^(\d{1,2}:\d{2}(?::\d{2})?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?)(?:[ \t]+|$)/.exec(day.rest);
  const time = clock && readClockTime(clock[1]!, day.date);
  if (clock && time === null) return null;
  const end = before + (clock?.[0].length ?? 0);
  const rest = line.slice(end);
  const follows = rest.trim() === '' ? true : /[ \t]$/.test(line.slice(0, end)) && SENTENCE.test(rest);
  if (!follows) return null;
  const published = time === null ? day.date : `${day.date}T${time}`;
  const length = name.length + (rest.trim() === '' ? line.length : end);
  const blank = rest.trim() === '' ? /^\s*/.exec(text.slice(length))![0].length : 0;
  return { fields: { metadata: { published }, extra: {} }, length: length + blank };
}

const FIELD_LINE = /^[^\S\n]*([\p{L}_][\p{L}_ -]{0,24}?)[^\S\n]*:(?:[^\S\n]+(.*))?$/u;
const MAX_LINES = 20;

interface Line {
  readonly name: string;
  readonly value: string;
  readonly field: MetadataField | undefined;
  readonly length: number;
}

/**
 * Reads `Name: value` lines at the top. Prose may begin in the same way (“By: nobody knows who”), so a single line is accepted
 * only if its value is unmistakable (a date, an address), if it looks like a field and a blank line follows, or if it is
 * `Title: …` or `Headline: …`, which do not begin sentences.
 */
function readFieldLines(text: string): Part | null {
  const start = blankLines(text);
  const lines: Line[] = [];
  let at = start;
  let closed = false;
  while (lines.length < MAX_LINES && at < text.length) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end);
    closed = line.trim() === '';
    const match = closed ? null : FIELD_LINE.exec(line);
    if (!match || line.length > 1100) break;
    const [, name = '', value = ''] = match;
    lines.push({ name, value: value.trim(), field: fieldNamed(name), length: line.length + 1 });
    at += line.length + 1;
  }
  const language = statedLanguage(lines.map(({ name, value }) => [name, value]));
  // Remove only lines that can be read: an unreadable date stays in the text, with all lines after it.
  const strange = lines.findIndex(({ field, value }) => {
    return field !== undefined && value !== '' && fieldValue(field, value, language) === null;
  });
  if (strange >= 0) {
    lines.length = strange;
    closed = false;
  }
  const taken = believable(lines, closed, language);
  if (taken.length === 0) return null;
  const length = Math.min(
    text.length,
    taken.reduce((sum, line) => sum + line.length, start),
  );
  return {
    fields: sortFields(
      taken.map(({ name, value }) => [name, value] as const),
      language,
    ),
    length: length + blankLines(text.slice(length)),
  };
}

function believable(lines: readonly Line[], closed: boolean, language: string | undefined): readonly Line[] {
  const known = lines.filter((line) => line.field !== undefined);
  if (lines[0]?.field === undefined) return [];
  const proven = known.some(({ field, value }) => proves(field, value, language));
  // Names without a field (“Section: World”) are accepted if the lines are unmistakably a header.
  if (closed && known.length >= 2 && proven && lines.every(({ value }) => value.length <= 1000)) return lines;
  const unknownAt = lines.findIndex((line) => line.field === undefined);
  const head = unknownAt < 0 ? lines : lines.slice(0, unknownAt);
  const ends = closed && unknownAt < 0;
  if (head.length >= 2 && (proven || ends) && head.every(readsLikeField)) return head;
  const [only] = head;
  if (head.length !== 1 || !only) return [];
  if (proves(only.field, only.value, language)) return head;
  if (/^(?:Title|Headline)$/.test(only.name) && only.value !== '' && readsLikeField(only)) return head;
  return ends && readsLikeField(only) ? head : [];
}

/** Whether a value cannot be prose: a readable date or an address. */
function proves(field: MetadataField | undefined, value: string, language: string | undefined): boolean {
  return (field === 'published' || field === 'url') && fieldValue(field, value, language) !== null;
}

function readsLikeField({ field, value }: Line): boolean {
  if (value === '') return true;
  if (field === 'title') return value.length <= 300;
  if (field === 'published') return /\d/.test(value) && value.length <= 60;
  if (field === 'url' || field === 'language') return fieldValue(field, value) !== null;
  // Names of people and newspapers begin with a capital and do not end like a sentence (except “Jr.” and the like).
  return (
    value.length <= 120 &&
    /^[\p{Lu}\p{Lo}\p{N}]/u.test(value) &&
    !/(?<!\b(?:Jr|Sr|Inc|Ltd|Co))[.!?…:;]$/u.test(value)
  );
}
