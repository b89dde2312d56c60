import { parquetReadObjects } from 'hyparquet';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import fc from 'fast-check';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { huggingface } from '../../../shared/formats/huggingface/index.ts';
import { incomingDocument, incomingSpan } from '../../../shared/formats/incoming.ts';
import type { DocumentRecord } from '../../../shared/formats/records.ts';
import type { Fragment } from '../../../shared/model/fragments.ts';
import { readSurfaces, writeToMemory } from '../../support/formats.ts';
import { anyDataset, emptyDataset, stream, uidOf } from './support.ts';
import { cases } from '../../support/slow.ts';

interface Row {
  id: string;
  text: string;
  tokens: string[];
  ner_tags: string[];
  spans: { start: number; end: number; label: string; text: string }[];
}

const decode = (bytes: Uint8Array | undefined) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const rowsOf = (bytes: Uint8Array | undefined) =>
  decode(bytes)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);

function documentOf(text: string, ...spans: [type: string, fragments: Fragment[]][]): DocumentRecord {
  const record = incomingDocument(text, { name: 'story.txt', language: 'en' });
  return {
    ...record,
    id: uidOf(1),
    spans: spans.map(([type, fragments]) => ({ ...incomingSpan(type, fragments), set: 's' })),
  } as DocumentRecord;
}

describe('Hugging Face folder', () => {
  test('golden: tags, spans in code points, names and the card', async () => {
    const text = '😀 Mara Odell left New Harbour.';
    const document = documentOf(
      text,
      ['PER', [[3, 13]]],
      ['FIRST', [[3, 7]]],
      ['LOC', [[19, 30]]],
      ['PART', [[4, 6]]],
      [
        'GAP',
        [
          [3, 7],
          [14, 18],
        ],
      ],
    );
    const { files, losses } = await writeToMemory(huggingface, { ...emptyDataset, scheme: undefined }, [
      document,
    ]);
    expect([...files.keys()].sort()).toEqual(['README.md', 'labels.json', 'train.jsonl']);
    const [row] = rowsOf(files.get('train.jsonl'));
    expect(row).toMatchObject({
      id: uidOf(1),
      language: 'en',
      tokens: ['😀', 'Mara', 'Odell', 'left', 'New', 'Harbour', '.'],
      ner_tags: ['O', 'B-PER', 'I-PER', 'B-GAP', 'B-LOC', 'I-LOC', 'O'],
    });
    expect(row!.spans).toContainEqual({ start: 18, end: 29, label: 'LOC', text: 'New Harbour' });
    for (const { start, end, text: words } of row!.spans)
      expect([...text].slice(start, end).join('')).toBe(words);
    expect(JSON.parse(decode(files.get('labels.json')))).toEqual([
      'O',
      ...['PER', 'FIRST', 'LOC', 'PART', 'GAP'].flatMap((type) => [`B-${type}`, `I-${type}`]),
    ]);
    expect(losses.list().map(({ kind, count }) => [kind, count])).toEqual([
      ['spans without a tag: a longer one has their tokens', 3],
      ['discontinuous spans, cut into their fragments', 1],
    ]);
    const [, front = ''] = decode(files.get('README.md')).split('---\n');
    expect(parse(front)).toMatchObject({
      license: 'unknown',
      language: ['en'],
      task_categories: ['token-classification'],
      size_categories: ['n<1K'],
      configs: [{ config_name: 'default', data_files: [{ split: 'train', path: 'train.jsonl' }] }],
      dataset_info: {
        splits: [{ name: 'train', num_examples: 1, num_bytes: files.get('train.jsonl')!.length }],
      },
    });
    // Exactly the fields of the rows are declared.
    const declared = (parse(front) as { dataset_info: { features: { name: string }[] } }).dataset_info
      .features;
    expect(declared.map(({ name }) => name).sort()).toEqual(Object.keys(row!).sort());
  });

  test('a span inside a token is reported; names with YAML or Markdown syntax are escaped', async () => {
    const document = documentOf('Odellville', ['X"y: [z]`', [[0, 5]]]);
    const { files, losses } = await writeToMemory(huggingface, emptyDataset, [document]);
    expect(losses.list().map(({ kind }) => kind)).toContain('spans whose tags cover whole tokens');
    expect(rowsOf(files.get('train.jsonl'))[0]!.ner_tags).toEqual(['B-X"y: [z]`']);
    expect(JSON.parse(decode(files.get('labels.json')))).toContain('B-X"y: [z]`');
  });

  test.each(['jsonl', 'parquet'])(
    'any dataset as %s: rows are consistent and are read back',
    async (data) => {
      await fc.assert(
        fc.asyncProperty(anyDataset, async ({ dataset, documents }) => {
          const { files, wrote } = await writeToMemory(huggingface, dataset, documents, { data });
          const bytes = files.get(`train.${data}`)!;
          const parsers = { ...DEFAULT_PARSERS, stringFromBytes: decode };
          const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
          const rows =
            data === 'jsonl'
              ? rowsOf(bytes)
              : ((await parquetReadObjects({ file, parsers })) as unknown as Row[]);
          expect(rows.map(({ id, text }) => [id, text])).toEqual(documents.map(({ id, text }) => [id, text]));
          for (const { text, tokens, ner_tags: tags, spans } of rows) {
            expect(tags).toHaveLength(tokens.length);
            let at = 0;
            for (const token of tokens) {
              at = text.indexOf(token, at);
              expect(at).toBeGreaterThanOrEqual(0);
              at += token.length;
            }
            // A tag that continues a span follows a tag of the same type.
            for (const [i, tag] of tags.entries())
              if (tag.startsWith('I-')) expect(tags[i - 1]?.slice(2)).toBe(tag.slice(2));
            for (const { start, end, text: words } of spans)
              expect([...text].slice(start, end).join('')).toBe(words);
          }
          expect((await readSurfaces(huggingface, files)).sort()).toEqual(wrote.sort());
        }),
        { numRuns: cases(60) },
      );
    },
  );

  test('words that are not at their offsets are rejected when read back', async () => {
    const bad = '{"id":"1","text":"abc","spans":[{"start":0,"end":2,"label":"X","text":"bc"}]}\n';
    const read = async () => {
      for await (const _ of huggingface.surfaces!(stream(bad), { file: 'train.jsonl' })) return;
    };
    await expect(read()).rejects.toThrow(/does not cover its words/);
  });
});
