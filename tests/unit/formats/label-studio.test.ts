import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allAttributes } from '../../../shared/formats/foreign.ts';
import { parseConfig } from '../../../shared/formats/label-studio/config.ts';
import { htmlText } from '../../../shared/formats/html-text.ts';
import { labelStudio } from '../../../shared/formats/label-studio/index.ts';
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

const fixture = (name: string) => join(import.meta.dirname, '../../fixtures/formats/label-studio', name);
const tasks = (...list: object[]) => JSON.stringify(list);
const region = (start: number, end: number, label: string, more: object = {}) => ({
  id: `r${start}-${end}-${label}`,
  from_name: 'label',
  to_name: 'text',
  type: 'labels',
  value: { start, end, labels: [label], ...more },
});
const annotated = (text: string, ...result: object[]) => tasks({ data: { text }, annotations: [{ result }] });

async function readText(text: string, values = {}, others: Record<string, string> = {}) {
  const files = new Map(
    Object.entries({ ...others, 'f.json': text }).map(([name, content]) => [name, utf8(content)]),
  );
  return records(() => readFromMemory(labelStudio, files, values));
}

const shortly = ({ text, spans }: DocumentRecord) =>
  spans.map(({ type, fragments }) => [type, readableQuote(text, fragments)]);

describe('Label Studio', () => {
  test('golden: a complete task, written as the same file', async () => {
    const items = [];
    for await (const item of readFile(labelStudio, fixture('tasks.json'))) items.push(item);
    expect(items[0]).toMatchObject({
      kind: 'header',
      scheme: {
        types: [
          { name: 'Person', key: 'p', attributes: [{ name: 'certainty', options: ['sure', 'guess'] }] },
          { name: 'ORG' },
        ],
        relations: [{ name: 'works for' }],
        labels: [{ name: 'desk' }, { name: 'theme' }],
      },
    });
    const { documents, dataset, notes } = await records(() => readFile(labelStudio, fixture('tasks.json')));
    expect(notes.map(({ message }) => message)).toEqual([
      '1 × results are not about text; kept for Label Studio (the first: "rectanglelabels").',
    ]);
    const [document] = documents;
    expect(document).toMatchObject({ source: 'Harbour Post', origin: { name: 'tasks.json:41' } });
    const [first, org, second, predicted] = document!.spans;
    expect(document!.spans.map(({ type, set, score }) => [type, set, score])).toEqual([
      ['Person', 'lin@desk.example', undefined],
      ['ORG', 'lin@desk.example', undefined],
      ['Person', 'lin@desk.example', undefined],
      ['Person', 'model:tagger 2', 0.5],
    ]);
    expect(shortly(document!).map(([, words]) => words)).toEqual([
      'Mara Odell',
      'Brightwater Council',
      'Brightwater Council',
      'Mara Odell',
    ]);
    expect(first!.attributes).toEqual({ certainty: 'sure' });
    expect(second!.fragments).toEqual(org!.fragments);
    expect(predicted!.fragments).toEqual(first!.fragments);
    expect(document!.relations).toMatchObject([
      { type: 'works for', from: first!.id, to: org!.id },
      { type: 'relation', from: first!.id, to: org!.id, attributes: { direction: 'bi' } },
    ]);
    expect(document!.labels.map(({ name, value, set, score }) => [name, value, set, score])).toEqual([
      ['desk', 'metro', 'lin@desk.example', undefined],
      ['desk 2', 'sport', 'lin@desk.example', undefined],
      ['theme', 'Town / Harbour', 'lin@desk.example', undefined],
      ['desk', 'metro', 'model:tagger 2', 0.75],
    ]);
    expect(document!.statuses).toEqual([{ set: 'annotator 8', status: 'skipped', reason: '' }]);
    expect(document!.notes).toMatchObject([{ span: first!.id, body: 'full name' }]);

    const { files, losses } = await writeToMemory(labelStudio, dataset, documents);
    expect(losses.list()).toEqual([]);
    const [task] = JSON.parse(new TextDecoder().decode(files.get('data.json'))) as Record<string, unknown>[];
    const [golden] = JSON.parse(readFileSync(fixture('tasks.json'), 'utf8')) as Record<string, unknown>[];
    const heads = (lists: unknown) =>
      (lists as { result: object[]; id?: number }[])
        .map(({ result, ...rest }) => ({ ...rest, results: result.length }))
        .sort((a, b) => (a.id ?? 0) - (b.id ?? 0));
    expect(task).toMatchObject({ id: 41, data: golden!.data, meta: golden!.meta });
    expect(heads(task!.annotations)).toEqual(heads(golden!.annotations));
    expect(heads(task!.predictions)).toEqual(heads(golden!.predictions));
    const results = (list: unknown) => (list as { result: object[] }[])[0]!.result;
    // Results about the whole text get new ids.
    const known = (item: object) =>
      'value' in item && 'start' in (item.value as object) ? item : { ...item, id: undefined };
    const written = results(task!.annotations).map(known);
    for (const item of results(golden!.annotations)) expect(written).toContainEqual(known(item));
    const again = await records(() => readFromMemory(labelStudio, files));
    expect(again.documents.map((one) => picture(one))).toEqual(documents.map((one) => picture(one)));
  });

  test('paragraphs: they are joined to the text and written back', async () => {
    const dialogue = [
      { author: 'A', text: 'Who said so?' },
      { author: 'B', text: 'Mara 😀 Odell did.' },
    ];
    const value = { start: '0', end: '1', startOffset: 4, endOffset: 4, paragraphlabels: ['Talk'] };
    const file = tasks({
      data: { dialogue, recording: 'https://example.org/a.mp3' },
      annotations: [{ result: [{ id: 'x', from_name: 'l', to_name: 'd', type: 'paragraphlabels', value }] }],
    });
    const { documents, dataset } = await readText(file);
    expect(documents[0]!.text).toBe('Who said so?\nMara 😀 Odell did.');
    expect(shortly(documents[0]!)).toEqual([['Talk', 'said so?\nMara']]);
    const { files } = await writeToMemory(labelStudio, dataset, documents);
    expect(JSON.parse(new TextDecoder().decode(files.get('data.json')))).toMatchObject([
      {
        data: { dialogue, recording: 'https://example.org/a.mp3' },
        annotations: [{ result: [{ id: 'x', type: 'paragraphlabels', value }] }],
      },
    ]);
  });

  test('HTML: global offsets count in the text; an XPath without them is reported and kept', async () => {
    const text = '<p class="a>b">Tom &amp; <b>Mara</b></p><!-- x --><script>1</script>';
    expect(htmlText(text)).toBe('Tom & Mara');
    const xpath = {
      start: '/p[1]/b[1]/text()[1]',
      end: '/p[1]/b[1]/text()[1]',
      startOffset: 0,
      endOffset: 4,
    };
    const hyper = (id: string, value: object) => ({
      id,
      from_name: 'l',
      to_name: 'text',
      type: 'hypertextlabels',
      value: { ...xpath, ...value, hypertextlabels: ['Person'] },
    });
    const file = annotated(
      text,
      hyper('a', { text: 'Mara', globalOffsets: { start: 6, end: 10 } }),
      hyper('b', {}),
    );
    const { documents, dataset, notes } = await readText(file);
    expect(shortly(documents[0]!)).toEqual([['Person', 'Mara']]);
    expect(notes.map(({ message }) => message).join()).toMatch(/1 × regions are placed only by XPath/);
    const { files } = await writeToMemory(labelStudio, dataset, documents);
    expect(JSON.parse(new TextDecoder().decode(files.get('data.json')))).toMatchObject([
      {
        data: { text },
        annotations: [
          { result: [{ id: 'a', value: { ...xpath, globalOffsets: { start: 6, end: 10 } } }, { id: 'b' }] },
        ],
      },
    ]);
  });

  test('JSON-MIN: annotators of a task are grouped, results are read by the configuration', async () => {
    const min = (annotator: string, id: number, label: string) => ({
      text: 'Odell spoke',
      id: 5,
      label: [{ start: 0, end: 5, text: 'Odell', labels: [label] }],
      mood: 'calm',
      annotator,
      annotation_id: id,
      lead_time: 1,
    });
    const file = tasks(min('a@x.example', 1, 'PER'), min('b@x.example', 2, 'ORG'), {
      ...min('c', 3, 'PER'),
      id: 6,
    });
    const { documents } = await readText(
      file,
      {},
      {
        'config.xml': '<View><Choices name="mood" toName="t"/><Text name="t" value="$text"/></View>',
      },
    );
    expect(
      documents.map(({ spans, labels }) => [spans.map(({ type, set }) => [type, set]), labels.length]),
    ).toEqual([
      [
        [
          ['PER', 'a@x.example'],
          ['ORG', 'b@x.example'],
        ],
        2,
      ],
      [[['PER', 'c']], 1],
    ]);
    const alone = await readText(file);
    expect(alone.documents[0]!.extra).toMatchObject({ 'label-studio': { data: { mood: 'calm' } } });
  });

  test('units: code points and line ends are detected from the quotes and reported', async () => {
    const points = await readText(annotated('😀😀 Odell', region(3, 8, 'P', { text: 'Odell' })));
    expect(shortly(points.documents[0]!)).toEqual([['P', 'Odell']]);
    expect(points.notes[0]!.message).toMatch(/Offsets are code points/);
    const forced = await readText(annotated('😀😀 Odell', region(3, 8, 'P')), { 'offset-unit': 'codepoint' });
    expect(shortly(forced.documents[0]!)).toEqual([['P', 'Odell']]);
    for (const start of [2, 3]) {
      const { documents } = await readText(
        annotated('a\r\nOdell', region(start, start + 5, 'P', { text: 'Odell' })),
      );
      expect(shortly(documents[0]!)).toEqual([['P', 'Odell']]);
    }
    const wrong = await readText(annotated('Odell spoke', region(0, 5, 'P', { text: 'Odette' })));
    expect(shortly(wrong.documents[0]!)).toEqual([['P', 'Odell']]);
    expect(wrong.notes[0]!.message).toMatch(/quotes differ/);
  });

  test('the text field is found by configuration, quote, name or length, and can be forced', async () => {
    const data = {
      title: 'Odell',
      text: 'Short',
      body: 'Odell spoke at length.',
      picture: 'https://x.example/y.png',
    };
    const task = (value: object) => tasks({ data, annotations: [{ result: [region(0, 5, 'P', value)] }] });
    const textOf = async (file: string, values = {}, others = {}) =>
      (await readText(file, values, others)).documents.map(({ text }) => text);
    expect(await textOf(task({ text: 'Short' }))).toEqual(['Short']);
    expect(await textOf(task({}))).toEqual(['Short']);
    expect(await textOf(task({}), { 'text-key': 'body' })).toEqual(['Odell spoke at length.']);
    const config = '<View><Text name="text" value="$body"/></View>';
    expect(await textOf(task({}), {}, { 'f.xml': config })).toEqual(['Odell spoke at length.']);
    await expect(textOf(task({}), { 'text-key': 'none' })).rejects.toThrow(/no text under “none”/);
    const both = '<View><Text name="text" value="$body"/><Text name="head" value="$title"/></View>';
    const two = tasks({
      data,
      annotations: [{ result: [region(6, 11, 'V'), { ...region(0, 5, 'P'), to_name: 'head' }] }],
    });
    const { documents } = await readText(two, {}, { 'f.xml': both });
    expect(documents.map(shortly)).toEqual([[['V', 'spoke']], [['P', 'Odell']]]);
    const none = await readText(tasks({ data: { image: 'https://x.example/y.png' }, annotations: [] }));
    expect(none.documents).toEqual([]);
    expect(none.notes[0]!.message).toMatch(/1 × tasks have no text/);
  });

  test.each([
    ['id,text,annotator,annotation_id,lead_time\n1,a,b,2,3\n', /CSV export/],
    ['"text"\t"annotation_id"\n', /TSV export/],
    [annotated('ab', region(0, 9, 'X')), /ends at 9/],
    [annotated('ab', region(2, 1, 'X')), /starts at 2/],
    [tasks({ data: { text: 'a' }, annotations: [{ result: 3 }] }), /not a list/],
    [tasks({ text: 'a' }), /no “data”/],
    ['[{"data":{"text":"a"}}', /never closed/],
    ['[{"data":{"text":"a","text":"b"}}]', /twice/],
    ['[{"data":{"__proto__":1}}]', /__proto__/],
    ['[{"data":{"text":"a"},"annotations":[{"result":[1e999]}]}]', /too large/],
  ])('%s is rejected', async (text, reason) => {
    await expect(readText(text)).rejects.toThrow(reason);
  });

  test('a configuration with a DOCTYPE, or truncated, is rejected; XML of other tools is ignored', async () => {
    expect(() => parseConfig('<!DOCTYPE x [<!ENTITY a "b">]><View/>', 'c.xml')).toThrow(/DOCTYPE/);
    expect(() => parseConfig('<View><Labels>', 'c.xml')).toThrow(/cannot be read/);
    const { documents } = await readText(annotated('a', region(0, 1, 'X')), {}, { 'config.xml': '<types/>' });
    expect(documents).toHaveLength(1);
  });

  test('annotations that are not about text are written again with their annotator, named or not', async () => {
    const box = (id: string) => ({
      id,
      from_name: 'b',
      to_name: 'img',
      type: 'rectanglelabels',
      value: { x: 1 },
    });
    for (const about of [{}, { set: 'Ada' }, { completed_by: 4 }]) {
      const file = tasks({ data: { text: 'a' }, annotations: [{ ...about, result: [box('r1')] }] });
      const { documents, dataset } = await readText(file);
      const { files } = await writeToMemory(labelStudio, dataset, documents);
      expect(JSON.parse(new TextDecoder().decode(files.get('data.json')))).toMatchObject([
        { annotations: [{ ...about, result: [box('r1')] }] },
      ]);
    }
  });

  test('a bad task late in the file is named', async () => {
    const good = { data: { text: 'ab' }, annotations: [{ result: [region(0, 1, 'X')] }] };
    const bad = { data: { text: 'ab' }, annotations: [{ result: [region(0, 7, 'X')] }] };
    const lines = [...Array.from({ length: 3000 }, () => good), bad, good].map((task) =>
      JSON.stringify(task),
    );
    await expect(readText(`[${lines.join(',\n')}]`)).rejects.toMatchObject({
      where: { line: 3001, record: 3001 },
    });
    expect(await readAllOf(labelStudio, '')).toMatchObject([{ kind: 'note' }]);
  });

  test('any dataset is read back as far as the format can store it', async () => {
    await fc.assert(
      fc.asyncProperty(anyDataset, async ({ dataset, documents: any }) => {
        const documents = any.map(withoutReturns).filter(({ text }) => text.trim() !== '');
        const { files, wrote } = await writeToMemory(labelStudio, dataset, documents);
        const back = await records(() => readFromMemory(labelStudio, files));
        expect(back.documents.map(plain)).toEqual(documents.map(cut).map(plain));
        expect((await readSurfaces(labelStudio, files)).sort()).toEqual(wrote.sort());
      }),
      { numRuns: cases(150) },
    );
  });

  describeCorpus(['label-studio'], (folder) => {
    test('equals an independent count, and is unchanged after a round trip', async () => {
      const told: string[] = [];
      for (const path of filesBelow(folder).filter((name) => name.endsWith('.json'))) {
        const bytes = readFileSync(path);
        const { documents, dataset } = await records(() => readFile(labelStudio, path));
        const read = {
          documents: documents.length,
          spans: documents.reduce((sum, { spans }) => sum + spans.length, 0),
          answers: documents.reduce((sum, { labels }) => sum + labels.length, 0),
        };
        expect(read, path).toEqual(plainCount(bytes.toString('utf8')));
        expect(sniffFormat(path, bytes.subarray(0, 4096))?.id, path).toBe('label-studio');
        const { files } = await writeToMemory(labelStudio, dataset, documents);
        const again = await records(() => readFromMemory(labelStudio, files));
        expect(
          again.documents.map((document) => picture(document)),
          path,
        ).toEqual(documents.map((document) => picture(document)));
        told.push(`${path.slice(folder.length + 1)}: ${JSON.stringify(read)}`);
      }
      expect(told.length).toBeGreaterThan(10);
      console.info(told.join('\n'));
    });
  });
});

type PlainTask = Record<string, { result?: { type: string; value: Record<string, unknown> }[] }[]> & {
  data: Record<string, unknown>;
};

/** Counts without Postil's reader: a task with only a picture is not a document; each result about the whole text counts as one. */
function plainCount(raw: string) {
  const list = [JSON.parse(raw) as PlainTask].flat();
  const withText = list.filter(({ data }) =>
    Object.entries(data).some(
      ([key, value]) =>
        key !== 'image' &&
        key !== 'audio' &&
        typeof value !== 'number' &&
        (typeof value === 'string' || key === 'dialogue'),
    ),
  );
  const results = withText.flatMap((task) =>
    [...(task.annotations ?? []), ...(task.predictions ?? [])].flatMap(({ result }) => result ?? []),
  );
  return {
    documents: withText.length,
    spans: results.filter(({ type }) => ['labels', 'paragraphlabels'].includes(type)).length,
    answers: results.filter(({ type }) =>
      ['choices', 'number', 'datetime', 'textarea', 'taxonomy'].includes(type),
    ).length,
  };
}

/** Returns what Label Studio can store of a document: contiguous pieces, booleans as text. */
function cut(document: DocumentRecord): DocumentRecord {
  const written = new Map(document.spans.map((span) => [span.id, span]));
  return {
    ...document,
    spans: document.spans.flatMap((span) =>
      span.fragments.map((fragment, i) => ({
        ...span,
        fragments: [fragment],
        attributes: i === 0 ? allAttributes(span) : {},
      })),
    ),
    relations: document.relations.filter(({ from, to, set }) =>
      [from, to].every((id) => {
        const span = written.get(id);
        return span !== undefined && span.set === set && span.fragments.length > 0;
      }),
    ),
    statuses: document.statuses.filter(({ status }) => status === 'skipped'),
  };
}

function plain({ text, title, dateline, spans, relations, labels, statuses }: DocumentRecord) {
  const bare = (name: string) => name.replace(/^model:/, '');
  const sorted = (list: unknown[]) => list.map((item) => JSON.stringify(item)).sort();
  return {
    text,
    title,
    dateline,
    spans: sorted(
      spans.map(({ type, fragments, attributes, set, score }) => [
        type,
        fragments,
        Object.entries(attributes)
          .map(([name, value]) => [name, typeof value === 'boolean' ? String(value) : value])
          .sort(),
        bare(set),
        score ?? null,
      ]),
    ),
    relations: sorted(relations.map(({ type, set }) => [type, bare(set)])),
    labels: sorted(
      // The scheme declares their values as text, whatever a document contains.
      labels.map(({ name, value, set }) => [name, String(value), bare(set)]),
    ),
    statuses: sorted(statuses.map(({ set, status }) => [bare(set), status])),
  };
}
