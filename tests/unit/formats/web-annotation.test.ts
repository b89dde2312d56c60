import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../shared/contract/errors.ts';
import type { Incoming } from '../../../shared/formats/define.ts';
import { sniffFormat } from '../../../shared/formats/registry.ts';
import type { DocumentRecord } from '../../../shared/formats/records.ts';
import { webAnnotation } from '../../../shared/formats/web-annotation/index.ts';
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
import { anyDataset, emptyDataset, readAllOf, stream, utf8, withoutReturns } from './support.ts';
import { cases } from '../../support/slow.ts';

const context = 'http://www.w3.org/ns/anno.jsonld';
const annotation = (target: unknown, more: object = {}) => ({
  '@context': context,
  type: 'Annotation',
  target,
  ...more,
});
const quote = (exact: string, prefix = '', suffix = '') => ({
  type: 'TextQuoteSelector',
  exact,
  prefix,
  suffix,
});
const position = (start: number, end: number) => ({ type: 'TextPositionSelector', start, end });
const on = (...selector: object[]) => ({ source: 'story.txt', selector });

async function readOf(value: unknown, text: string | null, others: Record<string, string> = {}) {
  const content = typeof value === 'string' ? value : JSON.stringify(value);
  const all: Record<string, string> = {
    'f.json': content,
    ...(text !== null && { 'f.txt': text }),
    ...others,
  };
  const bytes = (name: string) => (all[name] === undefined ? null : utf8(all[name]));
  const read = () =>
    webAnnotation.read!(stream(content), {
      file: 'f.json',
      siblings: new Set(Object.keys(all)),
      companion: (name) => Promise.resolve(bytes(name) ? stream(bytes(name)!) : null),
    });
  return records(read);
}

const shortly = ({ text, spans }: DocumentRecord) =>
  spans.map(({ type, fragments }) => [type, readableQuote(text, fragments)]);

describe('Web Annotation', () => {
  test('bodies: tags, comments, links, terms, and unsupported ones', async () => {
    const { documents } = await readOf(
      annotation(on(position(0, 4)), {
        id: 'http://example.org/1',
        creator: { type: 'Person', name: 'Ada', email: 'ada@desk.example' },
        created: '2025-07-01T00:00:00Z',
        body: [
          { type: 'TextualBody', purpose: 'tagging', value: 'Person' },
          { type: 'TextualBody', purpose: 'tagging', value: 'Mayor' },
          { type: 'TextualBody', value: 'Is it she?' },
          { type: 'TextualBody', purpose: 'describing', value: 'tall' },
          { type: 'SpecificResource', purpose: 'identifying', source: 'https://example.org/mara' },
          'https://example.org/page',
          { type: 'Choice', items: [] },
        ],
      }),
      'Mara spoke.',
    );
    const [document] = documents;
    expect(document!.spans).toMatchObject([
      {
        type: 'Person',
        set: 'Ada',
        attributes: {
          tag: 'Mayor',
          describing: 'tall',
          identifying: 'https://example.org/mara',
          link: 'https://example.org/page',
        },
        extra: {
          'web-annotation': { rest: { created: '2025-07-01T00:00:00Z' }, bodies: [{ type: 'Choice' }] },
        },
      },
    ]);
    expect(document!.notes).toMatchObject([{ body: 'Is it she?', span: document!.spans[0]!.id }]);
    const { files, losses } = await writeToMemory(webAnnotation, emptyDataset, documents);
    expect(losses.list()).toEqual([]);
    const again = await records(() => readFromMemory(webAnnotation, files));
    expect(again.documents.map((one) => picture(one))).toEqual(documents.map((one) => picture(one)));
    expect(again.documents[0]!.spans[0]!.extra).toMatchObject({
      'web-annotation': {
        id: 'http://example.org/1',
        rest: { created: '2025-07-01T00:00:00Z' },
        creator: { email: 'ada@desk.example' },
      },
    });
  });

  test.each([
    ['one', (list: unknown[]) => list[0]],
    ['an array', (list: unknown[]) => list],
    ['a page', (items: unknown[]) => ({ '@context': context, type: 'AnnotationPage', items })],
    [
      'a collection with its page',
      (items: unknown[]) => ({
        '@context': [context],
        type: 'AnnotationCollection',
        first: { type: 'AnnotationPage', items },
      }),
    ],
    ['lines', (list: unknown[]) => list.map((one) => JSON.stringify(one)).join('\n')],
    ['a dump of Hypothesis', (rows: unknown[]) => ({ total: 1, rows })],
  ])('%s', async (_, shape) => {
    const { documents } = await readOf(
      shape([annotation(on(position(5, 10)), { motivation: 'tagging', body: { value: 'V' } })]),
      'Mara spoke.',
    );
    expect(documents.map(shortly)).toEqual([[['V', 'spoke']]]);
  });

  test('Hypothesis: its own fields, and HTML as the text', async () => {
    const row = {
      id: 'abc',
      user: 'acct:ada@example.org',
      uri: 'https://example.org/story.html',
      tags: ['Check'],
      text: 'Who?',
      target: [{ selector: [{ type: 'RangeSelector' }, position(5, 9), quote('Mara')] }],
    };
    const { documents } = await readOf({ total: 1, rows: [row] }, null, {
      'story.html': '<p>It is <b>Mara</b></p>',
    });
    // The position is slightly wrong; the quote determines the place.
    expect(documents.map(shortly)).toEqual([[['Check', 'Mara']]]);
    expect(documents[0]).toMatchObject({ url: 'https://example.org/story.html', notes: [{ body: 'Who?' }] });
    expect(documents[0]!.spans[0]).toMatchObject({ set: 'acct:ada@example.org' });
  });

  test('links between annotations become relations; comments on one become notes', async () => {
    const first = '0195aaaa-0000-7000-8000-000000000001';
    const list = [
      annotation(on(position(0, 4)), { id: `#${first}` }),
      annotation(on(position(5, 10)), { id: 'urn:uuid:0195aaaa-0000-7000-8000-000000000002' }),
      annotation([{ id: `#${first}` }, { id: 'urn:uuid:0195aaaa-0000-7000-8000-000000000002' }], {
        motivation: 'linking',
        body: [{ purpose: 'tagging', value: 'does' }],
      }),
      annotation(`#${first}`, { motivation: 'replying', bodyValue: 'Yes.' }),
      annotation('story.txt', { motivation: 'tagging', body: [{ value: 'news' }] }),
    ];
    const { documents } = await readOf(list, 'Mara spoke.');
    const [document] = documents;
    expect(document!.spans.map(({ id }) => id)).toEqual([first, '0195aaaa-0000-7000-8000-000000000002']);
    expect(document!.relations).toMatchObject([{ type: 'does', from: first }]);
    expect(document!.notes).toMatchObject([{ body: 'Yes.', span: first }]);
    expect(document!.labels).toMatchObject([{ name: 'tag', value: 'news' }]);
  });

  test('anchoring: by quote and context, nearest to the position, across any white space', async () => {
    const text = 'the harbour, the  town\nand the harbour 😀 again';
    const place = async (...selector: object[]) => {
      const { documents, notes } = await readOf(annotation(on(...selector)), text);
      const [span] = documents[0]!.spans;
      return [span?.fragments[0]?.[0] ?? null, notes.map(({ message }) => message).join(' ')];
    };
    expect(await place(quote('harbour', 'and the '))).toEqual([31, '']);
    expect(await place(quote('harbour', '', ', the'))).toEqual([4, '']);
    expect(await place(quote('the town and'))).toEqual([13, '']);
    expect(await place(position(30, 37), quote('harbour'))).toEqual([
      31,
      expect.stringMatching(/^1 annotation has another text at its position; placed by its quote/),
    ]);
    expect(await place(position(41, 46), quote('again'))).toEqual([42, '']);
    expect(await place(quote('harbour'))).toEqual([4, expect.stringMatching(/several places/)]);
    // Without a position, a whole word has priority over the same letters inside “again” and “harbour”.
    const letters = await readOf(annotation(on(quote('a'))), 'again a harbour');
    expect(letters.documents[0]!.spans[0]!.fragments).toEqual([[6, 7]]);
    expect(await place(quote('river'))).toEqual([null, expect.stringMatching(/not in the text/)]);
    expect(await place({ type: 'XPathSelector', value: '/p' })).toEqual([
      null,
      expect.stringMatching(/only by XPathSelector/),
    ]);
    expect(await place({ type: 'XPathSelector', value: '/p', refinedBy: quote('town') })).toEqual([18, '']);
    expect(await place({ type: 'FragmentSelector', value: 'char=4,11' })).toEqual([4, '']);
    const utf16 = await readOf(annotation(on(position(42, 47), quote('again'))), text);
    expect(shortly(utf16.documents[0]!)).toEqual([['highlighting', 'again']]);
    expect(utf16.notes[0]!.message).toMatch(/UTF-16 code units/);
  });

  test.each([
    [
      'null offsets',
      { type: 'TextPositionSelector', start: null, end: null },
      /has the start "null" and the end "null"/,
    ],
    ['empty offsets', { type: 'TextPositionSelector', start: '', end: '' }, /the start/],
    ['offsets that are not numbers', { type: 'TextPositionSelector', start: [], end: true }, /the start/],
    ['only a start', { type: 'TextPositionSelector', start: 3 }, /the start "3" and no end/],
    ['no offsets', { type: 'TextPositionSelector' }, /has no start and no end/],
    ['a broken offset', position(0.5, 3), /the start "0.5"/],
    ['a negative start', position(-1, 3), /starts at -1, before the text/],
    ['an end before the start', position(9, 4), /starts at 9 and ends before it, at 4/],
    ['an end after the text', position(0, 99), /outside of the text/],
    ['a null quote', { type: 'TextQuoteSelector', exact: null }, /the exact "null" instead of words/],
    ['a quote without words', { type: 'TextQuoteSelector', prefix: 'a' }, /no exact instead of words/],
    ['an empty quote', quote(''), /an empty quote without a position/],
    [
      'a character range followed by other text',
      { type: 'FragmentSelector', value: 'char=0,4x' },
      /only by FragmentSelector/,
    ],
    ['null', null, /its selector is null/],
    ['an empty list', [], /its list of selectors is empty/],
    ['a list that contains null', [null], /one of its selectors is "null"/],
    ['an empty object', {}, /only by a selector without a type/],
    [
      'null offsets and a null quote',
      [
        { type: 'TextPositionSelector', start: null },
        { type: 'TextQuoteSelector', exact: null },
      ],
      /the start "null" and no end; its TextQuoteSelector/,
    ],
  ])(
    'a selector with %s selects nothing, so the annotation is left out with a reason',
    async (_, selector, why) => {
      const list = [
        annotation({ source: 'f.txt', selector }, { id: 'urn:1' }),
        annotation(on(position(0, 4)), { id: 'urn:2' }),
      ];
      const told: Fault[] = [];
      const items: Incoming[] = [];
      const content = JSON.stringify(list);
      for await (const item of webAnnotation.read!(stream(content), {
        file: 'f.json',
        siblings: new Set(['f.json', 'f.txt', 'story.txt']),
        companion: () => Promise.resolve(stream('Mara spoke.')),
        leaveOut: (fault) => told.push(fault),
      }))
        items.push(item);
      const read = items.flatMap((item) => (item.kind === 'document' ? item.record : []));
      expect(read.flatMap(({ spans }) => spans.map(({ fragments }) => fragments))).toEqual([[[0, 4]]]);
      expect(read.flatMap(({ labels, notes }) => [...labels, ...notes])).toEqual([]);
      expect(told).toMatchObject([{ cost: 'annotation', message: expect.stringMatching(why) as string }]);
      expect(told[0]!.message).toContain('The annotation "urn:1" could not be placed');
    },
  );

  test('refining selectors count within the refined selection', async () => {
    const text = 'Mara spoke. Bo heard Mara and Mara heard Bo.';
    const place = async (selector: unknown, more: object = {}) => {
      const { documents, notes } = await readOf(annotation({ source: 'story.txt', selector, ...more }), text);
      const [span] = documents.flatMap(({ spans }) => spans);
      return span?.fragments[0] ?? notes.map(({ message }) => message).join(' ');
    };
    expect(await place({ ...quote('Bo heard Mara'), refinedBy: quote('Mara') })).toEqual([21, 25]);
    expect(await place({ ...quote('Bo heard Mara'), refinedBy: position(0, 2) })).toEqual([12, 14]);
    expect(await place({ ...position(12, 25), refinedBy: quote('Mara') })).toEqual([21, 25]);
    expect(
      await place({ ...position(12, 44), refinedBy: { ...quote('Mara heard Bo'), refinedBy: quote('Bo') } }),
    ).toEqual([41, 43]);
    expect(await place([{ type: 'XPathSelector', refinedBy: position(0, 2) }, quote('heard')])).toEqual([
      15, 20,
    ]);
    expect(await place({ ...quote('Bo heard Mara'), refinedBy: quote('spoke') })).toMatch(
      /its quote is not in the text, within what it refines/,
    );
    expect(await place({ type: 'XPathSelector', refinedBy: position(0, 2) })).toMatch(
      /only by XPathSelector/,
    );
    expect(await place({ ...quote('nobody'), refinedBy: quote('Mara') })).toMatch(
      /its quote is not in the text/,
    );
  });

  test('other data of a target is reported: a state of its source, which may contain the selector', async () => {
    const state = { type: 'HttpRequestState', value: 'Accept: text/plain', refinedBy: quote('spoke') };
    const { documents, notes } = await readOf(
      annotation({ source: 'story.txt', state, styleClass: 'red' }),
      'Mara spoke.',
    );
    expect(documents.map(shortly)).toEqual([[['highlighting', 'spoke']]]);
    expect(notes.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^1 annotation has more data about its target than Postil keeps: state, styleClass/,
      ),
    ]);
  });

  test('pieces out of text order are reported', async () => {
    const { documents, notes } = await readOf(
      annotation([on(position(5, 10)), on(position(0, 4))]),
      'Mara spoke.',
    );
    expect(documents.map(shortly)).toEqual([[['highlighting', 'Mara … spoke']]]);
    expect(notes.map(({ message }) => message)).toEqual([
      expect.stringMatching(/in another order than the text/),
    ]);
  });

  test('texts are found by their sources; missing ones are reported', async () => {
    const list = ['a', 'b', 'c'].map((name) =>
      annotation({ source: `https://example.org/${name}.html`, selector: position(0, 1) }),
    );
    const { documents, notes } = await readOf(list, null, { 'a.txt': 'A!', 'b.html': '<i>B?</i>' });
    expect(documents.map(({ text, spans }) => [text, spans.length])).toEqual([
      ['A!', 1],
      ['B?', 1],
    ]);
    expect(notes.map(({ message }) => message)).toEqual([
      '1 annotations of "https://example.org/c.html" were left out: its text is not beside the file.',
    ]);
  });

  test.each([
    ['this is not json', /not JSON/],
    ['{}', /no @context/],
    ['{"@context":"fish","type":"Annotation","target":"x"}', /not that of Web Annotations/],
    [annotation('x', { id: 'not a uri' }), /not an IRI/],
    [annotation('x', { id: ['a', 'b'] }), /several ids/],
    [{ ...annotation('x'), type: 'Squirrel' }, /not "Annotation"/],
    [{ '@context': context, target: 'x' }, /no type/],
    [{ '@context': context, type: 'Annotation' }, /no target/],
    [annotation({}), /neither a source nor an id/],
    [annotation([null]), /names nothing/],
    [annotation(5), /names nothing/],
    [
      { '@context': context, type: 'AnnotationCollection', first: 'http://example.org/p1' },
      /does not hold it/,
    ],
    ['[{"@context":1,}]', /not valid JSON|key in quotation/i],
  ])('%j is rejected', async (value, reason) => {
    await expect(readOf(value, 'text')).rejects.toThrow(reason);
  });

  test('the error for a missing text names where to put it; an empty file is reported', async () => {
    await expect(readOf(annotation(on(position(0, 1))), null)).rejects.toThrow(
      /Put the text beside it as f\.txt/,
    );
    const inFolder = [];
    const content = JSON.stringify(annotation(on(position(0, 1))));
    for await (const item of webAnnotation.read!(stream(content), { file: 'f.json', inFolder: true }))
      inFolder.push(item);
    expect(inFolder).toMatchObject([{ kind: 'note', message: expect.stringMatching(/left out/) as string }]);
    expect(await readAllOf(webAnnotation, '[]')).toMatchObject([{ kind: 'note' }]);
  });

  test('any dataset is read back as far as the format can store it', async () => {
    await fc.assert(
      fc.asyncProperty(anyDataset, async ({ dataset, documents: any }) => {
        const documents = any.map(withoutReturns);
        const { files, wrote } = await writeToMemory(webAnnotation, dataset, documents);
        const back = await records(() => readFromMemory(webAnnotation, files));
        expect(back.documents.map(plain).sort()).toEqual(documents.map(cut).map(plain).sort());
        expect((await readSurfaces(webAnnotation, files)).sort()).toEqual(wrote.sort());
      }),
      { numRuns: cases(150) },
    );
  });

  describeCorpus(['web-annotation'], (folder) => {
    test('files are read with their text, or rejected with a reason', async () => {
      const told: string[] = [];
      for (const path of filesBelow(folder).filter((name) => name.endsWith('.json'))) {
        const bytes = readFileSync(path);
        const name = path.slice(folder.length + 1);
        const wrong = /incorrect/.test(path);
        if (!wrong) expect(sniffFormat(path, bytes)?.id, path).toBe('web-annotation');
        if (basename(path) === 'minimal.json') {
          const { documents } = await records(() => readFile(webAnnotation, path));
          expect(documents.map(shortly)).toEqual([[['highlighting', 'Two']]]);
          told.push(`${name}: 1 annotation`);
          continue;
        }
        const alone = await records(() => readFile(webAnnotation, path)).catch((error: unknown) =>
          String(error),
        );
        const reason = typeof alone === 'string' ? alone : '';
        // The others have no text file in their folder.
        if (wrong) expect(reason, path).not.toMatch(/do not hold the text/);
        else expect(reason, path).toMatch(/do not hold the text/);
        expect(reason, path).not.toBe('');
        told.push(`${name}: ${reason.slice(0, 100)}`);
        if (wrong) continue;
        // With any text file, each annotation of a text is either placed or reported.
        const quotes = (
          JSON.stringify(JSON.parse(bytes.toString('utf8'))).match(/"exact":"(?:[^"\\]|\\.)*"/g) ?? []
        ).map((one) => JSON.parse(one.slice(8)) as string);
        const files = new Map([
          [basename(path), new Uint8Array(bytes)],
          [basename(path).replace(/\.json$/, '.txt'), utf8(`${quotes.join(' \n ')} .`)],
        ]);
        const { documents, dataset } = await records(() => readFromMemory(webAnnotation, files));
        const spans = documents.reduce((sum, document) => sum + document.spans.length, 0);
        if (documents.length === 1) expect(spans, path).toBe(quotes.length);
        const { files: written } = await writeToMemory(webAnnotation, dataset, documents);
        const again = await records(() => readFromMemory(webAnnotation, written));
        expect(again.documents.map((one) => picture(one))).toEqual(documents.map((one) => picture(one)));
      }
      expect(told.length).toBeGreaterThan(25);
      console.info(told.join('\n'));
    });
  });

  test('is next to its text and claims it', () => {
    expect(webAnnotation.companions?.('a.w3c.json', new Set(['a.txt', 'a.w3c.json', 'b.txt']))).toEqual([
      'a.txt',
    ]);
  });
});

/** Leaves out implicit spans and everything that depends on them. */
function cut(document: DocumentRecord): DocumentRecord {
  const written = new Set(document.spans.filter(({ fragments }) => fragments.length > 0).map(({ id }) => id));
  return {
    ...document,
    spans: document.spans.filter(({ id }) => written.has(id)),
    relations: document.relations.filter(({ from, to }) => written.has(from) && written.has(to)),
    notes: document.notes.filter(
      ({ span, body }) => span !== undefined && written.has(span) && body.trim() !== '',
    ),
  };
}

function plain(document: DocumentRecord) {
  const { text, title, spans, relations, labels, notes } = document;
  return JSON.stringify([
    text,
    title,
    spans.map(({ id, type, fragments, attributes, set, score }) => [
      id,
      type,
      fragments,
      attributes,
      set,
      score ?? null,
    ]),
    relations.map(({ id, type, from, to, set }) => [id, type, from, to, set]),
    labels.map(({ name, value, set }) => [name, value, set]),
    notes.map(({ span, body }) => [span, body]),
  ]);
}
