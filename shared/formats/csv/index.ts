import type { Delimiter } from '../csv-rows.ts';
import type { Format } from '../define.ts';
import { unitOption } from '../units.ts';
import { TABLE_CARRIES } from './carries.ts';
import { findColumns, OWN_COLUMNS } from './columns.ts';
import { delimiterOf, firstLine, headerCells, statedDelimiter } from './delimiter.ts';
import { COLUMNS_OPTION, readTable } from './read.ts';
import { safeOption } from './safe.ts';
import { readSurfaces, writeTable } from './write.ts';

const columnsOption: Format['options'][number] = {
  kind: 'text',
  name: COLUMNS_OPTION,
  label: 'Columns (reading)',
  help: 'The meaning of columns whose names are not recognised: type=kind, start=from, end=to, document=file.',
};

/** Whether cells name the columns of a table of spans, without a person's help. */
function isHeader(cells: readonly string[]): boolean {
  return findColumns(cells, new Map()) !== null;
}

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
      'articles without a span',
      'attributes that the scheme does not declare',
      'whether a value is text, a number or a yes/no value, unless the scheme declares it',
    ],
    carries: () => TABLE_CARRIES,
    sniff(name, head) {
      const line = firstLine(head.subarray(0, 4096));
      if (line.startsWith(OWN_COLUMNS.slice(0, 2).join(delimiter) + delimiter)) return 1;
      const named = name.toLowerCase().endsWith(`.${extension}`);
      const found = delimiterOf(line, delimiter, isHeader);
      if (isHeader(headerCells(line, found))) {
        if (found === delimiter) return named ? 0.7 : 0.3;
        // With another delimiter than the usual one, the file name decides.
        return named ? 0.65 : 0;
      }
      return named && statedDelimiter(line) !== null ? 0.5 : 0;
    },
    read: (input, options) => readTable(delimiter, input, options),
    write: (dataset, documents, options) => writeTable(delimiter, extension, dataset, documents, options),
    surfaces: (input, options) => readSurfaces(delimiter, input, options),
  };
}

/** One row per span, for spreadsheets and data frames; for other tools, the columns are recognised by their names. */
export const csv: Format = table('csv', 'CSV (one row per annotation)', 'csv', ',');
export const tsv: Format = table('tsv', 'TSV (one row per annotation)', 'tsv', '\t');
