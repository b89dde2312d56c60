import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeSample } from '../../../scripts/make-sample.ts';
import { parquet } from '../../../shared/formats/parquet/index.ts';
import { ParquetTable } from '../../../shared/formats/parquet/table.ts';
import { postilJsonl } from '../../../shared/formats/postil-jsonl.ts';
import type { DocumentRecord } from '../../../shared/formats/records.ts';
import { readableQuote } from '../../../shared/model/fragments.ts';
import { writeToMemory } from '../../support/formats.ts';
import { readThriftStruct, type Thrift } from '../../support/thrift.ts';
import { anyDataset, emptyDataset, readAllOf, stream } from './support.ts';
import { cases } from '../../support/slow.ts';

type Row = Record<string, unknown>;
const exact = (bytes: Uint8Array) =>
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
// The reader's built-in decoder drops U+FEFF at the beginning of a text.
const parsers = {
  ...DEFAULT_PARSERS,
  stringFromBytes: (bytes: Uint8Array) => decoder.decode(bytes),
};
const rowsOf = async (bytes: Uint8Array | undefined) =>
  (await parquetReadObjects({ file: exact(bytes ?? new Uint8Array()), parsers })) as Row[];

async function sampleDocuments(): Promise<DocumentRecord[]> {
  const items = await readAllOf(postilJsonl, await makeSample());
  return items.flatMap((item) => (item.kind === 'document' ? [item.record as DocumentRecord] : []));
}

describe('Parquet', () => {
  test('every span, document and relation is a row, whatever it contains', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyDataset,
        fc.constantFrom('codepoint', 'utf-16'),
        async ({ dataset, documents }, offsets) => {
          const { files } = await writeToMemory(parquet, dataset, documents, { offsets });
          const spans = await rowsOf(files.get('spans.parquet'));
          const texts = await rowsOf(files.get('documents.parquet'));
          expect(texts.map(({ document_id: id, text, labels }) => [id, text, labels])).toEqual(
            documents.map(({ id, text, labels }) => [
              id,
              text,
              JSON.stringify(labels.map(({ set, name, value }) => ({ set, name, value }))),
            ]),
          );
          const words = (text: string, start: number, end: number) =>
            offsets === 'utf-16' ? text.slice(start, end) : [...text].slice(start, end).join('');
          expect(spans).toHaveLength(documents.reduce((sum, document) => sum + document.spans.length, 0));
          for (const row of spans) {
            const document = documents.find(({ id }) => id === row.document_id);
            const span = document?.spans.find(({ id }) => id === row.span_id);
            expect(row).toMatchObject({ set: span?.set, type: span?.type, offset_unit: offsets });
            const fragments = row.fragments as { start: number; end: number }[];
            // The offsets in the file select the quote from the text in the file.
            expect(fragments.map(({ start, end }) => words(document!.text, start, end)).join(' … ')).toBe(
              row.text,
            );
            expect(row.start).toBe(fragments[0]?.start ?? null);
            expect(row.end).toBe(fragments.at(-1)?.end ?? null);
          }
          const relations = await rowsOf(files.get('relations.parquet'));
          expect(relations).toHaveLength(
            documents.reduce(
              (sum, document) => sum + document.relations.length,
              [...(dataset.relations as [])].length,
            ),
          );
          const surfaces = [];
          for (const name of ['documents', 'relations', 'spans'])
            for await (const surface of parquet.surfaces!(stream(files.get(`${name}.parquet`)!, 4096), {
              file: name,
            }))
              surfaces.push(surface);
          expect(surfaces).toEqual(
            documents.flatMap((document) =>
              document.spans.map((span) => ({
                document: document.id,
                span: span.id,
                text: readableQuote(document.text, span.fragments),
              })),
            ),
          );
        },
      ),
      { numRuns: cases(60) },
    );
  });

  test('attributes are columns of their kind; values that do not fit have a separate column', async () => {
    const documents = await sampleDocuments();
    const [first] = documents;
    const attributes = { mention: 'name', mutual: 'perhaps', own: 3 };
    const odd = { ...first!, spans: [{ ...first!.spans[0]!, attributes }] };
    const { files } = await writeToMemory(parquet, emptyDataset, [odd]);
    const [row] = await rowsOf(files.get('spans.parquet'));
    expect(row).toMatchObject({ 'attr.mention': 'name', 'attr.mutual': null });
    expect(JSON.parse(String(row!.other_attributes))).toEqual({ mutual: 'perhaps', own: 3 });
    const { files: whole, losses } = await writeToMemory(parquet, emptyDataset, documents);
    const rows = await rowsOf(whole.get('spans.parquet'));
    expect(rows.find(({ text }) => text === 'foreign … ministers')).toMatchObject({
      start: 10,
      end: 39,
      fragments: [
        { start: 10, end: 17 },
        { start: 30, end: 39 },
      ],
    });
    expect(losses.list().map(({ kind }) => kind)).toContain('default-value flags');
  });

  test('the footer, read only by the Thrift and Parquet specifications', async () => {
    const { files } = await writeToMemory(parquet, emptyDataset, await sampleDocuments());
    for (const [name, bytes] of files) {
      const view = new DataView(exact(bytes));
      const magic = (at: number) => new TextDecoder().decode(bytes.subarray(at, at + 4));
      expect([magic(0), magic(bytes.length - 4)], name).toEqual(['PAR1', 'PAR1']);
      const length = view.getUint32(bytes.length - 8, true);
      const footer = readThriftStruct(bytes.subarray(bytes.length - 8 - length, bytes.length - 8));
      // FileMetaData: 2 schema, 3 num_rows, 4 row_groups. SchemaElement: 3 repetition, 4 name, 5 num_children.
      const schema = footer[2] as Thrift[];
      let at = 1;
      const walk = (): void => {
        const children = Number(schema[at++]?.[5] ?? 0);
        for (let i = 0; i < children; i++) walk();
      };
      for (let i = 0; i < Number(schema[0]![5]); i++) walk();
      expect(at, `${name}: the schema is one tree`).toBe(schema.length);
      const groups = footer[4] as Thrift[];
      // RowGroup: 1 columns, 3 num_rows. ColumnChunk: 3 meta_data. ColumnMetaData: 3 path, 5 num_values, 7 size, 9 offset.
      expect(groups.reduce((sum, group) => sum + Number(group[3]), 0)).toBe(Number(footer[3]));
      const leaves = schema.filter((element) => element[5] === undefined).length;
      let end = 4;
      for (const group of groups) {
        const columns = group[1] as Thrift[];
        expect(columns).toHaveLength(leaves);
        for (const column of columns) {
          const meta = column[3] as Thrift;
          const start = Number(meta[11] ?? meta[9]);
          // Column chunks follow each other without gaps from the first byte on.
          expect(start, `${name} ${String(meta[3])}`).toBe(end);
          end = start + Number(meta[7]);
        }
      }
      expect(end).toBeLessThanOrEqual(bytes.length - 8 - length);
    }
  });

  test('row groups and files are limited in size, and every file is complete', async () => {
    const table = new ParquetTable<number>(
      't',
      [
        { name: 'n', kind: 'int', cell: (n) => n },
        { name: 'words', kind: 'string', cell: (n) => `row ${n} `.repeat(20) },
        { name: 'list', kind: 'strings', cell: (n) => (n % 3 === 0 ? [] : [`a${n}`, '😀']) },
      ],
      { groupRows: 100, fileBytes: 20_000 },
    );
    const files = new Map<string, number[]>();
    const closed = new Set<string>();
    let largest = 0;
    function* all() {
      for (let n = 0; n < 5050; n++) yield* table.add(n);
      yield* table.end();
    }
    for (const { file, chunk, last } of all()) {
      expect(closed.has(file)).toBe(false);
      if (last) closed.add(file);
      largest = Math.max(largest, chunk.length);
      files.set(file, [...(files.get(file) ?? []), ...(chunk as Uint8Array)]);
    }
    expect([...files.keys()].slice(0, 2)).toEqual(['t.parquet', 't-2.parquet']);
    expect(files.size).toBe(closed.size);
    expect(largest).toBeLessThan(20_000);
    const rows: Row[] = [];
    for (const bytes of files.values()) {
      const whole = Uint8Array.from(bytes);
      for (const group of parquetMetadata(exact(whole)).row_groups)
        expect(Number(group.num_rows)).toBeLessThanOrEqual(100);
      rows.push(...(await rowsOf(whole)));
    }
    expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: 5050 }, (_, n) => n));
    expect(rows[0]!.list).toEqual([]);
    expect(rows[5049]!.list).toEqual([]);
    expect(rows[5048]!.list).toEqual(['a5048', '😀']);
  });

  test('an empty dataset has its columns; other files are rejected', async () => {
    const { files } = await writeToMemory(parquet, emptyDataset, []);
    expect(parquetMetadata(exact(files.get('spans.parquet')!)).schema.map(({ name }) => name)).toContain(
      'span_id',
    );
    const refused = async (bytes: Uint8Array) => {
      for await (const _ of parquet.surfaces!(stream(bytes, 99), { file: 'f.parquet' })) return 'read';
      return 'empty';
    };
    await expect(refused(new TextEncoder().encode('no parquet at all'))).rejects.toThrow(/not Parquet/);
    await expect(refused(readFileSync(import.meta.filename).subarray(0, 4))).rejects.toThrow(/not Parquet/);
  });
});
