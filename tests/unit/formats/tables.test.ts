import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { makeSample } from '../../../scripts/make-sample.ts';
import type { Dataset } from '../../../shared/formats/define.ts';
import { postilJsonl } from '../../../shared/formats/postil-jsonl.ts';
import type { DocumentRecord, SpanRecord } from '../../../shared/formats/records.ts';
import { tables } from '../../../shared/formats/tables/index.ts';
import { WORKBOOK_LOSSES } from '../../../shared/formats/tables/sinks.ts';
import { newsScheme } from '../../../shared/presets/news.ts';
import { readFromMemory, readSurfaces, records, writeToMemory } from '../../support/formats.ts';
import { cases } from '../../support/slow.ts';
import { partsOf, sheetsOf } from '../../support/workbook.ts';
import { anyDataset, emptyDataset, uidOf, utf8 } from './support.ts';

type Row = Record<string, string>;

/** Returns the rows of a CSV table, by its header. */
const csvRows = (bytes: Uint8Array | undefined) =>
  parse<Row>(new TextDecoder().decode(bytes), { columns: true });

/** Returns the header and the first row of a CSV table. */
const headAndRow = (bytes: Uint8Array | undefined): string[][] =>
  parse(new TextDecoder().decode(bytes), { toLine: 2 });

async function sample(): Promise<{ dataset: Dataset; documents: DocumentRecord[] }> {
  const content = await makeSample();
  const { dataset, documents } = await records(() =>
    readFromMemory(postilJsonl, new Map([['sample.jsonl', utf8(content)]])),
  );
  return { dataset, documents };
}

const TEXT = 'Ilse Haldorén met reporters. She said the dam of Vell will hold.';
const at = (words: string): [number, number] => [TEXT.indexOf(words), TEXT.indexOf(words) + words.length];
const span = (n: number, type: string, words: string, more: Partial<SpanRecord> = {}): SpanRecord => ({
  id: uidOf(n),
  set: 'Ada',
  type,
  fragments: [at(words)],
  attributes: {},
  untouched: [],
  slots: [],
  entities: [],
  ...more,
});
const slot = (n: number, name: string, filler: SpanRecord['slots'][number]['filler']) => ({
  id: uidOf(n),
  name,
  rank: `a${n}`,
  filler,
  evidence: [],
});
const document = (more: Partial<DocumentRecord> = {}): DocumentRecord => ({
  id: uidOf(1),
  title: 'The dam',
  source: 'Harbour Post',
  url: '',
  byline: '',
  dateline: '',
  published: '2025-07-09',
  language: '',
  text: TEXT,
  blocks: [],
  header: '',
  origin: { name: 'dam.txt' },
  spans: [],
  relations: [],
  labels: [],
  statuses: [],
  notes: [],
  ...more,
});
const DAM: Dataset = {
  ...emptyDataset,
  scheme: newsScheme,
  entities: [
    { id: uidOf(10), name: 'Ilse Haldorén', type: 'PERSON', aliases: ['Haldorén'], externalIds: [] },
    { id: uidOf(11), name: 'Vell dam', aliases: [], externalIds: [{ authority: 'wikidata', value: 'Q7' }] },
  ],
};
const CLAIM = document({
  spans: [
    span(20, 'PERSON', 'Ilse Haldorén', { entities: [uidOf(10)] }),
    span(21, 'PERSON', 'She', { entities: [uidOf(10)] }),
    span(22, 'FAC', 'the dam of Vell', { entities: [uidOf(11)] }),
    span(23, 'CUE', 'said', { owner: uidOf(24) }),
    span(24, 'CLAIM', 'the dam of Vell will hold', {
      attributes: { kind: 'factual', sentiment: 'neutral-unknown', 'check-worthy': true },
      slots: [
        slot(30, 'claimer', { span: uidOf(21) }),
        slot(31, 'cue', { span: uidOf(23) }),
        slot(32, 'object', { span: uidOf(22) }),
        slot(33, 'medium', { empty: 'not stated' }),
        slot(34, 'affiliation', { entity: uidOf(11) }),
      ],
    }),
  ],
});

describe('tables', () => {
  test('who claims what about whom: the entity first, then the words', async () => {
    const { files } = await writeToMemory(tables, DAM, [CLAIM], { as: 'csv' });
    const [claim, ...others] = csvRows(files.get('claims.csv'));
    expect(others).toEqual([]);
    expect(claim).toMatchObject({
      claimer: 'Ilse Haldorén',
      claimer_words: 'She',
      claimer_ids: uidOf(10),
      cue: 'said',
      quote: 'the dam of Vell will hold',
      object: 'Vell dam',
      object_words: 'the dam of Vell',
      affiliation: 'Vell dam',
      affiliation_words: '',
      medium: '(not stated)',
      medium_words: '',
      sentiment: 'neutral-unknown',
      article: 'The dam',
      published: '2025-07-09',
      file: 'dam.txt',
    });
    const [haldoren, dam] = csvRows(files.get('entities.csv'));
    expect(haldoren).toMatchObject({
      name: 'Ilse Haldorén',
      mentions: '2',
      claims_by: '1',
      claims_about: '0',
    });
    expect(dam).toMatchObject({
      name: 'Vell dam',
      mentions: '1',
      claims_by: '0',
      claims_about: '1',
      wikidata: 'Q7',
    });
  });

  test('a workbook names things as people read them, and has dates, numbers and filters', async () => {
    const { files } = await writeToMemory(tables, DAM, [CLAIM]);
    const sheets = sheetsOf(files.get('tables.xlsx')!);
    expect(sheets.map(({ name, rows }) => [name, rows.length - 1])).toEqual([
      ['Claims', 1],
      ['Mentions', 3],
      ['Entities', 2],
      ['Events', 0],
      ['Relations', 0],
      ['Annotations', 5],
      ['Articles', 1],
    ]);
    const [claims] = sheets;
    expect(claims!.rows[0]!.slice(0, 6)).toEqual([
      'Claimer',
      'Claimer, in words',
      'Cue',
      'Claim',
      'Object',
      'Object, in words',
    ]);
    const row = Object.fromEntries(claims!.rows[0]!.map((heading, i) => [heading, claims!.rows[1]![i]]));
    expect(row).toMatchObject({
      Claimer: 'Ilse Haldorén',
      'Claimer, in words': 'She',
      Sentiment: 'neutral or unknown',
      Type: 'Claim',
      'Check-worthy': '1',
      Published: '2025-07-09',
    });
    // Ids are last.
    const ids = claims!.rows[0]!.map((heading) => heading.endsWith('(id)'));
    expect(ids.slice(ids.indexOf(true))).not.toContain(false);
    for (const { xml } of sheets) {
      expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
      expect(xml).toMatch(/<autoFilter ref="A1:[A-Z]+\d+"\/><\/worksheet>$/);
    }
  });

  test('every row is in every form, whatever the project contains, and is compared', async () => {
    await fc.assert(
      fc.asyncProperty(anyDataset, async ({ dataset, documents }) => {
        const count = (family: string) =>
          documents.reduce(
            (sum, { spans }) =>
              sum +
              spans.filter(
                ({ type }) =>
                  (dataset.scheme?.types.find(({ name }) => name === type)?.family ?? 'mention') === family,
              ).length,
            0,
          );
        const expected = {
          claims: count('claim'),
          mentions: count('mention'),
          entities: [...(dataset.entities as [])].length,
          events: count('event'),
          relations: documents.reduce(
            (sum, { relations }) => sum + relations.length,
            [...(dataset.relations as [])].length,
          ),
          annotations: documents.reduce((sum, { spans }) => sum + spans.length, 0),
          documents: documents.length,
        };
        const total = Object.values(expected).reduce((sum, n) => sum + n, 0);
        for (const as of ['xlsx', 'csv', 'parquet']) {
          const { files, wrote } = await writeToMemory(tables, dataset, documents, { as });
          const found: Record<string, number> = {};
          if (as === 'xlsx')
            for (const { name, rows } of sheetsOf(files.get('tables.xlsx')!))
              found[name === 'Articles' ? 'documents' : name.toLowerCase()] = rows.length - 1;
          for (const [file, bytes] of files) {
            const [name = ''] = file.split('.');
            if (as === 'csv') found[name] = csvRows(bytes).length;
            if (as === 'parquet')
              found[name] = (await parquetReadObjects({ file: bytes.slice().buffer })).length;
          }
          expect(found, as).toEqual(expected);
          const surfaces = await readSurfaces(tables, files, { as });
          expect(surfaces, as).toHaveLength(total);
          expect(surfaces.sort(), as).toEqual(wrote.sort());
        }
      }),
      { numRuns: cases(15) },
    );
  });

  test('the sample: the rows are as many as the annotations in its file', async () => {
    const { dataset, documents } = await sample();
    const spans = documents.flatMap(({ spans: all }) => all);
    const { files, losses } = await writeToMemory(tables, dataset, documents, { as: 'csv' });
    expect(csvRows(files.get('annotations.csv')).map(({ annotation_id: id }) => id)).toEqual(
      spans.map(({ id }) => id),
    );
    expect(csvRows(files.get('claims.csv')).map(({ claim_id: id }) => id)).toEqual(
      spans.filter(({ type }) => type === 'CLAIM').map(({ id }) => id),
    );
    expect(losses.list().map(({ group }) => group)).not.toContain('spans');
  });

  test('the same project gives the same bytes', async () => {
    const { dataset, documents } = await sample();
    const write = async () => (await writeToMemory(tables, dataset, documents)).files.get('tables.xlsx')!;
    expect(Buffer.compare(await write(), await write())).toBe(0);
  });

  test('texts that look like formulas stay texts', async () => {
    const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'];
    const documents = formulas.map((title, i) => document({ id: uidOf(i + 1), title }));
    const { files } = await writeToMemory(tables, emptyDataset, documents);
    const { xml, rows } = sheetsOf(files.get('tables.xlsx')!).at(-1)!;
    expect(rows.slice(1).map(([title]) => title)).toEqual(formulas);
    expect(xml).not.toContain('<f>');
    // Such a cell stays text when it is edited: its format has a quote prefix.
    expect([...xml.matchAll(/<c r="A\d+" s="4" t="inlineStr">/g)]).toHaveLength(formulas.length);
    const styles = partsOf(files.get('tables.xlsx')!).get('xl/styles.xml')!;
    expect([...styles.matchAll(/<xf [^>]*xfId="0"[^>]*>/g)][4]![0]).toContain('quotePrefix="1"');
    const values = { as: 'csv', 'spreadsheet-safe': true };
    const { files: csv, wrote } = await writeToMemory(tables, emptyDataset, documents, values);
    expect(csvRows(csv.get('documents.csv')?.subarray(3)).map(({ title }) => title)).toEqual(
      formulas.map((title) => `'${title}`),
    );
    expect((await readSurfaces(tables, csv, values)).sort()).toEqual(wrote.sort());
  });

  test('what a cell cannot hold is cut after a whole character, and counted', async () => {
    const long = `${'x'.repeat(32_766)}😀 and more`;
    const { files, losses, wrote } = await writeToMemory(tables, emptyDataset, [
      document({ text: long, title: long.slice(0, 900) }),
    ]);
    const [, row] = sheetsOf(files.get('tables.xlsx')!).at(-1)!.rows;
    expect(row).toContain('x'.repeat(32_766));
    expect(losses.list()).toContainEqual({
      kind: WORKBOOK_LOSSES.cut,
      count: 1,
      group: 'changes',
      examples: ['Articles: Text'],
    });
    expect((await readSurfaces(tables, files)).sort()).toEqual(wrote.sort());
    const csv = await writeToMemory(tables, emptyDataset, [document({ text: long })], { as: 'csv' });
    expect(csvRows(csv.files.get('documents.csv'))[0]!.text).toBe(long);
    expect(csv.losses.list().map(({ kind }) => kind)).not.toContain(WORKBOOK_LOSSES.cut);
  });

  test('columns of the scheme whose names and labels are taken get others', async () => {
    const scheme = structuredClone(newsScheme);
    const claim = scheme.types.find(({ name }) => name === 'CLAIM')!;
    claim.attributes.push(
      { kind: 'text', name: 'Quote', label: 'Claim' },
      { kind: 'text', name: 'claimer_words', label: 'Article' },
    );
    const attributes = { Quote: 'own', claimer_words: 'mine' };
    const spans = [span(24, 'CLAIM', 'the dam of Vell will hold', { attributes })];
    for (const as of ['csv', 'xlsx']) {
      const { files } = await writeToMemory(tables, { ...DAM, scheme }, [document({ spans })], { as });
      const [head, row] =
        as === 'xlsx' ? sheetsOf(files.get('tables.xlsx')!)[0]!.rows : headAndRow(files.get('claims.csv'));
      expect(new Set(head!.map((name) => name.toLowerCase())).size, as).toBe(head!.length);
      expect(row![head!.indexOf(as === 'xlsx' ? 'Claim (2)' : 'Quote_2')], as).toBe('own');
      expect(row![head!.indexOf(as === 'xlsx' ? 'Article' : 'claimer_words_2')], as).toBe('mine');
    }
  });

  test('a damaged workbook is refused', async () => {
    const { files } = await writeToMemory(tables, DAM, [CLAIM]);
    const whole = files.get('tables.xlsx')!;
    const read = (bytes: Uint8Array) => readSurfaces(tables, new Map([['tables.xlsx', bytes]]));
    await expect(read(whole.slice(0, -30))).rejects.toThrow('no zip file, or cut off');
    await expect(read(utf8('no zip file at all, but long enough'))).rejects.toThrow('no zip file');
    const damaged = whole.slice();
    damaged.fill(0xff, 60, 400);
    await expect(read(damaged)).rejects.toThrow('is damaged');
  });
});
