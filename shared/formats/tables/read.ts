import { plainCell, readCsvRows } from '../csv-rows.ts';
import { isSafe } from '../csv/safe.ts';
import { formatError, type Bytes, type ReadOptions, type Surface } from '../define.ts';
import { readParquetRows } from '../parquet/read-rows.ts';
import { readWorkbook } from '../xlsx/read.ts';
import { MESSAGES } from './messages.ts';
import { cellText } from './sinks.ts';
import type { TableCell } from './table.ts';
import { rowText } from './write.ts';

/** The tables of the sheets, by name. */
const SHEETS: Readonly<Record<string, string>> = {
  Claims: 'claims',
  Mentions: 'mentions',
  Entities: 'entities',
  Events: 'events',
  Relations: 'relations',
  Annotations: 'annotations',
  Articles: 'documents',
};

/** Reads every row of the tables in a file back, so that all cells can be compared with what was written. */
export async function* readTables(input: Bytes, { file, values }: ReadOptions): AsyncGenerator<Surface> {
  for await (const { table, cells } of rowsOf(input, file, isSafe(values)))
    yield { document: '', span: '', text: rowText(table, cells) };
}

async function* rowsOf(
  input: Bytes,
  file: string,
  safe: boolean,
): AsyncGenerator<{ readonly table: string; readonly cells: readonly string[] }> {
  if (file.endsWith('.xlsx')) {
    for await (const { sheet, number, cells } of readWorkbook(input, file)) {
      // A table that continues on another sheet has a number behind its name.
      const table = SHEETS[sheet.replace(/ \d+$/, '')];
      if (table === undefined) throw formatError(MESSAGES.foreignFile(file), { file });
      if (number > 1) yield { table, cells };
    }
    return;
  }
  const table = file.replace(/(?:-\d+)?\.\w+$/, '');
  if (file.endsWith('.parquet')) {
    for await (const row of readParquetRows(input, file))
      yield { table, cells: Object.values(row).map((cell) => cellText(cell as TableCell)) };
    return;
  }
  let header = true;
  for await (const rows of readCsvRows(input, file)) {
    for (const { cells } of rows) {
      if (!header) yield { table, cells: safe ? cells.map(plainCell) : cells };
      header = false;
    }
  }
}
