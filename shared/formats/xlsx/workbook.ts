import { ZipWriter, type ZipPart } from '../zip/write.ts';
import { cellXml, columnLetters, escapedXml, type SheetCell } from './cells.ts';
import {
  contentTypes,
  PACKAGE_RELATIONS,
  STYLES_XML,
  workbookRelations,
  workbookXml,
  type ListedSheet,
} from './parts.ts';

export interface SheetColumn {
  readonly heading: string;
  /** In characters. */
  readonly width: number;
}
export interface SheetShape {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
}

/** The number of rows that a sheet may have, its heading included. */
export const MOST_ROWS = 1_048_576;

/**
 * Writes a workbook as a stream, row by row, with one table in each sheet: headings in a frozen first row, and filters. Sheets
 * may be written alternately; those after the first are kept compressed until the end.
 */
export class Workbook {
  readonly #zip = new ZipWriter();
  readonly #tables: Table[];
  /** All sheets of the file, in the order in which they were begun. */
  readonly #sheets: Sheet[] = [];

  constructor(shapes: readonly SheetShape[], { mostRows = MOST_ROWS } = {}) {
    this.#tables = shapes.map((shape) => new Table(shape, mostRows, (name) => this.#begin(name, shape)));
  }

  /** Adds a row to a table. Returns the bytes that are ready, and whether the row had to begin another sheet. */
  add(table: number, cells: readonly SheetCell[]): { readonly bytes: Uint8Array[]; readonly split: boolean } {
    const split = this.#tables[table]!.add(cells);
    return { bytes: this.#zip.taken(), split };
  }

  /** Ends the workbook. Returns the rest of its bytes. */
  end(): Uint8Array[] {
    for (const sheet of this.#sheets) sheet.end();
    // Sheets that continue another one stand behind it, wherever they were begun.
    const sheets = this.#tables.flatMap((table) => table.sheets);
    const files = sheets.map((sheet) => this.#sheets.indexOf(sheet) + 1);
    this.#zip.add('xl/workbook.xml', workbookXml(sheets.map((sheet) => sheet.listed)));
    this.#zip.add('xl/_rels/workbook.xml.rels', workbookRelations(files));
    this.#zip.add('xl/styles.xml', STYLES_XML);
    this.#zip.add('_rels/.rels', PACKAGE_RELATIONS);
    this.#zip.add('[Content_Types].xml', contentTypes(files.length));
    return this.#zip.end();
  }

  #begin(name: string, shape: SheetShape): Sheet {
    const sheet = new Sheet(name, shape, this.#zip.part(`xl/worksheets/sheet${this.#sheets.length + 1}.xml`));
    this.#sheets.push(sheet);
    return sheet;
  }
}

/** A table in one sheet, or in several if it has more rows than a sheet may have. */
class Table {
  readonly sheets: Sheet[];
  readonly #shape: SheetShape;
  readonly #mostRows: number;
  readonly #begin: (name: string) => Sheet;

  constructor(shape: SheetShape, mostRows: number, begin: (name: string) => Sheet) {
    this.#shape = shape;
    this.#mostRows = mostRows;
    this.#begin = begin;
    this.sheets = [begin(shape.name)];
  }

  /** Adds a row. Returns whether it began another sheet. */
  add(cells: readonly SheetCell[]): boolean {
    const split = this.sheets.at(-1)!.rows >= this.#mostRows;
    if (split) this.sheets.push(this.#begin(`${this.#shape.name} ${this.sheets.length + 1}`));
    this.sheets.at(-1)!.add(cells);
    return split;
  }
}

class Sheet {
  /** The rows written so far, with the heading. */
  rows = 0;
  readonly #name: string;
  readonly #columns: readonly SheetColumn[];
  readonly #part: ZipPart;

  constructor(name: string, { columns }: SheetShape, part: ZipPart) {
    this.#name = name;
    this.#columns = columns;
    this.#part = part;
    const widths = columns.map(
      ({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
    );
    this.#part.add(
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">' +
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/>' +
        `</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${widths.join('')}</cols><sheetData>`,
    );
    this.#row(
      columns.map(({ heading }) => heading),
      true,
    );
  }

  get listed(): ListedSheet {
    return { name: this.#name, range: this.#range, empty: this.rows === 1 };
  }

  add(cells: readonly SheetCell[]): void {
    this.#row(cells, false);
  }

  end(): void {
    this.#part.end(`</sheetData><autoFilter ref="${escapedXml(this.#range)}"/></worksheet>`);
  }

  get #range(): string {
    return `A1:${columnLetters(this.#columns.length - 1)}${this.rows}`;
  }

  #row(cells: readonly SheetCell[], heading: boolean): void {
    const number = ++this.rows;
    const xml = cells.map((cell, i) => cellXml(cell, `${columnLetters(i)}${number}`, heading));
    this.#part.add(`<row r="${number}">${xml.join('')}</row>`);
  }
}
