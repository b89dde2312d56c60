import { hueColour } from '../model/hue.ts';
import type { DocumentLabel, Layer, RelationType, Scheme, SpanType } from '../model/scheme.ts';
import { markdownOf } from '../guideline/markdown.ts';
import { csvText, BOM } from '../formats/csv-rows.ts';
import { Workbook } from '../formats/xlsx/workbook.ts';
import { BETWEEN, COLUMNS, type Column, type Property } from './columns.ts';

type Row = Readonly<Partial<Record<Column, string>>>;

/** Returns a scheme as CSV that spreadsheet programs read as UTF-8 and run nothing of. */
export function schemeAsCsv(scheme: Scheme): string {
  const heading = COLUMNS.map(({ name }) => name);
  return BOM + csvText([heading, ...cells(scheme)], true);
}

/** Returns a scheme as a workbook with one sheet. */
export function schemeAsWorkbook(scheme: Scheme): Uint8Array[] {
  const columns = COLUMNS.map(({ name, width }) => ({ heading: name, width }));
  const workbook = new Workbook([{ name: 'Scheme', columns }]);
  const rows = cells(scheme).flatMap((row) => workbook.add(0, row).bytes);
  return [...rows, ...workbook.end()];
}

function cells(scheme: Scheme): string[][] {
  return rowsOf(scheme).map((row) => COLUMNS.map(({ name }) => row[name] ?? ''));
}

/** Every row has its name twice: the second one tells, when the file comes back, what was renamed. */
function rowsOf({ layers, types, relations, labels }: Scheme): Row[] {
  const rows = [
    ...layers.map(layerRow),
    ...types.map(typeRow),
    ...relations.map(relationRow),
    ...labels.map(labelRow),
  ];
  return rows.map((row) => ({ ...row, 'former name': row.name }));
}

function layerRow({ name, label, visible }: Layer) {
  return { kind: 'layer', name, label, properties: properties({ hidden: !visible }) };
}

function typeRow({ name, label, key, hue, parent, layer, family, wantsEntity, guideline }: SpanType) {
  return {
    kind: 'type',
    name,
    label,
    key: key ?? '',
    colour: hueColour(hue),
    parent: parent ?? '',
    layer,
    family,
    properties: properties({ 'wants entity': wantsEntity ?? false }),
    guideline: markdownOf(guideline),
  };
}

function relationRow({ name, label, hue, ends, from, to, symmetric, transitive, guideline }: RelationType) {
  return {
    kind: 'relation',
    name,
    label,
    colour: hueColour(hue),
    from: from.join(BETWEEN),
    to: to.join(BETWEEN),
    properties: properties({ 'between entities': ends === 'entity', symmetric, transitive }),
    guideline: markdownOf(guideline),
  };
}

function labelRow({ name, label, value, group, many, guideline }: DocumentLabel) {
  return {
    kind: 'label',
    name,
    label,
    values: value.kind === 'choice' ? value.options.join(BETWEEN) : value.kind,
    group: group ?? '',
    properties: properties({ 'several values': many ?? false, required: value.required ?? false }),
    guideline: markdownOf(guideline),
  };
}

function properties(given: Readonly<Partial<Record<Property, boolean>>>): string {
  return Object.entries(given)
    .flatMap(([name, holds]) => (holds ? name : []))
    .join(', ');
}
