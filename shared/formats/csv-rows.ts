import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { stringify } from 'csv-stringify/browser/esm/sync';
import type { ErrorWhere } from '../contract/errors.ts';
import { MAX_ARTICLE_BYTES, decodeUtf8, invalidUtf8At } from '../text/decode.ts';
import { formatError, type Bytes, type LeaveOut } from './define.ts';
import { unlessFaulty } from './faults.ts';
import { concatBytes } from './lines.ts';
import { COMMON, MESSAGES } from './messages.ts';

/**
 * What a spreadsheet program treats as a formula, or hides. Leading apostrophes are included, so that one more can be
 * added and removed without loss.
 */
const FORMULA_START = /^'*[=+\-@\t\r]/;
/** Makes spreadsheet programs read the file as UTF-8. */
export const BOM = '\ufeff';

/** Whether a spreadsheet program would run a text as a formula, or hide a part of it. */
export function isFormula(cell: string): boolean {
  return FORMULA_START.test(cell);
}

/** Returns a cell that no spreadsheet program runs as a formula. */
export function safeCell(cell: string): string {
  return FORMULA_START.test(cell) ? `'${cell}` : cell;
}

/** Returns the text from which {@link safeCell} made a cell. */
export function plainCell(cell: string): string {
  return cell.startsWith("'") && FORMULA_START.test(cell) ? cell.slice(1) : cell;
}

/** The separator between the cells of a row. */
export type Delimiter = ',' | '\t' | ';' | '|';

/**
 * Returns rows as CSV: RFC 4180 quoting, LF line ends. With `safe`, cells that look like formulas get an apostrophe.
 */
export function csvText(
  rows: readonly (readonly string[])[],
  safe = false,
  delimiter: Delimiter = ',',
): string {
  const cells = safe ? rows.map((row) => row.map(safeCell)) : rows;
  // Quotes a lone CR too, because some readers treat it as the end of the row.
  return stringify(cells as string[][], { delimiter, quoted_match: /[\r\n]|^\s|\s$/ });
}

/** A row of a CSV file with the line on which it begins (1-based). */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads rows in batches, from files of any size. Quotes are doubled inside quoted cells, so a row ends at an LF after
 * an even number of them. All rows must have as many cells as the first.
 *
 * @param leaveOut receives the fault of a row of another length, which is then left out
 * @param preamble whether the first row is not part of the table, and may have another length
 * @throws PostilError `refused` for invalid UTF-8, an open quote and rows of another length, with the line.
 */
export async function* readCsvRows(
  input: Bytes,
  file: string,
  delimiter: Delimiter = ',',
  leaveOut?: LeaveOut,
  preamble = false,
): AsyncGenerator<CsvRow[]> {
  const decoder = new Utf8Pieces(file);
  /** The incomplete rows so far, in pieces, because joining a long row repeatedly would be slow. */
  let pieces: string[] = [];
  let size = 0;
  /** The line on which the pieces begin, and how far they have been scanned. */
  let line = 1;
  let lines = 1;
  let quoted = false;
  let quotedFrom = 1;
  let width: number | null = null;
  let first = true;
  const take = (text: string): CsvRow[] => {
    const rows = parseRows(text, file, line, delimiter);
    return rows.filter(
      ({ cells, line: at }) =>
        unlessFaulty(leaveOut, 'annotation', () => {
          if (preamble && first) {
            first = false;
            return true;
          }
          width ??= cells.length;
          if (cells.length === width) return true;
          throw formatError(MESSAGES.otherWidth(cells.length, width), { file, line: at });
        }) ?? false,
    );
  };
  for await (const chunk of input) {
    const text = decoder.decode(chunk);
    let complete = 0;
    let linesThere = line;
    for (let i = 0; i < text.length; i++) {
      const character = text.charCodeAt(i);
      if (character === 0x22) {
        quoted = !quoted;
        quotedFrom = lines;
      } else if (character === 0x0a) {
        lines++;
        if (!quoted) [complete, linesThere] = [i + 1, lines];
      }
    }
    if (complete > 0) {
      yield take([...pieces, text.slice(0, complete)].join(''));
      line = linesThere;
      [pieces, size] = [[], 0];
    }
    pieces.push(text.slice(complete));
    size += text.length - complete;
    if (size > MAX_ARTICLE_BYTES) {
      if (quoted) throw neverClosed({ file, line: quotedFrom });
      throw formatError(MESSAGES.rowTooLong, { file, line }, MESSAGES.doubleQuotationMarks);
    }
  }
  decoder.end();
  const last = pieces.join('');
  if (quoted) {
    // The parser finds the position: an earlier quotation mark in the wrong place, else the last one.
    parseRows(last, file, line, delimiter);
    throw neverClosed({ file, line: quotedFrom });
  }
  if (last !== '') yield take(last);
}

function neverClosed(where: ErrorWhere) {
  return formatError(MESSAGES.openQuotationMark, where, MESSAGES.doubleQuotationMarks);
}

/** Decodes a stream and keeps the position, for reporting invalid bytes. */
class Utf8Pieces {
  readonly #file: string;
  /** The first bytes of a character that continues in the next chunk. */
  #rest = new Uint8Array(0);
  #consumed = 0;
  #line = 1;

  constructor(file: string) {
    this.#file = file;
  }

  /** @throws PostilError `refused` with line and byte. */
  decode(chunk: Uint8Array): string {
    const bytes =
      this.#rest.length === 0 ? chunk : concatBytes([this.#rest, chunk], this.#rest.length + chunk.length);
    const whole = bytes.length - unfinished(bytes);
    const text = decodeUtf8(bytes.subarray(0, whole));
    if (text === null) this.#fail(bytes, invalidUtf8At(bytes));
    // Copied, because a stream may reuse its buffer for the next piece.
    this.#rest = bytes.slice(whole);
    this.#pass(bytes.subarray(0, whole));
    return this.#consumed === whole && text.startsWith(BOM) ? text.slice(1) : text;
  }

  /** @throws PostilError `refused` if the file ends within a character. */
  end(): void {
    if (this.#rest.length > 0) this.#fail(this.#rest, 0);
  }

  #pass(bytes: Uint8Array): void {
    for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) this.#line++;
    this.#consumed += bytes.length;
  }

  #fail(bytes: Uint8Array, at: number): never {
    this.#pass(bytes.subarray(0, at));
    const where = { file: this.#file, line: this.#line, byte: this.#consumed };
    throw formatError(COMMON.notUtf8, where, COMMON.saveAsUtf8);
  }
}

/** Returns the number of bytes at the end that begin an incomplete character; 0 if there are none. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

interface Parsed {
  record: string[];
  info: { lines: number };
}

function parseRows(text: string, file: string, line: number, delimiter: Delimiter): CsvRow[] {
  try {
    // The parser checks quotes strictly; we check the number of cells, so that the message has the line.
    const rows = parse(text, {
      delimiter,
      relax_column_count: true,
      info: true,
      record_delimiter: ['\r\n', '\n'],
    }) as unknown as Parsed[];
    let begins = line;
    return rows.map(({ record, info }) => {
      const row = { line: begins, cells: record };
      begins = line + info.lines;
      return row;
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') return [];
    // The parser counts lines from the beginning of the text that it was given.
    const at = line + Math.max(0, Number(error['lines'] ?? 1) - 1);
    throw formatError(MESSAGES.misplacedQuotationMark, { file, line: at }, MESSAGES.doubleQuotationMarks);
  }
}
