import fc from 'fast-check';
import { EditList, type TextEdit } from '../../shared/text/edits.ts';

/** Pieces of which random texts are made: emoji, combining marks, scripts from right to left, line breaks of every origin. */
const PIECES = [
  'word',
  ' ',
  'Isl',
  'amabad',
  '\n',
  '\n\n',
  '\r\n',
  '👩‍👩‍👧',
  'é',
  'e\u0301',
  'أنقرة',
  'ירושלים',
  '北京',
  '🇹🇷',
  '.',
  ', ',
  '’s',
  'a',
];

/** Random texts with everything that a correction must not cut. */
export const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }).map((pieces) => pieces.join(''));

/** Random edits of a text: sorted and disjoint, anywhere, even within a grapheme. */
export function editsOf(text: string): fc.Arbitrary<EditList> {
  const inserted = fc.array(fc.constantFrom(...PIECES), { maxLength: 3 }).map((pieces) => pieces.join(''));
  return fc.array(fc.tuple(fc.nat(text.length), fc.nat(8), inserted), { maxLength: 5 }).map((wanted) => {
    const list: TextEdit[] = [];
    let last = -1;
    for (const [start, length, replacement] of wanted.sort((a, b) => a[0] - b[0])) {
      const end = Math.min(text.length, start + length);
      if (start > last) list.push({ start, end, text: replacement });
      last = Math.max(last, end);
    }
    return new EditList(list);
  });
}
