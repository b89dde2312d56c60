import type { Attribute } from '../../model/attributes/index.ts';
import { optionValue, type OptionValues } from '../define.ts';
import { OPTIONS as PARQUET } from '../parquet/options.ts';
import { safeOption } from '../csv/safe.ts';
import type { OffsetUnit } from '../../text/offsets.ts';

/** The files in which the tables are written. */
export const FORMS = ['xlsx', 'csv', 'parquet'] as const;
export type Form = (typeof FORMS)[number];

export const OPTIONS: readonly Attribute[] = [
  {
    kind: 'choice',
    name: 'as',
    label: 'Files',
    help: 'One Excel workbook with a sheet for each table, or a file for each table.',
    options: [...FORMS],
    optionLabels: { xlsx: 'Excel workbook', csv: 'CSV files', parquet: 'Parquet files' },
    default: 'xlsx',
  },
  ...PARQUET,
  {
    ...safeOption,
    help: 'CSV only: an apostrophe before cells that a spreadsheet would run as a formula, and a byte order mark. The workbook is always safe.',
  },
];

export function formOf(values: OptionValues | undefined): Form {
  const given = optionValue({ options: OPTIONS }, 'as', values);
  return FORMS.find((form) => form === given) ?? 'xlsx';
}

export function unitOf(values: OptionValues | undefined): OffsetUnit {
  return optionValue({ options: OPTIONS }, 'offsets', values) === 'utf-16' ? 'utf-16' : 'codepoint';
}
