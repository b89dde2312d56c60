import type { Format, OptionValues } from '../define.ts';
import { FORMULA_START } from '../csv-rows.ts';
import { optionValue } from '../define.ts';

export const BOM = '\ufeff';

export const safeOption: Format['options'][number] = {
  kind: 'boolean',
  name: 'spreadsheet-safe',
  label: 'Safe for spreadsheets',
  help: 'Puts an apostrophe before cells that a spreadsheet would run as a formula, and a mark that says UTF-8.',
  default: false,
};

export function isSafe(values: OptionValues | undefined): boolean {
  return optionValue({ options: [safeOption] }, safeOption.name, values) === true;
}

/** A cell without the apostrophe that a spreadsheet-safe export has put before it. */
export function unescaped(cell: string, safe: boolean): string {
  return safe && cell.startsWith("'") && FORMULA_START.test(cell.slice(1)) ? cell.slice(1) : cell;
}
