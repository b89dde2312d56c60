import type { SchemaElement } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { ParquetWriter } from 'hyparquet-writer/src/parquet-writer.js';
import type { OutgoingChunk } from '../define.ts';

/** The type of a cell. `null` is allowed in all but lists, which are empty instead. */
export type CellKind = 'string' | 'int' | 'double' | 'boolean' | 'strings' | 'ranges' | 'spans';
export type Cell = unknown;

export interface Column<Row> {
  readonly name: string;
  readonly kind: CellKind;
  readonly cell: (row: Row) => Cell;
}

/** A row group is closed after this many rows, or when its texts reach this many units; one group is held in memory. */
const GROUP_ROWS = 5_000;
const GROUP_UNITS = 4 * 1024 * 1024;
/** A file of this many bytes is closed and the next one begun, because files are read back whole. */
const FILE_BYTES = 24 * 1024 * 1024;

/**
 * Writes a table as one or more complete Parquet files, a row group at a time: NAME.parquet, NAME-2.parquet and so on.
 */
export class ParquetTable<Row> {
  readonly #name: string;
  readonly #columns: readonly Column<Row>[];
  readonly #schema: SchemaElement[];
  readonly #fileBytes: number;
  readonly #groupRows: number;
  #cells: Cell[][] = [];
  #rows = 0;
  #units = 0;
  #files = 0;
  #writer: ByteWriter | null = null;
  #parquet: ParquetWriter | null = null;

  constructor(
    name: string,
    columns: readonly Column<Row>[],
    { fileBytes = FILE_BYTES, groupRows = GROUP_ROWS } = {},
  ) {
    this.#name = name;
    this.#columns = columns;
    this.#fileBytes = fileBytes;
    this.#groupRows = groupRows;
    this.#schema = [
      { name: 'root', num_children: columns.length },
      ...columns.flatMap((column) => elements(column.name, column.kind)),
    ];
    this.#cells = columns.map(() => []);
  }

  /** The number of files begun so far. */
  get files(): number {
    return this.#files;
  }

  /** Adds a row; returns the bytes that it completed. */
  *add(row: Row): Generator<OutgoingChunk> {
    for (const [i, { cell }] of this.#columns.entries()) {
      const value = cell(row);
      this.#units += weight(value);
      this.#cells[i]!.push(value);
    }
    this.#rows++;
    if (this.#rows >= this.#groupRows || this.#units >= GROUP_UNITS) yield* this.#group();
  }

  /** Closes the table. Without rows it still writes a file, so that the columns are known. */
  *end(): Generator<OutgoingChunk> {
    if (this.#rows > 0 || this.#files === 0) yield* this.#group();
    yield* this.#close();
  }

  *#group(): Generator<OutgoingChunk> {
    if (!this.#parquet || !this.#writer) {
      this.#writer = new ByteWriter();
      this.#parquet = new ParquetWriter({ writer: this.#writer, schema: this.#schema, createdBy: 'Postil' });
      this.#files++;
    }
    if (this.#rows > 0) {
      // Page indexes would be kept in memory until the end of the file.
      const columnData = this.#columns.map(({ name }, i) => ({
        name,
        data: this.#cells[i]!,
        offsetIndex: false,
      }));
      void this.#parquet.write({ columnData, rowGroupSize: this.#rows });
    }
    this.#cells = this.#columns.map(() => []);
    this.#rows = 0;
    this.#units = 0;
    const { offset } = this.#writer;
    yield { file: this.#file(), chunk: this.#taken() };
    if (offset >= this.#fileBytes) yield* this.#close();
  }

  *#close(): Generator<OutgoingChunk> {
    if (!this.#parquet) return;
    void this.#parquet.finish();
    yield { file: this.#file(), chunk: this.#taken(), last: true };
    this.#parquet = null;
    this.#writer = null;
  }

  #file(): string {
    return this.#files === 1 ? `${this.#name}.parquet` : `${this.#name}-${this.#files}.parquet`;
  }

  /** Returns the bytes written since the last call; positions in the file continue. */
  #taken(): Uint8Array {
    const writer = this.#writer!;
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  }
}

function weight(value: Cell): number {
  if (typeof value === 'string') return value.length + 8;
  if (!Array.isArray(value)) return 8;
  return value.reduce(
    (sum: number, item: unknown) => sum + (typeof item === 'string' ? item.length : 16),
    16,
  );
}

const OPTIONAL = { repetition_type: 'OPTIONAL' } as const;
const REQUIRED = { repetition_type: 'REQUIRED' } as const;
const TEXT = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } } as const;

/** Returns the elements of a column in the schema, in the order of a tree walk. */
function elements(name: string, kind: CellKind): SchemaElement[] {
  if (kind === 'string') return [{ name, ...OPTIONAL, ...TEXT }];
  if (kind === 'int') return [{ name, ...OPTIONAL, type: 'INT32' }];
  if (kind === 'double') return [{ name, ...OPTIONAL, type: 'DOUBLE' }];
  if (kind === 'boolean') return [{ name, ...OPTIONAL, type: 'BOOLEAN' }];
  const list: SchemaElement[] = [
    { name, ...REQUIRED, num_children: 1, converted_type: 'LIST', logical_type: { type: 'LIST' } },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  ];
  if (kind === 'strings') return [...list, { name: 'element', ...REQUIRED, ...TEXT }];
  const range: SchemaElement[] = [
    { name: 'start', ...REQUIRED, type: 'INT32' },
    { name: 'end', ...REQUIRED, type: 'INT32' },
  ];
  const named: SchemaElement[] =
    kind === 'spans'
      ? [
          { name: 'label', ...REQUIRED, ...TEXT },
          { name: 'text', ...REQUIRED, ...TEXT },
        ]
      : [];
  const children = [...range, ...named];
  return [...list, { name: 'element', ...REQUIRED, num_children: children.length }, ...children];
}
