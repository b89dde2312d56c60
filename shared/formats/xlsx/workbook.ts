import { Zip, ZipDeflate } from 'fflate';
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
/** XML is compressed in pieces of about this many characters. */
const PIECE = 1 << 16;
/** Compression takes most of the time of an export; a higher level makes little difference to the size. */
const LEVEL = 3;
/** All parts have this time, so that the same tables give the same bytes. It is the first that a zip file can state. */
const TIME = new Date(1980, 0, 1);
const encoder = new TextEncoder();

/**
 * Writes a workbook as a stream, row by row, with one table in each sheet: headings in a frozen first row, and filters. Sheets
 * may be written alternately; those after the first are kept compressed until the end.
 */
export class Workbook {
  readonly #zip: Zip;
  readonly #tables: Table[];
  /** All sheets of the file, in the order in which they were begun. */
  readonly #sheets: Sheet[] = [];
  #done: Uint8Array[] = [];

  constructor(shapes: readonly SheetShape[], { mostRows = MOST_ROWS } = {}) {
    this.#zip = new Zip((error, chunk) => {
      if (error) throw error;
      this.#done.push(chunk);
    });
    this.#tables = shapes.map((shape) => new Table(shape, mostRows, (name) => this.#begin(name, shape)));
  }

  /** Adds a row to a table. Returns the bytes that are ready, and whether the row had to begin another sheet. */
  add(table: number, cells: readonly SheetCell[]): { readonly bytes: Uint8Array[]; readonly split: boolean } {
    const split = this.#tables[table]!.add(cells);
    return { bytes: this.#taken(), split };
  }

  /** Ends the workbook. Returns the rest of its bytes. */
  end(): Uint8Array[] {
    for (const sheet of this.#sheets) sheet.end();
    // Sheets that continue another one stand behind it, wherever they were begun.
    const sheets = this.#tables.flatMap((table) => table.sheets);
    const files = sheets.map((sheet) => this.#sheets.indexOf(sheet) + 1);
    this.#part('xl/workbook.xml', workbookXml(sheets.map((sheet) => sheet.listed)));
    this.#part('xl/_rels/workbook.xml.rels', workbookRelations(files));
    this.#part('xl/styles.xml', STYLES_XML);
    this.#part('_rels/.rels', PACKAGE_RELATIONS);
    this.#part('[Content_Types].xml', contentTypes(files.length));
    this.#zip.end();
    return this.#taken();
  }

  #begin(name: string, shape: SheetShape): Sheet {
    const sheet = new Sheet(name, shape, this.#file(`xl/worksheets/sheet${this.#sheets.length + 1}.xml`));
    this.#sheets.push(sheet);
    return sheet;
  }

  #part(name: string, xml: string): void {
    this.#file(name).push(encoder.encode(xml), true);
  }

  #file(name: string): ZipDeflate {
    const file = new ZipDeflate(name, { level: LEVEL });
    file.mtime = TIME;
    this.#zip.add(file);
    return file;
  }

  #taken(): Uint8Array[] {
    const done = this.#done;
    this.#done = [];
    return done;
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
  readonly #file: ZipDeflate;
  #xml: string;

  constructor(name: string, { columns }: SheetShape, file: ZipDeflate) {
    this.#name = name;
    this.#columns = columns;
    this.#file = file;
    const widths = columns.map(
      ({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
    );
    this.#xml =
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
      '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">' +
      '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/>' +
      `</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${widths.join('')}</cols><sheetData>`;
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
    if (this.#xml.length < PIECE) return;
    this.#file.push(encoder.encode(this.#xml));
    this.#xml = '';
  }

  end(): void {
    const xml = `${this.#xml}</sheetData><autoFilter ref="${escapedXml(this.#range)}"/></worksheet>`;
    this.#file.push(encoder.encode(xml), true);
  }

  get #range(): string {
    return `A1:${columnLetters(this.#columns.length - 1)}${this.rows}`;
  }

  #row(cells: readonly SheetCell[], heading: boolean): void {
    const number = ++this.rows;
    this.#xml += `<row r="${number}">`;
    for (const [i, cell] of cells.entries())
      this.#xml += cellXml(cell, `${columnLetters(i)}${number}`, heading);
    this.#xml += '</row>';
  }
}
