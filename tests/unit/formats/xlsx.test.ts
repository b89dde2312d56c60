import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { columnLetters, columnOf, cutToCell, dateCell } from '../../../shared/formats/xlsx/cells.ts';
import { readWorkbook } from '../../../shared/formats/xlsx/read.ts';
import { Workbook } from '../../../shared/formats/xlsx/workbook.ts';
import { cases } from '../../support/slow.ts';
import { partsOf, sheetsOf } from '../../support/workbook.ts';
import { stream } from './support.ts';

const COLUMNS = [
  { heading: 'A', width: 10 },
  { heading: 'B & "C" <d>', width: 20 },
];

function write(rows: readonly (readonly [table: number, text: string])[], mostRows?: number): Uint8Array {
  const workbook = new Workbook(
    [
      { name: 'First', columns: COLUMNS },
      { name: 'Second', columns: COLUMNS },
    ],
    mostRows === undefined ? {} : { mostRows },
  );
  const pieces = rows.flatMap(([table, text]) => workbook.add(table, [text, text.length]).bytes);
  return new Uint8Array(Buffer.concat([...pieces, ...workbook.end()]));
}

async function read(workbook: Uint8Array) {
  const rows = [];
  for await (const row of readWorkbook(stream(workbook, 1000), 'w.xlsx')) rows.push(row);
  return rows;
}

test('any text comes back, as other programs read it too', async () => {
  const hostile = fc.constantFrom(
    'constructor',
    '__proto__',
    'toString',
    '\u0001\u001f',
    '_x0041_',
    '_x005F_',
    '\r\n',
    ' blanks ',
    '\ufffe\uffff',
    ']]>',
    '</t></is></c>',
    '&amp;&#13;',
    '',
    '😀',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(hostile, fc.string({ unit: 'grapheme' }))), async (texts) => {
      const workbook = write(texts.map((text, i) => [i % 2, text]));
      const expected = (table: number) => texts.filter((_, i) => i % 2 === table);
      const rows = await read(workbook);
      const sheets = sheetsOf(workbook);
      for (const [i, name] of ['First', 'Second'].entries()) {
        const found = rows.filter(({ sheet, number }) => sheet === name && number > 1);
        expect(found.map(({ cells }) => cells)).toEqual(
          expected(i).map((text) => [text, String(text.length)]),
        );
        expect(sheets[i]!.rows.slice(1).map(([text]) => text)).toEqual(expected(i));
        expect(sheets[i]!.rows[0]).toEqual(COLUMNS.map(({ heading }) => heading));
      }
    }),
    { numRuns: cases(80) },
  );
});

test('a table with more rows than a sheet may have continues on another sheet, behind the first', async () => {
  const workbook = write(
    Array.from({ length: 10 }, (_, i) => [i < 8 ? 0 : 1, `row ${i}`]),
    4,
  );
  expect(sheetsOf(workbook).map(({ name, rows }) => [name, ...rows.slice(1).map(([text]) => text)])).toEqual([
    ['First', 'row 0', 'row 1', 'row 2'],
    ['First 2', 'row 3', 'row 4', 'row 5'],
    ['First 3', 'row 6', 'row 7'],
    ['Second', 'row 8', 'row 9'],
  ]);
  expect((await read(workbook)).map(({ sheet }) => sheet)).toEqual(
    [...'aaaa', ...'bbbb', ...'ccc', ...'ddd'].map(
      (letter) => ({ a: 'First', b: 'First 2', c: 'First 3', d: 'Second' })[letter],
    ),
  );
  const parts = partsOf(workbook);
  expect(parts.get('[Content_Types].xml')!.match(/sheet\d\.xml/g)).toHaveLength(4);
  expect(parts.get('xl/workbook.xml')).toContain(`localSheetId="1" hidden="1">'First 2'!$A$1:$B$4<`);
});

test('the first sheet with rows is open', () => {
  const active = (workbook: Uint8Array) =>
    /activeTab="(\d)"/.exec(partsOf(workbook).get('xl/workbook.xml')!)?.[1];
  expect(active(write([[1, 'x']]))).toBe('1');
  expect(active(write([[0, 'x']]))).toBe('0');
  expect(active(write([]))).toBe('0');
});

test('dates that a cell can hold are dates', () => {
  // As spreadsheet programs number days: 1 March 1900 is 61.
  expect(dateCell('1900-03-01')).toEqual({ serial: 61, time: false });
  expect(dateCell('2025-07-09')).toEqual({ serial: 45_847, time: false });
  expect(dateCell('2025-07-09T12:00:00Z')).toEqual({ serial: 45_847.5, time: true });
  expect(dateCell('2025-07-09 18:00')).toEqual({ serial: 45_847.75, time: true });
  for (const text of ['', '2025', '2025-07', '2025-02-30', '1900-02-28', '2025-07-09T12:00:00+05:00', 'soon'])
    expect(dateCell(text), text).toBeNull();
});

test('a text is cut after a whole character', () => {
  expect(cutToCell('x'.repeat(32_767))).toHaveLength(32_767);
  expect(cutToCell('x'.repeat(32_768))).toHaveLength(32_767);
  expect(cutToCell(`${'x'.repeat(32_766)}😀`)).toBe('x'.repeat(32_766));
  expect(cutToCell(`${'x'.repeat(32_765)}😀y`)).toBe(`${'x'.repeat(32_765)}😀`);
});

test('columns have letters', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  for (let i = 0; i < 20_000; i += 7) expect(columnOf(`${columnLetters(i)}12`)).toBe(i);
});

test('a workbook of a spreadsheet program is read: shared texts, formulas, cells without a value', async () => {
  const part = (name: string, xml: string) => [name, strToU8(`<?xml version="1.0"?>\n${xml}`)] as const;
  const rows = [
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>',
    '<row r="3"><c r="A3" s="4"/><c r="B3"><f>1+1</f><v>2</v></c><c r="C3" t="str"><f>"x"</f><v>x</v></c><c r="D3" t="b"><v>1</v></c></row>',
  ];
  const bytes = zipSync(
    Object.fromEntries([
      part(
        'xl/workbook.xml',
        '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>',
      ),
      part(
        'xl/_rels/workbook.xml.rels',
        '<Relationships><Relationship Id="a" Target="/xl/worksheets/s.xml"/></Relationships>',
      ),
      part(
        'xl/sharedStrings.xml',
        '<sst><si><t>na</t><rPh><t>NA</t></rPh></si>\n<si><r><t>ri</t></r><r><t xml:space="preserve">ch </t></r></si></sst>',
      ),
      part(
        'xl/worksheets/s.xml',
        `<worksheet><cols><col min="1" max="16384"/></cols><sheetData>\n${rows.join('\n')}</sheetData></worksheet>`,
      ),
    ]),
  );
  const found = await read(bytes);
  expect(found.map(({ number, cells }) => [number, cells.slice(0, 4), cells.slice(4).join('')])).toEqual([
    [1, ['na', '', 'rich ', ''], ''],
    [3, ['', '2', 'x', 'true'], ''],
  ]);
});
