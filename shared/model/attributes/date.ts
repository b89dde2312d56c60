import * as z from 'zod';
import { commonFields } from './common.ts';
import { attributeKind } from './define.ts';

const Declaration = z.strictObject({
  ...commonFields,
  kind: z.literal('date'),
  default: z.string().optional(),
});

const point = /^(?:(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?)[?~%]?$/;

function isPoint(text: string): boolean {
  const match = point.exec(text);
  if (!match) return false;
  const [, year, month, day] = match;
  const m = month === undefined ? 1 : Number(month);
  // 21 to 24 are the seasons of EDTF.
  if (m < 1 || (m > 12 && (m < 21 || m > 24 || day !== undefined))) return false;
  if (day === undefined) return true;
  const date = new Date(Date.UTC(2000, m - 1, 1));
  date.setUTCFullYear(Number(year), m, 0);
  return Number(day) >= 1 && Number(day) <= date.getUTCDate();
}

/**
 * Whether `text` is a date in the part of EDTF (ISO 8601-2, level 1) that news needs: `2025`, `2025-04`,
 * `2025-07-09`, seasons `2025-21`, the qualifiers `?` `~` `%`, and intervals `2025-07-01/2025-07-07`
 * with `..` for an open end.
 */
export function isEdtf(text: string): boolean {
  const ends = text.split('/');
  if (ends.length === 1) return isPoint(text);
  const [from, to] = ends;
  if (ends.length !== 2 || from === undefined || to === undefined) return false;
  const open = (end: string) => end === '..' || end === '';
  return (open(from) || isPoint(from)) && (open(to) || isPoint(to)) && !(open(from) && open(to));
}

/** A date or interval in EDTF. */
export const date = attributeKind({
  stored: 'text',
  isFree: false,
  declaration: Declaration,
  input: () => ({ multiline: false, example: '2025-07-09, 2025-04, …', isProposed: true }),
  problemOf: (_, value) =>
    typeof value === 'string' && isEdtf(value)
      ? null
      : 'must be a date such as 2025-07-09, 2025-04 or 2025-07-01/2025-07-07',
  parse: (text) => text,
});
