import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseLoosely, valuesInAnswer } from '../../../shared/formats/extractions/answer-text.ts';
import { readScore, scaleOf } from '../../../shared/formats/extractions/scores.ts';
import { Fields } from '../../../shared/formats/extractions/fields.ts';
import { JsonProblem } from '../../../shared/formats/json.ts';
import { mendJson } from '../../../shared/formats/mend-json.ts';

describe('JSON written by models and scripts', () => {
  test.each<[string, string, unknown]>([
    ['superfluous commas', '{"a": [1, 2,], "b": {"c": 3,},}', { a: [1, 2], b: { c: 3 } }],
    ['comments', '{ // one\n "a": /* two */ "//no", # three\n "b": "#no" }', { a: '//no', b: '#no' }],
    ['a comma, a comment and a bracket', '[1, // last\n]', [1]],
    ['invalid numbers', '[NaN, -Infinity, Infinity, nan]', [null, null, null, null]],
    [
      'Python',
      "{'a': True, 'b': None, 'c': False, 'd': (1)}".replace('(1)', '1'),
      { a: true, b: null, c: false, d: 1 },
    ],
    [
      'single-quoted strings that contain quotation marks',
      `{'a': 'it\\'s', 'b': 'the dog's "bone"'}`,
      { a: "it's", b: 'the dog\'s "bone"' },
    ],
    ['keys without quotation marks', '{a: 1, café_2: "b"}', { a: 1, café_2: 'b' }],
    ['line ends in a string', '{"a": "one\ntwo\tthree"}', { a: 'one\ntwo\tthree' }],
  ])('%s', (_, text, value) => {
    expect(parseLoosely(text)).toEqual(value);
  });

  test.each([
    ['a truncated string', '{"a": "b'],
    ['a truncated object', '{"a": {"b": 1}'],
    ['a missing comma', "{'a': 1 'b': 2}"],
    ['a duplicate key', "{'a': 1, 'a': 2}"],
    ['two commas', '[1,,2]'],
    ['a word', '[maybe]'],
    ['a number above 2^53', '[90071992547409931,]'],
  ])('rejects %s', (_, text) => {
    expect(() => parseLoosely(text)).toThrow(JsonProblem);
  });

  test('reports the column in the original text', () => {
    const text = `{'a': /* long */ True, "b" 2}`;
    const problem = (() => {
      try {
        parseLoosely(text);
      } catch (error) {
        return error as JsonProblem;
      }
      return undefined;
    })();
    expect(problem?.column).toBe(text.indexOf('2}') + 1);
  });

  test('valid JSON is never changed', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 2), (json, indent) => {
        expect(mendJson(JSON.stringify(JSON.parse(json), null, indent))).toBeNull();
      }),
    );
  });

  test('Python output is read as the original value', () => {
    const plain = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.string({ unit: fc.constantFrom('a', 'é', ' ', '"', '\\', '{', ']', '#', '//', '😀') }),
        fc.boolean(),
        fc.integer(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b c', 'd"e'), tie('value')),
      ),
    })).value;
    const python = (value: unknown): string => {
      if (typeof value === 'string') return `'${value.replace(/\\/g, '\\\\')}'`;
      if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`;
      if (typeof value === 'object' && value !== null)
        return `{${Object.entries(value)
          .map(([key, held]) => `${python(key)}: ${python(held)}`)
          .join(', ')}}`;
      if (value === null) return 'None';
      return typeof value === 'boolean' ? (value ? 'True' : 'False') : JSON.stringify(value);
    };
    fc.assert(
      fc.property(plain, (value) => {
        expect(parseLoosely(python([value]))).toEqual([value]);
      }),
    );
  });
});

describe('JSON in a model’s answer', () => {
  test.each<[string, string, unknown[]]>([
    ['alone', '{"a": 1}', [{ a: 1 }]],
    ['in a fence', 'Sure:\n```json\n{"a": 1}\n```\nor [2]?', [{ a: 1 }]],
    ['in two fences', '```\n[{"a": 1}]\n```\nand\n```json\n{"b": 2}\n```', [[{ a: 1 }], { b: 2 }]],
    ['in a fence that is never closed', '```json\n{"a": 1}', [{ a: 1 }]],
    ['after words with brackets', 'As [1] says {roughly}: {"a": 1} — done.', [{ a: 1 }]],
    ['after reasoning', '<think>{"a": 0}?</think>{"a": 1}', [{ a: 1 }]],
    ['after reasoning without an opening tag', 'maybe {"a": 0}</think>\n{"a": 1}', [{ a: 1 }]],
    ['one value per line', '{"a": 1}\n{"b": 2}\n', [{ a: 1 }, { b: 2 }]],
    ['none', 'I cannot [do] that.', []],
  ])('%s', (_, answer, values) => {
    expect(valuesInAnswer(answer)).toEqual(values);
  });

  test.each([
    '{"entities": [{"text": "Ada", "type": "PERSON"}, {"text": "Bo',
    'Here it is: {"entities": [{"text": "Ada", "type": "PERSON"}, {"te',
    '```json\n{"entities": [{"text": "Ada"}',
  ])('a truncated answer is rejected as a whole: %s', (answer) => {
    expect(() => valuesInAnswer(answer)).toThrow(JsonProblem);
  });
});

test.each<[unknown, object, unknown[]]>([
  [0.5, { score: 0.5 }, []],
  ['0.5', { score: 0.5 }, []],
  ['95%', { score: 0.95 }, []],
  ['95 %', { score: 0.95 }, []],
  [1, { score: 1 }, []],
  [95, { score: 0.95 }, []],
  [1, { score: 0.01 }, [95]],
  [8, { verbatim: { score: 8 } }, []],
  [95, { verbatim: { score: 95 } }, [0.5]],
  [-0.1, { verbatim: { score: -0.1 } }, []],
  [101, { verbatim: { score: 101 } }, []],
  ['high', { verbatim: { score: 'high' } }, []],
  ['95', { verbatim: { score: '95' } }, []],
  [true, { verbatim: { score: true } }, []],
  [null, {}, []],
])('a score of %j is read as %j with the other scores %j', (score, read, others) => {
  const items = [score, ...others].map((value) => ({ score: value }));
  expect(readScore(new Fields({ score }), scaleOf(items))).toEqual(read);
});
