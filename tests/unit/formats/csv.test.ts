import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csv } from '../../../shared/formats/csv/index.ts';
import { readableQuote } from '../../../shared/model/fragments.ts';
import { postilJsonl } from '../../../shared/formats/postil-jsonl.ts';
import { makeSample } from '../../../scripts/make-sample.ts';
import type { Dataset } from '../../../shared/formats/define.ts';
import type { DocumentRecord } from '../../../shared/formats/records.ts';
import { anyDataset, emptyDataset, readAllOf, stream, writeAllOf } from './support.ts';
import { cases } from '../../support/slow.ts';

async function surfacesOf(text: string, values: Record<string, boolean>, size: number) {
  const surfaces = [];
  for await (const surface of csv.surfaces?.(stream(text, size), { file: 'f.csv', values }) ?? [])
    surfaces.push(surface);
  return surfaces;
}

const expected = (documents: readonly DocumentRecord[]) =>
  documents.flatMap((document) =>
    document.spans.map((span) => ({
      document: document.id,
      span: span.id,
      text: readableQuote(document.text, span.fragments),
    })),
  );

describe('CSV', () => {
  test.each([false, true])('every quote is read back exactly (spreadsheet-safe: %s)', async (safe) => {
    await fc.assert(
      fc.asyncProperty(anyDataset, fc.integer({ min: 1, max: 200 }), async ({ dataset, documents }, size) => {
        const values = { 'spreadsheet-safe': safe };
        const { text } = await writeAllOf(csv, dataset, documents, values);
        expect(await surfacesOf(text, values, size)).toEqual(expected(documents));
      }),
      { numRuns: cases(100) },
    );
  });

  test('columns: attributes in the order of the scheme, without duplicates; cells as documented', async () => {
    const sample = await readAllOf(postilJsonl, await makeSample());
    const documents = sample.flatMap((item) =>
      item.kind === 'document' ? [item.record as DocumentRecord] : [],
    );
    const { text, losses } = await writeAllOf(csv, emptyDataset, documents);
    const rows: Record<string, string>[] = parse(text, { columns: true });
    expect(Object.keys(rows[0] ?? {})).toEqual([
      'document_id',
      'document_title',
      'published',
      'set',
      'span_id',
      'type',
      'start',
      'end',
      'fragments',
      'text',
      'offset_unit',
      'attr.mention',
      'attr.role',
      'attr.value',
      'attr.gloss',
      'attr.topic',
      'attr.kind',
      'attr.epistemic',
      'attr.sentiment',
      'attr.check-worthy',
      'attr.category',
      'attr.realis',
      'attr.mutual',
      'note',
      'author',
      'score',
      'file',
      'source',
      'url',
      'byline',
      'dateline',
      'language',
    ]);
    expect(rows).toHaveLength(documents.reduce((sum, { spans }) => sum + spans.length, 0));
    expect(rows.find((row) => row.text === 'foreign … ministers')).toMatchObject({
      start: '10',
      end: '39',
      fragments: '10:17 30:39',
      offset_unit: 'utf-16',
      'attr.mention': 'nominal',
      published: '2025-03-12',
    });
    expect(losses.list().map(({ kind }) => kind)).toEqual([
      'links to entities',
      'slot fillers',
      'claim–cue links',
      'document labels',
      'relations',
      'article texts',
      'headers removed from the text',
      'headlines, quotes and list items marked in articles',
      'articles without a span',
      'default-value flags',
      'document statuses',
      'authors of notes',
      'questions among notes',
      'foreign data of documents',
    ]);
    expect(rows[0]).toMatchObject({ file: documents[0]!.origin.name, source: documents[0]!.source });
  });

  test('cells that look like formulas are exact by default and harmless on request', async () => {
    const sample = await readAllOf(
      postilJsonl,
      JSON.stringify({ text: '=1+1 @x -5', spans: [{ start: 0, end: 4, type: 'X' }] }),
    );
    const [item] = sample;
    if (item?.kind !== 'document') throw new Error('no document');
    const spans = item.record.spans.map((span) => ({ ...span, id: 'i', set: '@s', attributes: { a: -5 } }));
    const document = {
      ...item.record,
      id: 'd',
      title: '=HYPERLINK("x")',
      spans,
    } as unknown as DocumentRecord;
    const scheme = { ...emptyDataset.scheme, types: [] } as unknown as Dataset['scheme'];
    const dataset = { ...emptyDataset, scheme };
    const exact = await writeAllOf(csv, dataset, [document]);
    expect(exact.text).toContain('d,"=HYPERLINK(""x"")",,@s,i,X,0,4,0:4,=1+1,utf-16');
    expect(exact.losses.list().map(({ kind }) => kind)).toContain('attributes outside of the scheme');
    const safe = await writeAllOf(csv, dataset, [document], { 'spreadsheet-safe': true });
    expect(safe.text).toContain(`d,"'=HYPERLINK(""x"")",,'@s,i,X,0,4,0:4,'=1+1,utf-16`);
    expect(safe.text.startsWith('\ufeff')).toBe(true);
  });

  test('rejects files of another format and truncated files', async () => {
    await expect(surfacesOf('a,b\n1,2\n', {}, 9)).rejects.toThrow(/header row/);
    await expect(surfacesOf('document_id,span_id,text\n1,2,"x\n', {}, 9)).rejects.toThrow(/never closed/);
    await expect(surfacesOf('document_id,span_id,text\n1,2\n', {}, 999)).rejects.toThrow(/row/);
  });
});
