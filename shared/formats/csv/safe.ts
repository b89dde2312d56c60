import { plainCell } from '../csv-rows.ts';
import { optionValue, type Format, type OptionValues } from '../define.ts';

export const safeOption: Format['options'][number] = {
  kind: 'boolean',
  name: 'spreadsheet-safe',
  label: 'Safe for spreadsheets',
  help: 'Puts an apostrophe before cells that a spreadsheet would run as a formula, and a byte order mark that identifies UTF-8.',
  default: false,
};

export function isSafe(values: OptionValues | undefined): boolean {
  return optionValue({ options: [safeOption] }, safeOption.name, values) === true;
}

/** Removes the apostrophe that a spreadsheet-safe export adds before a cell. */
export function unescaped(cell: string, safe: boolean): string {
  return safe ? plainCell(cell) : cell;
}
