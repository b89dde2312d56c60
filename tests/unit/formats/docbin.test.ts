import { decode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Incoming } from '../../../shared/formats/define.ts';
import { docbin } from '../../../shared/formats/docbin/index.ts';
import { murmurHash64A, stringId } from '../../../shared/formats/docbin/strings.ts';
import { incomingDocument, incomingSpan } from '../../../shared/formats/incoming.ts';
import { newUid } from '../../../shared/model/uid.ts';
import { readSurfaces, records, writeToMemory } from '../../support/formats.ts';
import { anyDataset, emptyDataset, stream } from './support.ts';
import { cases } from '../../support/slow.ts';

/** Hashes from spaCy's documentation and courses. */
const PUBLISHED: readonly (readonly [text: string, id: bigint])[] = [
  ['coffee', 3197928453018144401n],
  ['beer', 3073001599257881079n],
  ['🦄', 18234233413267120783n],
  ['spacy', 10639093010105930009n],
  ['cat', 5439657043933447811n],
  ['ROOT', 8206900633647566924n],
  ['ORG', 383n],
  ['GPE', 384n],
  ['PERSON', 380n],
  ['CARDINAL', 397n],
  ['nsubj', 429n],
  ['PROPN', 96n],
  ['VERB', 100n],
  ['', 0n],
];

/**
 * Reads a `.spacy` file independently, by the layout that spaCy documents: deflated msgpack; `tokens` are little-endian uint64,
 * one row per word with the columns `attrs`; `spaces` one byte per word; `lengths` little-endian int32.
 */
function readDocBin(file: Uint8Array) {
  const message = decode(inflateSync(file)) as Record<string, unknown>;
  const bytes = (key: string) => Buffer.from(message[key] as Uint8Array);
  const attrs = message.attrs as number[];
  const strings = new Map((message.strings as string[]).map((text) => [stringId(text), text]));
  const tokens = bytes('tokens');
  const spaces = bytes('spaces');
  const lengths = bytes('lengths');
  const string = (id: bigint) => (id === 0n ? '' : strings.get(id));
  let row = 0;
  const documents = Array.from({ length: lengths.length / 4 }, (_, d) => {
    const length = lengths.readInt32LE(4 * d);
    const column = (i: number, attr: number) =>
      tokens.readBigUInt64LE(8 * ((row + i) * attrs.length + attrs.indexOf(attr)));
    const words = Array.from({ length }, (__, i) => ({
      text: string(column(i, 65)),
      space: spaces[row + i] === 1,
      iob: column(i, 77),
      type: string(column(i, 78)),
      sentence: column(i, 80),
    }));
    row += length;
    const [group] = decode((message.span_groups as Uint8Array[])[d]!) as Uint8Array[];
    const {
      name,
      attrs: extra,
      spans,
    } = decode(group!) as { name: string; attrs: object; spans: Uint8Array[] };
    const unpacked = spans.map((span) => {
      const packed = Buffer.from(span);
      expect(packed).toHaveLength(40);
      return {
        id: packed.readBigUInt64BE(0),
        kb: packed.readBigUInt64BE(8),
        label: string(packed.readBigUInt64BE(16)),
        start: packed.readInt32BE(24),
        end: packed.readInt32BE(28),
        startChar: packed.readInt32BE(32),
        endChar: packed.readInt32BE(36),
      };
    });
    return {
      words,
      text: words.map(({ text, space }) => `${text}${space ? ' ' : ''}`).join(''),
      name,
      extra,
      spans: unpacked,
    };
  });
  expect(tokens).toHaveLength(8 * attrs.length * row);
  expect(spaces).toHaveLength(row);
  return { message, attrs, documents };
}

async function written(text: string, spans: [type: string, ...fragments: [number, number][]][], more = {}) {
  const { documents } = await records(async function* (): AsyncGenerator<Incoming> {
    const record = { ...incomingDocument(text, { name: 'a.txt' }), ...more };
    record.spans = spans.map(([type, ...fragments]) => incomingSpan(type, fragments));
    yield { kind: 'document', record, where: {} };
  });
  const { files, losses, wrote } = await writeToMemory(docbin, emptyDataset, documents);
  const read = readDocBin(files.get('data.spacy')!);
  return {
    ...read,
    document: read.documents[0]!,
    losses: losses.list().map(({ kind, count }) => `${count} ${kind}`),
    wrote,
  };
}

describe('strings', () => {
  test.each(PUBLISHED)('%j is %d', (text, id) => {
    expect(stringId(text)).toBe(id);
  });

  test('the hash covers a remainder of any length', () => {
    // Changing any byte changes the hash, at every position within and after the last whole word.
    for (let length = 1; length <= 17; length++) {
      const bytes = new Uint8Array(length).fill(7);
      const hashes = new Set([murmurHash64A(bytes, 1n)]);
      for (let i = 0; i < length; i++) hashes.add(murmurHash64A(bytes.with(i, 8), 1n));
      expect(hashes.size).toBe(length + 1);
    }
  });
});

describe('the layout', () => {
  test('words, blanks, entities, and the span group in code points', async () => {
    const { document, attrs, message, losses, wrote } = await written('😀 Ada  Quill\nmet the ORG.', [
      ['PERSON', [3, 13]],
      ['GIVEN', [3, 6]],
      ['ORG', [22, 25]],
    ]);
    expect(message).toMatchObject({ version: '0.1', cats: [{}], flags: [{ has_unknown_spaces: false }] });
    expect(attrs).toEqual([65, 77, 78, 80]);
    expect(document.text).toBe('😀 Ada  Quill\nmet the ORG.');
    expect(document.words.map(({ text, space, iob, type }) => [text, space, Number(iob), type])).toEqual([
      ['😀', true, 2, ''],
      ['Ada', true, 3, 'PERSON'],
      [' ', false, 1, 'PERSON'],
      ['Quill', false, 1, 'PERSON'],
      ['\n', false, 2, ''],
      ['met', true, 2, ''],
      ['the', true, 2, ''],
      ['ORG', false, 3, 'ORG'],
      ['.', false, 2, ''],
    ]);
    expect(document.name).toBe('sc');
    expect(document.spans).toEqual([
      { id: 0n, kb: 0n, label: 'PERSON', start: 1, end: 4, startChar: 2, endChar: 12 },
      { id: 0n, kb: 0n, label: 'GIVEN', start: 1, end: 2, startChar: 2, endChar: 5 },
      { id: 0n, kb: 0n, label: 'ORG', start: 7, end: 8, startChar: 21, endChar: 24 },
    ]);
    expect(losses).toEqual(['1 spans in doc.spans but not in doc.ents, because they overlap others']);
    expect(wrote).toEqual(['Ada  Quill', 'Ada', 'ORG']);
  });

  test('sentences from a file are written, guessed ones are not', async () => {
    const text = 'Ada. Quill.';
    const tokens = [
      [0, 3],
      [3, 4],
      [5, 10],
      [10, 11],
    ];
    const segmentation = {
      tokens,
      sentences: [
        [0, 4],
        [5, 11],
      ],
      columns: {},
    };
    const { document } = await written(text, [], { segmentation });
    expect(document.words.map(({ sentence }) => BigInt.asIntN(64, sentence))).toEqual([1n, -1n, 1n, -1n]);
    const guessed = await written(text, []);
    expect(guessed.document.words.map(({ sentence }) => sentence)).toEqual([0n, 0n, 0n, 0n]);
  });

  test('labels of documents are categories', async () => {
    const labels = [
      { id: newUid(), name: 'news', value: true },
      { id: newUid(), name: 'weight', value: 0.25 },
      { id: newUid(), name: 'topic', value: 'harbour' },
    ];
    const { message, losses } = await written('a', [], { labels });
    expect(message.cats).toEqual([{ news: 1, weight: 0.25, 'topic: harbour': 1 }]);
    expect(losses).toEqual(['1 document labels whose text became a category']);
  });

  test('spans are fitted to words, without blanks at their ends; fragments become separate spans', async () => {
    const { document, losses } = await written('Port Lumen  harbour', [
      ['A', [1, 11]],
      ['B', [0, 4], [12, 19]],
      ['C', [10, 12]],
      ['D', [3, 3]],
    ]);
    expect(document.spans.map(({ label, start, end }) => [label, start, end])).toEqual([
      ['A', 0, 2],
      ['B', 0, 1],
      ['B', 3, 4],
    ]);
    expect(losses).toEqual([
      '2 spans',
      '1 spans fitted to whole tokens',
      '1 spans whose fragments became spans of their own',
      '1 spans in doc.spans but not in doc.ents, because they overlap others',
    ]);
  });

  test('an export without documents makes an empty file', async () => {
    const { files } = await writeToMemory(docbin, emptyDataset, []);
    expect(readDocBin(files.get('data.spacy')!).documents).toEqual([]);
  });

  test('any project: texts are complete, and every span is read back as written', async () => {
    await fc.assert(
      fc.asyncProperty(anyDataset, async ({ dataset, documents }) => {
        const { files, wrote } = await writeToMemory(docbin, dataset, documents);
        const read = readDocBin(files.get('data.spacy')!);
        expect(read.documents.map(({ text }) => text)).toEqual(documents.map(({ text }) => text));
        expect((await readSurfaces(docbin, files)).sort()).toEqual([...wrote].sort());
        for (const { text, spans, words } of read.documents) {
          const points = [...text];
          const surfaces = spans.map(({ startChar, endChar }) => points.slice(startChar, endChar).join(''));
          expect(spans.map(({ start, end }) => joined(words.slice(start, end)))).toEqual(surfaces);
          // Inside an entity, the type is that of the previous word.
          for (const [i, { iob, type }] of words.entries())
            if (iob === 1n) expect(words[i - 1]).toMatchObject({ type });
        }
      }),
      { numRuns: cases(100) },
    );
  });

  test('other files are rejected', async () => {
    const surfaces = docbin.surfaces!(stream('not deflated'), { file: 'a.spacy' })[Symbol.asyncIterator]();
    await expect(surfaces.next()).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/no DocBin/),
      where: { file: 'a.spacy' },
    });
  });
});

function joined(words: readonly { text: string | undefined; space: boolean }[]): string {
  const text = words.map(({ text: word, space }) => `${word}${space ? ' ' : ''}`).join('');
  return words.at(-1)?.space ? text.slice(0, -1) : text;
}
