import { parse } from 'csv-parse/browser/esm/sync';
import { stringify } from 'csv-stringify/browser/esm/sync';
import { formatError, type Bytes } from './define.ts';

/** What a spreadsheet program takes for a formula, or hides. */
export const FORMULA_START = /^[=+\-@\t\r]/;

/** Rows as CSV: RFC 4180 quoting, LF line ends. `safe`: cells that look like formulas get an apostrophe. */
export function csvText(rows: readonly (readonly string[])[], safe = false): string {
  const cells = safe
    ? rows.map((row) => row.map((cell) => (FORMULA_START.test(cell) ? `'${cell}` : cell)))
    : rows;
  // A lone CR inside a cell is quoted too: some readers end a row there.
  return stringify(cells as string[][], { quoted_match: /[\r\n]|^\s|\s$/ });
}

/** Rows in batches. Quotes are doubled inside quoted cells, so a row ends at an LF after an even number of them. */
export async function* readRows(input: Bytes, file: string): AsyncGenerator<string[][]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let pending = '';
  let scanned = 0;
  let quoted = false;
  let complete = 0;
  const take = (): string[][] => {
    const text = pending.slice(0, complete);
    pending = pending.slice(complete);
    scanned -= complete;
    complete = 0;
    return parseRows(text, file);
  };
  for await (const chunk of input) {
    pending += decoder.decode(chunk, { stream: true });
    for (; scanned < pending.length; scanned++) {
      const character = pending.charCodeAt(scanned);
      if (character === 0x22) quoted = !quoted;
      else if (character === 0x0a && !quoted) complete = scanned + 1;
    }
    if (complete > 0) yield take();
  }
  pending += decoder.decode();
  if (quoted) throw formatError('A quotation mark is never closed.', { file });
  complete = pending.length;
  if (complete > 0) yield take();
}

function parseRows(text: string, file: string): string[][] {
  try {
    return parse(text, { relax_column_count: false, record_delimiter: '\n' });
  } catch (error) {
    throw formatError(`A row cannot be read: ${error instanceof Error ? error.message : String(error)}.`, {
      file,
    });
  }
}
