import {
  formatError,
  optionValue,
  type Bytes,
  type Incoming,
  type ReadOptions,
  type LeaveOut,
} from '../define.ts';
import { REPAIRS, TagReader } from '../iob.ts';
import { readLinesTogether, type TextLine } from '../lines.ts';
import type { IncomingDocument } from '../records.ts';
import { DocumentBuilder } from './builder.ts';
import { faultOf } from '../faults.ts';
import { sentenceFault } from './check-sentence.ts';
import { isNewDocument, readComment } from './comments.ts';
import { detectLayout, HEAD_CHARACTERS, HEAD_LINES, type Detected } from './detect.ts';
import { PLAIN } from './layout.ts';
import { MESSAGES } from './messages.ts';
import { OPTIONS } from './options.ts';
import { RowReader, type LineKind } from './rows.ts';

/**
 * A document without any end is divided after this many tokens, at a token outside of every span; or earlier, between
 * sentences.
 */
const MAX_TOKENS = 250_000;
/**
 * A longer sentence is divided too, because no language has such sentences: the file marks no ends of sentences. A
 * million tokens read as one document took two gigabytes of memory.
 */
const LONG_SENTENCE = 50_000;
/** More tokens are not one span, and the document could not be divided inside it. */
const MAX_SENTENCE = 100_000;

/** Reads a file of the family as its documents. Memory holds one document. */
export async function* readConll(
  input: Bytes,
  { file, values, leaveOut }: ReadOptions,
): AsyncGenerator<Incoming> {
  const lines = readLinesTogether(input, file);
  const head: TextLine[] = [];
  let characters = 0;
  /** Lines behind the head that came together with its last one. */
  let behind: readonly TextLine[] = [];
  while (behind.length === 0 && head.length < HEAD_LINES && characters < HEAD_CHARACTERS) {
    const next = await lines.next();
    if (next.done) break;
    for (const [i, line] of next.value.entries()) {
      if (head.length >= HEAD_LINES || characters >= HEAD_CHARACTERS) {
        behind = next.value.slice(i);
        break;
      }
      head.push(line);
      characters += line.text.length + 1;
    }
  }
  const detected = detectLayout(head, values, { file });
  if (!detected) {
    for (let more = behind, done = false; !done;) {
      const row = more.find(({ text }) => text.trim() !== '');
      if (row)
        throw formatError(MESSAGES.noRowBefore(row.line), { file, line: row.line }, MESSAGES.isFileOfTags);
      const next = await lines.next();
      done = next.done ?? false;
      more = next.done ? [] : next.value;
    }
    yield { kind: 'note', message: MESSAGES.noRows, where: { file } };
    // Documents without a token, such as one of white space, may consist of comments only.
    if (!head.some(({ text }) => readComment(text).document !== undefined)) return;
    const empty = new ConllReader(
      { layout: PLAIN, vocabulary: new Set(), trees: null },
      file,
      values,
      leaveOut,
    );
    for (const line of head) empty.push(line);
    empty.end();
    yield* empty.ready;
    return;
  }
  yield { kind: 'note', message: layoutInWords(detected), where: { file } };
  if (detected.told !== null) yield { kind: 'note', message: detected.told, where: { file } };

  const reader = new ConllReader(detected, file, values, leaveOut);
  for (const known of [head, behind]) {
    for (const line of known) {
      reader.push(line);
      if (reader.ready.length > 0) yield* reader.ready.splice(0);
    }
  }
  for await (const together of lines) {
    for (const line of together) {
      reader.push(line);
      if (reader.ready.length > 0) yield* reader.ready.splice(0);
    }
  }
  reader.end();
  yield* reader.ready;
}

class ConllReader {
  /**
   * Completed items, waiting to be yielded: a generator for each of millions of lines would cost more than the lines.
   */
  readonly ready: Incoming[] = [];
  readonly #rows: RowReader;
  readonly #file: string;
  readonly #repairs = new Map<string, { count: number; line: number }>();
  readonly #limit: number;
  readonly #newBuilder: () => DocumentBuilder;
  readonly #trees: Detected['trees'];
  readonly #leaveOut: LeaveOut | undefined;
  /** The lines since the last empty line, if the numbers of a sentence are checked together. */
  #sentence: { found: LineKind; line: number }[] = [];
  #builder: DocumentBuilder;
  #documents = 0;
  #divided = 0;

  constructor(
    { layout, vocabulary, trees }: Pick<Detected, 'layout' | 'vocabulary' | 'trees'>,
    file: string,
    values: ReadOptions['values'],
    leaveOut: LeaveOut | undefined,
  ) {
    this.#trees = trees;
    this.#leaveOut = leaveOut;
    const option = (name: string) => optionValue({ options: OPTIONS }, name, values);
    const tell = (what: string, line: number) => {
      const known = this.#repairs.get(what);
      if (known) known.count++;
      else this.#repairs.set(what, { count: 1, line });
    };
    const repair = REPAIRS.find((known) => known === option('repair')) ?? 'begin';
    this.#file = file;
    this.#limit = Math.max(1, Number(option('sentences-per-document')) || 1);
    this.#rows = new RowReader(layout, { vocabulary, fill: option('ragged') === 'fill', file, tell });
    const tags = new TagReader(layout.scheme);
    this.#newBuilder = () => new DocumentBuilder(layout, file, tags, repair, tell);
    this.#builder = this.#newBuilder();
  }

  push({ text, line }: TextLine): void {
    const found = this.#rows.read(text, line);
    if (!this.#trees) {
      this.#take(found, line);
      return;
    }
    if (found.kind === 'blank' || found.kind === 'docstart') {
      this.#endSentence();
      this.#take(found, line);
    } else this.#sentence.push({ found, line });
  }

  /** Accepts the lines of a sentence if its numbers are valid; otherwise only what they state about the document. */
  #endSentence(): void {
    const lines = this.#sentence;
    this.#sentence = [];
    const rows = lines.flatMap(({ found, line }) =>
      found.kind === 'rows' ? found.rows.map((cells) => ({ cells, line })) : [],
    );
    const fault = rows.length === 0 ? null : sentenceFault(rows, this.#trees!.head, this.#file);
    if (fault && !this.#leaveOut) throw fault;
    if (fault) this.#leaveOut!(faultOf('record', fault));
    for (const { found, line } of lines) {
      const begins = found.kind === 'comment' && readComment(found.text).document !== undefined;
      if (!fault || begins) this.#take(found, line);
    }
  }

  #take(found: LineKind, line: number): void {
    const builder = this.#builder;
    switch (found.kind) {
      case 'blank':
        builder.endSequence();
        return;
      case 'comment': {
        const { text } = found;
        const begins = readComment(text).document !== undefined;
        if (begins) builder.endSequence();
        // Files may have several names of one document in a row; only “newdoc” always begins another document.
        if (begins && (builder.tokens > 0 || (builder.isBegun && isNewDocument(text)))) this.#finish();
        else if (this.#isFull()) this.#divide();
        this.#builder.comment(text);
        return;
      }
      case 'docstart':
        if (builder.tokens > 0 || builder.isMarked) this.#finish();
        this.#builder.begin(found.cells, line);
        return;
      case 'rows':
        for (const cells of found.rows) {
          if (this.#isFull()) this.#divide();
          this.#builder.row(cells, line);
        }
        if (found.sequence) this.#builder.endSequence();
        if (this.#builder.tokensOfSentence > MAX_SENTENCE) {
          throw formatError(
            MESSAGES.endlessSentence(MAX_SENTENCE),
            { file: this.#file, line },
            MESSAGES.separateSentences,
          );
        }
    }
  }

  end(): void {
    if (this.#trees) this.#endSentence();
    if (this.#builder.tokens > 0 || this.#builder.isMarked) this.#finish();
    const where = { file: this.#file };
    if (this.#divided > 0) {
      this.ready.push({
        kind: 'note',
        message: MESSAGES.documentDivided(this.#limit, MAX_TOKENS, LONG_SENTENCE, this.#divided),
        where,
      });
    }
    for (const [what, { count, line }] of this.#repairs)
      this.ready.push({ kind: 'note', message: `${count} × ${what}.`, where: { ...where, line } });
  }

  #isFull(): boolean {
    const { sentences, tokens, tokensOfSentence, isBetween, isInSentence } = this.#builder;
    const isLong = tokens >= MAX_TOKENS || tokensOfSentence >= LONG_SENTENCE;
    return isBetween && (isLong || (sentences >= this.#limit && !isInSentence));
  }

  #divide(): void {
    this.#divided++;
    this.#finish(true);
  }

  #finish(divided = false): void {
    const builder = this.#builder;
    this.#documents++;
    const { isMarked, line } = builder;
    // A single document gets the name of its file.
    const only = this.#documents === 1 && !isMarked && !divided;
    const record: IncomingDocument = builder.finish(
      only ? this.#file : `${this.#file}:${this.#documents}`,
      this.#file,
    );
    this.#builder = this.#newBuilder();
    this.ready.push({ kind: 'document', record, where: { file: this.#file, line, record: this.#documents } });
  }
}

/** Describes the layout found, so that a person can disagree. */
function layoutInWords({ layout, certain }: Detected): string {
  const { columns, token, tags, scheme, stack, separator, joint, miscKey, misc } = layout;
  const named = (at: number) =>
    /^column \d+$/.test(columns[at]!) ? columns[at]! : `column ${at + 1} (${columns[at]!})`;
  const between = { tab: 'TABs', blanks: 'blanks', pipes: '"|"' }[separator];
  const where = MESSAGES.tokensFrom(named(token), columns.length, between);
  if (miscKey !== null) return MESSAGES.spansFrom(where, `${miscKey}= in ${named(misc!)}`, scheme);
  if (tags.length === 0) return MESSAGES.noTags(where);
  const several = joint === null ? '' : `, several in a cell joined by “${joint}”`;
  const spans = stack ? `all columns after it` : tags.map(named).join(', ') + several;
  const found = MESSAGES.spansFrom(where, spans, scheme);
  return certain ? found : `${found} ${MESSAGES.noPrefixes}`;
}
