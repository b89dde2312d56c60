import { SaxesParser } from 'saxes';
import { formatError, type Bytes } from '../define.ts';
import { readAll } from '../lines.ts';
import { columnOf, unescapedText } from './cells.ts';
import { MESSAGES } from '../zip/messages.ts';
import { Zipped } from '../zip/read.ts';

/** Exported workbooks are read back whole, compressed. */
const MAX_BYTES = 1024 * 1024 * 1024;

/** A row of a sheet, as texts: numbers and dates as their number, yes and no as `true` and `false`. */
export interface SheetRow {
  readonly sheet: string;
  /** From 1, the heading. */
  readonly number: number;
  readonly cells: readonly string[];
}

/**
 * Yields the rows of all sheets of a workbook that this program wrote. Texts must be in the cells themselves: tables of shared texts are
 * not read.
 *
 * @throws PostilError `refused` for a file that is no workbook
 */
export async function* readWorkbook(input: Bytes, file: string): AsyncGenerator<SheetRow> {
  const zipped = new Zipped(await readAll(input, file, MAX_BYTES), file);
  for (const { name, path } of sheetsOf(zipped, file)) {
    for (const row of rowsOf(zipped, path, file)) yield { sheet: name, ...row };
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
  return sheets.map(({ name, id }) => ({ name, path: `xl/${targets.get(id)}` }));
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

function* rowsOf(zipped: Zipped, path: string, file: string): Generator<Omit<SheetRow, 'sheet'>> {
  const parser = parserOf(path, file);
  let ready: { number: number; cells: string[] }[] = [];
  let number = 0;
  let width = 0;
  let cells: string[] = [];
  let column = 0;
  let kind: string | undefined;
  let text = '';
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'col') width = Math.max(width, Number(attributes['max']));
    else if (name === 'row') {
      number = Number(attributes['r']);
      cells = Array<string>(width).fill('');
    } else if (name === 'c') {
      column = columnOf(attributes['r'] ?? '');
      kind = attributes['t'];
    } else if (name === 't' || name === 'v') text = '';
  });
  parser.on('text', (piece) => (text += piece));
  parser.on('closetag', ({ name }) => {
    if (name === 'c') cells[column] = plain(kind, text);
    else if (name === 'row') ready.push({ number, cells });
  });
  for (const piece of zipped.text(path)) {
    parser.write(piece);
    yield* ready;
    ready = [];
  }
  parser.close();
}

function plain(kind: string | undefined, text: string): string {
  if (kind === 'inlineStr') return unescapedText(text);
  return kind === 'b' ? String(text === '1') : String(Number(text));
}

function parserOf(path: string, file: string): SaxesParser {
  const parser = new SaxesParser();
  parser.on('error', ({ message }) => {
    throw formatError(MESSAGES.partDamaged(path, message), { file });
  });
  return parser;
}
