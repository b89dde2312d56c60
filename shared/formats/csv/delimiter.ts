import { BOM, type Delimiter } from '../csv-rows.ts';
import type { Bytes } from '../define.ts';
import { concatBytes } from '../lines.ts';

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|'];
/** A header row is not longer; a file without line ends must not be read whole to find one. */
const MAX_HEADER_BYTES = 1024 * 1024;

/** A stream whose first line was read ahead. */
export interface Peeked {
  readonly line: string;
  /** The whole stream, from its beginning. */
  readonly bytes: Bytes;
}

/** Reads the first line of a stream, up to the limit of a header. */
export async function peekLine(input: Bytes): Promise<Peeked> {
  const iterator = input[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  while (size < MAX_HEADER_BYTES && !pieces.at(-1)?.includes(0x0a)) {
    const next = await iterator.next();
    if (next.done) {
      ended = true;
      break;
    }
    // Copied, because a stream may reuse its buffer for the next piece.
    pieces.push(next.value.slice());
    size += next.value.length;
  }
  const head = concatBytes(pieces, size);
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield head;
    while (!ended) {
      const next = await iterator.next();
      if (next.done) return;
      yield next.value;
    }
  }
  return { line: firstLine(head), bytes: whole() };
}

/** Returns the first line of the beginning of a file, without the byte order mark. */
export function firstLine(head: Uint8Array): string {
  const [line = ''] = new TextDecoder().decode(head).replace(BOM, '').split(/\r?\n/, 1);
  return line;
}

/** Returns the delimiter in the line that Excel writes before the header. */
export function statedDelimiter(line: string): Delimiter | null {
  const stated = /^"?sep=(.)"?$/i.exec(line)?.[1];
  return DELIMITERS.find((delimiter) => delimiter === stated) ?? null;
}

/** Returns the cells of a header row, for recognition; names of columns have no line ends. */
export function headerCells(line: string, delimiter: Delimiter): string[] {
  return line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/s, '$1'));
}

/**
 * Returns the delimiter of a table with this header row: the usual one if it gives a valid header, else another one
 * that does, else the usual one. Spreadsheets write ";" if "," is the decimal mark.
 *
 * @param isHeader whether cells are the header of such a table
 */
export function delimiterOf(
  line: string,
  usual: Delimiter,
  isHeader: (cells: readonly string[]) => boolean,
): Delimiter {
  const fits = (delimiter: Delimiter) => {
    const cells = headerCells(line, delimiter);
    return cells.length > 1 && isHeader(cells);
  };
  return [usual, ...DELIMITERS].find(fits) ?? usual;
}
