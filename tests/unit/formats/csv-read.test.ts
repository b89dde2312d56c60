import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { csv, tsv } from '../../../shared/formats/csv/index.ts';
import type { Format, Incoming, OptionValues, ReadOptions } from '../../../shared/formats/define.ts';
import { LossTally } from '../../../shared/formats/losses.ts';
import { sniffFormat } from '../../../shared/formats/registry.ts';
import type { DocumentRecord } from '../../../shared/formats/records.ts';
import { readableQuote } from '../../../shared/model/fragments.ts';
import { describeCorpus } from '../../support/beside.ts';
import { filesBelow } from '../../support/formats.ts';
import { anyDataset, stream, utf8 } from './support.ts';
import { cases } from '../../support/slow.ts';

interface Around {
  readonly values?: OptionValues;
  readonly beside?: Readonly<Record<string, string>>;
  readonly format?: Format;
  readonly project?: readonly DocumentRecord[];
  readonly size?: number;
}

async function read(
  table: string,
  { values = {}, beside = {}, format = csv, project, size = 7 }: Around = {},
): Promise<Incoming[]> {
  const items: Incoming[] = [];
  const file = `spans.${format.extensions[0]}`;
  const options: ReadOptions = {
    file,
    values,
    siblings: new Set([file, ...Object.keys(beside)]),
    companion: (name) => Promise.resolve(name in beside ? stream(beside[name]!, 5) : null),
    ...(project && {
      findDocument: ({ id, name }) =>
        Promise.resolve(
          project.find((of) => of.id === id || of.origin.name === name || of.title === name) ?? null,
        ),
    }),
  };
  for await (const item of format.read!(stream(table, size), options)) items.push(item);
  return items;
}

const documentsOf = (items: readonly Incoming[]) =>
  items.flatMap((item) => (item.kind === 'document' ? item.record : []));
const notesOf = (items: readonly Incoming[]) =>
  items.flatMap((item) => (item.kind === 'note' ? item.message : []));
const spansOf = (items: readonly Incoming[]) =>
  documentsOf(items).flatMap(({ text, spans }) =>
    spans.map(({ type, fragments }) => [type, readableQuote(text, fragments)]),
  );

describe.each([csv, tsv])('$id written by Postil', (format) => {
  test.each([false, true])('everything in it is read back (spreadsheet-safe: %s)', async (safe) => {
    await fc.assert(
      fc.asyncProperty(anyDataset, fc.integer({ min: 1, max: 300 }), async ({ dataset, documents }, size) => {
        // Texts in a project have no carriage returns.
        fc.pre(documents.every(({ text }) => !text.includes('\r')));
        const values = { 'spreadsheet-safe': safe };
        let table = '';
        for await (const { chunk } of format.write!(dataset, documents, { losses: new LossTally(), values }))
          table += String(chunk);
        // The mark of a safe table identifies it.
        const items = await read(table, { format, project: documents, size });
        const known = new Set(
          dataset.scheme?.types.flatMap(({ attributes }) => attributes.map(({ name }) => name)),
        );
        const expected = documents
          .filter(({ spans }) => spans.length > 0)
          .map((document) => ({
            id: document.id,
            text: document.text,
            localIds: undefined,
            spans: document.spans.map(({ id, set, type, fragments, attributes, author }) => ({
              id,
              set,
              type,
              fragments,
              attributes: Object.fromEntries(
                Object.entries(attributes).flatMap(([name, value]) =>
                  known.has(name) ? [[name, String(value)]] : [],
                ),
              ),
              author,
            })),
            notes: document.notes
              .filter(({ span, body }) => span !== undefined && body.trim() !== '')
              .map(({ span, body }) => ({ span, body: body.trim() })),
          }));
        const found = documentsOf(items).map(({ id, text, localIds, spans, notes }) => ({
          id,
          text,
          localIds,
          spans: spans.map((span) => ({
            id: span.id,
            set: span.set,
            type: span.type,
            fragments: span.fragments,
            attributes: span.attributes,
            author: span.author,
          })),
          notes: notes.map(({ span, body }) => ({ span, body })),
        }));
        expect(found).toEqual(expected);
      }),
      { numRuns: cases(100) },
    );
  });
});

describe('tables of other tools', () => {
  const TEXT = 'Ana met 😀 Bo.';
  test.each([
    ['the words, with texts beside', 'file,start,end,text,label\na.txt,0,3,Ana,PER\na.txt,10,12,Bo,PER\n'],
    ['names without an ending', 'doc,begin,stop,surface,tag\na,0,3,Ana,PER\na,10,12,Bo,PER\n'],
    ['lengths', 'Document ID,Offset,Length,Entity Type\na.txt,0,3,PER\na.txt,10,2,PER\n'],
    ['whole numbers as data frames write them', 'doc_id,start,end,type\na,0.0,3.0,PER\na,10.0,12.0,PER\n'],
    ['CRLF and a mark', '\ufefffile,start,end,label\r\na.txt,0,3,PER\r\na.txt,10,12,PER\r\n'],
  ])('%s', async (_, table) => {
    const items = await read(table, { beside: { 'a.txt': TEXT } });
    expect(spansOf(items)).toEqual([
      ['PER', 'Ana'],
      ['PER', 'Bo'],
    ]);
    expect(documentsOf(items)[0]).toMatchObject({ origin: { name: 'a.txt' }, localIds: true });
    expect(notesOf(items)[0]).toMatch(/^Columns: document: "/);
  });

  test('a table for one text is in the same folder', async () => {
    const items = await read('start,end,label\n0,3,PER\n', { beside: { 'spans.txt': TEXT } });
    expect(spansOf(items)).toEqual([['PER', 'Ana']]);
  });

  test.each([
    [
      'a column of articles',
      'id,article,text,start,end,label\n1,Ana met Bo.,Ana,0,3,PER\n1,Ana met Bo.,Bo,8,10,PER\n',
    ],
    ['“text” that holds articles', 'text,start,end,label\nAna met Bo.,0,3,PER\nAna met Bo.,8,10,PER\n'],
    [
      'the text only in the first row',
      'doc_id,content,start,end,label\n1,Ana met Bo.,0,3,PER\n1,,8,10,PER\n',
    ],
    [
      'a row for a text without spans',
      'doc_id,content,start,end,label\n1,Ana met Bo.,,,\n1,,0,3,PER\n1,,8,10,PER\n',
    ],
  ])('%s', async (_, table) => {
    const items = await read(table);
    expect(spansOf(items)).toEqual([
      ['PER', 'Ana'],
      ['PER', 'Bo'],
    ]);
    expect(documentsOf(items)).toHaveLength(1);
  });

  test('a name of a document distinguishes spans over whole texts from words', async () => {
    const table = 'text,start,end,label\nAna,0,3,PER\nBo,0,2,PER\n';
    expect(documentsOf(await read(table)).map(({ text }) => text)).toEqual(['Ana', 'Bo']);
    const named = 'doc,text,start,end,label\na,Ana,0,3,PER\n';
    expect(documentsOf(await read(named, { beside: { 'a.txt': 'Ana met Bo.' } }))[0]!.text).toBe(
      'Ana met Bo.',
    );
  });

  test('columns named by options', async () => {
    const table = 'von,bis,art,datei,Sicher\n0,3,PER,a.txt,ja\n';
    await expect(read(table, { beside: { 'a.txt': TEXT } })).rejects.toThrow(
      /names no type, start and end.*“columns”/,
    );
    const values = { columns: 'start=von, end=bis,type=art, document=datei' };
    const items = await read(table, { values, beside: { 'a.txt': TEXT } });
    expect(spansOf(items)).toEqual([['PER', 'Ana']]);
    expect(documentsOf(items)[0]!.spans[0]!.attributes).toEqual({ Sicher: 'ja' });
    await expect(read(table, { values: { columns: 'begin=von' } })).rejects.toThrow(
      /“columns” has "begin=von"/,
    );
  });

  test('sets, ids, scores, notes and other columns', async () => {
    const table =
      'doc,annotator,span_id,start,end,label,score,comment,certain,lemma\n' +
      'a,kim,7,0,3,PER,0.5,who?,true,Ana\na,lee,8,10,12,PER,,,,\n';
    const [document] = documentsOf(await read(table, { beside: { 'a.txt': TEXT } }));
    const [first, second] = document!.spans;
    expect(first).toMatchObject({ set: 'kim', score: 0.5, attributes: { certain: 'true', lemma: 'Ana' } });
    expect(second).toMatchObject({ set: 'lee', attributes: {} });
    expect(second).not.toHaveProperty('score');
    expect(document!.notes).toEqual([{ span: first!.id, body: 'who?' }]);
  });

  test.each([
    ['codepoint', '10,12'],
    ['utf-16', '11,13'],
    ['byte', '13,15'],
  ])('offsets in %s: stated, forced, or detected from the words', async (unit, place) => {
    const beside = { 'a.txt': TEXT };
    const stated = `doc,start,end,label,offset_unit\na,${place},PER,${unit}\n`;
    expect(spansOf(await read(stated, { beside }))).toEqual([['PER', 'Bo']]);
    const silent = `doc,start,end,label\na,${place},PER\n`;
    const values = { 'offset-unit': unit };
    expect(spansOf(await read(silent, { beside, values }))).toEqual([['PER', 'Bo']]);
    const items = await read(`doc,start,end,label,text\na,${place},PER,Bo\n`, { beside });
    expect(spansOf(items)).toEqual([['PER', 'Bo']]);
    expect(notesOf(items).slice(1)).toEqual(
      unit === 'codepoint' ? [] : [expect.stringMatching(/^Offsets are .*, not code points as usual/)],
    );
  });

  test('line ends of texts in cells are counted as written there', async () => {
    const items = await read('text,start,end,label\n"A\r\nBo, there",3,5,PER\n');
    expect(documentsOf(items)[0]).toMatchObject({ text: 'A\nBo, there', spans: [{ fragments: [[2, 4]] }] });
    expect(notesOf(items)).toContain('1 line end (CRLF or CR) became LF.');
  });

  test('formulas are imported exactly', async () => {
    const items = await read('article,start,end,label,link\n=HYPERLINK(1),0,13,X,"=HYPERLINK(""x"")"\n');
    expect(documentsOf(items)[0]).toMatchObject({
      text: '=HYPERLINK(1)',
      spans: [{ attributes: { link: '=HYPERLINK("x")' } }],
    });
  });

  test('documents in the project are found by id or by name', async () => {
    const [document] = documentsOf(await read('article,start,end,label\nAna met Bo.,0,3,X\n'));
    const id = '01890000-0000-7000-8000-00000000aaaa';
    const project = [{ ...document!, id, origin: { name: 'wire.txt' } } as DocumentRecord];
    for (const name of [id, 'wire.txt']) {
      const items = await read(`doc,start,end,label\n${name},8,10,PER\n`, { project });
      expect(documentsOf(items)[0]).toMatchObject({ id, text: 'Ana met Bo.' });
      expect(spansOf(items)).toEqual([['PER', 'Bo']]);
    }
  });

  describe('a Postil table in another project, where its ids are unknown', () => {
    const head =
      'document_id,document_title,published,set,span_id,type,start,end,fragments,text,offset_unit,file';
    const id = '01890000-0000-7000-8000-00000000aaaa';
    const row = `${id},T,,A,01890000-0000-7000-8000-00000000cccc,PER,8,10,8:10,Bo,utf-16,wire.txt`;
    const table = `${head}\n${row}\n`;

    test('finds the article by the name of its file in the project', async () => {
      const [document] = documentsOf(await read('article,start,end,label\nAna met Bo.,0,3,X\n'));
      const other = '01890000-0000-7000-8000-00000000bbbb';
      const project = [{ ...document!, id: other, origin: { name: 'wire.txt' } } as DocumentRecord];
      const items = await read(table, { project });
      expect(documentsOf(items)[0]).toMatchObject({ id: other });
      expect(spansOf(items)).toEqual([['PER', 'Bo']]);
    });

    test.each(['', 'Title: T\nDate: 2025-07-09\n\n'])(
      'finds its file in the same folder, header %j',
      async (header) => {
        const items = await read(table, { beside: { 'wire.txt': `${header}Ana met Bo.` } });
        expect(documentsOf(items)).toMatchObject([
          { text: 'Ana met Bo.', header, origin: { name: 'wire.txt' } },
        ]);
        expect(spansOf(items)).toEqual([['PER', 'Bo']]);
      },
    );

    test('names the missing file', async () => {
      await expect(read(table)).rejects.toThrow(
        'There is no text for document "wire.txt". Put a text file "wire.txt" beside the table',
      );
    });
  });

  test('rows of a document that are not contiguous are reported', async () => {
    const items = await read('doc,start,end,label\na,0,3,X\nb,0,1,X\na,10,12,X\n', {
      beside: { 'a.txt': TEXT, 'b.txt': 'b' },
    });
    expect(documentsOf(items).map(({ origin }) => origin.name)).toEqual(['a.txt', 'b.txt', 'a.txt']);
    expect(notesOf(items).at(-1)).toMatch(/are not consecutive/);
  });
});

describe('cell separators', () => {
  const marks = [
    [';', '“;”'],
    ['\t', 'TABs'],
    ['|', '“|”'],
  ] as const;
  test.each(marks)('%j in a CSV is detected from the header row and reported', async (mark, called) => {
    const table = 'doc,start,end,label,text\na,0,3,PER,Ana\na,8,10,PER,Bo\n'.replaceAll(',', mark);
    expect(sniffFormat('spans.csv', utf8(table))?.id).toBe('csv');
    const items = await read(table, { beside: { 'a.txt': 'Ana met Bo.' } });
    expect(spansOf(items)).toEqual([
      ['PER', 'Ana'],
      ['PER', 'Bo'],
    ]);
    expect(notesOf(items)).toContain(`Cells are separated by ${called}.`);
  });

  test('commas in a TSV, and a Postil table that a spreadsheet saved with semicolons', async () => {
    const commas = await read('doc,start,end,label\na,0,3,PER\n', {
      format: tsv,
      beside: { 'a.txt': 'Ana met Bo.' },
    });
    expect(spansOf(commas)).toEqual([['PER', 'Ana']]);
    const id = '01890000-0000-7000-8000-00000000aaaa';
    const [made] = documentsOf(await read('article,start,end,label\nAna met Bo.,0,3,X\n'));
    const own =
      'document_id;document_title;published;set;span_id;type;start;end;fragments;text;offset_unit;note;author\n' +
      `${id};;;Ada;01890000-0000-7000-8000-00000000bbbb;PER;0;3;0:3;Ana;utf-16;"a; b";\n`;
    expect(sniffFormat('spans.csv', utf8(own))?.id).toBe('csv');
    const items = await read(own, { project: [{ ...made!, id } as DocumentRecord] });
    expect(spansOf(items)).toEqual([['PER', 'Ana']]);
    expect(documentsOf(items)[0]!.notes).toMatchObject([{ body: 'a; b' }]);
  });

  test('decimal commas, quoted cells that contain the separator, and the first line of Excel', async () => {
    const table = '\ufeffsep=;\r\n"doc";start;end;label;score\r\na;0,0;3,0;"P;R";0,75\r\n';
    expect(sniffFormat('spans.csv', utf8(table))?.id).toBe('csv');
    for (const size of [1, 7, 1000]) {
      const items = await read(table, { beside: { 'a.txt': 'Ana met Bo.' }, size });
      expect(documentsOf(items)[0]!.spans).toMatchObject([{ type: 'P;R', fragments: [[0, 3]], score: 0.75 }]);
    }
  });

  test('other separators are not tried if the header row fits with commas', async () => {
    const items = await read('doc,start,end,label,a;b\na,0,3,X,1;2\n', {
      beside: { 'a.txt': 'Ana met Bo.' },
    });
    expect(documentsOf(items)[0]!.spans).toMatchObject([{ attributes: { 'a;b': '1;2' } }]);
  });

  test('uses a text with the name of the table if the named one is missing and all words fit', async () => {
    const table = 'document_id;start;end;type;text\nt.txt;0;3;PER;Ana\nt.txt;8;10;PER;Bo\n';
    const items = await read(table, { beside: { 'spans.txt': 'Ana met Bo.' } });
    expect(spansOf(items)).toEqual([
      ['PER', 'Ana'],
      ['PER', 'Bo'],
    ]);
    expect(notesOf(items)).toContain('There is no text for document "t.txt"; its words match spans.txt.');
    await expect(read(table, { beside: { 'spans.txt': 'Another text.' } })).rejects.toThrow(
      /There is no text for document "t\.txt"/,
    );
  });
});

describe('rejected input, with its row', () => {
  const HEAD = 'doc,start,end,label,text\n';
  test.each([
    ['an unbalanced quote', `${HEAD}a,0,3,X,"Ana\n`, 2, 'A quotation mark is never closed.'],
    ['a quote inside of a cell', `${HEAD}a,0,3,X,A"na"\n`, 2, 'A quotation mark is misplaced'],
    ['a ragged row', `${HEAD}a,0,3,X,Ana\na,0,3,X\n`, 3, 'The row has 4 cells, the first has 5.'],
    ['another mark', 'doc#start#end#label\na#0#3#X\n', 1, 'The header row names no type, start and end'],
    [
      'an ambiguous number, three or three thousand, where the comma is the decimal mark',
      'doc;start;end;label\na;0;3,000;X\n',
      2,
      '"3,000" is no offset.',
    ],
    ['a point for thousands', 'doc;start;end;label\na;0;3.000;X\n', 2, '"3.000" is no offset.'],
    [
      'missing columns',
      'text,label\na,b\n',
      1,
      'The header row names no type, start and end: "text, label".',
    ],
    ['a column twice', 'doc,start,end,label,x,x\na,0,3,X,1,2\n', 1, 'The column "x" occurs twice.'],
    [
      'a column without a name',
      'doc,start,end,label,\na,0,3,X,1\n',
      1,
      'Column 5 has a name that cannot be an attribute',
    ],
    ['a name like __proto__', 'doc,start,end,label,__proto__\na,0,3,X,1\n', 1, 'Column 5 has a name'],
    ['a type that is no name', `${HEAD}a,0,3, ,Ana\n`, 2, 'The row has no type.'],
    ['no start', `${HEAD}a,,3,X,Ana\n`, 2, 'The row has no start.'],
    ['a start that is no number', `${HEAD}a,zero,3,X,Ana\n`, 2, '"zero" is no offset.'],
    ['a negative start', `${HEAD}a,-1,3,X,Ana\n`, 2, '"-1" is no offset.'],
    ['a start past 2^53', `${HEAD}a,9007199254740993,3,X,Ana\n`, 2, '"9007199254740993" is no offset.'],
    [
      'a start after the end',
      `${HEAD}a,3,0,X,Ana\n`,
      2,
      'The span "Ana" starts at 3 and ends before it, at 0.',
    ],
    [
      'an end after the text',
      `${HEAD}a,0,99,X,Ana\n`,
      2,
      'The span "Ana" ends at 99, but the text has 11 units.',
    ],
    [
      'a text that differs from the covered text',
      `${HEAD}a,0,3,X,Ann\n`,
      2,
      'The span "Ann" gives its text as "Ann", but the offsets cover "Ana".',
    ],
    ['a row that says nothing', 'doc,start,end,label,x\n,,,,1\n', 2, 'The row is empty.'],
    ['a document without a text', `${HEAD}b,0,3,X,Ana\n`, 2, 'There is no text for document "b".'],
    [
      'neither document nor text',
      'start,end,label\n0,3,X\n',
      2,
      'The table has no text, and names no document.',
    ],
    ['an unknown unit', 'doc,start,end,label,unit\na,0,3,X,words\n', 2, 'There is no offset unit "words".'],
    [
      'a score above one',
      'doc,start,end,label,score\na,0,3,X,7\n',
      2,
      'The score is "7", not a number from 0 to 1.',
    ],
    [
      'two texts for one document',
      'doc,article,start,end,label\n1,ab,0,1,X\n1,ac,0,1,X\n',
      3,
      'The row has another text than row 1',
    ],
    ['an empty file', '', undefined, 'The file is empty.'],
  ])('%s', async (_, table, line, reason) => {
    const where = line === undefined ? { file: 'spans.csv' } : { file: 'spans.csv', line };
    await expect(read(table, { beside: { 'a.txt': 'Ana met Bo.' } })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining(reason) as string,
      where,
    });
  });

  test('a duplicate id in a document written by Postil', async () => {
    const id = '01890000-0000-7000-8000-00000000aaaa';
    const table = `doc,span_id,start,end,label\na,${id},0,3,X\na,${id},0,3,X\n`;
    await expect(read(table, { beside: { 'a.txt': 'Ana met Bo.' } })).rejects.toThrow(
      /twice, first on line 2/,
    );
  });
});

describeCorpus([], (root) => {
  test('other tables are not mistaken for tables of spans', () => {
    const tables = filesBelow(root).filter((file) => /\.(?:csv|tsv|conll|bio)$/.test(file));
    for (const file of tables) {
      const id = sniffFormat(file, readFileSync(file).subarray(0, 65_536))?.id;
      expect([file, id === 'csv' || id === 'tsv']).toEqual([file, false]);
    }
  });
});

test.each([
  ['a.csv', 'doc,start,end,label\n', 'csv'],
  ['a.tsv', '"doc"\t"start"\t"end"\t"label"\n', 'tsv'],
  ['a.dat', 'doc,start,end,label\n', 'csv'],
  ['a.tsv', '#FORMAT=WebAnno TSV 3.3\n', 'webanno-tsv'],
])('%s: %j is %s', (name, head, id) => {
  expect(sniffFormat(name, utf8(head))?.id).toBe(id);
});
