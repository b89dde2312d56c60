import { isFormula } from '../csv-rows.ts';

/** A date of a sheet: days since the end of 1899, and whether a time of day is shown. */
export interface DateCell {
  readonly serial: number;
  readonly time: boolean;
}
/** What a cell of a sheet holds; `null` is an empty cell. */
export type SheetCell = string | number | boolean | DateCell | null;

/** The longest text that a cell may hold, in UTF-16 code units. */
export const LONGEST_TEXT = 32_767;

/** Returns the beginning of a text that fits into a cell and ends with a whole character. */
export function cutToCell(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  const last = text.charCodeAt(LONGEST_TEXT - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? LONGEST_TEXT - 1 : LONGEST_TEXT);
}

const DAY = 86_400_000;
/** Spreadsheets count from here, because they believe that 1900 was a leap year; earlier dates are off by one day. */
const EPOCH = Date.UTC(1899, 11, 30);
const FIRST_SAFE = Date.UTC(1900, 2, 1);

/**
 * Returns a date in ISO 8601 as the date of a cell. Null for a date that is not a whole day (“2025-07”), that has an offset
 * from UTC, which a cell cannot hold, or that is before March 1900.
 */
export function dateCell(iso: string): DateCell | null {
  const [, day, time = ''] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?Z?)?$/.exec(iso) ?? [];
  if (day === undefined) return null;
  const at = Date.parse(`${day}T${time || '00:00'}Z`);
  // Dates that do not exist, such as 30 February, are either invalid or moved into the next month.
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day || at < FIRST_SAFE) return null;
  return { serial: (at - EPOCH) / DAY, time: time !== '' };
}

/** Returns a cell as text, so that what was written can be compared with what is read back. */
export function plainText(cell: SheetCell): string {
  if (cell === null) return '';
  return typeof cell === 'object' ? String(cell.serial) : typeof cell === 'string' ? cell : String(cell);
}

/** The indexes of cell formats in the styles of the workbook. */
export const STYLES = { plain: 0, heading: 1, date: 2, time: 3, quoted: 4 } as const;

/** Returns the XML of a cell; an empty string for an empty cell. */
export function cellXml(cell: SheetCell, reference: string, heading = false): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${reference}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell === 'object')
    return `<c r="${reference}" s="${cell.time ? STYLES.time : STYLES.date}"><v>${cell.serial}</v></c>`;
  // The style makes the cell remain text when somebody edits it, as an apostrophe does.
  const style = heading ? STYLES.heading : isFormula(cell) ? STYLES.quoted : STYLES.plain;
  const styled = style === STYLES.plain ? '' : ` s="${style}"`;
  return `<c r="${reference}"${styled} t="inlineStr"><is><t xml:space="preserve">${textXml(cell)}</t></is></c>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };
/** What XML cannot hold is written as _xHHHH_, and so is what already looks like that. */

const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/g;

/** Whether a text has anything that is written in another way. */
const SPECIAL = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff&<>]|_x/;

function textXml(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text
    .replace(FORBIDDEN, (each) => `_x${each.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/[&<>\r]/g, (each) => ENTITIES[each]!);
}

/** Returns the text that was written as the content of a cell. */
export function unescapedText(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** Returns text as the value of an attribute or the content of an element. */
export function escapedXml(text: string): string {
  return textXml(text).replaceAll('"', '&quot;');
}

/** Returns the letters of a column, from A; the first column is 0. */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

/** Returns the index of the column in a reference such as “AB12”. */
export function columnOf(reference: string): number {
  let index = 0;
  for (const letter of /^[A-Z]+/.exec(reference)?.[0] ?? '') index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}
