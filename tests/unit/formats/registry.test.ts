import { resolve } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { canRead, canWrite } from '../../../shared/formats/define.ts';
import { FORMATS, formatById, sniffFormat } from '../../../shared/formats/registry.ts';
import { readAllOf, utf8 } from './support.ts';

test('ids are unique, and every format can be read or be written and verified', () => {
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

test('an article is a document with its notes; an empty one only a note', async () => {
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
