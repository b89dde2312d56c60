import { describe, expect, test } from 'vitest';
import { PostilError, type Fault } from '../../../shared/contract/errors.ts';
import { annotationsIn, isAnnotationAlone } from '../../../shared/formats/annotation-like.ts';
import { TEXT_ONLY, type Incoming, type OptionValues } from '../../../shared/formats/define.ts';
import { formatById, sniffFormat } from '../../../shared/formats/registry.ts';
import { utf8 } from './support.ts';

const TEXT = 'Ada Lund met Bo Ek in Oslo.';

/** Returns what was found in one field, as "path count". */
const found = (fields: Record<string, unknown>, text: string | undefined = TEXT) =>
  [...annotationsIn(fields, text)].map(([path, count]) => `${path} ${count}`);

describe('data that looks like annotations', () => {
  test.each<[what: string, value: unknown, found: string[]]>([
    ['offsets and a label', { x: [{ start: 0, end: 8, label: 'PER' }] }, ['x 1']],
    ['offsets as texts', { x: [{ start_offset: '0', end_offset: '8', label: 'PER' }] }, ['x 1']],
    [
      'tuples',
      {
        ner: [
          [0, 8, 'PER'],
          [13, 18, 'PER', 0.9],
        ],
      },
      ['ner 2'],
    ],
    ['tuples with the label first', { x: [['PER', 0, 8, 0.9]] }, ['x 1']],
    ['tuples of any key', { x: [[0, 8, 'PER']] }, ['x 1']],
    ['a label of any key', { x: [{ from: 0, to: 8, mark: 'P7' }] }, ['x 1']],
    [
      'an interval',
      { x: [{ extraction_class: 'PER', char_interval: { start_pos: 0, end_pos: 8 } }] },
      ['x 1'],
    ],
    ['quotes with a label', { x: [{ type: 'PER', name: 'Ada Lund' }] }, ['x 1']],
    ['a label with strings', { entities: { PERSON: ['Ada Lund', 'Bo Ek'], PLACE: [] } }, ['entities 2']],
    ['a label with strings, of any key', { x: { person: ['Ada Lund'] } }, ['x 1']],
    ['a label with objects', { x: [{ PER: [{ text: 'Bo Ek', start: 13, end: 18 }] }] }, ['x[].PER 1']],
    ['a label, words, offsets', { label: { name: { 'Ada Lund': [[0, 7]] } } }, ['label 1']],
    ['plain strings', { entities: ['Ada Lund', 'Bo Ek'] }, ['entities 2']],
    ['pairs', { entities: [['Ada Lund', 'PERSON']] }, ['entities 1']],
    ['triples', { triples: [['Ada Lund', 'met', 'Bo Ek']] }, ['triples 1']],
    ['relations', { relationships: [{ head: 'Ada', type: 'met', tail: 'Bo' }] }, ['relationships 1']],
    ['speakers', { quotes: [{ speaker: 'Ada', quote: 'met Bo' }] }, ['quotes 1']],
    ['events', { events: [{ trigger: 'met', arguments: [{ role: 'who', text: 'Ada' }] }] }, ['events 1']],
    [
      'lists of lists',
      { prediction: [[{ entity: 'B-PER', word: 'Ada', start: 0, end: 3 }]] },
      ['prediction 1'],
    ],
    [
      'JSON in a string',
      { response: '```json\n{"entities": [{"text": "Oslo", "type": "LOC"}]}\n```' },
      ['response.entities 1'],
    ],
    ['tags beside tokens', { tokens: ['Ada', 'ran'], ner_tags: ['B-PER', 'O'] }, ['ner_tags 1']],
    ['numbers beside tokens', { words: ['Ada', 'ran'], ner_tags: [1, 0] }, ['ner_tags 1']],
    [
      'tags within tokens',
      {
        tokens: [
          { word: 'Ada', ner: 'PERSON' },
          { word: 'ran', ner: 'O' },
        ],
      },
      ['tokens 1'],
    ],
    [
      'deeply nested annotations',
      { sentences: [{ entitymentions: [{ text: 'Oslo', ner: 'CITY' }] }] },
      ['sentences[].entitymentions 1'],
    ],
    [
      'drafts',
      { drafts: [{ result: [{ type: 'labels', value: { start: 0, end: 3, labels: ['P'] } }] }] },
      ['drafts[].result 1'],
    ],
    ['labels of the document', { labels: ['sport'] }, ['labels 1']],
    ['one annotation per row', { label: 'PER' }, ['label 1']],
  ])('%s', (_, value, expected) => {
    expect(found(value as Record<string, unknown>)).toEqual(expected);
  });

  test.each<[what: string, value: unknown]>([
    ['keywords', { tags: ['Oslo', 'politics'], keywords: ['Ada Lund'] }],
    ['metadata', { meta: { source: 'Reuters', ids: [1, 2], section: { name: 'World' } } }],
    ['sentences with their offsets', { sentences: [{ start: 0, end: 27 }], sents: [[0, 27]] }],
    ['parts with ids', { parts: [{ id: 's1', start: 0, end: 27 }] }],
    ['tokens', { tokens: [{ text: 'Ada', start: 0, end: 3, id: 0 }] }],
    ['authors', { authors: [{ name: 'Jo March', type: 'staff' }] }],
    ['options of a question', { options: [{ id: 'A', text: 'Yes' }] }],
    ['a chart', { bars: [{ start: 2019, end: 2020, label: 'GDP' }], rows: [[2019, 2020, 'GDP']] }],
    [
      'numbers',
      {
        scores: [0.1, 0.9],
        embedding: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    ['links', { links: [{ source: 'https://x.test/a', target: 'https://x.test/b' }] }],
    ['empty', { entities: [], spans: {}, labels: null }],
  ])('not %s', (_, value) => {
    expect(found(value as Record<string, unknown>)).toEqual([]);
  });

  test('without a text, only the labels show that lists of strings are annotations', () => {
    expect(found({ gold: { PERSON: ['Ada Lund'] } }, '')).toEqual([]);
    const without = (fields: Record<string, unknown>) => [...annotationsIn(fields, undefined)];
    expect(without({ gold: { PERSON: ['Ada Lund'] } })).toEqual([['gold', 1]]);
    expect(without({ document: { title: ['Ada Lund'] }, permissions: { read: ['group:1'] } })).toEqual([]);
  });

  test.each([
    [{ start: 0, end: 8, text: 'Ada Lund', label: 'person', score: 0.9 }, true],
    [{ start: '0', end: '8', text: 'Ada Lund', label: 'person' }, true],
    [{ start: 0, end: 8, text: TEXT, label: 'person' }, false],
    [{ entity_group: 'PER', word: 'Ada Lund', start: 0, end: 8 }, true],
    [{ text: 'Ada Lund', label: 'person' }, false],
  ])('whether %j is a single annotation: %s', (value, alone) => {
    const { text } = value as { text?: string };
    expect(isAnnotationAlone(value, text)).toBe(alone);
  });
});

/** Reads a file in the recognised format, or in the given one. */
async function read(content: string, id?: string, values?: OptionValues) {
  const format = id === undefined ? sniffFormat('f.jsonl', utf8(content)) : formatById(id);
  const items: Incoming[] = [];
  const faults: Fault[] = [];
  const input = (async function* () {
    yield await Promise.resolve(utf8(content));
  })();
  const options = {
    file: 'f.jsonl',
    leaveOut: (fault: Fault) => void faults.push(fault),
    ...(values && { values }),
  };
  for await (const item of format!.read!(input, options)) items.push(item);
  return {
    format: format!.id,
    documents: items.filter((item) => item.kind === 'document').length,
    notes: items.flatMap((item) => (item.kind === 'note' ? item.message : [])),
    faults,
  };
}

const line = (record: unknown) => `${JSON.stringify(record)}\n`;

describe('bare records', () => {
  test.each(['annotations', 'labels', 'ner', 'anything'])(
    'with “%s” that is not read are rejected',
    async (key) => {
      const { documents, faults } = await read(line({ text: TEXT, [key]: [[0, 8, 'PER', 'x', 1]] }), 'jsonl');
      expect(documents).toBe(0);
      expect(faults).toMatchObject([{ cost: 'record', textOnly: true, where: { line: 1 } }]);
      expect(faults[0]!.message).toContain(`"${key}" (1)`);
    },
  );

  test('are imported as text only on request, and what is not read is counted', async () => {
    const content =
      line({ text: TEXT, ner: [[0, 8, 'PER']] }) +
      line({
        text: 'Bo.',
        ner: [
          [0, 2, 'PER'],
          [0, 1, 'X'],
        ],
      });
    const { documents, faults, notes } = await read(content, 'jsonl', { [TEXT_ONLY]: true });
    expect({ documents, faults }).toEqual({ documents: 2, faults: [] });
    expect(notes).toEqual([
      expect.stringMatching(/^"ner" looks like annotations and is not read: 3 in 2 records/),
    ]);
  });

  test('that are read in part are imported, and the rest is reported', async () => {
    const spans = [{ start: 0, end: 8, type: 'PER' }];
    const { documents, notes } = await read(line({ text: TEXT, spans, triples: [['a', 'b', 'c']] }), 'jsonl');
    expect(documents).toBe(1);
    expect(notes).toEqual([expect.stringMatching(/^"triples" looks like annotations/)]);
  });

  test('with only texts are imported', async () => {
    const { documents, notes, faults } = await read(
      line({ text: TEXT, tags: ['eu'], meta: { a: 1 } }),
      'jsonl',
    );
    expect({ documents, notes, faults }).toEqual({ documents: 1, notes: [], faults: [] });
  });

  test('without a text but with annotations are rejected', async () => {
    const { documents, faults } = await read(line({ text: '', ner: [[0, 8, 'PER']] }), 'jsonl');
    expect(documents).toBe(0);
    expect(faults[0]!.message).toMatch(/has no text, but what looks like annotations: "ner" \(1\)/);
  });

  test('whose text is the annotated words are never read as articles', async () => {
    const content = line({ start: 0, end: 8, text: 'Ada Lund', label: 'person', score: 0.99 });
    for (const values of [undefined, { [TEXT_ONLY]: true }]) {
      const { documents, faults } = await read(content, undefined, values);
      expect(documents).toBe(0);
      expect(faults[0]!.message).toMatch(/annotations but no text, and names no document/);
    }
  });

  test('with a text and one annotation per row are not read as articles without annotations', async () => {
    const { documents, faults } = await read(line({ text: TEXT, start: 0, end: 8, label: 'person' }));
    expect(documents).toBe(0);
    expect(faults[0]!.message).toContain('"start, end, label" (1)');
  });
});

test('a fault ends the reading if nobody can decide what to do', async () => {
  const input = (async function* () {
    yield await Promise.resolve(utf8(line({ text: TEXT, ner: [[0, 8, 'PER']] })));
  })();
  const items = formatById('jsonl')!.read!(input, { file: 'f.jsonl' });
  await expect(items[Symbol.asyncIterator]().next()).rejects.toThrow(PostilError);
});
