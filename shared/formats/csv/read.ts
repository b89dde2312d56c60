import type { ErrorWhere } from '../../contract/errors.ts';
import { readCsvRows, type CsvRow, type Delimiter } from '../csv-rows.ts';
import { formatError, type Bytes, type Incoming, type ReadOptions } from '../define.ts';
import { isFault, unlessFaulty, wholeRecordAsync } from '../faults.ts';
import {
  assertNames,
  describeColumns,
  findColumns,
  givenColumns,
  ROLES,
  type Columns,
  type Role,
} from './columns.ts';
import { delimiterOf, peekLine, statedDelimiter } from './delimiter.ts';
import { readDocument } from './document.ts';
import { MESSAGES } from './messages.ts';
import { readRow, type TableRow, type TableStyle } from './rows.ts';
import { isSafe } from './safe.ts';

/** The option in which a person states the meaning of the columns. */
export const COLUMNS_OPTION = 'columns';

const MARKS: Readonly<Record<Delimiter, string>> = { ',': 'commas', ';': '“;”', '\t': 'TABs', '|': '“|”' };

/** Reads a table of spans, one per row; the rows of one document are consecutive. */
export function readTable(
  delimiter: Delimiter,
  input: Bytes,
  options: ReadOptions,
): AsyncGenerator<Incoming> {
  return new TableReader(delimiter, options).read(input);
}

class TableReader {
  /** The format's delimiter, unless the header row shows another one. */
  #delimiter: Delimiter;
  readonly #options: ReadOptions;
  readonly #given: ReadonlyMap<Role, string>;
  #columns: Columns | null = null;
  #safe: boolean;
  /** Whether the file begins with a byte order mark. */
  #marked = false;
  /** Rows that wait until the meaning of the column “text” is known; `null` afterwards. */
  #waiting: { row: CsvRow; record: number }[] | null = null;
  #group: TableRow[] = [];
  readonly #seen = new Set<string>();

  constructor(delimiter: Delimiter, options: ReadOptions) {
    this.#delimiter = delimiter;
    this.#options = options;
    this.#given = givenColumns(String(options.values?.[COLUMNS_OPTION] ?? ''), { file: options.file });
    this.#safe = isSafe(options.values);
  }

  async *read(input: Bytes): AsyncGenerator<Incoming> {
    const { file, leaveOut } = this.#options;
    let record = 0;
    const usual = this.#delimiter;
    const peeked = await peekLine(input);
    const stated = statedDelimiter(peeked.line);
    this.#delimiter =
      stated ?? delimiterOf(peeked.line, usual, (cells) => findColumns(cells, this.#given) !== null);
    if (this.#delimiter !== usual) {
      const message = MESSAGES.cellsSeparatedBy(MARKS[this.#delimiter]);
      yield { kind: 'note', message, where: { file, line: 1 } };
    }
    let skip = stated !== null;
    const rows = readCsvRows(
      this.#noticeMark(peeked.bytes),
      file,
      this.#delimiter,
      leaveOut,
      stated !== null,
    );
    for await (const batch of rows) {
      for (const row of batch) {
        if (skip) {
          skip = false;
          continue;
        }
        if (!this.#columns) {
          yield* this.#header(row);
          continue;
        }
        record++;
        if (row.cells.every((cell) => cell.trim() === '')) continue;
        yield* this.#waiting ? this.#wait(row, record) : this.#row(row, record);
      }
    }
    if (!this.#columns) throw formatError(MESSAGES.emptyFile, { file }, MESSAGES.headerNeeded);
    // All spans cover whole texts: without a document's name, the column can only be the articles.
    if (this.#waiting) yield* this.#decided(this.#columns.roles.document === undefined ? 'article' : 'words');
    yield* this.#finish();
  }

  get #style(): TableStyle {
    return { safe: this.#safe, decimalComma: this.#delimiter !== ',' };
  }

  *#header({ cells, line }: CsvRow): Generator<Incoming> {
    const where = { file: this.#options.file, line };
    const columns = findColumns(cells, this.#given);
    if (!columns) {
      throw formatError(
        MESSAGES.noTypeStartEnd(cells.join(', ')),
        where,
        MESSAGES.setColumns(ROLES.join(', ')),
      );
    }
    assertNames(columns, where);
    this.#columns = columns;
    // Our spreadsheet-safe tables begin with a byte order mark.
    this.#safe ||= columns.own && this.#marked;
    const { article, text } = columns.roles;
    if (!columns.own && article === undefined && text !== undefined && !this.#given.has('text'))
      this.#waiting = [];
    else yield* this.#describe(where);
  }

  *#describe(where: ErrorWhere): Generator<Incoming> {
    const message = describeColumns(this.#columns!);
    if (message !== null) yield { kind: 'note', message, where };
  }

  /** Yields the rows without the byte order mark, which identifies a spreadsheet-safe table. */
  async *#noticeMark(input: Bytes): Bytes {
    const head: number[] = [];
    for await (const piece of input) {
      if (head.length < 3) head.push(...piece.subarray(0, 3 - head.length));
      this.#marked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
      yield piece;
    }
  }

  /**
   * Waits until the meaning of `text` is known, the words of the span or the article: a span shorter than the text
   * decides.
   */
  async *#wait(row: CsvRow, record: number): AsyncGenerator<Incoming> {
    this.#waiting!.push({ row, record });
    let span: TableRow['span'];
    try {
      ({ span } = readRow(row, this.#columns!, this.#style, this.#options.file, record));
    } catch (error) {
      // It is read again, and its fault reported, when the meaning of the column is known.
      if (isFault(error) && this.#options.leaveOut) return;
      throw error;
    }
    const [place] = span?.fragments ?? [];
    const text = span?.text;
    if (!place || text === undefined) return;
    const [start, end] = place;
    const lengths = [text.length, [...text].length, new TextEncoder().encode(text).length];
    // A span over all of it proves nothing.
    if (start === 0 && lengths.includes(end)) return;
    yield* this.#decided(
      start <= end && text.length > end - start && text.length >= end ? 'article' : 'words',
    );
  }

  async *#decided(what: 'words' | 'article'): AsyncGenerator<Incoming> {
    const columns = this.#columns!;
    const { text, ...roles } = columns.roles;
    if (what === 'article') this.#columns = { ...columns, roles: { ...roles, article: text! } };
    yield* this.#describe({ file: this.#options.file });
    const rows = this.#waiting ?? [];
    this.#waiting = null;
    for (const { row, record } of rows) yield* this.#row(row, record);
  }

  async *#row(row: CsvRow, record: number): AsyncGenerator<Incoming> {
    const { leaveOut, file } = this.#options;
    const read = unlessFaulty(leaveOut, 'annotation', () =>
      readRow(row, this.#columns!, this.#style, file, record),
    );
    if (!read) return;
    const [first] = this.#group;
    if (first && keyOf(first) !== keyOf(read)) yield* this.#finish();
    this.#group.push(read);
  }

  async *#finish(): AsyncGenerator<Incoming> {
    const group = this.#group;
    const [first] = group;
    if (!first) return;
    this.#group = [];
    const key = keyOf(first);
    if (this.#seen.has(key)) {
      const message = MESSAGES.documentInPieces;
      yield { kind: 'note', message, where: first.where };
    }
    this.#seen.add(key);
    const number = this.#seen.size;
    const { leaveOut } = this.#options;
    yield* wholeRecordAsync(leaveOut, first.where, () => readDocument(group, this.#options, number));
  }
}

/** Returns what the rows of one document have in common: its name, else its text. */
function keyOf({ document, article }: TableRow): string {
  return document === '' ? `text ${article}` : `name ${document}`;
}
