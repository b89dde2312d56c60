import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePiece, peekJson, readJsonPieces } from '../../../shared/formats/json-array.ts';
import { stream, utf8 } from './support.ts';
import { cases } from '../../support/slow.ts';

async function pieces(content: string | Uint8Array, size = 5, maxBytes?: number) {
  const found = [];
  for await (const piece of readJsonPieces(stream(content, size), 'f.json', { maxBytes })) found.push(piece);
  return found;
}

describe('reading values from a stream', () => {
  test('an array, one object per line, and freely formatted objects give the same values for any chunk size', async () => {
    // Not empty: a first object that fits on one line indicates one object per line.
    const record = fc.dictionary(fc.string(), fc.jsonValue()).map((object) => ({ first: 1, ...object }));
    const records = fc.array(record, { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(records, fc.integer({ min: 1, max: 40 }), async (values, size) => {
        const layouts = [
          JSON.stringify(values),
          JSON.stringify(values, null, 2),
          values.map((value) => `${JSON.stringify(value)}\n`).join(''),
          values.map((value) => JSON.stringify(value, null, '\t')).join('\r\n'),
        ];
        for (const layout of layouts)
          for (const mark of ['', '\ufeff']) {
            const found = await pieces(utf8(mark + layout), size);
            expect(found.map(({ text }) => JSON.parse(text) as unknown)).toEqual(
              JSON.parse(JSON.stringify(values)),
            );
            expect(found.map(({ record }) => record)).toEqual(values.map((_, i) => i + 1));
          }
      }),
      { numRuns: cases(60) },
    );
  });

  test('the line of a value is the one on which it begins', async () => {
    const found = await pieces('[\n  {"a": [1,\n 2]},\n\n {"b": "]}"}\n]\n');
    expect(found).toEqual([
      { text: '{"a": [1,\n 2]}', line: 2, record: 1 },
      { text: '{"b": "]}"}', line: 5, record: 2 },
    ]);
  });

  test.each([
    ['[{"a":1}', /array is never closed/, 1],
    ['[{"a":1},\n{"a":', /cut off inside of the record that begins on line 2/, 2],
    ['[{"a":1} {"a":2}]', /comma is missing/, 1],
    ['[{"a":1},]', /comma is too many/, 1],
    ['[1, 2]', /not a JSON object/, 1],
    ['[{"a":1}]\n{}', /follows the end of the array/, 2],
    ['{"a":1}\n{"a":[2}\n{"a":3', /cut off at the end of the line/, 2],
    ['{"a":1}\n{"a":2\n{"a":3}\n', /cut off at the end of the line/, 2],
    ['{"a":1}\n{"a":"x\n{"a":3}\n', /quotation marks is cut off/, 2],
    ['{"a":1}\nword\n', /between the records/, 2],
    ['name,label\n', /begins with neither/, 1],
  ])('%j is rejected with its line', async (content, reason, line) => {
    await expect(pieces(content)).rejects.toMatchObject({
      message: expect.stringMatching(reason) as string,
      where: { file: 'f.json', line },
    });
  });

  test('UTF-16, invalid UTF-8 and values above the size limit are rejected', async () => {
    await expect(pieces(new Uint8Array([0xff, 0xfe, 0x7b, 0]))).rejects.toThrow(/UTF-16/);
    await expect(pieces(new Uint8Array([0x5b, 0x7b, 0x22, 0xe9, 0x22, 0x7d, 0x5d]))).rejects.toMatchObject({
      where: { line: 1, byte: 3 },
    });
    await expect(pieces(`[{"a":"${'x'.repeat(200)}"}]`, 9, 100)).rejects.toThrow(/longer than 100 bytes/);
  });

  test('a bracket of the wrong kind ends a value, and the parser reports the line', async () => {
    const [, piece] = await pieces('[{"a":1},\n{"b":\n [1}]]');
    expect(piece).toMatchObject({ line: 2 });
    expect(() => parsePiece(piece!, { file: 'f.json' })).toThrow(/column 4/);
    try {
      parsePiece(piece!, { file: 'f.json' });
    } catch (error) {
      expect(error).toMatchObject({ where: { line: 3 } });
    }
  });

  test('keeps only one value of a large array in memory', async () => {
    const one = utf8(`{"text":"${'x'.repeat(10_000)}"},`);
    let held = 0;
    async function* many() {
      yield await Promise.resolve(utf8('['));
      for (let i = 0; i < 2000; i++) {
        held = i;
        yield one;
      }
      yield utf8('{}]');
    }
    let seen = 0;
    for await (const { record } of readJsonPieces(many(), 'f.json')) {
      seen = record;
      // Each value is yielded before any further bytes are read.
      if (record <= 2000) expect(held).toBe(record - 1);
    }
    expect(seen).toBe(2001);
  });

  test('peeking at a head returns the complete values in it', () => {
    expect(peekJson(utf8('[{"a":1},{"b":2},{"c"'))).toMatchObject({
      array: true,
      records: [{ a: 1 }, { b: 2 }],
    });
    expect(peekJson(utf8('a,b'))).toMatchObject({ array: false, records: [] });
  });
});
