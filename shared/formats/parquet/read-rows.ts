import { parquetMetadata, parquetReadObjects, type AsyncBuffer, type FileMetaData } from 'hyparquet';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { formatError, type Bytes } from '../define.ts';
import { readAll } from '../lines.ts';

/** Files are closed long before; more than this is not of our making. */
const MAX_BYTES = 512 * 1024 * 1024;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
/** U+FEFF at the beginning of a text is a character of it, and not a mark of the file that the decoder may drop. */
const parsers = {
  ...DEFAULT_PARSERS,
  stringFromBytes: (bytes: Uint8Array | undefined) => bytes && decoder.decode(bytes),
};

/**
 * The rows of a Parquet file, one row group in memory at a time beside its bytes. The footer is at the end, so the
 * bytes have to be whole.
 *
 * @param columns only these; no rows where the file has not all of them
 * @throws PostilError `refused` for what is no Parquet file.
 */
export async function* readParquetRows(
  input: Bytes,
  file: string,
  columns: readonly string[],
): AsyncGenerator<Record<string, unknown>> {
  const bytes = await readAll(input, file, MAX_BYTES);
  const buffer = bytes.buffer as ArrayBuffer; // readAll made it, and just so long
  let metadata: FileMetaData;
  try {
    metadata = parquetMetadata(buffer);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw formatError(`The file is not Parquet, or cut off: ${reason}.`, { file });
  }
  const names = new Set(metadata.schema.map(({ name }) => name));
  if (!columns.every((column) => names.has(column))) return;
  const source: AsyncBuffer = {
    byteLength: buffer.byteLength,
    slice: (start, end) => buffer.slice(start, end),
  };
  let rowStart = 0;
  for (const { num_rows: rows } of metadata.row_groups) {
    const rowEnd = rowStart + Number(rows);
    yield* await parquetReadObjects({
      file: source,
      metadata,
      columns: [...columns],
      rowStart,
      rowEnd,
      parsers,
    });
    rowStart = rowEnd;
  }
}
