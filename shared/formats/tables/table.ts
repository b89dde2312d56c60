/** A value in a table; `null` if there is none. */
export type TableCell = string | number | boolean | null;

/** What the cells of a column hold. A date is text in ISO 8601, as precise as it is known. */
export type ColumnKind = 'text' | 'whole' | 'number' | 'flag' | 'date';

export interface TableColumn<Row> {
  /** In CSV and Parquet. */
  readonly name: string;
  /** In the workbook. */
  readonly heading: string;
  readonly kind: ColumnKind;
  /** In the workbook, in characters. */
  readonly width: number;
  readonly cell: (row: Row) => TableCell;
  /** Returns the value as people read it, for the workbook, if that differs. */
  readonly shown?: (row: Row) => TableCell;
}

export interface Table<Row> {
  /** The name of the file, without extension. */
  readonly name: string;
  /** The name of the sheet. */
  readonly sheet: string;
  readonly columns: readonly TableColumn<Row>[];
}

/** The name of a column, the heading in words, and what may differ from a column of texts. */
export function column<Row>(
  name: string,
  heading: string,
  cell: (row: Row) => TableCell,
  more: Partial<Pick<TableColumn<Row>, 'kind' | 'width' | 'shown'>> = {},
): TableColumn<Row> {
  return { name, heading, cell, kind: 'text', width: WIDTHS[more.kind ?? 'text'], ...more };
}

const WIDTHS: Readonly<Record<ColumnKind, number>> = { text: 18, whole: 9, number: 9, flag: 9, date: 12 };

/** Gives every column a name and a heading of its own: the scheme and its labels may repeat those of others. */
export function distinct<Row>(columns: readonly TableColumn<Row>[]): TableColumn<Row>[] {
  const names = new Set<string>();
  const headings = new Set<string>();
  return columns.map((each) => ({
    ...each,
    name: unused(each.name, names, (name, n) => `${name}_${n}`),
    heading: unused(each.heading, headings, (heading, n) => `${heading} (${n})`),
  }));
}

/** Names are compared without case, because spreadsheet programs and databases compare them so. */
function unused(name: string, taken: Set<string>, numbered: (name: string, n: number) => string): string {
  let found = name;
  for (let n = 2; taken.has(found.toLowerCase()); n++) found = numbered(name, n);
  taken.add(found.toLowerCase());
  return found;
}

/** Joins several values of a cell. */
export function joined(values: readonly string[]): string {
  return [...new Set(values)].join('; ');
}
