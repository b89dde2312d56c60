import { BOM, type Delimiter } from '../csv-rows.ts';
import type { Format } from '../define.ts';
import { unitOption } from '../units.ts';
import { findColumns, OWN_COLUMNS } from './columns.ts';
import { COLUMNS_OPTION, readTable } from './read.ts';
import { safeOption } from './safe.ts';
import { readSurfaces, writeTable } from './write.ts';

const columnsOption: Format['options'][number] = {
  kind: 'text',
  name: COLUMNS_OPTION,
  label: 'Columns, when reading',
  help: 'Which column is what, where the names do not tell: type=kind, start=from, end=to, document=file.',
};

function table(id: string, label: string, extension: string, delimiter: Delimiter): Format {
  return {
    id,
    label,
    extensions: [extension],
    offsetUnit: 'stated',
    sets: 'many',
    options: [safeOption, columnsOption, unitOption('codepoint')],
    readingOptions: [COLUMNS_OPTION],
    cannotHold: [
      'the text of the articles',
      'relations',
      'slots of claims and events',
      'document labels and status',
      'links to entities',
      'notes on documents',
      'which attributes are untouched defaults',
      'owners, scores and origins of spans',
    ],
    sniff(name, head) {
      const [line = ''] = new TextDecoder().decode(head.subarray(0, 4096)).replace(BOM, '').split(/\r?\n/, 1);
      if (line.startsWith(OWN_COLUMNS.slice(0, 2).join(delimiter) + delimiter)) return 1;
      const header = line.split(delimiter).map((cell) => cell.replace(/^"(.*)"$/, '$1'));
      if (header.length < 2 || findColumns(header, new Map()) === null) return 0;
      return name.toLowerCase().endsWith(`.${extension}`) ? 0.7 : 0.3;
    },
    read: (input, options) => readTable(delimiter, input, options),
    write: (dataset, documents, options) => writeTable(delimiter, extension, dataset, documents, options),
    surfaces: (input, options) => readSurfaces(delimiter, input, options),
  };
}

/** One row a span, for spreadsheets and data frames; of other tools, with the columns found by their names. */
export const csv: Format = table('csv', 'CSV (one row a span)', 'csv', ',');
export const tsv: Format = table('tsv', 'TSV (one row a span)', 'tsv', '\t');
