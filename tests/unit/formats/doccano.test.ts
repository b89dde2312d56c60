import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { doccano } from '../../../shared/formats/doccano/index.ts';
import { allAttributes } from '../../../shared/formats/foreign.ts';
import { sniffFormat } from '../../../shared/formats/registry.ts';
import type { DocumentRecord } from '../../../shared/formats/records.ts';
import { readableQuote } from '../../../shared/model/fragments.ts';
import { describeCorpus } from '../../support/beside.ts';
import {
  filesBelow,
  picture,
  readFile,
  readFromMemory,
  readSurfaces,
  records,
  writeToMemory,
} from '../../support/formats.ts';
import { anyDataset, readAllOf, utf8, withoutReturns } from './support.ts';
import { cases } from '../../support/slow.ts';

const fixture = (name: string) => join(import.meta.dirname, '../../fixtures/formats/doccano', name);

async function readText(text: string, values = {}) {
  const files = new Map([['f.jsonl', utf8(text)]]);
  return records(() => readFromMemory(doccano, files, values));
}

const shortly = ({ text, spans }: DocumentRecord) =>
  spans.map(({ type, fragments }) => [type, readableQuote(text, fragments)]);

describe('doccano', () => {
  test('golden: entities, relations, categories, comments and other data', async () => {
    const { documents, notes } = await records(() => readFile(doccano, fixture('entities.jsonl')));
    expect(notes).toEqual([]);
    expect(documents).toHaveLength(2);
    const [first] = documents;
    expect(first).toMatchObject({
      source: 'Harbour Post',
      extra: { doccano: { id: 7, desk: 'metro' } },
      labels: [
        { name: 'cats', value: 'politics' },
        { name: 'cats 2', value: 'local' },
      ],
      notes: [{ body: 'check the name' }],
      relations: [{ type: 'leads', from: first!.spans[0]!.id, to: first!.spans[1]!.id }],
    });
    expect(shortly(first!)).toEqual([
      ['PER', 'Mara Odell'],
      ['ORG', 'Brightwater Council'],
    ]);
    expect(first!.spans[1]!.attributes).toEqual({ sure: false });
    const { files, losses } = await writeToMemory(doccano, emptyOf(documents), documents);
    expect(losses.list()).toEqual([]);
    expect(lines(files.get('data.jsonl')!)).toEqual(
      lines(readFileSync(fixture('entities.jsonl'))).map((line, i) => {
        // Each names its file and record number from 1; invalid comments are left out.
        const { Comments, entities, relations, ...rest } = line;
        return {
          ...rest,
          file: `entities.jsonl:${i + 1}`,
          entities: (entities as Record<string, unknown>[]).map((entity, n) => ({ ...entity, id: n + 1 })),
          relations: (relations as object[]).map((relation) => ({ ...relation, from_id: 1, to_id: 2 })),
          ...((Comments as string[]).length > 0 && { Comments }),
        };
      }),
    );
  });

  test('numeric labels get their names from the label file, and annotators become sets', async () => {
    const items = [];
    for await (const item of readFile(doccano, fixture('numbers.jsonl'))) items.push(item);
    expect(items[0]).toMatchObject({
      kind: 'header',
      scheme: { types: [{ name: 'Person', key: 'p' }, { name: 'Verb of saying' }] },
    });
    const { documents } = await records(() => readFile(doccano, fixture('numbers.jsonl')));
    expect(documents[0]!.spans).toMatchObject([
      { type: 'Person', set: 'user 1' },
      { type: 'Verb of saying', set: 'user 2' },
    ]);
    expect(documents[0]!.extra).toEqual({ doccano: { meta: { page: 1 } } });
    const alone = await readAllOf(doccano, readFileSync(fixture('numbers.jsonl')));
    expect(alone.at(-1)).toMatchObject({
      kind: 'note',
      message: expect.stringMatching(/2 labels are numbers/) as string,
    });
  });

  test.each([
    ['{"text":"EU said","label":[[0,2,"ORG"]]}', [['ORG', 'EU']]],
    [
      '{"data":"EU said","labels":[[0,2,"ORG"],[3,7,"V"]]}',
      [
        ['ORG', 'EU'],
        ['V', 'said'],
      ],
    ],
    ['{"column_data":"EU said","column_label":[[0,2,"ORG"]]}', [['ORG', 'EU']]],
    ['{"text":"EU said","entities":[[0,2,"ORG"]],"cats":["x"]}', [['ORG', 'EU']]],
    [
      '[\n{"text":"EU said","entities":[{"id":1,"label":"ORG","start_offset":0,"end_offset":2}]}]',
      [['ORG', 'EU']],
    ],
    [
      '{"text":"ab","label":[[0,1,"A"],[0,1,"A"]]}',
      [
        ['A', 'a'],
        ['A', 'a'],
      ],
    ],
  ])('the shape %s', async (text, expected) => {
    const { documents } = await readText(text);
    expect(shortly(documents[0]!)).toEqual(expected);
  });

  test('categories: in a list, alone, or as objects', async () => {
    for (const label of ['["a","b"]', '[{"label":"a","user":1},{"label":"b","user":1}]'])
      expect((await readText(`{"text":"x","label":${label}}`)).documents[0]!.labels).toMatchObject([
        { name: 'label', value: 'a' },
        { name: 'label 2', value: 'b' },
      ]);
    expect((await readText('{"text":"x","label":"a"}')).documents[0]!.labels).toMatchObject([{ value: 'a' }]);
  });

  test('offsets that only fit as UTF-16 are read as UTF-16, which is reported; a forced unit is always used', async () => {
    const line = '{"text":"😀😀 Odell","label":[[5,10,"PER"]]}';
    const { documents, notes } = await readText(line);
    expect(shortly(documents[0]!)).toEqual([['PER', 'Odell']]);
    expect(notes[0]?.message).toMatch(/UTF-16 code units/);
    await expect(readText(line, { 'offset-unit': 'codepoint' })).rejects.toThrow(/8 units/);
    const forced = await readText('{"text":"😀 Odell","label":[[3,8,"PER"]]}', { 'offset-unit': 'utf-16' });
    expect(shortly(forced.documents[0]!)).toEqual([['PER', 'Odell']]);
  });

  test('records without text are reported, and carriage returns count in offsets', async () => {
    const { documents, notes } = await readText(
      '{}\n{"label":[]}\n{"text":"a\\r\\nOdell","label":[[3,8,"PER"]]}\n',
    );
    expect(notes.map(({ message }) => message)).toEqual([
      'The record is empty; skipped.',
      'The record has no text; skipped.',
      '1 line end (CRLF or CR) became LF.',
    ]);
    expect(shortly(documents[0]!)).toEqual([['PER', 'Odell']]);
    expect(await readAllOf(doccano, '')).toMatchObject([{ kind: 'note' }]);
    await expect(readText('{"label":[[0,1,"PER"]]}\n')).rejects.toThrow(
      /no text, but .*annotations: "label" \(1\)/,
    );
  });

  test('offsets as strings or as start and end, and scores, are read in the forms that scripts write', async () => {
    const { documents } = await readText(
      [
        { text: 'Uma ran.', label: [[0, 3, 'PER', 0.5]] },
        { text: 'Uma ran.', entities: [{ start_offset: '0', end_offset: '3', label: 'PER' }] },
        { text: 'Uma ran.', annotations: [{ start: 0, end: 3, label: 'PER' }] },
        { text: 'Uma ran.', label: null },
      ]
        .map((record) => `${JSON.stringify(record)}\n`)
        .join(''),
    );
    expect(documents.map(shortly)).toEqual([[['PER', 'Uma']], [['PER', 'Uma']], [['PER', 'Uma']], []]);
    expect(documents.map(({ spans, labels }) => [spans[0]?.score, labels.length])).toEqual([
      [0.5, 0],
      [undefined, 0],
      [undefined, 0],
      [undefined, 0],
    ]);
  });

  test.each([
    { text: 'Uma ran.', label: [[0, 3, 'PER', 0.93]] },
    { text: 'Uma ran.', labels: [['0', '3', 'PER']] },
    { text: 'Uma ran.', annotations: [{ start: 0, end: 3, label: 'PER' }] },
    { text: 'Uma ran.', entities: [{ start_offset: '0', end_offset: '3', label: 'PER' }] },
  ])('%j is recognised', (record) => {
    expect(sniffFormat('f.jsonl', utf8(JSON.stringify(record)))?.id).toBe('doccano');
  });

  test.each([
    ['__label__x Some text\n', /fastText/],
    ['text,label\n"a","b"\n', /CSV/],
    ['EU\tB-ORG\nrejects O\n', /CoNLL/],
    ['{"text":"ab","label":[[0,9,"X"]]}', /ends at 9/],
    ['{"text":"ab","label":[[2,1,"X"]]}', /starts at 2 and ends before/],
    ['{"text":"ab","label":[[-1,1,"X"]]}', /offset/],
    ['{"text":"ab","label":[[0,1]]}', /\[start, end, label\]/],
    ['{"text":"ab","entities":[{"text":"a","type":"X"}]}', /output of a model/],
    ['{"text":"ab","spans":[]}', /Prodigy/],
    ['{"data":{"text":"a"},"annotations":[]}', /Label Studio/],
    ['{"text":"ab","entities":[],"relations":[{"from_id":1,"to_id":2,"type":"r"}]}', /id of no span/],
    ['{"text":"ab","__proto__":{}}', /__proto__/],
    ['{"text":"a\\u0000b"}', /NUL/],
    ['{"text":"a","text":"b"}', /twice/],
    ['{"text":3}', /something else/],
  ])('%s is rejected', async (text, reason) => {
    await expect(readText(text)).rejects.toThrow(reason);
  });

  test('a bad line late in the file is named', async () => {
    const good = '{"text":"ab","label":[[0,1,"X"]]}\n';
    await expect(
      readText(`${good.repeat(5000)}{"text":"ab","label":[[0,7,"X"]]}\n${good}`),
    ).rejects.toMatchObject({
      where: { line: 5001, record: 5001 },
    });
  });

  test.each([
    ['{"text":"a","label":[[0,1,"X"]]}', 'doccano'],
    [
      '{"text":"a","entities":[{"id":1,"label":"X","start_offset":0,"end_offset":1}],"relations":[]}',
      'doccano',
    ],
    ['{"text":"a","entities":[{"text":"a","type":"X"}]}', 'extractions'],
    ['{"text":"a","spans":[{"start":0,"end":1,"type":"X"}]}', 'jsonl'],
    ['{"kind":"header","format":"postil-jsonl"}', 'jsonl'],
  ])('sniffs %s as %s', (head, id) => {
    expect(sniffFormat('f.jsonl', utf8(head))?.id).toBe(id);
  });

  test.each(['entities', 'label'])(
    'any dataset is read back as far as the shape “%s” can store it',
    async (shape) => {
      await fc.assert(
        fc.asyncProperty(anyDataset, async ({ dataset, documents: any }) => {
          const documents = any.map(withoutReturns);
          const { files, wrote } = await writeToMemory(doccano, dataset, documents, { shape });
          const back = await records(() => readFromMemory(doccano, files));
          expect(back.documents.map(plain)).toEqual(documents.flatMap((document) => cut(document, shape)));
          expect(await readSurfaces(doccano, files)).toEqual(wrote);
        }),
        { numRuns: cases(150) },
      );
    },
  );

  describeCorpus(['doccano'], (folder) => {
    test('equals an independent count, and is unchanged after a round trip', async () => {
      const told: string[] = [];
      for (const path of filesBelow(folder).filter((name) => /\.jsonl?$|\.json$/.test(name))) {
        const raw = readFileSync(path, 'utf8');
        // One of doccano's own files has a labelled record without a text.
        const { documents, dataset } = await records(() => readFile(doccano, path, {}, () => undefined));
        const count = plainCount(raw);
        const read = {
          documents: documents.length,
          spans: documents.reduce((sum, { spans }) => sum + spans.length, 0),
          relations: documents.reduce((sum, { relations }) => sum + relations.length, 0),
        };
        expect(read, path).toEqual(count);
        expect(sniffFormat(path, readFileSync(path).subarray(0, 65_536))?.id, path).toBe('doccano');
        const { files } = await writeToMemory(doccano, dataset, documents);
        const again = await records(() => readFromMemory(doccano, files));
        expect(again.documents.map((document) => picture(document))).toEqual(
          documents.map((document) => picture(document)),
        );
        told.push(`${path.slice(folder.length + 1)}: ${JSON.stringify(read)}`);
      }
      expect(told.length).toBeGreaterThan(5);
      console.info(told.join('\n'));
    });
  });
});

function emptyOf(_: readonly DocumentRecord[]) {
  return { analysts: [], sets: [], entities: [], relations: [] };
}

function lines(bytes: Uint8Array): Record<string, unknown>[] {
  return new TextDecoder()
    .decode(bytes)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Counts texts, spans and relations without Postil's reader. */
function plainCount(raw: string) {
  let list: Record<string, unknown>[];
  try {
    list = [JSON.parse(raw) as Record<string, unknown>].flat();
  } catch {
    list = raw
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }
  const withText = list.filter((record) => record.text ?? record.data ?? record.column_data);
  const size = (value: unknown) =>
    Array.isArray(value) ? value.filter((item) => typeof item !== 'string').length : 0;
  return {
    documents: withText.length,
    spans: withText.reduce(
      (sum, { label, labels, entities, column_label: column }) =>
        sum + size(label) + size(labels) + size(entities) + size(column),
      0,
    ),
    relations: withText.reduce((sum, { relations }) => sum + size(relations), 0),
  };
}

/** Returns what doccano can store of a document: contiguous pieces; attributes and relations in one shape only. */
function cut(document: DocumentRecord, shape: string) {
  const empty = document.spans.every(({ fragments }) => fragments.length === 0);
  // A text of blanks without spans is not written.
  if (document.text.trim() === '' && empty) return [];
  return [
    {
      text: document.text,
      title: document.title,
      dateline: document.dateline,
      spans: document.spans.flatMap((span) =>
        span.fragments.map((fragment) => ({
          type: span.type,
          fragments: [fragment],
          attributes: shape === 'entities' ? allAttributes(span) : {},
        })),
      ),
      relations:
        shape === 'entities'
          ? document.relations.filter(({ from, to }) =>
              [from, to].every((id) =>
                document.spans.some((span) => span.id === id && span.fragments.length > 0),
              ),
            ).length
          : 0,
      labels: document.labels.map(({ name, value }) => `${name}: ${String(value)}`),
      notes: [],
    },
  ];
}

function plain({ text, title, dateline, spans, relations, labels, notes }: DocumentRecord) {
  return {
    text,
    title,
    dateline,
    spans: spans.map(({ type, fragments, attributes }) => ({ type, fragments, attributes })),
    relations: relations.length,
    labels: labels.map(({ value }) => value),
    notes,
  };
}
