import { parse } from 'csv-parse/browser/esm/sync';
import { stringify } from 'csv-stringify/browser/esm/sync';
import { formatError, type Bytes } from './define.ts';

/** What a spreadsheet program takes for a formula, or hides; also behind apostrophes, so that one more can be told. */
const FORMULA_START = /^'*[=+\-@\t\r]/;
/** Tells spreadsheet programs that the file is UTF-8. */
export const BOM = '\ufeff';

/** A cell that no spreadsheet program runs as a formula. */
export function safeCell(cell: string): string {
  return FORMULA_START.test(cell) ? `'${cell}` : cell;
}

/** What a {@link safeCell} was made from. */
export function plainCell(cell: string): string {
  return cell.startsWith("'") && FORMULA_START.test(cell) ? cell.slice(1) : cell;
}

/** What separates the cells of a row. */
export type Delimiter = ',' | '\t' | ';';

/** Rows as CSV: RFC 4180 quoting, LF line ends. `safe`: cells that look like formulas get an apostrophe. */
export function csvText(
  rows: readonly (readonly string[])[],
  safe = false,
  delimiter: Delimiter = ',',
): string {
  const cells = safe ? rows.map((row) => row.map(safeCell)) : rows;
  // A lone CR inside a cell is quoted too: some readers end a row there.
  return stringify(cells as string[][], { delimiter, quoted_match: /[\r\n]|^\s|\s$/ });
}

/** A row of a CSV file with the line on which it begins (1-based). */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Rows in batches, for files of any size. Quotes are doubled inside quoted cells, so a row ends at an LF after an even
 * number of them. All rows must have as many cells as the first.
 *
 * @throws PostilError `refused` for invalid UTF-8, an open quote and rows of another length, with the line.
 */
export async function* readCsvRows(
  input: Bytes,
  file: string,
  delimiter: Delimiter = ',',
): AsyncGenerator<CsvRow[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (chunk?: Uint8Array): string => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw formatError('The file is not valid UTF-8.', { file, line }, 'Save it as UTF-8.');
    }
  };
  let pending = '';
  let scanned = 0;
  let quoted = false;
  let complete = 0;
  let line = 1;
  let width: number | null = null;
  const take = (): CsvRow[] => {
    const rows = parseRows(pending.slice(0, complete), file, line, delimiter);
    for (const { cells, line: at } of rows) {
      width ??= cells.length;
      if (cells.length !== width)
        throw formatError(`The row has ${cells.length} cells, the first has ${width}.`, { file, line: at });
    }
    for (let i = pending.indexOf('\n'); i >= 0 && i < complete; i = pending.indexOf('\n', i + 1)) line++;
    pending = pending.slice(complete);
    scanned -= complete;
    complete = 0;
    return rows;
  };
  for await (const chunk of input) {
    pending += decode(chunk);
    for (; scanned < pending.length; scanned++) {
      const character = pending.charCodeAt(scanned);
      if (character === 0x22) quoted = !quoted;
      else if (character === 0x0a && !quoted) complete = scanned + 1;
    }
    if (complete > 0) yield take();
  }
  pending += decode();
  if (quoted) throw formatError('A quotation mark is never closed.', { file });
  complete = pending.length;
  if (complete > 0) yield take();
}

interface Parsed {
  record: string[];
  info: { lines: number };
}

function parseRows(text: string, file: string, line: number, delimiter: Delimiter): CsvRow[] {
  try {
    // The parser is strict about quotes; the number of cells is told by us, with the line.
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
    throw formatError(`A row cannot be read: ${error instanceof Error ? error.message : String(error)}.`, {
      file,
      line,
    });
  }
}
