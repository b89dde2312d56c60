import { BOM, type Delimiter } from '../csv-rows.ts';
import type { Bytes } from '../define.ts';
import { concatBytes } from '../lines.ts';

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|'];
/** No header row is longer; a file without line ends is not read whole to find one. */
const MAX_HEADER_BYTES = 1024 * 1024;

/** A stream whose first line is known. */
export interface Peeked {
  readonly line: string;
  /** The whole stream, from its beginning. */
  readonly bytes: Bytes;
}

/** Looks at the first line of a stream, as far as it can be one. */
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
    // Copied: a stream may use its buffer again for the next piece.
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

/** The first line of the beginning of a file, without its mark. */
export function firstLine(head: Uint8Array): string {
  const [line = ''] = new TextDecoder().decode(head).replace(BOM, '').split(/\r?\n/, 1);
  return line;
}

/** What Excel writes before the header to say what separates cells. */
export function statedDelimiter(line: string): Delimiter | null {
  const stated = /^"?sep=(.)"?$/i.exec(line)?.[1];
  return DELIMITERS.find((delimiter) => delimiter === stated) ?? null;
}

/** The cells of a header row, for telling what it is; names of columns have no line ends in them. */
export function headerCells(line: string, delimiter: Delimiter): string[] {
  return line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/s, '$1'));
}

/**
 * What separates the cells of a table with this header row: the usual mark if the cells are then a header, else the one with
 * which they are; the usual one where none does it. Spreadsheets write ";" where "," is the decimal mark.
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
