import { BOM, csvText } from '../csv-rows.ts';
import type { OutgoingChunk } from '../define.ts';
import type { LossTally } from '../losses.ts';
import { ParquetTable, type CellKind } from '../parquet/table.ts';
import { cutToCell, dateCell, plainText, type SheetCell } from '../xlsx/cells.ts';
import { Workbook } from '../xlsx/workbook.ts';
import type { ColumnKind, Table, TableCell } from './table.ts';

/** Where the rows of the tables go: files of one form. */
export interface Sink {
  /** Adds a row to a table; returns what is ready of the files, and the cells as they will be read back. */
  add(table: number, cells: readonly TableCell[]): Added;
  /** Ends all files. */
  end(): Iterable<OutgoingChunk>;
}
export interface Added {
  readonly chunks: Iterable<OutgoingChunk>;
  readonly cells: readonly string[];
}
type Shapes = readonly Pick<Table<never>, 'name' | 'sheet' | 'columns'>[];

/** Returns a cell as it is in CSV, and as it is compared when a table is read back. */
export function cellText(cell: TableCell): string {
  return cell === null ? '' : String(cell);
}

/** Rows are made into text together, because each call has a cost. */
const ROWS_TOGETHER = 100;

/** A CSV file for each table. With `safe`, cells that look like formulas get an apostrophe. */
export class CsvSink implements Sink {
  readonly #shapes: Shapes;
  readonly #safe: boolean;
  /** The rows that are not written yet, by table; each begins with its header. */
  readonly #waiting: string[][][];
  readonly #begun = new Set<number>();

  constructor(shapes: Shapes, safe: boolean) {
    this.#shapes = shapes;
    this.#safe = safe;
    this.#waiting = shapes.map(({ columns }) => [columns.map(({ name }) => name)]);
  }

  add(table: number, cells: readonly TableCell[]): Added {
    const texts = cells.map(cellText);
    const waiting = this.#waiting[table]!;
    waiting.push(texts);
    if (waiting.length < ROWS_TOGETHER) return { chunks: [], cells: texts };
    // All files are begun in the order of the tables, so that a preview shows the most important first.
    const tables = this.#begun.size > 0 ? [table] : [...this.#shapes.keys()];
    return { chunks: tables.map((each) => this.#written(each)), cells: texts };
  }

  /** A table without rows has a file with its header too. */
  *end(): Generator<OutgoingChunk> {
    for (const table of this.#shapes.keys()) yield { ...this.#written(table), last: true };
  }

  #written(table: number): OutgoingChunk {
    const text = csvText(this.#waiting[table]!, this.#safe);
    const chunk = this.#safe && !this.#begun.has(table) ? BOM + text : text;
    this.#begun.add(table);
    this.#waiting[table] = [];
    return { file: `${this.#shapes[table]!.name}.csv`, chunk };
  }
}

const PARQUET_KINDS: Readonly<Record<ColumnKind, CellKind>> = {
  text: 'string',
  date: 'string',
  whole: 'int',
  number: 'double',
  flag: 'boolean',
};

/** A Parquet file for each table, or several if it is large. */
export class ParquetSink implements Sink {
  readonly #tables: ParquetTable<readonly TableCell[]>[];

  constructor(shapes: Shapes) {
    this.#tables = shapes.map(
      ({ name, columns }) =>
        new ParquetTable<readonly TableCell[]>(
          name,
          columns.map((column, i) => ({
            name: column.name,
            kind: PARQUET_KINDS[column.kind],
            cell: (cells) => cells[i] ?? null,
          })),
        ),
    );
  }

  add(table: number, cells: readonly TableCell[]): Added {
    return { chunks: this.#tables[table]!.add(cells), cells: cells.map(cellText) };
  }

  *end(): Generator<OutgoingChunk> {
    for (const table of this.#tables) yield* table.end();
  }
}

/** The losses of a workbook. */
export const WORKBOOK_LOSSES = {
  cut: 'cells cut to 32,767 characters',
  split: 'tables continued on another sheet',
} as const;

/** Cuts texts that a cell of a workbook cannot hold, and counts them. */
export function cutCells(
  cells: readonly TableCell[],
  { sheet, columns }: Shapes[number],
  losses: LossTally,
): TableCell[] {
  return cells.map((cell, i) => {
    if (typeof cell !== 'string') return cell;
    const text = cutToCell(cell.toWellFormed());
    if (text.length < cell.length) losses.add(WORKBOOK_LOSSES.cut, `${sheet}: ${columns[i]!.heading}`);
    return text;
  });
}

function sheetCell(cell: TableCell, kind: ColumnKind): SheetCell {
  return (typeof cell === 'string' && kind === 'date' ? dateCell(cell) : null) ?? cell;
}

/** One workbook with a sheet for each table. */
export class WorkbookSink implements Sink {
  readonly #file: string;
  readonly #shapes: Shapes;
  readonly #losses: LossTally;
  readonly #workbook: Workbook;

  constructor(file: string, shapes: Shapes, losses: LossTally, limits?: { readonly mostRows?: number }) {
    this.#file = file;
    this.#shapes = shapes;
    this.#losses = losses;
    this.#workbook = new Workbook(
      shapes.map(({ sheet, columns }) => ({ name: sheet, columns })),
      limits,
    );
  }

  add(table: number, row: readonly TableCell[]): Added {
    const { sheet, columns } = this.#shapes[table]!;
    const cells = row.map((cell, i) => sheetCell(cell, columns[i]!.kind));
    const { bytes, split } = this.#workbook.add(table, cells);
    if (split) this.#losses.add(WORKBOOK_LOSSES.split, sheet);
    return { chunks: this.#chunks(bytes), cells: cells.map(plainText) };
  }

  *end(): Generator<OutgoingChunk> {
    yield* this.#chunks(this.#workbook.end());
    yield { file: this.#file, chunk: '', last: true };
  }

  *#chunks(bytes: readonly Uint8Array[]): Generator<OutgoingChunk> {
    for (const chunk of bytes) yield { file: this.#file, chunk };
  }
}
