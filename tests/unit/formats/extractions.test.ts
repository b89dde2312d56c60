import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Document } from '../../../shared/model/document.ts';
import { readableQuote } from '../../../shared/model/fragments.ts';
import { newUid } from '../../../shared/model/uid.ts';
import type { Incoming, ReadOptions } from '../../../shared/formats/define.ts';
import { extractions } from '../../../shared/formats/extractions/index.ts';
import { incomingDocument } from '../../../shared/formats/incoming.ts';
import { sniffFormat } from '../../../shared/formats/registry.ts';
import { readFile, records } from '../../support/formats.ts';
import { utf8 } from './support.ts';

const fixture = join(import.meta.dirname, '../../fixtures/formats/extractions/pipeline.json');

async function read(content: unknown, options: Partial<ReadOptions> = {}): Promise<Incoming[]> {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const items: Incoming[] = [];
  const bytes = (async function* () {
    await Promise.resolve();
    yield utf8(text);
  })();
  for await (const item of extractions.read!(bytes, { file: 'f.json', ...options })) items.push(item);
  return items;
}

async function only(content: unknown, options: Partial<ReadOptions> = {}) {
  const items = await read(content, options);
  const documents = items.flatMap((item) => (item.kind === 'document' ? [item.record] : []));
  expect(documents).toHaveLength(1);
  return { ...documents[0]!, items };
}

const shortly = ({ text, spans }: Awaited<ReturnType<typeof only>>) =>
  spans.map(({ type, fragments }) => [type, readableQuote(text, fragments)]);

const project = (text: string): Document => {
  const { text: words, blocks, header, origin } = incomingDocument(text, { name: 'a.txt' });
  const none = {
    title: 'Odell leaves',
    source: '',
    url: '',
    byline: '',
    dateline: '',
    published: '',
    language: '',
  };
  return { id: newUid(), text: words, blocks, header, origin, ...none };
};

test('golden: entities, claims and relations, each located by a different method; the rest in quarantine', async () => {
  const items: Incoming[] = [];
  for await (const item of readFile(extractions, fixture)) items.push(item);
  expect(items[0]).toEqual({
    kind: 'header',
    model: {
      name: 'harbour-ner',
      version: '2.1',
      run: 'july',
      parameters: { temperature: 0, prompt: 'List the entities and the claims.' },
    },
  });
  const [document] = items.flatMap((item) => (item.kind === 'document' ? [item.record] : []));
  const { text, spans, relations, quarantined } = document!;
  expect(document).toMatchObject({ title: 'Odell leaves', localIds: true, origin: { carriageReturns: 1 } });
  expect(
    spans.map(({ type, fragments, score, extra }) => {
      const { grounding, explanation } = extra!.extraction as {
        grounding: { method: string };
        explanation?: string;
      };
      return [type, readableQuote(text, fragments), grounding.method, score ?? null, explanation ?? ''];
    }),
  ).toEqual([
    ['PERSON', 'Mara Odell', 'exact', 0.97, 'full name'],
    ['GPE', 'Brightwater', 'unit', 0.8, ''],
    ['DATE', 'Monday', 'normalised', null, ''],
    ['ORG', 'Brightwater', 'exact', 0.4, ''],
    ['EVENT', 'Odell — again — did', 'normalised', null, ''],
    ['CLAIM', 'We will rebuild', 'normalised', 0.66, ''],
    ['CUE', 'said', 'exact', null, ''],
    ['CLAIM', 'it', 'exact', null, ''],
    ['ORG', 'Brightwater’s council', 'exact', null, ''],
    ['CUE', 'denied', 'exact', null, ''],
  ]);
  const [person] = spans;
  const claim = spans[5]!;
  const org = spans[8]!;
  expect(spans[3]!.fragments[0]![0]).toBeGreaterThan(spans[1]!.fragments[0]![0]);
  expect(claim.attributes).toEqual({ kind: 'commitment' });
  expect(claim.slots.map(({ name, filler }) => [name, filler])).toEqual([
    ['claimer', { span: person!.id }],
    ['object', { text: 'the harbour wall' }],
    ['cue', { span: spans[6]!.id }],
  ]);
  expect(spans[6]!.owner).toBe(claim.id);
  expect(spans[7]!.slots[0]).toMatchObject({ name: 'claimer', filler: { span: org.id } });
  expect(relations).toMatchObject([{ type: 'refutes', from: spans[7]!.id, to: claim.id, score: 0.5 }]);
  expect(quarantined!.map(({ kind, body }) => [kind, body.type, body.text])).toEqual([
    ['span', 'PERSON', 'Zebulon Marsh'],
    ['span', 'DATE', 'Tuesday'],
    ['claim', 'CLAIM', 'The wall had been rotten for a century'],
    ['relation', 'related', ''],
    ['relation', 'affiliated-with', ''],
  ]);
  const [, time, lost, related, affiliated] = quarantined!;
  expect(time!.body.fills).toEqual({ claim: spans[7]!.id, slot: 'time' });
  expect(lost!.body.parts).toEqual([{ slot: 'claimer', text: 'Odell', type: 'PERSON' }]);
  expect(related!.body).toMatchObject({ from: { span: claim.id }, to: { quarantine: lost!.id } });
  expect(affiliated!.body).toMatchObject({ from: { span: person!.id }, to: { text: 'Nobody & Sons' } });
  expect(items.flatMap((item) => (item.kind === 'entity' ? [item.entity] : []))).toMatchObject([
    { name: 'Mara Odell', type: 'PERSON', externalIds: [{ authority: 'wikidata', value: 'Q990001' }] },
  ]);
  const notes = items.flatMap((item) => (item.kind === 'note' ? [item.message] : []));
  expect(notes.join('\n')).toContain('5 could not be located');
  expect(notes.join('\n')).toContain('1 item repeats');
});

test('a conversion has no quarantine and reports what is left out', async () => {
  const { documents, leftOut } = await records(() => readFile(extractions, fixture));
  expect(documents[0]!.spans).toHaveLength(10);
  expect(documents[0]).not.toHaveProperty('quarantined');
  expect(leftOut).toHaveLength(5);
  expect(leftOut.map(({ message }) => message).join('\n')).toMatch(
    /no quarantine for PERSON "Zebulon Marsh"/,
  );
});

describe('shapes', () => {
  test.each<[string, unknown]>([
    ['one record', { text: 'Ada spoke.', entities: [{ text: 'Ada', type: 'PERSON' }] }],
    ['lines', '{"model":"m"}\n{"text":"Ada spoke.","entities":[{"mention":"Ada","label":"PERSON"}]}\n'],
    [
      'an array',
      [{ text: 'Ada spoke.', entities: [{ word: 'Ada', entity_group: 'PERSON', confidence: 1 }] }],
    ],
    ['a container', { results: [{ text: 'Ada spoke.', entities: [{ quote: 'Ada', type: 'PERSON' }] }] }],
    ['offsets alone', { text: 'Ada spoke.', entities: [{ type: 'PERSON', start: 0, end: 3 }] }],
  ])('%s', async (_, content) => {
    expect(shortly(await only(content))).toEqual([['PERSON', 'Ada']]);
  });

  test('a record refers to a document by id, file name, title or address, and may contain a part of its text', async () => {
    const document = project('Ada spoke. Ali left.\n\nAda laughed.');
    const asked: unknown[] = [];
    const options: Partial<ReadOptions> = {
      findDocument: (named) => {
        asked.push(named);
        return Promise.resolve(document);
      },
    };
    for (const id of [document.id, 'Odell leaves']) {
      const record = await only(
        {
          document_id: id,
          text: 'Ada laughed.',
          entities: [{ text: 'Ada', type: 'PERSON', start: 0, end: 3 }],
        },
        options,
      );
      expect(record).toMatchObject({ id: document.id, text: document.text });
      expect(record.spans[0]!.fragments).toEqual([[22, 25]]);
    }
    expect(asked).toEqual([
      { id: document.id, text: 'Ada laughed.' },
      { name: 'Odell leaves', text: 'Ada laughed.' },
    ]);
  });

  test('offsets without words use the unit of the quotes, or the forced unit', async () => {
    const text = '🙂 Ada spoke to Ali.';
    const entities = [
      { text: 'Ali', type: 'PERSON', start: 15, end: 18 },
      { type: 'PERSON', start: 2, end: 5 },
    ];
    expect(shortly(await only({ text, entities }))).toEqual([
      ['PERSON', 'Ali'],
      ['PERSON', 'Ada'],
    ]);
    const values = { 'offset-unit': 'utf-16' };
    expect(
      shortly(await only({ text, entities: [{ type: 'PERSON', start: 3, end: 6 }] }, { values })),
    ).toEqual([['PERSON', 'Ada']]);
  });
});

test.each<[string, unknown, string, object]>([
  [
    'an invalid offset without words',
    { text: 'Ada', entities: [{ type: 'A', start: 1.5, end: 2 }] },
    'no offset',
    { field: 'entities[0].start' },
  ],
  [
    'an end before the start, without words',
    { text: 'Ada', entities: [{ type: 'A', start: 3, end: 0 }] },
    'ends before',
    { field: 'entities[0].start' },
  ],
  ['no type', { text: 'Ada', entities: [{ text: 'Ada' }] }, 'has no type', { field: 'entities[0].type' }],
  ['no words', { text: 'Ada', entities: [{ type: 'A' }] }, 'quotes no words', { field: 'entities[0].text' }],
  [
    'an entity that is not an object',
    { text: 'Ada', entities: [7] },
    'not an object',
    { field: 'entities[0]' },
  ],
  ['a number in place of a list', { text: 'Ada', entities: 7 }, 'not a list', { field: 'entities' }],
  [
    'a claim without content',
    { text: 'Ada', claims: [{ claimer: 'Ada' }] },
    'no content',
    { field: 'claims[0].content' },
  ],
  [
    'a slot with a number',
    { text: 'Ada', claims: [{ content: 'Ada', cue: 3 }] },
    'neither',
    { field: 'claims[0].cue' },
  ],
  [
    'a relation without an end',
    { text: 'Ada', relations: [{ type: 'r', from: 'a' }] },
    'ends',
    { field: 'relations[0].to' },
  ],
  [
    'a duplicate id',
    { text: 'Ada', entities: [{ id: 1, text: 'Ada', type: 'A' }], claims: [{ id: '1', content: 'Ada' }] },
    'occurs twice',
    { field: 'claims[0]', record: 1 },
  ],
  ['an unknown document', { document_id: 'x', entities: [] }, 'Without a project', { record: 1 }],
  ['neither text nor document', { entities: [] }, 'neither a text nor', { record: 1 }],
  ['two models', '{"model":"a","text":"x"}\n{"model":"b","text":"y"}', 'two models', { line: 2, record: 2 }],
  ['a record that is not an object', '[["a"]]', 'not a JSON object', { record: 1 }],
  ['a container of texts', { documents: ['a'] }, 'not an object', { record: 1 }],
  ['a truncated line', '{"text":"x"}\n{"text":"Ada"\n{"text":"x"}', 'cut off', { line: 2 }],
  [
    'a record of another tool',
    { text: 'a', spans: [{ start: 0, end: 1, label: 'A' }] },
    'Prodigy',
    { record: 1 },
  ],
  ['half a character', { text: 'a\ud800', entities: [] }, 'urrogate', { field: 'text' }],
])('rejects %s and reports its location', async (_, content, reason, where) => {
  await expect(read(content)).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringContaining(reason) as string,
    where: { file: 'f.json', ...where },
  });
});

test('an unknown document and an ambiguous document name are reported with the record', async () => {
  const content = '{"document_id":"x","entities":[]}';
  await expect(read(content, { findDocument: () => Promise.resolve(null) })).rejects.toMatchObject({
    message: expect.stringContaining('no document "x"') as string,
    where: { file: 'f.json', line: 1, record: 1, field: 'document_id' },
  });
  const several = () => Promise.reject(new Error('Several documents are called “x”.'));
  await expect(read(content, { findDocument: several })).rejects.toMatchObject({
    code: 'refused',
    message: 'Several documents are called “x”.',
    where: { record: 1 },
  });
});

test.each([
  ['{"text":"a","entities":[{"text":"a","type":"A"}]}', 'extractions'],
  ['{"document_id":"x","claims":[{"claimer":"a","content":"b"}]}', 'extractions'],
  ['[{"text":"a","entities":[{"text":"a","label":"A","start":0,"end":1}]}]', 'extractions'],
  ['{"model":"m","documents":[{"text":"a","entities":[{"text":"a","type":"A"}', 'extractions'],
  [
    '{"text":"a","entities":[{"id":1,"label":"A","start_offset":0,"end_offset":1}],"relations":[]}',
    'doccano',
  ],
  ['{"text":"a","entities":[[0,1,"A"]]}', 'doccano'],
  ['{"text":"a","spans":[{"start":0,"end":1,"label":"A"}]}', 'spacy-jsonl'],
  ['{"text":"a","ents":[{"start":0,"end":1,"label":"A"}]}', 'spacy-jsonl'],
  ['{"text":"a","spans":[{"type":"A","start":0,"end":1}]}', 'jsonl'],
  ['[{"data":{"text":"a"},"predictions":[{"result":[]}]}]', 'label-studio'],
])('%s is recognised as %s', (head, id) => {
  expect(sniffFormat('a.json', utf8(head))?.id).toBe(id);
});
