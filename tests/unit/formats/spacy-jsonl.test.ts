import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Incoming, OptionValues } from '../../../shared/formats/define.ts';
import type { DocumentRecord, IncomingDocument } from '../../../shared/formats/records.ts';
import { sniffFormat } from '../../../shared/formats/registry.ts';
import { spacyJsonl } from '../../../shared/formats/spacy-jsonl/index.ts';
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
import { anyDataset, emptyDataset, stream, utf8, withoutReturns } from './support.ts';
import { cases } from '../../support/slow.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/formats/spacy-jsonl');

async function read(content: string | Uint8Array, values: OptionValues = {}) {
  const items: Incoming[] = [];
  for await (const item of spacyJsonl.read!(stream(content, 5), { file: 'f.jsonl', values }))
    items.push(item);
  return {
    documents: items.flatMap((item) => (item.kind === 'document' ? [item.record] : [])),
    notes: items.flatMap((item) => (item.kind === 'note' ? [item.message] : [])),
  };
}

const spansOf = ({ text, spans }: IncomingDocument | DocumentRecord) =>
  spans.map(({ type, fragments }) => `${type}: ${readableQuote(text, fragments)}`);

const linksOf = ({ text, spans, relations }: IncomingDocument | DocumentRecord) => {
  const words = (id: string) => {
    const span = spans.find((candidate) => candidate.id === id);
    return span ? readableQuote(text, span.fragments) : '';
  };
  return relations.map(({ type, from, to }) => `${words(from)} ${type} ${words(to)}`);
};

async function roundTrip(path: string) {
  const { dataset, documents, notes } = await records(() => readFile(spacyJsonl, path));
  const { files, losses, wrote } = await writeToMemory(spacyJsonl, dataset, documents);
  const again = await records(() => readFromMemory(spacyJsonl, files));
  expect(again.documents.map((document) => picture(document))).toEqual(
    documents.map((document) => picture(document)),
  );
  expect((await readSurfaces(spacyJsonl, files)).sort()).toEqual([...wrote].sort());
  expect(losses.list()).toEqual([]);
  const written = Buffer.from([...files.values()][0]!)
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { documents, written, notes: notes.map(({ message }) => message) };
}

describe('reading', () => {
  test('Prodigy: code points, tokens, relations by token and by span, answers, choices, groups', async () => {
    const path = join(FIXTURES, 'prodigy.jsonl');
    const { documents, written, notes } = await roundTrip(path);
    const [first, second, third, fourth, fifth] = documents;
    expect(first).toMatchObject({ title: 'A meeting', source: 'Lumen Gazette' });
    // The verb has no span, so one is created for it.
    expect(spansOf(first!)).toEqual(['PERSON: Ada Quill', 'ORG: Orvo', 'GPE: Port Lumen', 'token: met']);
    expect(linksOf(first!)).toEqual(['Ada Quill MEETS Orvo', 'met where Port Lumen']);
    expect(first!.spans[0]).toMatchObject({
      set: 'news-ada',
      score: 0.75,
      attributes: { source: 'model-1', rank: 1 },
    });
    expect(first!.statuses).toEqual([{ set: 'news-ada', status: 'done', reason: '' }]);
    expect(first!.segmentation?.tokens.slice(0, 2)).toEqual([
      [0, 2],
      [3, 6],
    ]);
    expect(second).toMatchObject({ spans: [], statuses: [{ status: 'skipped', reason: 'rejected' }] });
    expect(third!.labels.map(({ name, value }) => [name, value])).toEqual([
      ['accept', 'Q1'],
      ['accept 2', 'NIL'],
    ]);
    expect(fourth!.statuses).toMatchObject([{ status: 'skipped', reason: 'ignored' }]);
    expect(fifth!.spans.map(({ attributes }) => attributes)).toEqual([
      { spans_key: 'sc' },
      { spans_key: 'sc' },
    ]);
    expect(fifth!.labels.map(({ name, value }) => [name, value])).toEqual([
      ['NEWS', 1],
      ['SPORT', 0],
    ]);
    expect(notes).toEqual([
      '2 × records were rejected or ignored: their annotations are kept for export and not imported.',
    ]);
    // The written record equals the original, apart from the order of keys.
    const original = readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(written[0]!.spans).toEqual(original[0]!.spans);
    expect(written[0]!.tokens).toEqual(original[0]!.tokens);
    expect(written[0]!._input_hash).toBe(12);
    expect(written[0]!.meta).toEqual({ ...(original[0]!.meta as object), file: 'prodigy.jsonl:1' });
    expect(written[1]).toMatchObject({ answer: 'reject', spans: original[1]!.spans });
    expect(written[2]).toMatchObject({
      accept: ['Q1', 'NIL'],
      options: original[2]!.options,
      answer: 'accept',
    });
    expect(written[3]).toMatchObject({ answer: 'ignore' });
  });

  test('Doc.to_json: entities, sentences, token columns with their kinds', async () => {
    const { documents, written } = await roundTrip(join(FIXTURES, 'doc.json'));
    expect(documents.flatMap(spansOf)).toEqual(['PERSON: Ada', 'ORG: Orvo']);
    expect(documents[0]!.segmentation).toMatchObject({
      sentences: [
        [0, 10],
        [11, 20],
      ],
      columns: { tag: ['NNP', 'VBD', '.', 'NNP', 'VBD', '.'], head: ['1', '1', '1', '4', '4', '4'] },
    });
    expect(written[0]!.tokens).toMatchObject([{ text: 'Ada', head: 1, tag: 'NNP' }, {}, {}, {}, {}, {}]);
  });

  test.each(['lists.json', 'lists.jsonl'])('%s: one list per record', async (file) => {
    const { documents } = await roundTrip(join(FIXTURES, file));
    expect(documents.map(spansOf)).toEqual([['LOC: Lumen'], []]);
  });

  test('spaCy 2: one document of its paragraphs, tokens found in the raw text, names from BILUO', async () => {
    const { documents } = await roundTrip(join(FIXTURES, 'training.json'));
    const [document] = documents;
    expect(document!.text).toBe('Ada Quill left  Lumen.\nRain.\n\nOrvo met');
    expect(spansOf(document!)).toEqual(['PERSON: Ada Quill', 'GPE: Lumen', 'ORG: Orvo']);
    expect(document!.segmentation!.sentences).toEqual([
      [0, 22],
      [23, 28],
      [30, 38],
    ]);
    expect(document!.segmentation!.columns.head!.slice(0, 5)).toEqual(['1', '1', '0', '-1', '-2']);
    expect(document!.labels.map(({ name, value }) => [name, value])).toEqual([['NEWS', 1]]);
  });

  test('another unit of offsets is detected from the words, and can be forced', async () => {
    const record = { text: '😀 Ada', spans: [{ start: 3, end: 6, label: 'P', text: 'Ada' }] };
    const { documents, notes } = await read(JSON.stringify(record));
    expect(documents.flatMap(spansOf)).toEqual(['P: Ada']);
    expect(notes).toEqual([expect.stringMatching(/UTF-16 code units, not code points/)]);
    const bare = JSON.stringify({ text: '😀 Ada', spans: [{ start: 5, end: 8, label: 'P' }] });
    expect((await read(bare, { 'offset-unit': 'byte' })).documents.flatMap(spansOf)).toEqual(['P: Ada']);
  });

  test('spans given only by tokens include their last token', async () => {
    const { documents } = await read(
      '{"text":"a bc d","tokens":[{"text":"a","start":0,"end":1,"id":0},{"text":"bc","start":2,"end":4,"id":1},{"text":"d","start":5,"end":6,"id":2}],"spans":[{"token_start":0,"token_end":1,"label":"X"}]}',
    );
    expect(documents.flatMap(spansOf)).toEqual(['X: a bc']);
  });

  test('CRLF in a text becomes LF, and offsets are adjusted', async () => {
    const { documents, notes } = await read(
      '{"text":"a\\r\\nAda","spans":[{"start":3,"end":6,"label":"P"}]}',
    );
    expect(documents[0]!.text).toBe('a\nAda');
    expect(documents.flatMap(spansOf)).toEqual(['P: Ada']);
    expect(notes).toEqual([expect.stringMatching(/1 line end .* became LF/)]);
  });

  test('records without a text are left out and counted; an empty file is reported', async () => {
    const { documents, notes } = await read('{"html":"<b>x</b>"}\n{"image":"a.png"}\n{"text":"a"}\n');
    expect(documents).toHaveLength(1);
    expect(notes).toEqual(['2 × records without a text were left out.']);
    expect((await read('')).notes).toEqual(['The file is empty: nothing to import.']);
  });
});

describe('bad input', () => {
  test.each<[what: string, content: string | Uint8Array, message: RegExp, line: number]>([
    ['a truncated record', '{"text":"a"}\n{"text":"b","spans":[', /cut off/, 2],
    [
      'a span after the end',
      '{"text":"a","spans":[{"start":0,"end":9,"label":"X"}]}',
      /ends at 9, but the text has 1/,
      1,
    ],
    ['a reversed span', '{"text":"abc","spans":[{"start":2,"end":1,"label":"X"}]}', /ends before it/, 1],
    [
      'a text that differs from the covered text',
      '{"text":"abc","spans":[{"start":0,"end":1,"label":"X","text":"b"}]}',
      /gives its text as "b"/,
      1,
    ],
    ['a negative offset', '{"text":"abc","spans":[{"start":-1,"end":1,"label":"X"}]}', /no whole number/, 1],
    [
      'a token that does not exist',
      '{"text":"a","tokens":[],"spans":[{"token_start":0,"token_end":0,"label":"X"}]}',
      /names token 0, but there are 0/,
      1,
    ],
    [
      'a relation without ends',
      '{"text":"a","relations":[{"label":"r","head":0,"child":0}]}',
      /does not give its head/,
      1,
    ],
    ['a repeated key', '{"text":"a","text":"b"}', /occurs twice/, 1],
    ['__proto__', '{"text":"a","__proto__":{"x":1}}', /not allowed/, 1],
    ['a number above 2^53', '{"text":"a","meta":{"n":9007199254740993}}', /past 2\^53/, 1],
    ['NaN', '{"text":"a","meta":{"n":NaN}}', /NaN is not JSON/, 1],
    ['half a surrogate pair', '{"text":"a\\ud800"}', /surrogate/, 1],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x7b, 0]), /UTF-16/, 1],
    ['tags in place of entities', '[["a b",{"entities":["O","U-X"]}]]', /entities\[0\] is no span/, 1],
  ])('%s is rejected', async (_, content, message, line) => {
    await expect(read(content)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(message),
      where: { file: 'f.jsonl', ...(content instanceof Uint8Array ? {} : { line }) },
    });
  });
});

describe('writing', () => {
  test('spans are widened to the tokens of the file, which is reported', async () => {
    const { documents } = await read(
      '{"text":"abc de","tokens":[{"text":"abc","start":0,"end":3,"id":0},{"text":"de","start":4,"end":6,"id":1}],"spans":[{"start":1,"end":5,"label":"X"}]}',
    );
    const complete = await records(async function* (): AsyncGenerator<Incoming> {
      yield { kind: 'document', record: documents[0]!, where: {} };
    });
    const { files, losses, wrote } = await writeToMemory(spacyJsonl, emptyDataset, complete.documents);
    expect(wrote).toEqual(['abc de']);
    expect(losses.list().map(({ kind, count }) => `${count} ${kind}`)).toEqual([
      '1 spans widened to whole tokens',
    ]);
    expect(JSON.parse(Buffer.from(files.get('data.jsonl')!).toString())).toMatchObject({
      spans: [{ start: 0, end: 6, token_start: 0, token_end: 1, label: 'X' }],
    });
  });

  test('each annotation set is a separate record with its annotator', async () => {
    const { documents } = await read(
      '{"text":"ab","spans":[{"start":0,"end":1,"label":"X"}],"_annotator_id":"ada"}',
    );
    const [document] = documents;
    document!.spans.push({ ...document!.spans[0]!, id: undefined, set: 'bo' });
    delete (document!.spans[1] as { id?: string }).id;
    const complete = await records(async function* (): AsyncGenerator<Incoming> {
      yield { kind: 'document', record: document!, where: {} };
    });
    const { files } = await writeToMemory(spacyJsonl, emptyDataset, complete.documents);
    const again = await records(() => readFromMemory(spacyJsonl, files));
    expect(again.documents.map(({ spans }) => spans.map(({ set }) => set))).toEqual([['ada'], ['bo']]);
  });

  test.each<OptionValues>([{}, { tokens: 'always' }, { 'offset-unit': 'utf-16' }])(
    'any project is read back as written: %o',
    async (values) => {
      await fc.assert(
        fc.asyncProperty(anyDataset, async ({ dataset, documents: all }) => {
          // Documents in a project have no carriage returns.
          const documents = all.map(withoutReturns);
          const { files, wrote, losses } = await writeToMemory(spacyJsonl, dataset, documents, values);
          expect((await readSurfaces(spacyJsonl, files, values)).sort()).toEqual(wrote.sort());
          const lost = losses.list().find(({ kind }) => kind === 'spans')?.count ?? 0;
          const spans = documents.reduce((sum, document) => sum + document.spans.length, 0);
          expect(wrote.length).toBeGreaterThanOrEqual(spans - lost);
          // A record's token range covers the same text as its offsets.
          for (const line of Buffer.from(files.get('data.jsonl')!).toString().trim().split('\n')) {
            const record = JSON.parse(line) as {
              tokens?: { start: number; end: number }[];
              spans?: { start: number; end: number; token_start: number; token_end: number }[];
            };
            for (const span of (record.tokens && record.spans) || []) {
              expect(record.tokens![span.token_start]!.start).toBe(span.start);
              expect(record.tokens![span.token_end]!.end).toBe(span.end);
            }
          }
        }),
        { numRuns: cases(60) },
      );
    },
  );
});

describe('sniffing', () => {
  test.each(filesBelow(FIXTURES).map((path) => [path.slice(FIXTURES.length + 1), path]))(
    '%s',
    (name, path) => {
      expect(sniffFormat(name, new Uint8Array(readFileSync(path)))?.id).toBe('spacy-jsonl');
    },
  );

  test.each([
    ['doccano', '{"text":"a","label":[[0,1,"X"]]}\n'],
    [
      'doccano',
      '{"text":"a","entities":[{"id":1,"start_offset":0,"end_offset":1,"label":"X"}],"relations":[]}\n',
    ],
    ['Label Studio', '[{"id":1,"data":{"text":"a"},"annotations":[]}]'],
    ['Postil', '{"text":"a","spans":[{"start":0,"end":1,"type":"X"}]}\n'],
    ['patterns', '{"label":"X","pattern":[{"lower":"a"}]}\n'],
    ['a vocabulary', '{"lang":"en","settings":{}}\n{"orth":".","id":1}\n'],
    ['articles of another tool', '{"metadata":{},"paragraphs":["a"],"entities":[]}'],
    ['words', '["a","b"]'],
  ])('%s is another format', (_, content) => {
    expect(spacyJsonl.sniff('f.jsonl', utf8(content))).toBe(0);
  });
});

for (const parts of [['prodigy-spacy'], ['ner-conll', 'spacy-example-data']])
  describeCorpus(parts, (folder) => {
    const paths = filesBelow(folder).filter(
      (path) => spacyJsonl.sniff(path, new Uint8Array(readFileSync(path)).subarray(0, 65_536)) > 0,
    );

    test('files exist', () => {
      expect(paths).not.toEqual([]);
    });

    test.each(paths.map((path) => [relative(folder, path), path]))(
      '%s: equals an independent count, and is unchanged after writing and reading',
      { timeout: 60_000 },
      async (_, path) => {
        const { documents } = await roundTrip(path);
        const counted = plainCount(readFileSync(path, 'utf8'));
        expect({
          documents: documents.length,
          spans: documents.reduce(
            (sum, { spans }) => sum + spans.filter(({ type }) => type !== 'token').length,
            0,
          ),
          relations: documents.reduce((sum, { relations }) => sum + relations.length, 0),
          tokens: documents.reduce((sum, { segmentation }) => sum + (segmentation?.tokens.length ?? 0), 0),
        }).toEqual(counted);
      },
    );
  });

/** Counts the contents of a file only by its keys. */
function plainCount(content: string) {
  const values = content.trimStart().startsWith('[')
    ? (JSON.parse(content) as unknown[])
    : content
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown);
  const text = JSON.stringify(values);
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const lists = (name: string): unknown[] =>
    values.flatMap((value) => {
      const record = (Array.isArray(value) ? value[1] : value) as Record<string, unknown[] | undefined>;
      return record[name] ?? [];
    });
  const training = count(/"orth":/g);
  return {
    documents: values.length,
    spans: training > 0 ? count(/"ner":"[BU]-/g) : lists('spans').length + lists('entities').length,
    relations: lists('relations').length,
    tokens: training > 0 ? training : lists('tokens').length,
  };
}
