import { SaxesParser } from 'saxes';
import { formatError, type Bytes } from '../define.ts';
import { readAll } from '../lines.ts';
import { columnOf, unescapedText } from './cells.ts';
import { MESSAGES } from '../zip/messages.ts';
import { Zipped } from '../zip/read.ts';

/** Exported workbooks are read back whole, compressed. */
const MAX_BYTES = 1024 * 1024 * 1024;
/** Spreadsheet programs state formats for all columns that there could be; so many get an empty cell. */
const MOST_COLUMNS = 256;

/** A row of a sheet, as texts: numbers and dates as their number, yes and no as `true` and `false`. */
export interface SheetRow {
  readonly sheet: string;
  /** From 1, the heading. */
  readonly number: number;
  readonly cells: readonly string[];
}

/**
 * Yields the rows of all sheets of a workbook, as this program and spreadsheet programs write them. Rows without cells may be missing.
 *
 * @throws PostilError `refused` for a file that is no workbook
 */
export async function* readWorkbook(input: Bytes, file: string): AsyncGenerator<SheetRow> {
  const zipped = new Zipped(await readAll(input, file, MAX_BYTES), file);
  const shared = sharedTexts(zipped, file);
  for (const { name, path } of sheetsOf(zipped, file)) {
    for (const row of rowsOf(zipped, path, shared, file)) yield { sheet: name, ...row };
  }
}

function sheetsOf(zipped: Zipped, file: string): { name: string; path: string }[] {
  const targets = new Map<string, string>();
  const sheets: { name: string; id: string }[] = [];
  parse(zipped, 'xl/_rels/workbook.xml.rels', file, (name, attributes) => {
    if (name === 'Relationship') targets.set(attributes['Id']!, attributes['Target']!);
  });
  parse(zipped, 'xl/workbook.xml', file, (name, attributes) => {
    if (name === 'sheet') sheets.push({ name: unescapedText(attributes['name']!), id: attributes['r:id']! });
  });
  // Some programs write the whole path.
  const pathOf = (target = '') => (target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  return sheets.map(({ name, id }) => ({ name, path: pathOf(targets.get(id)) }));
}

/** The texts that spreadsheet programs keep in a table of their own; cells have their places in it. */
function sharedTexts(zipped: Zipped, file: string): readonly string[] {
  const path = 'xl/sharedStrings.xml';
  if (!zipped.names.includes(path)) return [];
  const texts: string[] = [];
  let text = '';
  const parser = parserOf(path, file);
  const inside = new TextCollector(parser, (piece) => (text += piece));
  parser.on('opentag', ({ name }) => {
    inside.open(name);
    if (name === 'si') text = '';
  });
  parser.on('closetag', ({ name }) => {
    inside.close(name);
    if (name === 'si') texts.push(unescapedText(text));
  });
  for (const piece of zipped.text(path)) parser.write(piece);
  parser.close();
  return texts;
}

/** Passes on the text of values, in several pieces if parts of it look different; not how it is pronounced, nor formulas. */
class TextCollector {
  #depth = 0;
  #hidden = 0;

  constructor(parser: SaxesParser, take: (piece: string) => void) {
    parser.on('text', (piece) => {
      if (this.#depth > 0 && this.#hidden === 0) take(piece);
    });
  }

  open(name: string): void {
    if (name === 't' || name === 'v') this.#depth++;
    else if (name === 'rPh') this.#hidden++;
  }

  close(name: string): void {
    if (name === 't' || name === 'v') this.#depth--;
    else if (name === 'rPh') this.#hidden--;
  }
}

function parse(
  zipped: Zipped,
  path: string,
  file: string,
  onOpen: (name: string, attributes: Record<string, string>) => void,
): void {
  const parser = parserOf(path, file);
  parser.on('opentag', ({ name, attributes }) => onOpen(name, attributes));
  for (const piece of zipped.text(path)) parser.write(piece);
  parser.close();
}

function* rowsOf(
  zipped: Zipped,
  path: string,
  shared: readonly string[],
  file: string,
): Generator<Omit<SheetRow, 'sheet'>> {
  const parser = parserOf(path, file);
  let ready: { number: number; cells: string[] }[] = [];
  let number = 0;
  let width = 0;
  let cells: string[] = [];
  let column = 0;
  let kind: string | undefined;
  let text: string | null = null;
  const inside = new TextCollector(parser, (piece) => (text = (text ?? '') + piece));
  parser.on('opentag', ({ name, attributes }) => {
    inside.open(name);
    if (name === 'col') width = Math.max(width, Math.min(Number(attributes['max']), MOST_COLUMNS));
    else if (name === 'row') {
      number = Number(attributes['r']);
      cells = Array<string>(width).fill('');
    } else if (name === 'c') {
      column = columnOf(attributes['r'] ?? '');
      kind = attributes['t'];
      text = null;
    }
  });
  parser.on('closetag', ({ name }) => {
    inside.close(name);
    if (name === 'c') {
      for (let at = cells.length; at < column; at++) cells[at] = '';
      cells[column] = text === null ? '' : plain(kind, text, shared);
    } else if (name === 'row') ready.push({ number, cells });
  });
  for (const piece of zipped.text(path)) {
    parser.write(piece);
    yield* ready;
    ready = [];
  }
  parser.close();
}

function plain(kind: string | undefined, text: string, shared: readonly string[]): string {
  if (kind === 's') return shared[Number(text)] ?? '';
  if (kind === 'inlineStr' || kind === 'str' || kind === 'e') return unescapedText(text);
  return kind === 'b' ? String(text === '1') : String(Number(text));
}

function parserOf(path: string, file: string): SaxesParser {
  const parser = new SaxesParser();
  parser.on('error', ({ message }) => {
    throw formatError(MESSAGES.partDamaged(path, message), { file });
  });
  return parser;
}
