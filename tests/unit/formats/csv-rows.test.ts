import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainCell, safeCell } from '../../../shared/formats/csv-rows.ts';

test('a safe cell is never a formula, and its original can be recovered', () => {
  expect(['=1+1', '-5', '+a', '@x', '\tx', "'=x", "'quoted'", 'a=b', ''].map(safeCell)).toEqual([
    "'=1+1",
    "'-5",
    "'+a",
    "'@x",
    "'\tx",
    "''=x",
    "'quoted'",
    'a=b',
    '',
  ]);
  const cell = fc.string({ unit: fc.constantFrom("'", '=', '-', '\r', 'a', 'ü') });
  fc.assert(
    fc.property(cell, (words) => {
      expect(plainCell(safeCell(words))).toBe(words);
      expect(safeCell(words)).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});
