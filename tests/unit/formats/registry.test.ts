import { resolve } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { canRead, canWrite } from '../../../shared/formats/define.ts';
import { FORMATS, formatById, sniffFile, sniffFormat } from '../../../shared/formats/registry.ts';
import { readAllOf, utf8 } from './support.ts';

test('ids are unique, and every format can be read or written', () => {
  expect(new Set(FORMATS.map(({ id }) => id)).size).toBe(FORMATS.length);
  for (const format of FORMATS) expect(canRead(format) || canWrite(format), format.id).toBe(true);
  expect(formatById('jsonl')?.label).toBe('Postil JSONL');
  expect(formatById('nothing')).toBeUndefined();
});

test.each([
  ['a.jsonl', '{"text":"a"}', 'jsonl'],
  ['a.dat', '\ufeff{"kind":"header","format":"postil-jsonl"}', 'jsonl'],
  ['a.txt', 'Text', 'txt'],
  ['README.MD', '# T', 'md'],
  ['a.txt', '{"kind":"header","format":"postil-jsonl"}', 'jsonl'],
  ['a.txt', '{not json}', 'txt'],
  ['a.bin', 'x', undefined],
  ['a.csv', 'document_id,document_title,', 'csv'],
  ['a.tsv', 'document_id\tdocument_title\t', 'tsv'],
  ['a.csv', 'text,label\n', undefined],
])('sniffs %s', (name, head, id) => {
  expect(sniffFormat(name, utf8(head))?.id).toBe(id);
});

const LONG = 'A long article. '.repeat(9000);
const XMI =
  '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmi:version="2.0"/>';

test.each<[what: string, name: string, content: string, id: string | undefined]>([
  ['labels after a long text', 'a.jsonl', JSON.stringify({ text: LONG, label: [[0, 1, 'X']] }), 'doccano'],
  [
    'a byte order mark and blank lines',
    'a.jsonl',
    `\ufeff\n\n${JSON.stringify({ text: LONG, spans: [{ start: 0, end: 1, label: 'X' }] })}\n`,
    'spacy-jsonl',
  ],
  [
    'more blank lines than fit in a head',
    'a.jsonl',
    `${'\n'.repeat(70_000)}{"text":"A","label":[[0,1,"X"]]}`,
    'doccano',
  ],
  ['an array', 'a.json', JSON.stringify([{ text: LONG, label: [[0, 1, 'X']] }]), 'doccano'],
  ['a task', 'a.json', JSON.stringify([{ data: { text: LONG }, annotations: [] }]), 'label-studio'],
  ['a list of spaCy', 'a.jsonl', JSON.stringify([LONG, { entities: [[0, 1, 'X']] }]), 'spacy-jsonl'],
  [
    'an annotation',
    'a.json',
    JSON.stringify({ bodyValue: LONG, '@context': 'http://www.w3.org/ns/anno.jsonld' }),
    'web-annotation',
  ],
  ['a CAS', 'a.json', JSON.stringify({ note: LONG, '%TYPES': {}, '%FEATURE_STRUCTURES': [] }), 'cas-json'],
  ['XML after a comment', 'a.xmi', `<?xml version="1.0"?><!-- ${LONG} <no root> -->${XMI}`, 'cas-xmi'],
  ['an article', 'a.txt', LONG, 'txt'],
  ['an article that begins like JSON', 'a.txt', `[Reuters] ${LONG}`, 'txt'],
  ['a short article', 'a.txt', '{“Quote”, he said', 'txt'],
])('reads as much of a file as necessary to recognise it: %s', (_, name, content, id) => {
  const bytes = utf8(content);
  expect(sniffFile(name, (length) => bytes.subarray(0, length))?.id).toBe(id);
});

test('reads no more than necessary', () => {
  const asked: number[] = [];
  const read = (content: string) => (length: number) => {
    asked.push(length);
    return utf8(content).subarray(0, length);
  };
  sniffFile('a.json', read(JSON.stringify({ '%TYPES': {}, text: LONG })));
  sniffFile('a.txt', read(LONG));
  sniffFile('a.jsonl', read(`{"text":"A","label":[[0,1,"X"]]}\n`.repeat(9000)));
  expect(asked).toEqual([65_536, 65_536, 65_536]);
});

test.each<[content: string, id: string]>([
  ['Ada PERSON\nwalked O\n', 'conll'],
  ['Ada\tperson\nwalked\tO\n\nhome\tO\n', 'conll'],
  ['-DOCSTART- -X- O\n\nAda NNP PERSON\nwalked VBD O\n', 'conll'],
  ['Ada PERSON\nLund PERSON\n'.repeat(30), 'conll'],
  ['艾达 PER\n走 O\n', 'conll'],
  ['Two words\nStand here\n', 'txt'],
  ['First O\nsecond line of words\n', 'txt'],
  ['Roses red\nViolets blue\n'.repeat(30), 'txt'],
  ['EU UN\nUSA NATO\n', 'txt'],
  ['Ada Lund met Bo Ek.\n', 'txt'],
  ['He/she said and/or wrote, on 24/7.\n', 'txt'],
  ['<STRONG>Ada</STRONG> met <STRONG>Bo</STRONG>; see <SPAN>here</SPAN>.\n', 'txt'],
])('columns of words and labels are distinguished from articles: %j', (content, id) => {
  expect(sniffFormat('a.txt', utf8(content))?.id).toBe(id);
});

test.each([
  { annotation_id: 7, text: 'Ada Lund met Bo Ek.' },
  { annotation_id: 7, created_at: '2026-01-01', text: 'Ada Lund met Bo Ek.' },
  { annotator: 'ada', id: 3, text: 'Ada Lund met Bo Ek.' },
])('%j is not recognised as Label Studio', (record) => {
  expect(sniffFormat('a.json', utf8(JSON.stringify(record)))?.id).not.toBe('label-studio');
  expect(sniffFormat('a.json', utf8(JSON.stringify([record])))?.id).not.toBe('label-studio');
});

test('a bare list of annotations is a model’s output, not a list of articles', () => {
  const list = [
    { start: 0, end: 8, text: 'Ada Lund', label: 'person', score: 0.98 },
    { start: 13, end: 18, text: 'Bo Ek', label: 'person', score: 0.95 },
  ];
  for (const name of ['a.json', 'a.jsonl', 'a.txt'])
    expect(sniffFormat(name, utf8(JSON.stringify(list)))?.id, name).toBe('extractions');
});

test('an article becomes a document with notes, an empty article only a note', async () => {
  const txt = formatById('txt');
  if (!txt) throw new Error('no txt');
  const items = await readAllOf(txt, ' date 2025-07-09 Text.', 'a.txt');
  expect(items.map(({ kind }) => kind)).toEqual(['note', 'document']);
  expect(items[1]).toMatchObject({ record: { published: '2025-07-09', text: 'Text.', spans: [] } });
  expect((await readAllOf(txt, '', 'a.txt')).map(({ kind }) => kind)).toEqual(['note']);
});

test('runs in a browser: the bundle needs no Node module', async () => {
  const entry = ['formats/registry', 'presets/index', 'text/fold'].map(
    (path) => `export * from './shared/${path}.ts';`,
  );
  const result = await build({
    stdin: { contents: entry.join('\n'), resolveDir: resolve(import.meta.dirname, '../../..'), loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'esm',
    logLevel: 'silent',
  });
  expect(result.errors).toEqual([]);
  expect(result.outputFiles[0]?.text).not.toMatch(/from "node:|require\("(?:fs|stream|buffer|events)"\)/);
});
