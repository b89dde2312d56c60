import type { Fragment } from '../../model/fragments.ts';
import { encodeTags } from '../iob.ts';
import type { DocumentRecord } from '../records.ts';
import { PLACE_COLUMN } from './builder.ts';
import { DOCSTART, levelsOf, type DocumentLayout, type Layout } from './layout.ts';
import { withMiscTag } from './misc.ts';
import type { PlacedPiece } from './place.ts';

interface SheetParts {
  readonly tokens: readonly Fragment[];
  /** The indexes of the tokens in the document's segmentation. */
  readonly kept: readonly number[];
  readonly sentences: readonly Fragment[];
  /** The kept data of the import, if the document has the columns of the file. */
  readonly own: DocumentLayout | null;
  readonly layout: Layout;
}

/** A document as rows: its tokens, the content of its other columns, and the ends of its sequences. */
export class Sheet {
  readonly tokens: readonly Fragment[];
  readonly sentences: readonly Fragment[];
  readonly forms: readonly string[];
  /** The number of tokens with spaces, which are written as "_". */
  readonly replaced: number;
  /** First tokens of sequences: an unflagged sentence is followed by a blank line. */
  readonly #starts: readonly number[];
  readonly #parts: SheetParts;
  readonly #columns: Readonly<Record<string, readonly (string | null)[]>>;
  readonly #comments = new Map<number, string[]>();
  readonly #words = new Map<number, (readonly string[])[]>();

  constructor({ text, segmentation }: DocumentRecord, parts: SheetParts) {
    const { tokens, kept, sentences, own, layout } = parts;
    this.#parts = parts;
    this.tokens = tokens;
    this.sentences = sentences;
    this.#columns = segmentation?.columns ?? {};
    // CoNLL-U allows blanks within words.
    const allowed = layout.separator === 'tab' && layout.numbered && layout.misc !== null;
    const blanks = allowed ? /[\t\n\r]+/g : /[ \t\n\r]+/g;
    let replaced = 0;
    this.forms = tokens.map(([start, end]) => {
      const found = text.slice(start, end);
      let form = found.replace(blanks, '_');
      if (form === DOCSTART) form = `_${DOCSTART.slice(1)}`;
      if (layout.separator === 'pipes' && form.startsWith('#')) form = `_${form.slice(1)}`;
      if (form !== found) replaced++;
      return form;
    });
    this.replaced = replaced;
    for (const [sentence, comment] of own?.comments ?? []) {
      if (/[\n\r]/.test(comment) || /^#\s*global\.columns/.test(comment)) continue;
      this.#comments.set(sentence, [...(this.#comments.get(sentence) ?? []), comment]);
    }
    if (layout.numbered && kept.length === segmentation?.tokens.length) {
      for (const [token, cells] of own?.rows ?? [])
        this.#words.set(token, [...(this.#words.get(token) ?? []), cells]);
    }
    this.#starts = sentences.filter((_, i) => i === 0 || this.#endsSequence(i - 1)).map(([first]) => first);
  }

  /** Returns the words of tokens `[first, end)` as the file has them. */
  surface(first: number, end: number): string {
    return this.forms.slice(first, end).join(' ');
  }

  /** Whether a text is what readers rebuild from the tokens: blanks between them, one sentence per line. */
  isText(text: string): boolean {
    const lines = this.sentences.map(([first, end]) => this.surface(first, end));
    return lines.join('\n') === text;
  }

  /** Divides a range of tokens at the ends of sequences. */
  cut([first, end]: Fragment): Fragment[] {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#starts[middle]! <= first) low = middle + 1;
      else high = middle;
    }
    const inner: number[] = [];
    for (let i = low; i < this.#starts.length && this.#starts[i]! < end; i++) inner.push(this.#starts[i]!);
    return [first, ...inner].map((from, i) => [from, inner[i] ?? end]);
  }

  /** Comments before a sentence. */
  comments(sentence: number): readonly string[] {
    return this.#comments.get(sentence) ?? NONE;
  }

  /** Returns the rows after a token that are not tokens: its words, and empty nodes. */
  words(token: number): readonly (readonly string[])[] {
    return this.#words.get(token) ?? NONE;
  }

  /** Returns the content of a column other than the token and tags; `ordinal` counts within the sentence, from 1. */
  cell(token: number, column: number, ordinal: number, sentence: number): string {
    const { layout, kept } = this.#parts;
    const value = this.#columns[layout.columns[column]!]?.[kept[token]!];
    if (value !== null && value !== undefined) {
      if (layout.separator === 'tab') return value.replace(/[\t\n\r]+/g, ' ');
      return value.replace(/[ \t\n\r]+/g, '_') || '_';
    }
    if (column === 0 && layout.numbered) return String(ordinal);
    if (column === layout.sentence) return `Sentence: ${sentence + 1}`;
    return '_';
  }

  form(token: number): string {
    const { layout, kept } = this.#parts;
    if (!layout.charIndex) return this.forms[token]!;
    return `${this.forms[token]!}${this.#columns[PLACE_COLUMN]?.[kept[token]!] ?? '0'}`;
  }

  /** Whether a blank line follows a sentence: not if the file marks the end in another way. */
  #endsSequence(sentence: number): boolean {
    const { layout } = this.#parts;
    const last = this.sentences[sentence]![1] - 1;
    if (
      layout.misc !== null &&
      this.cell(last, layout.misc, 1, sentence).split('|').includes('EndOfSentence')
    )
      return false;
    return true;
  }

  /** Whether a blank line precedes a sentence. */
  breaksBefore(sentence: number): boolean {
    const { layout } = this.#parts;
    if (sentence === 0 || !this.#endsSequence(sentence - 1)) return false;
    if (layout.sentence === null) return true;
    const name = (of: number) => this.cell(this.sentences[of]![0], layout.sentence!, 1, of);
    return name(sentence) === name(sentence - 1) || name(sentence) === '';
  }
}

/** One for all rows, of which most have nothing more. */
const NONE: readonly never[] = [];

export function separatorText({ separator }: Pick<Layout, 'separator'>): string {
  return { tab: '\t', blanks: ' ', pipes: '|' }[separator];
}

/** Yields the rows of a document, with a blank line after the last one. */
export function documentRows(sheet: Sheet, placed: readonly PlacedPiece[], layout: Layout): string {
  const lines: string[] = [];
  const between = separatorText(layout);
  const tagged = tagColumns(sheet, placed, layout);
  const plain = layout.miscKey === null && !layout.stack && layout.joint === null;
  for (const [s, [first, end]] of sheet.sentences.entries()) {
    if (sheet.breaksBefore(s) && layout.separator !== 'pipes') lines.push('');
    lines.push(...sheet.comments(s));
    const rows: string[] = [];
    let ordinal = 0;
    for (let token = first; token < end; token++) {
      ordinal++;
      const words = sheet.words(token);
      if (plain && words.length === 0) {
        rows.push(plainRow(sheet, tagged, { token, ordinal, sentence: s }, layout, between));
        continue;
      }
      const steps = tagged.levels.map((_, level) => tagged.of(token, level));
      const tagsOf = (step: number) => steps.map((tags) => tags[step] ?? 'O');
      const inner = words.filter(isWord).length > 0 && layout.tags.length > 0;
      const ofToken = layout.miscKey === null ? null : (steps[0]?.[0] ?? 'O');
      const cells = layout.columns.map((_, i) =>
        i === layout.token ? sheet.form(token) : sheet.cell(token, i, ordinal, s),
      );
      if (ofToken !== null) cells[layout.misc!] = withMiscTag(cells[layout.misc!]!, layout.miscKey!, ofToken);
      rows.push(rowText(cells, inner ? steps.map(() => '_') : tagsOf(0), layout).join(between));
      let step = 0;
      for (const word of words) {
        const own = layout.columns.map((_, i) => (word[i] ?? '_').replace(/[\t\n\r]+/g, ' '));
        const tags = isWord(word) ? tagsOf(step++) : steps.map(() => '_');
        // The tag belongs to the token itself; on a word it would have another meaning.
        if (ofToken !== null) own[layout.misc!] = withMiscTag(own[layout.misc!]!, layout.miscKey!, 'O');
        rows.push(rowText(own, tags, layout).join(between));
      }
    }
    if (layout.separator === 'pipes') lines.push(rows.join(' '));
    else lines.push(...rows);
  }
  const rest = sheet.comments(sheet.sentences.length);
  if (rest.length > 0) lines.push('', ...rest);
  if (lines.length === 0) return '';
  return `${lines.join('\n')}\n${layout.separator === 'pipes' ? '' : '\n'}`;
}

/** Returns the row of a token without words in a layout with one tag per cell, as nearly all are. */
function plainRow(
  sheet: Sheet,
  tagged: TagColumns,
  {
    token,
    ordinal,
    sentence,
  }: { readonly token: number; readonly ordinal: number; readonly sentence: number },
  layout: Layout,
  between: string,
): string {
  let row = '';
  for (let column = 0; column < layout.columns.length; column++) {
    const level = layout.tags.indexOf(column);
    const cell =
      level >= 0
        ? tagged.first(token, level)
        : column === layout.token
          ? sheet.form(token)
          : sheet.cell(token, column, ordinal, sentence);
    row += column === 0 ? cell : between + cell;
  }
  return row;
}

function isWord(cells: readonly string[]): boolean {
  return !(cells[0] ?? '').includes('.');
}

/** Returns how many tags a token has in each column, with the rows that follow it. */
function stepsOf(words: readonly (readonly string[])[]): number {
  return words.length === 0 ? 1 : Math.max(1, words.filter(isWord).length);
}

/** Returns the text of a row with its tags: in their columns, or all of them after the token. */
function rowText(cells: readonly string[], tags: readonly string[], layout: Layout): string[] {
  if (layout.stack) {
    const last = tags.findLastIndex((tag) => tag !== 'O');
    return [...cells.slice(0, layout.token + 1), ...tags.slice(0, Math.max(1, last + 1))];
  }
  const { joint } = layout;
  if (joint !== null) {
    const last = tags.findLastIndex((tag) => tag !== 'O');
    const joined = tags.slice(0, Math.max(1, last + 1)).join(joint);
    return cells.map((cell, i) => (i === layout.tags[0] ? joined : cell));
  }
  return cells.map((cell, i) => {
    const level = layout.tags.indexOf(i);
    return level < 0 ? cell : (tags[level] ?? 'O');
  });
}

/** The tags of every tag column: of each token one, or one for each of its words. */
class TagColumns {
  /** The tags of each column, of all tokens one after the other. */
  readonly levels: readonly (readonly string[])[];
  /** Where the tags of each token begin, and after the last one the number of all. */
  readonly #offsets: readonly number[];

  constructor(levels: readonly (readonly string[])[], offsets: readonly number[]) {
    this.levels = levels;
    this.#offsets = offsets;
  }

  of(token: number, level: number): readonly string[] {
    return this.levels[level]!.slice(this.#offsets[token], this.#offsets[token + 1]);
  }

  /** Returns the only tag of a token that has no words. */
  first(token: number, level: number): string {
    return this.levels[level]?.[this.#offsets[token]!] ?? 'O';
  }
}

function tagColumns(sheet: Sheet, placed: readonly PlacedPiece[], layout: Layout): TagColumns {
  const { tokens } = sheet;
  const offsets: number[] = [0];
  for (let i = 0; i < tokens.length; i++)
    offsets.push(offsets[i]! + (layout.miscKey === null ? stepsOf(sheet.words(i)) : 1));
  const most = levelsOf(layout);
  const levels =
    most === Infinity ? placed.reduce((above, { level }) => Math.max(above, level + 1), 1) : most;
  const columns = Array.from({ length: levels }, (_, level) => {
    const spans = placed
      .filter((piece) => piece.level === level)
      .map(({ type, first, end }) => ({ type, first: offsets[first]!, end: offsets[end]! }));
    return encodeTags(spans, offsets.at(-1)!, layout.scheme, { bare: layout.bare });
  });
  return new TagColumns(columns, offsets);
}
