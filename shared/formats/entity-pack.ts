import * as z from 'zod';
import type { PackFormat } from '../contract/entities.ts';
import { PostilError, type ErrorWhere } from '../contract/errors.ts';
import { Entity } from '../model/annotation.ts';
import { TermName } from '../model/attributes/common.ts';
import { csvText, readCsvRows } from './csv-rows.ts';
import { delimiterOf, peekLine, statedDelimiter } from './csv/delimiter.ts';
import { formatError, type Bytes } from './define.ts';
import { readLines } from './lines.ts';
import { MESSAGES } from './messages.ts';

/** A row of a pack: an entity without the id that it gets in a project. */
export type PackEntity = Omit<Entity, 'id' | 'mergedInto'>;

/** A row with its position in the file. */
export interface PackRow {
  readonly entity: PackEntity;
  readonly where: ErrorWhere;
}

const WIKIDATA = 'wikidata';
const ID_PREFIX = 'id:';
const COLUMNS = ['name', 'type', 'aliases', WIKIDATA, 'note', 'colour'] as const;

const Name = z.string().trim().min(1).max(500);
/** Strict: unknown fields are refused, not dropped silently. */
const Line = z.strictObject({
  name: Name,
  type: TermName.optional(),
  aliases: z.array(Name).default([]),
  [WIKIDATA]: z.string().trim().min(1).max(500).optional(),
  externalIds: Entity.shape.externalIds.default([]),
  note: z.string().max(20_000).optional(),
  colour: Entity.shape.colour,
});

/** Returns the format of a list of entities by its file name; CSV by default. */
export function packFormatOf(name: string): PackFormat {
  return /\.(?:jsonl|ndjson)$/i.test(name) ? 'jsonl' : 'csv';
}

/**
 * Reads a pack of entities. CSV: a header with `name` and any of `type`, `aliases` (separated by `|`), `wikidata`,
 * `id:AUTHORITY`, `note`, `colour`. JSONL: one object per line with those keys and `externalIds`.
 *
 * @throws PostilError `refused` with the row, at the first bad one.
 */
export function readPack(input: Bytes, file: string, format: PackFormat): AsyncGenerator<PackRow> {
  return format === 'csv' ? readCsv(input, file) : readJsonl(input, file);
}

async function* readCsv(input: Bytes, file: string): AsyncGenerator<PackRow> {
  let header: readonly string[] | null = null;
  let record = 0;
  const peeked = await peekLine(input);
  const stated = statedDelimiter(peeked.line);
  const delimiter = stated ?? delimiterOf(peeked.line, ',', (cells) => cells.every(isColumn));
  let skip = stated !== null;
  for await (const rows of readCsvRows(peeked.bytes, file, delimiter, undefined, skip)) {
    for (const { line, cells } of rows) {
      if (skip) {
        skip = false;
        continue;
      }
      if (!header) {
        header = readHeader(cells, { file, line });
        continue;
      }
      record++;
      if (cells.every((cell) => cell.trim() === '')) continue;
      const where = { file, line, record };
      yield { entity: check(fromCells(header, cells), where), where };
    }
  }
  if (!header) throw formatError(MESSAGES.emptyPack, { file }, MESSAGES.packHeaderNeeded);
}

function readHeader(cells: readonly string[], where: ErrorWhere): string[] {
  const header = cells.map((cell) => cell.replace(/^\ufeff/, '').trim());
  const unknown = header.find((name) => !isColumn(name));
  const help = MESSAGES.packColumns(COLUMNS.join(', '));
  if (!header.includes('name')) throw formatError(MESSAGES.noNameColumn, where, help);
  if (unknown !== undefined) throw formatError(MESSAGES.unknownColumn(unknown), where, help);
  const twice = header.find((name, i) => header.indexOf(name) !== i);
  if (twice !== undefined) throw formatError(MESSAGES.columnTwice(twice), where);
  return header;
}

function isColumn(name: string): boolean {
  return (
    (COLUMNS as readonly string[]).includes(name) ||
    (name.startsWith(ID_PREFIX) && name.length > ID_PREFIX.length)
  );
}

function fromCells(header: readonly string[], cells: readonly string[]): unknown {
  const row: Record<string, unknown> = {};
  const externalIds: Entity['externalIds'] = [];
  for (const [i, column] of header.entries()) {
    const cell = cells[i] ?? '';
    if (cell.trim() === '') continue;
    if (column === 'aliases') row[column] = splitAliases(cell);
    else if (column.startsWith(ID_PREFIX))
      externalIds.push({ authority: column.slice(ID_PREFIX.length), value: cell.trim() });
    else row[column] = column === 'note' ? cell : cell.trim();
  }
  return { ...row, externalIds };
}

/** Splits at `|`. Inside an alias, a bar or backslash is escaped by a backslash. */
function splitAliases(cell: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (let i = 0; i < cell.length; i++) {
    if (cell[i] === '\\' && (cell[i + 1] === '|' || cell[i + 1] === '\\')) part += cell[++i] ?? '';
    else if (cell[i] === '|') {
      parts.push(part);
      part = '';
    } else part += cell[i] ?? '';
  }
  parts.push(part);
  return parts.map((each) => each.trim()).filter((each) => each !== '');
}

async function* readJsonl(input: Bytes, file: string): AsyncGenerator<PackRow> {
  let record = 0;
  for await (const { line, text } of readLines(input, file)) {
    if (text.trim() === '') continue;
    const where = { file, line, record: ++record };
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw formatError(MESSAGES.lineNotJson, where, MESSAGES.packLineForm);
    }
    yield { entity: check(value, where), where };
  }
}

function check(value: unknown, where: ErrorWhere): PackEntity {
  const parsed = Line.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = issue?.path.join('.');
    throw new PostilError('refused', MESSAGES.invalidRow(field, issue?.message), {
      ...where,
      ...(field && { field }),
    });
  }
  const { [WIKIDATA]: wikidata, externalIds, ...rest } = parsed.data;
  return {
    ...rest,
    externalIds:
      wikidata === undefined ? externalIds : [{ authority: WIKIDATA, value: wikidata }, ...externalIds],
  };
}

/** Returns an entity as a pack holds it: white space around names is removed. */
export function packed({ name, type, aliases, externalIds, note, colour }: PackEntity): PackEntity {
  const trimmed = aliases.map((alias) => alias.trim()).filter((alias) => alias !== '');
  return { name: name.trim(), type, aliases: trimmed, externalIds, note, colour };
}

/** Writes entities as a pack, piece by piece; {@link readPack} reads them back as {@link packed} returns them. */
export function* writePack(entities: readonly PackEntity[], format: PackFormat): Generator<string> {
  const all = entities.map(packed);
  if (format === 'jsonl') {
    for (const entity of all) yield `${JSON.stringify(entity)}\n`;
    return;
  }
  const authorities = new Set(
    all.flatMap(({ externalIds }) => externalIds.map(({ authority }) => authority)),
  );
  authorities.delete(WIKIDATA);
  const others = [...authorities].sort();
  yield csvLine([...COLUMNS, ...others.map((authority) => ID_PREFIX + authority)]);
  for (const entity of all) yield csvLine(cellsOf(entity, others));
}

/** Counts what a CSV cannot hold: a second id of the same authority. */
export function packLosses(entities: Iterable<PackEntity>): number {
  let lost = 0;
  for (const { externalIds } of entities)
    lost += externalIds.length - new Set(externalIds.map(({ authority }) => authority)).size;
  return lost;
}

function cellsOf({ name, type, aliases, externalIds, note, colour }: PackEntity, others: string[]): string[] {
  const id = (authority: string) => externalIds.find((each) => each.authority === authority)?.value ?? '';
  const written = aliases.map((alias) => alias.replace(/[\\|]/g, '\\$&')).join('|');
  return [name, type ?? '', written, id(WIKIDATA), note ?? '', colour ?? '', ...others.map(id)];
}

function csvLine(cells: string[]): string {
  return csvText([cells]);
}
