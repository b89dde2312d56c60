import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonProblem, parseJson } from '../../../shared/formats/json.ts';
import { show } from '../../../shared/formats/show.ts';
import { cases } from '../../support/slow.ts';

test('agrees with JSON.parse on all valid JSON', () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: 'binary' }), (text) => {
      fc.pre(!text.includes('__proto__') && !/\d{16}/.test(text) && !/e\+/.test(text));
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }),
  );
  for (const text of ['0', '-0.5e-3', ' [ ] ', '{"a":{},"b":[1,[2]]}', '"\\u00e9\\n"', 'null'])
    expect(parseJson(text)).toEqual(JSON.parse(text));
});

test('rejects everything that JSON.parse rejects', () => {
  const token = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"',
    '1',
    '01',
    '-',
    'null',
    'nul',
    ' ',
    '\\',
    '\t',
    '1.',
    '.5',
  );
  fc.assert(
    fc.property(fc.array(token, { maxLength: 8 }), (tokens) => {
      const text = tokens.join('');
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      fc.pre(!valid);
      expect(() => parseJson(text)).toThrow(JsonProblem);
    }),
    { numRuns: cases(2000) },
  );
});

test.each([
  ['{"a":1', 'cut off', 7],
  ['{"a":"b', 'cut off inside a string', 6],
  ['{"a":NaN}', 'NaN', 6],
  ['{"a":-Infinity}', 'Infinity', 6],
  ['{"a":1e999}', 'too large', 6],
  ['{"a":9007199254740993}', '2^53', 6],
  ['{"a":1,"a":2}', 'twice', 8],
  ['{"a":1,"\\u0061":2}', 'twice', 8],
  ['{"__proto__":{}}', '__proto__', 2],
  ['{"x":{"\\u005f_proto__":1}}', '__proto__', 7],
  ['{"a":1} {"b":2}', 'follows the end', 9],
  ['{"a":1,}', 'key in quotation marks', 8],
  ["{'a':1}", 'key in quotation marks', 2],
  ['["a\tb"]', 'control character', 4],
  ['["\\x"]', 'escape', 3],
  ['['.repeat(100_000), 'deeper', 201],
  ['{"a":'.repeat(100_000), 'deeper', 1001],
])('rejects %.20j: %s', (text, reason, column) => {
  try {
    parseJson(text);
  } catch (error) {
    expect(error).toBeInstanceOf(JsonProblem);
    expect(error).toMatchObject({ column, message: expect.stringContaining(reason) });
    return;
  }
  throw new Error('not refused');
});

test('show escapes characters that could reorder or hide a message', () => {
  expect(show('a"b\n\u202ec\u0000')).toBe('"a\\"b\\n\\u{202e}c\\u{0}"');
  expect(show('x'.repeat(100))).toHaveLength(63);
  expect(show('\ud800')).toBe('"\\u{d800}"');
});
