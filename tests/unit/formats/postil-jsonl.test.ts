import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeSample } from '../../../scripts/make-sample.ts';
import { PostilError } from '../../../shared/contract/errors.ts';
import type { Incoming } from '../../../shared/formats/define.ts';
import { postilJsonl } from '../../../shared/formats/postil-jsonl.ts';
import { lineJsonSchema } from '../../../shared/formats/postil-jsonl-lines.ts';
import { readableQuote } from '../../../shared/model/fragments.ts';
import { anyDataset, readAllOf, stream, uidOf, writeAllOf } from './support.ts';
import { cases } from '../../support/slow.ts';

const root = new URL('../../../', import.meta.url);
const resource = (path: string) => readFileSync(new URL(path, root), 'utf8');
const read = (content: string | Uint8Array) => readAllOf(postilJsonl, content);
const json = (value: unknown) => JSON.stringify(value);

const of = <K extends Incoming['kind']>(items: readonly Incoming[], kind: K) =>
  items.filter((item): item is Extract<Incoming, { kind: K }> => item.kind === kind);

async function refusal(content: string | Uint8Array): Promise<PostilError> {
  try {
    await read(content);
  } catch (error) {
    if (error instanceof PostilError) return error;
    throw error;
  }
  throw new Error('not refused');
}

describe('round trip', () => {
  test('every part of a dataset is read back unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(anyDataset, async ({ dataset, documents }) => {
        const { text, losses } = await writeAllOf(postilJsonl, dataset, documents);
        expect(losses.list()).toEqual([]);
        const items = await read(text);
        expect(of(items, 'note')).toEqual([]);
        const { scheme, analysts, sets } = dataset;
        expect(of(items, 'header')).toEqual([{ kind: 'header', scheme, analysts, sets }]);
        expect(of(items, 'entity').map(({ entity }) => entity)).toEqual(dataset.entities);
        expect(of(items, 'relation').map(({ relation }) => relation)).toEqual(dataset.relations);
        expect(of(items, 'document').map(({ record }) => record)).toEqual(documents);
      }),
      { numRuns: cases(150) },
    );
  });

  test('the verification reads every quote', async () => {
    await fc.assert(
      fc.asyncProperty(anyDataset, async ({ dataset, documents }) => {
        const { text } = await writeAllOf(postilJsonl, dataset, documents);
        const surfaces = [];
        for await (const surface of postilJsonl.surfaces?.(stream(text, 999), { file: 'f' }) ?? [])
          surfaces.push(surface);
        expect(surfaces).toEqual(
          documents.flatMap((document) =>
            document.spans.map((span) => ({
              document: document.id,
              span: span.id,
              text: readableQuote(document.text, span.fragments),
            })),
          ),
        );
      }),
      { numRuns: cases(30) },
    );
  });
});

describe('JSON Schema', () => {
  test('the file in resources/schema is up to date (node scripts/make-schema.ts)', () => {
    expect(JSON.parse(resource('resources/schema/postil-jsonl.schema.json'))).toEqual(lineJsonSchema());
  });

  test('every written line is valid', async () => {
    const validate = new Ajv2020({ strict: false }).compile(lineJsonSchema());
    const check = (text: string) => {
      for (const line of text.trimEnd().split('\n')) {
        expect(validate(JSON.parse(line)), json(validate.errors?.slice(0, 3))).toBe(true);
      }
    };
    check(await makeSample());
    await fc.assert(
      fc.asyncProperty(anyDataset, async ({ dataset, documents }) => {
        check((await writeAllOf(postilJsonl, dataset, documents)).text);
      }),
      { numRuns: cases(30) },
    );
    expect(validate({ text: 'a', spans: [{ start: 0, end: 1, type: 'X' }], meta: {} })).toBe(true);
    for (const bad of [
      { kind: 'document', id: 'x', text: '' },
      { kind: 'unknown', text: 'a' },
      { spans: [] },
    ])
      expect(validate(bad), json(bad)).toBe(false);
  });
});

describe('golden file', () => {
  test('is read as the records stored next to it', async () => {
    const items = await read(resource('tests/fixtures/formats/golden.jsonl'));
    expect(items).toEqual(JSON.parse(resource('tests/fixtures/formats/golden.read.json')));
  });
});

describe('bare records', () => {
  test('a record from a script', async () => {
    const [item] = await read(
      json({
        text: 'a😀 b',
        title: 'T',
        meta: { k: 1 },
        id: 7,
        spans: [{ start: 4, end: 5, type: 'X', text: 'b', why: 'w' }],
      }),
    );
    expect(item).toMatchObject({
      kind: 'document',
      where: { file: 'f.jsonl', line: 1, record: 1 },
      record: {
        title: 'T',
        text: 'a😀 b',
        blocks: [['paragraph', 0, 5]],
        origin: { name: '7' },
        extra: { meta: { k: 1 }, id: 7 },
        spans: [{ type: 'X', fragments: [[4, 5]], extra: { why: 'w' } }],
      },
    });
    expect(item).not.toHaveProperty('record.id');
  });

  test.each([
    [{ offsetUnit: 'codepoint', spans: [{ start: 3, end: 4, type: 'X', text: 'b' }] }],
    [{ offset_unit: 'byte', spans: [{ start: 6, end: 7, type: 'X', text: 'b' }] }],
    [{ spans: [{ fragments: [[4, 5]], type: 'X', text: 'b' }] }],
  ])('offsets in the given unit: %j', async (fields) => {
    const [item] = of(await read(json({ text: 'a😀 b', ...fields })), 'document');
    expect(item?.record.spans[0]?.fragments).toEqual([[4, 5]]);
  });

  test('line ends become LF, spans are adjusted, and this is reported', async () => {
    const text = 'one\r\ntwo\rthree';
    const items = await read(
      json({
        text,
        spans: [
          { start: 5, end: 8, type: 'X', text: 'two' },
          { start: 9, end: 14, type: 'X' },
        ],
      }),
    );
    const [document] = of(items, 'document');
    expect(document?.record).toMatchObject({ text: 'one\ntwo\nthree', origin: { carriageReturns: 2 } });
    expect(document?.record.spans.map(({ fragments }) => fragments)).toEqual([[[4, 7]], [[8, 13]]]);
    expect(of(items, 'note')[0]?.message).toMatch(/2 line ends/);
  });

  test('blank lines, U+2028 and a bare CR do not change line numbers; an empty file is reported', async () => {
    const error = await refusal(`${json({ text: 'a\u2028b' })}\r\n\n  \n{"text":"x\ry"}\n`);
    expect(error.where).toMatchObject({ line: 4, record: 2 });
    expect(await read('')).toEqual([
      { kind: 'note', message: expect.stringMatching(/nothing to import/), where: { file: 'f.jsonl' } },
    ]);
    expect(of(await read(json({ text: ' ' })), 'note')).toHaveLength(1);
  });
});

describe('malformed input is rejected with the reason and its line', () => {
  const good = json({ text: 'fine' });
  const header = (more: object = {}) => json({ kind: 'header', format: 'postil-jsonl', version: 1, ...more });
  const span = { id: uidOf(2), set: 's', type: 'X', start: 0, end: 1 };
  const document = (more: object = {}) => json({ kind: 'document', id: uidOf(1), text: 'ab😀c', ...more });
  const wide = (more: object) => json({ text: 'ab😀c', spans: [{ start: 0, end: 1, type: 'X', ...more }] });

  test.each([
    ['a truncated line', '{"text": "cut', /column 10.*cut off/],
    ['NaN', '{"text":"a","score":NaN}', /NaN/],
    ['a number', '5', /not a JSON object/],
    ['a span after the end of the text', wide({ end: 9 }), /ends at 9.*5 units/],
    ['a start after the end', wide({ start: 3 }), /starts at 3/],
    ['a negative offset', wide({ start: -1 }), /spans\.0\.start/],
    ['half an offset', wide({ end: undefined }), /start but no end/],
    ['half a character', wide({ end: 3 }), /in half/],
    ['a text that differs from the covered text', wide({ text: '\u202eb' }), /"\\u\{202e\}b".*"a"/],
    ['no type', json({ text: 'a', spans: [{ start: 0, end: 1 }] }), /spans\.0\.type/],
    ['a NUL in the text', json({ text: 'a\0' }), /NUL/],
    ['half a surrogate pair', '{"text":"a\\ud800"}', /surrogate/],
    ['a prototype key', '{"text":"a","__proto__":{"x":1}}', /__proto__/],
    ['depth', `{"text":"a","meta":${'['.repeat(100_000)}`, /deeper/],
    ['an unknown kind', '{"kind":"journal"}', /"journal"/],
    ['a second header', header(), /second header/],
    ['Prodigy', json({ text: 'a', spans: [{ start: 0, end: 1, label: 'X' }] }), /Prodigy/],
    ['Label Studio', json({ data: { text: 'a' }, annotations: [] }), /Label Studio/],
    ['doccano', json({ data: 'a', label: [[0, 1, 'X']] }), /doccano/],
    ['Web Annotation', json({ '@context': 'x', target: {} }), /Web Annotation/],
    ['UIMA', json({ '%TYPES': {} }), /UIMA/],
    ['an unknown field', document({ colour: 'red' }), /colour/],
    ['an owner that does not exist', document({ spans: [{ ...span, owner: uidOf(9) }] }), /owner/],
    [
      'a relation to nothing',
      document({
        spans: [span],
        relations: [
          {
            id: uidOf(3),
            set: 's',
            type: 'r',
            ends: 'span',
            from: uidOf(2),
            to: uidOf(9),
            attributes: {},
            untouched: [],
          },
        ],
      }),
      /leads to/,
    ],
    ['a note on nothing', document({ notes: [{ id: uidOf(3), span: uidOf(9), body: 'x' }] }), /note/],
    ['a repeated id', document({ spans: [span, span] }), /occurs twice/],
    ['hull and fragments apart', document({ spans: [{ ...span, fragments: [[0, 2]] }] }), /do not span/],
    [
      'blocks that overlap',
      document({
        blocks: [
          ['paragraph', 0, 2],
          ['paragraph', 1, 3],
        ],
      }),
      /Block 2/,
    ],
  ])('%s', async (_, line, reason) => {
    const error = await refusal(`${good}\n${line}\n${good}\n`);
    expect(error.code).toBe('refused');
    expect(error.message).toMatch(reason);
    expect(error.where).toMatchObject({ file: 'f.jsonl', line: 2, record: 2 });
  });

  test('headers of other versions and formats, and unlisted sets, are rejected', async () => {
    expect((await refusal(header({ version: 2 }))).message).toMatch(/version "2".*newer Postil/);
    expect((await refusal(header({ format: 'other' }))).message).toMatch(/"other"/);
    expect((await refusal(header({ scheme: { name: 'x' } }))).message).toMatch(/scheme\.layers/);
    expect((await refusal(`${header()}\n${document({ spans: [span] })}`)).message).toMatch(
      /no set called "s"/,
    );
    expect((await refusal(json([{ data: {} }]))).message).toMatch(/Label Studio/);
  });

  test('keys such as __proto__ do not change a prototype', async () => {
    const [item] = of(await read('{"text":"a","meta":{"constructor":{"prototype":{"x":1}}}}'), 'document');
    expect(item?.record.extra).toEqual({ meta: { constructor: { prototype: { x: 1 } } } });
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test('an error in line 5,001 of 10,000 is located', async () => {
    const lines = Array.from({ length: 10_000 }, () => good);
    lines[5_000] = '{"text": 5}';
    expect((await refusal(lines.join('\n'))).where).toMatchObject({ line: 5_001, field: 'text' });
  });
});

describe('sample project', () => {
  test('sample.jsonl is up to date (node scripts/make-sample.ts)', async () => {
    expect(resource('resources/sample/sample.jsonl')).toBe(await makeSample());
  });

  test('is read without notes and has the documented annotations', async () => {
    const items = await read(resource('resources/sample/sample.jsonl'));
    expect(of(items, 'note')).toEqual([]);
    const counts = of(items, 'document').map(
      ({ record }) => record.spans.filter(({ type }) => type !== 'CUE').length,
    );
    expect(counts[0]).toBeGreaterThanOrEqual(40);
    expect(counts.slice(3)).toEqual([0, 0]);
    for (const count of counts.slice(1, 3)) expect(count).toBeGreaterThanOrEqual(15);
  });
});
