import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkProject } from '../../db/integrity/check.ts';
import { sql, type Sql } from '../../db/connection/connection.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { searchSql } from '../../db/documents/search.ts';
import type { InputOf } from '../../shared/contract/index.ts';
import type { SearchHit } from '../../shared/contract/search.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { searcher, type TextQuery } from '../../shared/text/search.ts';
import { backend, type Backend } from '../support/backend.ts';
import { commandLine } from '../support/command-line.ts';
import { modelSet } from '../support/model.ts';
import { takeBack } from '../support/take-back.ts';

const dump = (b: Backend) => [...canonicalDump(b.store)];

/** Collects all hits page by page; requests each page again until it is full or nothing is left. */
async function allHits(b: Backend, query: InputOf<'search.hits'>, limit = 2): Promise<SearchHit[]> {
  const rows: SearchHit[] = [];
  for (;;) {
    const page = await b.call('search.hits', { ...query, offset: rows.length, limit });
    rows.push(...page.rows);
    if (page.complete && rows.length >= page.total) return rows;
  }
}

const shown = (rows: readonly SearchHit[]) => rows.map(({ text, start }) => [text, start]);

function articles() {
  const b = backend();
  const texts = [
    'Işık said no. ISIK said so again.',
    '他住在北京市。去北京的路很长。',
    'Erdoğan said “no” to Ankara; Ankaralılar cheered.',
    'A draft: Ankara said no.',
  ];
  const ids = texts.map((text, i) => b.addDocument(text, `${i}.txt`)) as [Uid, Uid, Uid, Uid];
  return { b, ids, texts };
}

describe('searching texts', () => {
  test('finds folded words, words in a sentence, phrases and exclusions, with their context', async () => {
    const { b, ids } = articles();
    expect(shown(await allHits(b, { text: 'isik' }))).toEqual([
      ['Işık', 0],
      ['ISIK', 14],
    ]);
    expect(shown(await allHits(b, { text: '北京' }))).toEqual([
      ['北京', 3],
      ['北京', 8],
    ]);
    expect(shown(await allHits(b, { text: '"said no"' }))).toEqual([
      ['said no', 5],
      ['said no', 16],
    ]);
    expect(shown(await allHits(b, { text: 'ankara -draft' }))).toEqual([
      ['Ankara', 21],
      ['Ankara', 29],
    ]);
    const [hit] = await allHits(b, { text: 'Ankara', wholeWords: true, matchCase: true });
    expect(hit).toEqual({
      document: ids[2],
      documentTitle: 'Erdoğan said “no” to Ankara; Ankaralılar cheered.',
      published: '',
      start: 21,
      end: 27,
      before: 'Erdoğan said “no” to ',
      text: 'Ankara',
      after: '; Ankaralılar cheered.',
    });
    expect(await b.call('search.hits', { text: '' })).toMatchObject({ total: 0, complete: true, rows: [] });
  });

  test('gives the results of reading every text, and pages neither overlap nor omit anything', async () => {
    const b = backend();
    const words = ['Ankara', 'ankaralı', 'Işık', 'said', 'no', '北京', '—', 'no said', '😀', 'Ångström'];
    const texts = Array.from({ length: 60 }, (_, i) =>
      Array.from({ length: 9 }, (_, j) => words[(i * 7 + j * (1 + (i % 5))) % words.length]).join(
        i % 3 ? ' ' : '\n\n',
      ),
    );
    for (const [i, text] of texts.entries()) b.addDocument(text, `${i}.txt`);
    const queries: TextQuery[] = [
      { text: 'ankara' },
      { text: 'ankara', wholeWords: true },
      { text: '"said no" angstrom' },
      { text: '北 -isik' },
      { text: '😀' },
      { text: '—' },
      { text: 'no', matchCase: true },
    ];
    for (const query of queries) {
      const expected = texts.flatMap((text, i) =>
        searcher(query)(text).map(({ start, end }) => `${i} ${start} ${end}`),
      );
      const order = new Map(
        b.store.db
          .all<{ uid: Buffer; name: string }>(sql`SELECT uid, name FROM document ORDER BY id`)
          .map(({ uid, name }) => [uid.toString('hex'), name.replace('.txt', '')]),
      );
      const rows = await allHits(b, query, 7);
      expect(
        rows.map((row) => `${order.get(row.document.replaceAll('-', ''))} ${row.start} ${row.end}`),
      ).toEqual(expected);
    }
    const all = await b.call('search.count', { text: 'ankara' });
    expect(all).toEqual({
      total: (await allHits(b, { text: 'ankara' })).length,
      documents: 60 - texts.filter((text) => !/ankara/i.test(text)).length,
      complete: true,
      cut: null,
    });
  });

  test('sorts outward from the hit, by the hit, and in reverse', async () => {
    const b = backend();
    b.addDocument('the big no; a small NO, big Nobody', 'a.txt');
    const by = async (order: 'left' | 'hit' | 'right', descending = false) =>
      shown(await allHits(b, { text: 'no', order, descending })).map(([, start]) => start);
    expect(await by('left')).toEqual([28, 8, 20]); // "big small", "big the", "small a"
    expect(await by('right')).toEqual([8, 20, 28]); // "a small", "big", "body"
    expect(await by('right', true)).toEqual([28, 20, 8]);
    expect(new Set(await by('hit'))).toEqual(new Set([8, 20, 28]));
  });

  test('is limited to documents with a status, and follows a change of status immediately', async () => {
    const { b, ids } = articles();
    await b.call('documents.setStatus', { document: ids[0], status: 'done' });
    const said = async (...statuses: ('new' | 'done')[]) =>
      (await allHits(b, { text: 'said', statuses })).length;
    expect([await said('done'), await said('new'), await said('new', 'done')]).toEqual([2, 2, 4]);
    await b.call('documents.setStatus', { document: ids[3], status: 'done' });
    expect([await said('done'), await said('new')]).toEqual([3, 1]);
  });

  test('accepts unusual queries, and rejects queries with too many words', async () => {
    const { b } = articles();
    for (const text of [
      '"',
      'a"b OR NOT (',
      'NEAR(a)',
      '\u0000',
      'said\u0000no',
      '\ud800',
      '*',
      '-',
      '-said',
      '😀',
      'x'.repeat(10_000),
    ])
      await expect(b.call('search.hits', { text })).resolves.toMatchObject({
        rows: expect.any(Array) as unknown,
      });
    await expect(
      b.call('search.hits', { text: Array.from({ length: 51 }, (_, i) => `w${i}`).join(' ') }),
    ).rejects.toMatchObject({
      code: 'invalid-input',
      message: 'A search takes up to 50 words; this has 51. Put quotes around a phrase.',
    });
  });

  test('never scans a whole table', () => {
    const { store } = backend();
    const plans = [
      searchSql.windowEnd(0, 2000),
      searchSql.all(0, 10),
      searchSql.indexed('"x" *', 0, 10),
      searchSql.occurs('"x" *'),
      searchSql.spanned(1, 1, 0, 10),
      searchSql.valued('[1]', '"x"', 10),
      searchSql.withStatus('[1]', 1, '["new"]'),
      searchSql.withSets('[1]', '[1]'),
      searchSql.withTypes('[1]', '[1]', '[1]'),
      searchSql.withWords('[1]', '[1]', '[1]', 'x'),
      searchSql.withWords('[1]', null, '[1]', 'x'),
      searchSql.spans(1, '[1]', '[1]', null),
      searchSql.spans(1, null, '[1]', 'x'),
      searchSql.value(1, '[1]', '"x"'),
    ].flatMap(({ strings, values }: Sql) =>
      (
        store.db.raw.prepare(`EXPLAIN QUERY PLAN ${strings.join('?')}`).all(...values) as { detail: string }[]
      ).map(({ detail }) => detail),
    );
    expect(plans.length).toBeGreaterThan(13);
    // "f" is the full-text index, for which the plan always has SCAN; the others are lists passed as parameters.
    expect(plans.filter((step) => /^SCAN (?!f |json_each|j )/.test(step))).toEqual([]);
    expect(plans.some((step) => /SCAN f VIRTUAL TABLE INDEX \d+:.*M/.test(step))).toBe(true);
  });
});

describe('searching annotations', () => {
  test('filters by words, type, set, status of the document and value', async () => {
    const { b, ids } = articles();
    const span = async (document: Uid, type: string, start: number, end: number) =>
      (await b.call('spans.create', { document, type, fragments: [[start, end]] })).span.id;
    const isik = await span(ids[0], 'PERSON', 0, 4);
    const ankara = await span(ids[2], 'GPE', 21, 27);
    const late = await span(ids[3], 'GPE', 9, 15);
    await b.call('spans.create', {
      document: ids[2],
      type: 'ORG',
      fragments: [
        [0, 7],
        [21, 27],
      ],
    });
    await b.call('spans.update', { id: late, attributes: { role: 'government' } });
    const model = modelSet(b, 'm1', new Map([[ids[3], [{ type: 'GPE', words: 'Ankara' }]]])).set;
    const own = (await b.call('project.info', {})).ownSet!;
    const spansFor = async (query: Omit<InputOf<'search.hits'>, 'where'>) =>
      (await allHits(b, { ...query, where: 'annotations' })).map(({ span: found }) => found!.id);
    expect(await spansFor({ text: 'isik' })).toEqual([isik]);
    expect(await spansFor({ types: ['GPE'], sets: [own] })).toEqual([ankara, late]);
    expect(await spansFor({ text: 'ankara', sets: [own], types: ['GPE', 'PERSON'] })).toEqual([ankara, late]);
    expect((await spansFor({ text: 'erdogan ankara' })).length).toBe(1);
    expect((await spansFor({ types: ['GPE'] })).length).toBe(3);
    expect(await spansFor({ sets: [own], attribute: { name: 'role', value: 'government' } })).toEqual([late]);
    await b.call('documents.setStatus', { document: ids[3], status: 'done' });
    expect(await spansFor({ types: ['GPE'], sets: [own], statuses: ['done'] })).toEqual([late]);
    const [hit] = await allHits(b, { where: 'annotations', sets: [model] });
    expect(hit).toMatchObject({ text: 'Ankara', start: 9, span: { type: 'GPE', setName: 'm1' } });
    // The model's proposals are tagged in one change; the existing span is not duplicated.
    const done = await b.call('search.tag', {
      job: newUid(),
      where: 'annotations',
      sets: [model],
      type: 'ORG',
      overlapping: true,
    });
    expect(done).toMatchObject({ created: 1, tagged: 0, overlapping: 1, scattered: 0 });
  });
});

describe('tagging all hits', () => {
  test('is counted first, skips hits that are tagged or overlap others, and is one undo', async () => {
    const { b, ids } = articles();
    await b.call('spans.create', { document: ids[3], type: 'GPE', fragments: [[9, 15]] });
    await b.call('spans.create', { document: ids[2], type: 'ORG', fragments: [[21, 41]] });
    const before = dump(b);
    const query = { job: newUid(), text: 'ankara', type: 'GPE' };
    const dry = await b.call('search.tag', { ...query, dryRun: true });
    expect(dry).toEqual({ created: 0, documents: 0, tagged: 1, overlapping: 2, gone: 0, scattered: 0 });
    expect(dump(b)).toEqual(before);
    const done = await b.call('search.tag', { ...query, overlapping: true });
    expect(done).toMatchObject({ created: 2, documents: 1, tagged: 1 });
    expect(checkProject(b.store).problems).toEqual([]);
    const undone = await takeBack(b, 'undo', { document: ids[2] });
    expect(undone).toMatchObject({ label: 'Tag 2 found by “ankara” as Country or city' });
    expect(dump(b)).toEqual(before);
  });

  test('applies to selected hits, all but some, or all in one document, also inside words', async () => {
    const { b, ids } = articles();
    const tag = (more: object) => b.call('search.tag', { job: newUid(), text: 'said', type: 'CUE', ...more });
    const place = { document: ids[0], start: 5, end: 9 };
    expect(await tag({ only: [place, { document: ids[1], start: 0, end: 4 }] })).toMatchObject({
      created: 1,
      gone: 1,
    });
    expect(await tag({ except: [{ document: ids[3], start: 16, end: 20 }] })).toMatchObject({
      created: 2,
      tagged: 1,
    });
    const within = { text: 'ara', type: 'ORG', document: ids[2] };
    expect(await tag(within)).toMatchObject({ created: 2, documents: 1 });
    await takeBack(b, 'undo', { document: ids[2] });
    expect((await b.call('annotations.get', { document: ids[2] })).spans.map(({ type }) => type)).toEqual([
      'CUE',
    ]);
    await expect(tag({ type: 'NOPE' })).rejects.toMatchObject({ code: 'refused' });
  });
});

test('hits are exported as listed, spreadsheet-safe on request', async () => {
  const { b } = articles();
  b.addDocument('=1+1 said no', 'f.txt');
  const done = await b.call('search.export', { job: newUid(), text: 'said', spreadsheetSafe: true });
  expect(done.hits).toBe((await allHits(b, { text: 'said' })).length);
  const table = readFileSync(join(done.folder, 'hits.csv'), 'utf8');
  expect(table.split('\n')[0]).toBe(
    '\ufeffdocument_id,document_title,published,start,end,offset_unit,before,text,after,span_id,type,set',
  );
  expect(table).toContain(`,"'=1+1 ",said," no",`);
});

test('the command line lists hits in context and names the unit of offsets', async () => {
  const { b } = articles();
  b.workspace.dispose();
  const { said, status } = await commandLine(b, 'search', b.path, 'isik');
  expect(status).toBe(0);
  expect(said).toContain('0–4                                          [Işık] said no. ISIK said so again.');
  expect(said).toContain('2 matches in 1 document. Offsets are UTF-16 code units.');
  const { json } = await commandLine(b, 'search', b.path, 'said', '--limit', '1', '--json');
  expect(json).toMatchObject({ unit: 'utf-16', complete: false, hits: [{ start: 5, end: 9 }] });
});
