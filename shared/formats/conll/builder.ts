import { formatError } from '../define.ts';
import { incomingDocument, incomingSpan } from '../incoming.ts';
import { decodeTags, isTag, type Repair, type Tag, type TagReader, type TagSpan } from '../iob.ts';
import { assertText } from '../json-record.ts';
import type { IncomingDocument, IncomingSpan } from '../records.ts';
import { overTokens, rebuildText, type ReadToken } from '../tokens.ts';
import { joinedTags, type Joint } from './joint.ts';
import { MESSAGES } from './messages.ts';
import { miscTag } from './misc.ts';
import { CONLL, keptColumns, type DocumentLayout, type Layout } from './layout.ts';
import { readComment, type CommentMeaning } from './comments.ts';
import { titled } from './heading.ts';
import type { TellRepair } from './rows.ts';

/** Name of the column that keeps the digit of a character's position in its word. */
export const PLACE_COLUMN = 'place in word';

/** Attribute for the column of a span, if there are several named columns. */
export const COLUMN_ATTRIBUTE = 'column';

/** The tags of a token, or of one of its parts: one step of a sequence. */
interface Step {
  readonly token: number;
  readonly line: number;
  readonly tags: readonly Tag[];
}

/** Collects the rows of one document. */
export class DocumentBuilder {
  readonly #layout: Layout;
  readonly #repair: Repair;
  readonly #file: string;
  readonly #tags: TagReader;
  readonly #tell: TellRepair;
  readonly #kept: readonly number[];
  readonly #sentences: ReadToken[][] = [];
  #sentence: ReadToken[] = [];
  readonly #columns: (string | null)[][];
  readonly #places: string[] = [];
  #steps: Step[] = [];
  readonly #spans: TagSpan[] = [];
  readonly #comments: [number, string][] = [];
  readonly #rows: [number, string[]][] = [];
  #docstart: readonly string[] | undefined;
  /** The last word of the current token of several words. */
  #wordsUntil = 0;
  /** Whether the words of that token have the tags, instead of the token itself. */
  #wordsHaveTags = true;
  #sentenceName = '';
  #meaning: CommentMeaning = {};
  #stack = false;
  #joint: Joint | null;
  tokens = 0;
  /** Line of its first row. */
  line = 0;

  constructor(layout: Layout, file: string, tags: TagReader, repair: Repair, tell: TellRepair) {
    this.#layout = layout;
    this.#file = file;
    this.#tags = tags;
    this.#repair = repair;
    this.#tell = tell;
    this.#kept = keptColumns(layout);
    this.#columns = this.#kept.map(() => []);
    this.#stack = layout.stack;
    this.#joint = layout.joint;
  }

  get sentences(): number {
    return this.#sentences.length + (this.#sentence.length > 0 ? 1 : 0);
  }

  /** Tokens since the last end of a sentence. */
  get tokensOfSentence(): number {
    return this.#sentence.length;
  }

  get isInSentence(): boolean {
    return this.#sentence.length > 0;
  }

  /** Whether something marks it as a document, even if it is empty. */
  get isMarked(): boolean {
    return this.#docstart !== undefined || this.#meaning.document !== undefined;
  }

  /** Whether a comment has begun it, so that the next comment of that kind begins another document. */
  get isBegun(): boolean {
    return this.#meaning.document !== undefined;
  }

  /** Whether no span continues in the next row, so that the text can be divided before it. */
  get isBetween(): boolean {
    return this.#steps.at(-1)?.tags.every(({ role }) => role === 'O') ?? true;
  }

  begin(cells: readonly string[], line: number): void {
    this.#docstart = cells;
    this.line = line;
  }

  comment(text: string): void {
    // A sentence is unlikely to end inside a span.
    if (this.isBetween) this.endSequence();
    this.#comments.push([this.sentences, text]);
    if (this.tokens === 0) this.#meaning = { ...this.#meaning, ...readComment(text) };
  }

  row(cells: readonly string[], line: number): void {
    const { token, sentence, numbered } = this.#layout;
    if (this.tokens === 0 && this.#docstart === undefined) this.line = line;
    if (sentence !== null) this.#nameSentence(cells[sentence] ?? '');
    if (numbered && !this.#numberedRow(cells, line)) return;
    this.#addToken(cells, cells[token]!);
    this.#addSteps(cells, line);
    if (this.#flags(cells).includes('EndOfSentence')) this.#endSentence();
  }

  /** Ends the sequence of tags, like a blank line. */
  endSequence(): void {
    this.#endSentence();
    const { scheme } = this.#layout;
    const steps = this.#steps;
    if (steps.length === 0) return;
    this.#steps = [];
    const { spans, broken } = decodeTags(
      steps.map(({ tags }) => tags),
      scheme,
      this.#repair,
    );
    for (const { at, reason } of broken) {
      const { line } = steps[at]!;
      if (this.#repair === 'refuse') {
        throw formatError(
          MESSAGES.breaksScheme(scheme, reason),
          { file: this.#file, line },
          MESSAGES.setRepair,
        );
      }
      this.#tell(reason, line);
    }
    for (const { type, first, end, level } of spans)
      this.#spans.push({ type, first: steps[first]!.token, end: steps[end - 1]!.token + 1, level });
  }

  /** @param name the name of the document if the file does not state one */
  finish(name: string, file: string): IncomingDocument {
    this.endSequence();
    const { text, tokens, sentences } = rebuildText(this.#sentences);
    assertText(text, { file, line: this.line });
    const { document: id, file: from, ...metadata } = titled(this.#meaning);
    const document = incomingDocument(text, {
      ...metadata,
      name: from ?? (id ? `${file}:${id.slice(0, 200)}` : name),
    });
    const { columns } = this.#layout;
    const kept = this.#kept.map((column, i) => [columns[column]!, this.#columns[i]!] as const);
    const layout: DocumentLayout = {
      ...this.#layout,
      stack: this.#stack,
      joint: this.#joint,
      comments: this.#comments,
      rows: this.#rows,
      ...(this.#docstart && { docstart: [...this.#docstart] }),
    };
    document.segmentation = {
      tokens,
      sentences,
      columns: Object.fromEntries(
        this.#layout.charIndex ? [...kept, [PLACE_COLUMN, this.#places] as const] : kept,
      ),
      extra: { [CONLL]: layout },
    };
    document.spans = this.#spans.map((span) => this.#spanOf(span, tokens));
    return document;
  }

  #spanOf({ type, first, end, level }: TagSpan, tokens: readonly [number, number][]): IncomingSpan {
    const { tags, header, columns } = this.#layout;
    const named = tags.length > 1 && header !== 'none';
    if (/[|^]/.test(type)) this.#tell('types that contain “|” or “^” were not split', this.line);
    return incomingSpan(type.slice(0, 200), overTokens(tokens, first, end), {
      ...(named && { attributes: { [COLUMN_ATTRIBUTE]: columns[tags[level]!]! } }),
      ...(!named && level > 0 && { extra: { [CONLL]: { level } } }),
    });
  }

  #nameSentence(name: string): void {
    // Some files name a sentence only at its first token.
    if (name === '' || name === this.#sentenceName) return;
    if (this.#sentenceName !== '') this.endSequence();
    this.#sentenceName = name;
  }

  /** Whether the row is a token. Words of a token and empty nodes are kept unchanged. */
  #numberedRow(cells: readonly string[], line: number): boolean {
    const [number = ''] = cells;
    const range = /^(\d+)-(\d+)$/.exec(number);
    if (range) {
      this.#wordsUntil = Number(range[2]);
      this.#addToken(cells, cells[this.#layout.token]!);
      this.#tell('tokens of several words were kept beside their words', line);
      const { misc, miscKey } = this.#layout;
      this.#wordsHaveTags = miscKey === null || miscTag(cells[misc!] ?? '', miscKey) === undefined;
      if (!this.#wordsHaveTags) this.#addSteps(cells, line);
      return false;
    }
    if (number.includes('.')) {
      this.#rows.push([this.tokens - 1, [...cells]]);
      this.#tell('empty nodes were kept beside the text', line);
      return false;
    }
    if (Number(number) > this.#wordsUntil) {
      this.#wordsUntil = 0;
      return true;
    }
    this.#rows.push([this.tokens - 1, [...cells]]);
    if (this.#wordsHaveTags) this.#addSteps(cells, line);
    return false;
  }

  #addToken(cells: readonly string[], form: string): void {
    const { joined, charIndex } = this.#layout;
    const flags = this.#flags(cells);
    if (charIndex) this.#places.push(form.slice(-1));
    this.#sentence.push({
      text: charIndex ? form.slice(0, -1) : form,
      spaceAfter: !joined && !flags.includes('SpaceAfter=No') && !flags.includes('NoSpaceAfter'),
    });
    for (const [i, column] of this.#kept.entries()) this.#columns[i]!.push(cells[column] ?? null);
    this.tokens++;
  }

  #addSteps(cells: readonly string[], line: number): void {
    const { token, tags, columns, parts, joint, miscKey, misc } = this.#layout;
    if (miscKey !== null) {
      const tag = miscTag(cells[misc!] ?? '', miscKey) ?? 'O';
      this.#steps.push({ token: this.tokens - 1, line, tags: [this.#tags.of(tag)] });
      return;
    }
    // A cell may have several tags although earlier ones had one.
    const joined = tags.length === 1 && !parts ? joinedTags(cells[tags[0]!] ?? '', joint) : null;
    if (joined) {
      this.#joint = joined.joint;
      const all = joined.tags.map((tag) => this.#tags.of(tag));
      this.#steps.push({ token: this.tokens - 1, line, tags: all });
      return;
    }
    const stacked = this.#layout.stack || cells.length > columns.length;
    if (cells.length > columns.length) this.#stack = true;
    const at = this.tokens - 1;
    if (!stacked && !parts && tags.length > 0) {
      this.#steps.push({ token: at, line, tags: tags.map((column) => this.#tags.of(cells[column] ?? '')) });
      return;
    }
    const found = stacked ? cells.slice(token + 1) : tags.map((column) => cells[column] ?? '');
    if (found.length === 0) return;
    const pieces = found.map((cell) =>
      parts && cell.includes('^') && cell.split('^').every(isTag) ? cell.split('^') : [cell],
    );
    const steps = Math.max(...pieces.map(({ length }) => length));
    for (let n = 0; n < steps; n++) {
      // In a column with one tag for a token of several parts, the tag is that of all parts.
      const cell = pieces.map((list) => list[n] ?? (list.length === 1 ? list[0]! : 'O'));
      this.#steps.push({ token: at, line, tags: cell.map((tag) => this.#tags.of(tag)) });
    }
  }

  #flags(cells: readonly string[]): string[] {
    const { misc } = this.#layout;
    return misc === null ? [] : (cells[misc] ?? '').split('|');
  }

  #endSentence(): void {
    this.#wordsUntil = 0;
    if (this.#sentence.length === 0) return;
    this.#sentences.push(this.#sentence);
    this.#sentence = [];
  }
}
