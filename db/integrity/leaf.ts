type Value = null | number | Buffer;

/**
 * The rows of a page of SQLite's file format that is a leaf of a table, as their columns; text comes as bytes. `undefined`
 * where the page is another one, or has rows that do not fit in it. See https://www.sqlite.org/fileformat2.html, 1.6 and 2.1.
 */
export function readLeaf(page: Buffer): Value[][] | undefined {
  if (page[0] !== 0x0d) return undefined;
  try {
    const cells = page.readUInt16BE(3);
    return Array.from({ length: cells }, (_, i) => readCell(page, page.readUInt16BE(8 + 2 * i)));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readCell(page: Buffer, at: number): Value[] {
  const [size, afterSize] = varint(page, at);
  const [, start] = varint(page, afterSize);
  const cell = page.subarray(start, start + size);
  if (cell.length < size) throw new RangeError('a row that overflows its page');
  const [headerSize, first] = varint(cell, 0);
  const values: Value[] = [];
  let body = headerSize;
  for (let next = first; next < headerSize;) {
    const [type, after] = varint(cell, next);
    const length = lengthOf(type);
    values.push(valueOf(type, cell, body, length));
    body += length;
    next = after;
  }
  return values;
}

function lengthOf(type: number): number {
  return type >= 12 ? Math.floor((type - 12) / 2) : [0, 1, 2, 3, 4, 6, 8, 8, 0, 0][type]!;
}

function valueOf(type: number, cell: Buffer, at: number, length: number): Value {
  if (type === 0) return null;
  if (type === 8 || type === 9) return type - 8;
  if (type >= 12) return cell.subarray(at, at + length);
  if (type === 7) return cell.readDoubleBE(at);
  return type === 6 ? Number(cell.readBigInt64BE(at)) : cell.readIntBE(at, length);
}

/** A number of up to nine bytes, and where it ends. */
function varint(bytes: Buffer, at: number): [value: number, end: number] {
  let value = 0;
  for (let i = 0; i < 8; i++) {
    const byte = bytes.readUInt8(at + i);
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, at + i + 1];
  }
  return [value * 256 + bytes.readUInt8(at + 8), at + 9];
}
