import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkProject } from '../../db/integrity/check.ts';
import { listSets } from '../../db/sets/sets.ts';
import { runConvert } from '../../backend/jobs/convert.ts';
import { newUid } from '../../shared/model/uid.ts';
import { readableQuote } from '../../shared/model/fragments.ts';
import { backend } from '../support/backend.ts';

type Backend = ReturnType<typeof backend>;

const HEADER = ' date 2025-07-09 ';
const BODY =
  'Ankara and Islamabad met. Türkiye’s ministers flew from Ankara to Islamabad 🙂.\n\nAnkara agreed; Islamabad too. Ankara is calm.\n';
const RAW = HEADER + BODY;

function write(b: Backend, name: string, content: unknown): string {
  const path = join(b.folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function bring(b: Backend, paths: string | readonly string[], more: object = {}) {
  const files = [paths].flat().map((path) => b.workspace.files.admit(path).id);
  return b.call('exchange.import', { job: newUid(), files, extendScheme: true, ...more });
}

/** Makes a project with the article without its header. */
async function withArticle(name = 'a.txt', raw = RAW) {
  const b = backend();
  await bring(b, write(b, `articles/${name}`, raw));
  const [row] = (await b.call('documents.list', {})).rows;
  const { document } = await b.call('documents.get', { document: row!.id });
  expect(document.header).not.toBe('');
  return { b, document };
}

/** Returns the spans of the only document; fails if a second one was added. */
async function placed(b: Backend) {
  const { total, rows } = await b.call('documents.list', {});
  expect(total).toBe(1);
  const { document } = await b.call('documents.get', { document: rows[0]!.id });
  const found = [];
  for (const { id } of listSets(b.store)) {
    const { spans } = await b.call('annotations.get', { document: document.id, set: id });
    found.push(
      ...spans.map(({ type, fragments, extra }) => ({
        type,
        start: fragments[0]![0],
        words: readableQuote(document.text, fragments),
        method: (extra?.extraction as { grounding?: { method: string } } | undefined)?.grounding?.method,
      })),
    );
  }
  expect(checkProject(b.store).problems).toEqual([]);
  return found.sort((a, b2) => a.start - b2.start);
}

/** Returns the offset of the nth occurrence, counted from 0. */
function nth(text: string, words: string, n: number): number {
  let at = -1;
  for (let i = 0; i <= n; i++) at = text.indexOf(words, at + 1);
  return at;
}

const at = (text: string, words: string, n = 0) => ({
  start: nth(text, words, n),
  end: nth(text, words, n) + words.length,
});
const points = (text: string, units: number) => [...text.slice(0, units)].length;

describe('a model’s extractions of an article whose header was removed', () => {
  const quotes = (text: string) => [
    { text: 'Ankara', type: 'GPE', ...at(text, 'Ankara', 2) },
    { text: 'Ankara', type: 'GPE', ...at(text, 'Ankara', 1) },
    { text: 'Islamabad', type: 'GPE', ...at(text, 'Islamabad', 1) },
  ];
  const places = ['Ankara', 'Islamabad', 'Ankara'].map((words, i) => ({
    words,
    start: nth(BODY, words, [1, 1, 2][i]!),
  }));

  test.each<[string, object]>([
    ['the raw text', { text: RAW }],
    ['the raw text and the file name', { text: RAW, document_id: 'a.txt' }],
    ['the raw text, stripped', { text: RAW.trim() }],
    ['the raw text with Windows line ends', { text: RAW.replaceAll('\n', '\r\n') }],
    ['the body', { text: BODY }],
    ['the body without its last line end', { text: BODY.trimEnd() }],
    ['the body under another header', { text: `Title: A meeting\nDate: 9 July 2025\n\n${BODY}` }],
    ['the file name, offsets over the file', { document_id: 'a.txt', over: RAW }],
    ['the file name, offsets over the file with its mark', { document_id: 'a.txt', over: `\ufeff${RAW}` }],
  ])('%s: the positions are exact and no document is added', async (_, record) => {
    const { b } = await withArticle();
    const { over, ...given } = record as { over?: string; text?: string };
    const counted = over ?? given.text!;
    await bring(b, write(b, 'run.json', { model: 'probe', ...given, entities: quotes(counted) }));
    const found = await placed(b);
    expect(found).toMatchObject(places);
    expect(found.map(({ method }) => method)).toEqual(['stated', 'stated', 'stated']);
  });

  test('offsets in bytes in a file with Windows line ends', async () => {
    const windows = RAW.replaceAll('\n', '\r\n');
    const { b } = await withArticle('a.txt', windows);
    const bytes = (units: number) => new TextEncoder().encode(windows.slice(0, units)).length;
    const start = bytes(nth(windows, 'Ankara', 3));
    const entities = [{ text: 'Ankara', type: 'GPE', start, end: start + 6 }];
    await bring(b, write(b, 'run.json', { model: 'probe', document_id: 'a.txt', entities }));
    expect(await placed(b)).toMatchObject([{ start: nth(BODY, 'Ankara', 3), method: 'unit' }]);
  });

  test('a quote from the header stays in quarantine and is not placed in the text', async () => {
    const { b } = await withArticle();
    const entities = [
      { text: '2025-07-09', type: 'DATE', ...at(RAW, '2025-07-09') },
      { text: 'Ankara', type: 'GPE', ...at(RAW, 'Ankara') },
    ];
    const report = await bring(b, write(b, 'run.json', { model: 'probe', text: RAW, entities }));
    expect(report).toMatchObject({ matched: 1, documents: 0, spans: 1, quarantined: 1 });
    expect(await placed(b)).toMatchObject([{ start: 0, words: 'Ankara' }]);
    const { rows } = await b.call('quarantine.list', { state: 'open' });
    expect(rows[0]).toMatchObject({ body: { text: '2025-07-09' } });
    expect(rows[0]!.reason).toContain('header');
  });

  test('several documents with one name are distinguished by their text', async () => {
    const { b } = await withArticle();
    await bring(b, write(b, 'other/a.txt', 'Quite another text of the same name. It is long enough.'));
    const record = { model: 'probe', document_id: 'a.txt', text: RAW, entities: quotes(RAW) };
    const report = await bring(b, write(b, 'run.json', record));
    expect(report).toMatchObject({ matched: 1, documents: 0, spans: 3 });
  });

  test('an article whose header another version removed is recognised', async () => {
    const { b, document } = await withArticle();
    await b.call('documents.restoreHeader', { document: document.id });
    const again = await bring(b, join(b.folder, 'articles/a.txt'));
    expect(again).toMatchObject({ documents: 0, skipped: 1 });
    const record = { model: 'probe', document_id: 'a.txt', text: BODY, entities: quotes(BODY) };
    await bring(b, write(b, 'run.json', record));
    expect(await placed(b)).toMatchObject(
      places.map(({ words, start }) => ({ words, start: start + HEADER.length })),
    );
  });
});

describe('other formats with the original text', () => {
  const start = points(RAW, nth(RAW, 'Ankara', 3));
  const inHeader = points(RAW, nth(RAW, '2025-07-09', 0));
  const spacy = (label: string) => ({
    text: RAW,
    entities: [
      [inHeader, inHeader + 10, 'DATE'],
      [start, start + 6, label],
    ],
  });

  test('in a model’s set, positions are exact and annotations in the header stay in quarantine', async () => {
    const { b } = await withArticle();
    const path = write(b, 'run.jsonl', `${JSON.stringify(spacy('GPE'))}\n`);
    const report = await bring(b, path, { format: 'spacy-jsonl', model: { name: 'probe' } });
    expect(report).toMatchObject({ documents: 0, matched: 1, spans: 1, quarantined: 1 });
    expect(await placed(b)).toMatchObject([{ words: 'Ankara', start: nth(BODY, 'Ankara', 3) }]);
  });

  test('in other sets, annotations in the header are left out and reported', async () => {
    const { b } = await withArticle();
    const path = write(b, 'gold.jsonl', `${JSON.stringify(spacy('GPE'))}\n`);
    const report = await bring(b, path, { format: 'spacy-jsonl', set: 'gold' });
    expect(report).toMatchObject({ documents: 0, matched: 1, spans: 1, leftOut: { annotations: 1 } });
    expect(report.leftOut!.faults[0]!.message).toMatch(/“2025-07-09”.*header/);
    expect(await placed(b)).toMatchObject([{ words: 'Ankara', start: nth(BODY, 'Ankara', 3) }]);
    await expect(bring(b, path, { format: 'spacy-jsonl', set: 'other', strict: true })).rejects.toThrow(
      /header/,
    );
  });

  test('brat: relations and notes of annotations left out are left out too, the rest is imported', async () => {
    const { b } = await withArticle();
    write(b, 'brat/a.txt', RAW);
    const lines = [
      `T1\tDATE ${inHeader} ${inHeader + 10}\t2025-07-09`,
      `T2\tGPE ${start} ${start + 6}\tAnkara`,
      `T3\tGPE ${points(RAW, nth(RAW, 'Islamabad', 0))} ${points(RAW, nth(RAW, 'Islamabad', 0)) + 9}\tIslamabad`,
      'R1\tnear Arg1:T2 Arg2:T3',
      'R2\tnear Arg1:T1 Arg2:T3',
      '#1\tAnnotatorNotes T1\tthe day',
    ];
    const report = await bring(b, write(b, 'brat/a.ann', `${lines.join('\n')}\n`), { set: 'gold' });
    expect(report).toMatchObject({ documents: 0, matched: 1, spans: 2, relations: 1 });
    expect(report.leftOut).toMatchObject({ annotations: 1 });
    expect(await placed(b)).toMatchObject([
      { words: 'Islamabad', start: nth(BODY, 'Islamabad', 0) },
      { words: 'Ankara', start: nth(BODY, 'Ankara', 3) },
    ]);
  });

  test('a table that names the article, with offsets in its file', async () => {
    const { b } = await withArticle();
    const csv = `document_id,start,end,type,text\na.txt,${start},${start + 6},GPE,Ankara\n`;
    const report = await bring(b, write(b, 'elsewhere/spans.csv', csv), { set: 'gold' });
    expect(report).toMatchObject({ documents: 0, matched: 1, spans: 1 });
    expect(await placed(b)).toMatchObject([{ words: 'Ankara', start: nth(BODY, 'Ankara', 3) }]);
  });

  test('a model without results for an article does not add the article', async () => {
    const { b } = await withArticle();
    const path = write(b, 'run.jsonl', `${JSON.stringify({ text: RAW, entities: [] })}\n`);
    const report = await bring(b, path, { format: 'spacy-jsonl', model: { name: 'probe' } });
    expect(report).toMatchObject({ documents: 0, matched: 1 });
  });
});

describe('a text with its annotations in the same folder', () => {
  const table = 'document_id,start,end,type,text\nt.txt,0,8,PERSON,Ona Berg\n';

  test.each<[string, (b: Backend) => string[]]>([
    ['named together', (b) => [join(b.folder, 'both/s.csv'), join(b.folder, 'both/t.txt')]],
    ['named together, the text first', (b) => [join(b.folder, 'both/t.txt'), join(b.folder, 'both/s.csv')]],
    ['in a folder', (b) => [join(b.folder, 'both')]],
  ])('%s, it is imported once', async (_, paths) => {
    const b = backend();
    write(b, 'both/s.csv', table);
    write(b, 'both/t.txt', 'Ona Berg sat.');
    write(b, 'both/z.txt', 'Title: Z\n\nAnother article.');
    const report = await bring(b, paths(b));
    const others = paths(b).length === 1 ? 1 : 0;
    expect(report).toMatchObject({ documents: 1 + others, spans: 1, skipped: 0 });
    const { rows } = await b.call('documents.list', {});
    expect(rows.map(({ name }) => name)).toEqual(others === 1 ? ['t.txt', 'z.txt'] : ['t.txt']);
  });

  test('a rejected table claims no text', async () => {
    const b = backend();
    write(b, 'both/s.csv', `${table}"never closed`);
    write(b, 'both/t.txt', 'Ona Berg sat.');
    const report = await bring(b, join(b.folder, 'both'));
    expect(report).toMatchObject({ documents: 1, leftOut: { files: 1 } });
  });

  test('annotations that refer to their text as source', async () => {
    const b = backend();
    const annotation = {
      '@context': 'http://www.w3.org/ns/anno.jsonld',
      type: 'Annotation',
      id: 'urn:x:1',
      body: { type: 'TextualBody', value: 'PERSON', purpose: 'tagging' },
      target: {
        source: 'https://x.example/t.txt',
        selector: { type: 'TextPositionSelector', start: 0, end: 8 },
      },
    };
    write(b, 'both/zzz.jsonld', annotation);
    write(b, 'both/t.txt', 'Ona Berg sat.');
    expect(await bring(b, join(b.folder, 'both'))).toMatchObject({ documents: 1, spans: 1 });
  });

  test('a model’s records that refer to texts with headers', async () => {
    const b = backend();
    write(b, 'both/a.txt', RAW);
    const start = points(RAW, nth(RAW, 'Ankara', 3));
    const entities = [{ text: 'Ankara', type: 'GPE', start, end: start + 6 }];
    write(b, 'both/run.json', { model: 'probe', document_id: 'a.txt', entities });
    expect(await bring(b, join(b.folder, 'both'))).toMatchObject({ documents: 1, spans: 1 });
    expect(await placed(b)).toMatchObject([
      { words: 'Ankara', start: nth(BODY, 'Ankara', 3), method: 'unit' },
    ]);
  });

  test('converting a folder includes it once', async () => {
    const b = backend();
    write(b, 'both/s.csv', table);
    write(b, 'both/t.txt', 'Ona Berg sat.');
    write(b, 'both/z.txt', 'Another article.');
    const out = join(b.folder, 'out');
    const report = await runConvert(
      join(b.folder, 'both'),
      out,
      { to: 'jsonl' },
      { progress: () => undefined, signal: new AbortController().signal },
    );
    expect(report).toMatchObject({ documents: 2, spans: 1 });
    expect(readFileSync(join(out, report.files[0]!.name), 'utf8').match(/Ona Berg sat\./g)).toHaveLength(1);
  });
});
