import { PostilError } from '../contract/errors.ts';
import type { GuidelineBlock } from '../guideline/blocks.ts';
import { blocksFrom } from '../guideline/markdown.ts';
import { readWorkbook } from '../formats/xlsx/read.ts';
import { delimiterOf, firstLine } from '../formats/csv/delimiter.ts';
import { formatError } from '../formats/define.ts';
import { plainCell, readCsvRows } from '../formats/csv-rows.ts';
import { hueColour, hueOfColour, nthHue } from '../model/hue.ts';
import {
  Family,
  Scheme,
  type DocumentLabel,
  type Layer,
  type RelationType,
  type SpanType,
} from '../model/scheme.ts';
import { ATTRIBUTE_KINDS, type AttributeKindName } from '../model/attributes/index.ts';
import { removePart, renamePart, Refused } from '../scheme-edit/edit.ts';
import type { Rename } from '../scheme-edit/names.ts';
import {
  ALSO,
  BETWEEN,
  COLUMNS,
  PROPERTIES,
  ROW_KINDS,
  type Column,
  type Property,
  type RowKind,
} from './columns.ts';
import { MESSAGES } from './messages.ts';

/** What was read from a scheme file. */
export interface ReadScheme {
  readonly scheme: Scheme;
  /** The parts that the file has under another name. */
  readonly renames: readonly Rename[];
  /** What was not read, and what stays as it is. */
  readonly notes: readonly string[];
}

interface Row {
  readonly number: number;
  readonly kind: RowKind;
  readonly name: string;
  /** Cells by column; those of columns that the table lacks are missing. */
  readonly cells: Readonly<Partial<Record<Column, string>>>;
}

/** Returns the column of a heading. */
export function columnNamed(heading: string): Column | undefined {
  const words = heading.trim().toLowerCase().replaceAll('_', ' ');
  return COLUMNS.find(({ name }) => name === words)?.name ?? ALSO[words];
}

/** Returns the rows of a CSV file of a scheme, whatever separates its cells. */
export async function csvTable(bytes: Uint8Array, file: string): Promise<string[][]> {
  const isHeader = (cells: readonly string[]) => cells.some((cell) => columnNamed(cell) === 'name');
  const delimiter = delimiterOf(firstLine(bytes), ',', isHeader);
  const rows: string[][] = [];
  for await (const batch of readCsvRows(once(bytes), file, delimiter))
    rows.push(...batch.map(({ cells }) => cells.map(plainCell)));
  return rows;
}

/** Returns the rows of the first sheet of a workbook. */
export async function workbookTable(bytes: Uint8Array, file: string): Promise<string[][]> {
  const rows: string[][] = [];
  let first: string | undefined;
  for await (const { sheet, cells } of readWorkbook(once(bytes), file)) {
    first ??= sheet;
    if (sheet === first) rows.push([...cells]);
  }
  return rows;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/**
 * Reads a scheme from a table. What its columns do not hold, such as attributes and slots, comes from `base`; so do the kinds of parts
 * of which it has no row.
 */
export function schemeOfTable(
  table: readonly (readonly string[])[],
  file: string,
  base?: Scheme,
): ReadScheme {
  const { rows: read, notes } = rowsOfTable(table, file);
  const rows = withNewNames(read);
  const problem = (row: Row, message: string) =>
    new PostilError('refused', message, { file, line: row.number });
  const start: Scheme = base ?? {
    name: nameOf(file),
    description: '',
    layers: [],
    types: [],
    relations: [],
    labels: [],
  };
  const renamed = renameParts(start, rows, problem);
  const kinds = new Set(rows.map(({ kind }) => kind));
  const left = removeParts(renamed.scheme, rows, kinds, file);
  const of = (kind: RowKind) => rows.filter((row) => row.kind === kind);

  const layerRows = of('layer');
  const named = new Set(of('type').flatMap(({ cells }) => cells.layer || []));
  const layers = layerRows.length > 0 ? layerRows.map((row) => layerOf(row, left)) : [...left.layers];
  for (const name of named)
    if (!layers.some((layer) => layer.name === name))
      layers.push({ name, label: name.slice(0, 80), visible: true });
  if (layers.length === 0) layers.push({ name: 'entities', label: 'Entities', visible: true });

  const typeRows = of('type');
  const types =
    typeRows.length > 0
      ? typeRows.map((row, i) => typeOf(row, i, left, layers[0]!.name, typeRows, problem))
      : left.types;
  // A type whose row was deleted may still be named in others.
  const isGone = (name: string) =>
    renamed.scheme.types.some((type) => type.name === name) && !types.some((type) => type.name === name);
  const relationRows = of('relation');
  const relations =
    relationRows.length > 0
      ? relationRows.map((row, i) => relationOf(row, types.length + i, left, isGone, problem))
      : left.relations;
  const labelRows = of('label');
  const labels = labelRows.length > 0 ? labelRows.map((row) => labelOf(row, left)) : left.labels;

  const parsed = Scheme.safeParse({ ...left, layers, types, relations, labels });
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    const lists: Readonly<Record<string, readonly Row[]>> = {
      layers: layerRows,
      types: typeRows,
      relations: relationRows,
      labels: labelRows,
    };
    const row = lists[String(path[0])]?.[Number(path[1])];
    throw new PostilError('refused', MESSAGES.wouldNotFit(message), {
      file,
      ...(row && { line: row.number }),
    });
  }
  const kept = (Object.keys(ROW_KINDS) as RowKind[]).filter(
    (kind) => !kinds.has(kind) && listOf(left, kind).length > 0,
  );
  return {
    scheme: parsed.data,
    renames: renamed.renames,
    notes: [...notes, ...(kept.length > 0 ? [MESSAGES.kept(kept.map((kind) => `${kind}s`))] : [])],
  };
}

function rowsOfTable(table: readonly (readonly string[])[], file: string): { rows: Row[]; notes: string[] } {
  const [header = [], ...body] = table;
  const columns = header.map(columnNamed);
  if (!columns.includes('name'))
    throw formatError(
      MESSAGES.noNameColumn,
      { file, line: 1 },
      MESSAGES.columnsOfScheme(COLUMNS.map(({ name }) => name)),
    );
  const unknown = header.filter((heading, i) => columns[i] === undefined && heading.trim() !== '');
  const rows: Row[] = [];
  const seen = new Set<string>();
  for (const [i, values] of body.entries()) {
    if (values.every((value) => value.trim() === '')) continue;
    const where = { file, line: i + 2 };
    const cells: Partial<Record<Column, string>> = {};
    for (const [at, column] of columns.entries())
      if (column !== undefined && cells[column] === undefined) {
        const value = (values[at] ?? '').replaceAll('\r\n', '\n');
        cells[column] = column === 'guideline' ? value : value.trim();
      }
    const kind = (cells.kind ?? '').toLowerCase() || 'type';
    if (!Object.hasOwn(ROW_KINDS, kind))
      throw new PostilError('refused', MESSAGES.unknownKind(kind, Object.keys(ROW_KINDS)), where);
    const name = cells.name ?? '';
    if (name === '') throw new PostilError('refused', MESSAGES.noName, where);
    const key = `${kind}\u0000${name}`;
    if (seen.has(key)) throw new PostilError('refused', MESSAGES.twice(kind, name), where);
    seen.add(key);
    rows.push({ number: i + 2, kind: kind as RowKind, name, cells });
  }
  if (rows.length === 0) throw new PostilError('refused', MESSAGES.noRows, { file });
  const flags = new Set(rows.flatMap(({ cells }) => wordsIn(cells.properties)));
  const strange = [...flags].filter((flag) => !Object.hasOwn(PROPERTIES, flag));
  const notes = [
    ...(unknown.length > 0 ? [MESSAGES.unknownColumns(unknown)] : []),
    ...(strange.length > 0 ? [MESSAGES.unknownFlags(strange, Object.keys(PROPERTIES))] : []),
  ];
  return { rows, notes };
}

/** Lets cells that name a type or layer by its former name follow the new one: a person renames it in its own row. */
function withNewNames(rows: readonly Row[]): Row[] {
  const namesOf = (kind: RowKind) => {
    const own = rows.filter((row) => row.kind === kind);
    const names = new Set(own.map(({ name }) => name));
    const renamed = new Map(own.map(({ name, cells }) => [cells['former name'], name]));
    return (name: string) => (name === '' || names.has(name) ? name : (renamed.get(name) ?? name));
  };
  const [type, layer] = [namesOf('type'), namesOf('layer')];
  const list = (text: string) => listIn(text)!.map(type).join(BETWEEN);
  return rows.map((row) => {
    const { parent, layer: of, from, to } = row.cells;
    return {
      ...row,
      cells: {
        ...row.cells,
        ...(parent !== undefined && { parent: type(parent) }),
        ...(of !== undefined && { layer: layer(of) }),
        ...(from !== undefined && { from: list(from) }),
        ...(to !== undefined && { to: list(to) }),
      },
    };
  });
}

type Problem = (row: Row, message: string) => PostilError;

function listOf(
  { layers, types, relations, labels }: Scheme,
  kind: RowKind,
): readonly { readonly name: string }[] {
  return { layer: layers, type: types, relation: relations, label: labels }[kind];
}

/** Renames the parts whose row has another former name. */
function renameParts(
  scheme: Scheme,
  rows: readonly Row[],
  problem: Problem,
): { scheme: Scheme; renames: Rename[] } {
  let now = scheme;
  const renames: Rename[] = [];
  for (const row of rows) {
    const was = row.cells['former name'];
    if (!was || was === row.name || !listOf(now, row.kind).some(({ name }) => name === was)) continue;
    try {
      const edited = renamePart(now, { kind: ROW_KINDS[row.kind], name: was }, row.name);
      now = edited.scheme;
      renames.push(...edited.renames);
    } catch (error) {
      throw error instanceof Refused ? problem(row, error.message) : error;
    }
  }
  return { scheme: now, renames };
}

/** Removes the parts without a row, of the kinds that have rows. Layers go with the list of layers. */
function removeParts(
  scheme: Scheme,
  rows: readonly Row[],
  kinds: ReadonlySet<RowKind>,
  file: string,
): Scheme {
  let now = scheme;
  for (const kind of ['relation', 'label', 'type'] as const) {
    if (!kinds.has(kind)) continue;
    const stay = new Set(rows.filter((row) => row.kind === kind).map(({ name }) => name));
    for (const { name } of listOf(now, kind)) {
      if (stay.has(name)) continue;
      try {
        now = removePart(now, { kind: ROW_KINDS[kind], name }).scheme;
      } catch (error) {
        throw error instanceof Refused
          ? new PostilError('refused', MESSAGES.wouldNotFit(`${name}: ${error.message.replace(/\.$/, '')}`), {
              file,
            })
          : error;
      }
    }
  }
  return now;
}

/** Returns a cell; undefined if the table has no such column, so that what is known stays. */
function cell(row: Row, column: Column): string | undefined {
  return row.cells[column];
}

function layerOf(row: Row, { layers }: Scheme): Layer {
  const known = layers.find(({ name }) => name === row.name);
  const flags = propertiesOf(row);
  return {
    name: row.name,
    label: cell(row, 'label') || known?.label || row.name.slice(0, 80),
    visible: flags ? !flags.has('hidden') : (known?.visible ?? true),
  };
}

function typeOf(
  row: Row,
  at: number,
  { types }: Scheme,
  firstLayer: string,
  rows: readonly Row[],
  problem: Problem,
): SpanType {
  const known = types.find(({ name }) => name === row.name);
  const parent = cell(row, 'parent') ?? known?.parent;
  const above = rows.find(({ name }) => name === parent);
  const family = (
    cell(row, 'family') ||
    known?.family ||
    (above && familyCell(above)) ||
    'mention'
  ).toLowerCase();
  if (!Family.options.some((each) => each === family))
    throw problem(row, MESSAGES.notAFamily(family, Family.options));
  const flags = propertiesOf(row);
  const wantsEntity = flags ? flags.has('wants entity') : (known?.wantsEntity ?? false);
  const key = keyOf(row, known?.key, problem);
  const { parent: _, key: __, wantsEntity: ___, ...rest } = known ?? {};
  return {
    attributes: [],
    slots: [],
    ...rest,
    name: row.name,
    label: cell(row, 'label') || known?.label || row.name.slice(0, 80),
    layer: cell(row, 'layer') || known?.layer || above?.cells.layer || firstLayer,
    family: family as Family,
    hue: hueOf(row, known?.hue, at, problem),
    guideline: guidelineOf(row, known),
    ...(parent && { parent }),
    ...(key && { key }),
    ...((wantsEntity || known?.wantsEntity !== undefined) && { wantsEntity }),
  };
}

function familyCell(row: Row): string | undefined {
  return row.cells.family;
}

function relationOf(
  row: Row,
  at: number,
  { relations }: Scheme,
  isGone: (type: string) => boolean,
  problem: Problem,
): RelationType {
  const known = relations.find(({ name }) => name === row.name);
  const flags = propertiesOf(row);
  const is = (flag: Property, before: boolean | undefined) => (flags ? flags.has(flag) : (before ?? false));
  const names = (column: 'from' | 'to') => {
    const given = listIn(cell(row, column)) ?? known?.[column] ?? [];
    const left = given.filter((name) => !isGone(name));
    // An empty list would allow any type.
    return left.length > 0 ? left : given;
  };
  return {
    attributes: [],
    ...known,
    name: row.name,
    label: cell(row, 'label') || known?.label || row.name.slice(0, 80),
    hue: hueOf(row, known?.hue, at, problem),
    ends: is('between entities', known?.ends === 'entity') ? 'entity' : 'span',
    from: names('from'),
    to: names('to'),
    symmetric: is('symmetric', known?.symmetric),
    transitive: is('transitive', known?.transitive),
    guideline: guidelineOf(row, known),
  };
}

function labelOf(row: Row, { labels }: Scheme): DocumentLabel {
  const known = labels.find(({ name }) => name === row.name);
  const flags = propertiesOf(row);
  const many = flags ? flags.has('several values') : (known?.many ?? false);
  const group = cell(row, 'group') ?? known?.group;
  const required = flags ? flags.has('required') : (known?.value.required ?? false);
  const { many: _, group: __, ...rest } = known ?? {};
  const { required: ___, ...value } = valueOf(row, known);
  return {
    ...rest,
    name: row.name,
    label: cell(row, 'label') || known?.label || row.name.slice(0, 80),
    ...(group && { group }),
    ...((many || known?.many !== undefined) && { many }),
    guideline: guidelineOf(row, known),
    value: { ...value, ...((required || known?.value.required !== undefined) && { required }) },
  };
}

/** The cell has the values of a choice, or the kind of the value. */
function valueOf(row: Row, known: DocumentLabel | undefined): DocumentLabel['value'] {
  const given = cell(row, 'values');
  const [only, ...more] = listIn(given) ?? [];
  const common = {
    name: known?.value.name ?? 'value',
    label: known?.value.label ?? (row.cells.label || row.name.slice(0, 80)),
  };
  if (only === undefined) return known?.value ?? { ...common, kind: 'text' };
  const kind = Object.keys(ATTRIBUTE_KINDS).find((each) => each === only && each !== 'choice');
  if (more.length === 0 && kind !== undefined) {
    if (known?.value.kind === kind) return known.value;
    return { ...common, kind: kind as Exclude<AttributeKindName, 'choice'> };
  }
  const options = [only, ...more];
  const before = known?.value.kind === 'choice' ? known.value : { ...common, kind: 'choice' as const };
  return { ...before, options };
}

/** The cell has the guideline as Markdown; blocks that it leaves as they are keep their uids and links. */
function guidelineOf(row: Row, known: Pick<SpanType, 'guideline'> | undefined): GuidelineBlock[] {
  const text = cell(row, 'guideline');
  return text === undefined ? (known?.guideline ?? []) : blocksFrom(text, known?.guideline);
}

function listIn(text: string | undefined): string[] | undefined {
  return text?.split('|').flatMap((name) => name.trim() || []);
}

function propertiesOf(row: Row): ReadonlySet<Property> | undefined {
  const text = cell(row, 'properties');
  if (text === undefined) return undefined;
  return new Set(wordsIn(text).filter((word): word is Property => Object.hasOwn(PROPERTIES, word)));
}

function wordsIn(text = ''): string[] {
  return text
    .toLowerCase()
    .split(/[,;|]/)
    .flatMap((word) => word.trim() || []);
}

function keyOf(row: Row, known: string | undefined, problem: Problem): string | undefined {
  const key = cell(row, 'key');
  if (key === undefined) return known;
  if (key !== '' && !/^\p{L}$/u.test(key)) throw problem(row, MESSAGES.notAKey(key));
  return key.toLowerCase();
}

function hueOf(row: Row, known: number | undefined, at: number, problem: Problem): number {
  const colour = cell(row, 'colour');
  const before = known ?? Math.round(nthHue(at));
  if (colour === undefined || colour === '') return before;
  const hue = hueOfColour(colour);
  if (hue === null) throw problem(row, MESSAGES.notAColour(colour));
  return hueColour(before) === colour.toLowerCase() ? before : hue;
}

function nameOf(file: string): string {
  const name = file.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '');
  return name.slice(0, 120) || 'Scheme';
}
