import { parquetMetadata, parquetReadObjects, type AsyncBuffer, type FileMetaData } from 'hyparquet';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { formatError, type Bytes } from '../define.ts';
import { readAll } from '../lines.ts';
import { MESSAGES } from './messages.ts';

/** Exported files are closed long before this size; a larger one is not ours. */
const MAX_BYTES = 512 * 1024 * 1024;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
/** U+FEFF at the beginning of a text is one of its characters; the decoder must not drop it as a byte order mark. */
const parsers = {
  ...DEFAULT_PARSERS,
  stringFromBytes: (bytes: Uint8Array | undefined) => bytes && decoder.decode(bytes),
};

/**
 * Yields the rows of a Parquet file, with one row group in memory at a time beside its bytes. The footer is at the end,
 * so the bytes must be complete.
 *
 * @param columns only these, and no rows if the file lacks any of them; all by default
 * @throws PostilError `refused` for anything that is no Parquet file.
 */
export async function* readParquetRows(
  input: Bytes,
  file: string,
  columns?: readonly string[],
): AsyncGenerator<Record<string, unknown>> {
  const bytes = await readAll(input, file, MAX_BYTES);
  const buffer = bytes.buffer as ArrayBuffer; // made by readAll, with exactly that length
  let metadata: FileMetaData;
  try {
    metadata = parquetMetadata(buffer);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw formatError(MESSAGES.notParquet(reason), { file });
  }
  const names = new Set(metadata.schema.map(({ name }) => name));
  if (columns && !columns.every((column) => names.has(column))) return;
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
      ...(columns && { columns: [...columns] }),
      rowStart,
      rowEnd,
      parsers,
    });
    rowStart = rowEnd;
  }
}
