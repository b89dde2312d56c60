import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseWhere, quoted } from '../../../shared/comparison/where.ts';

const test1 = (field: string, comparison: string, ...values: unknown[]) => ({
  op: 'test',
  field,
  comparison,
  values,
});

describe('conditions', () => {
  test.each([
    ['', { op: 'and', parts: [] }],
    ['type = PERSON', test1('type', '=', 'PERSON')],
    ['model=tagger', test1('source', '=', 'tagger')],
    ['score >= 0.9', test1('score', '>=', 0.9)],
    ['score = none', test1('score', '=', null)],
    ['text !~ "Bo Stark"', test1('text', '!~', 'Bo Stark')],
    [`text = 'say "no"'`, test1('text', '=', 'say "no"')],
    ['type in (PERSON, ORG)', test1('type', '=', 'PERSON', 'ORG')],
    ['not (score < 1)', { op: 'not', part: test1('score', '<', 1) }],
    [
      'type = A or type = B and score > 0',
      {
        op: 'or',
        parts: [
          test1('type', '=', 'A'),
          { op: 'and', parts: [test1('type', '=', 'B'), test1('score', '>', 0)] },
        ],
      },
    ],
    ['status = "in progress"', test1('status', '=', 'in progress')],
  ])('%s', (expression, parsed) => expect(parseWhere(expression)).toEqual(parsed));

  test.each([
    ['colour = red', /“colour” is no field; there are: type,.* \(character 1 /],
    ['score >= high', /“high” is no number.*character 10/],
    ['type > PERSON', /type has no order/],
    ['type ~ PER', /cannot be searched/],
    ['state = maybe', /“maybe” is no state; there are: open, accepted/],
    ['(type = A', /bracket is not closed/],
    ['type = A type = B', /left over; join conditions/],
    ['type =', /ends where a value for type is wanted/],
    ['text = "open', /a quote may be open/],
    ['score < none', /none can only be compared/],
    ['('.repeat(200), /too deep/],
  ])('refuses %s', (expression, message) => expect(() => parseWhere(expression)).toThrow(message));

  test('any text can be quoted and is read as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(parseWhere(`text = ${quoted(value)}`)).toEqual(test1('text', '=', value));
      }),
    );
  });
});
