import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newUid } from '../../shared/model/uid.ts';
import { backend } from '../support/backend.ts';
import { bring, expectRefused, put, refusalOf, textsOf, type BadFile } from '../support/bad-input.ts';
import { commandLine } from '../support/command-line.ts';

const GOOD = JSON.stringify({ text: 'Ministers met in Dovran.' });

/** Ten thousand records, one of which is replaced by `bad`. */
const tenThousand = (line: number, bad: string) =>
  Array.from({ length: 10_000 }, (_, i) => (i + 1 === line ? bad : `{"text":"Report ${i}."}`)).join('\n');

const jsonl = (
  text: string,
  says: RegExp,
  where: BadFile['refused']['where'] = { line: 2 },
  format?: string,
): BadFile => ({
  name: 'a.jsonl',
  bytes: () => `${GOOD}\n${text}\n${GOOD}\n`,
  refused: { where, says },
  ...(format !== undefined && { format }),
});

const table = (text: string, line: number, says: RegExp, format = 'csv'): BadFile => ({
  name: 'a.csv',
  bytes: () => text,
  format,
  refused: { where: { line }, says },
});

const HEAD = 'doc,doc_text,start,end,label\n';
const ROW = 'a,Ana met Bo.,0,3,PERSON\n';

describe('JSON is rejected with its line and a remedy', () => {
  const items: readonly (readonly [string, BadFile])[] = [
    [
      'truncated',
      {
        name: 'a.jsonl',
        bytes: () => `${GOOD}\n{"text": "Minist`,
        refused: { where: { line: 2 }, says: /cut off.*one whole JSON object/ },
      },
    ],
    [
      'a truncated array',
      {
        name: 'a.json',
        bytes: () => '[{"data":{"text":"Ana"},"annotations":[]},\n{"data":{"te',
        format: 'label-studio',
        refused: { where: { line: 2, record: 2 }, says: /cut off/ },
      },
    ],
    [
      'line 5,001 of 10,000',
      {
        name: 'a.jsonl',
        strictOnly: true,
        bytes: () => tenThousand(5_001, '{"text": 5}'),
        refused: { where: { line: 5_001, field: 'text' }, says: /text: / },
      },
    ],
    [
      'line 5,001 of 10,000 cut off',
      {
        name: 'a.jsonl',
        strictOnly: true,
        bytes: () => tenThousand(5_001, '{"text": "Rep'),
        refused: { where: { line: 5_001 }, says: /cut off/ },
      },
    ],
    ['the key __proto__', jsonl('{"text":"a","__proto__":{"x":1}}', /"__proto__" is not allowed/)],
    [
      'the key __proto__ deep inside, written with an escape',
      jsonl('{"text":"a","meta":[{"\\u005f_proto__":1}]}', /__proto__/),
    ],
    [
      'depth 100,000 of arrays',
      jsonl(`{"text":"a","meta":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, /deeper than 200/),
    ],
    [
      'depth 100,000 of objects',
      jsonl(`{"text":"a","meta":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`, /deeper than 200/),
    ],
    ['duplicate keys', jsonl('{"text":"a","text":"b"}', /"text" occurs twice/)],
    ['NaN', jsonl('{"text":"a","spans":[{"type":"PERSON","start":NaN,"end":1}]}', /NaN is not JSON/)],
    ['Infinity', jsonl('{"text":"a","meta":-Infinity}', /-Infinity is not JSON/)],
    ['1e999', jsonl('{"text":"a","meta":1e999}', /1e999 is too large/)],
    ['an integer past 2^53', jsonl('{"text":"a","meta":9007199254740993}', /past 2\^53/)],
    ['a lone surrogate', jsonl('{"text":"a\\ud800b"}', /surrogate pair at offset 1/)],
    ['a NUL', jsonl('{"text":"a\\u0000b"}', /NUL character at offset 1/)],
    [
      'invalid UTF-8',
      {
        name: 'a.jsonl',
        bytes: () =>
          Buffer.concat([Buffer.from(`${GOOD}\n{"text":"caf`), Buffer.from([0xe9]), Buffer.from('"}\n')]),
        refused: {
          where: { line: 2, byte: GOOD.length + 1 + 12 },
          says: /not valid UTF-8.*Save the file as UTF-8/,
        },
      },
    ],
    [
      'UTF-16',
      {
        name: 'a.jsonl',
        bytes: () => Buffer.from(`\ufeff${GOOD}`, 'utf16le'),
        format: 'jsonl',
        refused: { where: { line: 1, byte: 0 }, says: /UTF-16.*Save it as UTF-8/ },
      },
    ],
    [
      'Label Studio’s',
      jsonl('{"data":{"text":"a"},"annotations":[]}', /looks like Label Studio JSON/, undefined, 'jsonl'),
    ],
    ['doccano’s', jsonl('{"data":"a","label":[[0,1,"X"]]}', /looks like doccano JSONL/, undefined, 'jsonl')],
    [
      'Prodigy’s',
      jsonl(
        '{"text":"a","_input_hash":1,"spans":[{"start":0,"end":1,"label":"X"}]}',
        /looks like Prodigy/,
        undefined,
        'jsonl',
      ),
    ],
    ['GATE’s', jsonl('{"text":"a","annotation_sets":{}}', /looks like GATE bdocjs/, undefined, 'jsonl')],
    [
      'PubAnnotation’s',
      jsonl('{"text":"a","denotations":[]}', /looks like PubAnnotation/, undefined, 'jsonl'),
    ],
    [
      'a UIMA CAS',
      jsonl('{"%TYPES":{},"%FEATURE_STRUCTURES":[]}', /looks like UIMA CAS JSON/, undefined, 'jsonl'),
    ],
    [
      'a Web Annotation',
      jsonl(
        '{"@context":"http://www.w3.org/ns/anno.jsonld","target":{}}',
        /looks like W3C Web Annotation/,
        undefined,
        'jsonl',
      ),
    ],
    [
      'an array in place of records',
      {
        name: 'a.jsonl',
        bytes: () => `[${GOOD}]`,
        format: 'jsonl',
        refused: { where: { line: 1 }, says: /JSON array, not one record per line/ },
      },
    ],
  ];
  test.each(items)('%s', async (_, file) => {
    await expectRefused(backend(), file);
  });
});

test('the import thread also rejects or leaves out a bad record with its location', async () => {
  await expectRefused(backend({ threads: true }), jsonl('{"text":"a","text":"b"}', /"text" occurs twice/));
});

test('keys such as constructor and prototype are kept as data and change no prototype', async () => {
  const b = backend();
  const meta = {
    constructor: { prototype: { polluted: 1 } },
    prototype: 'p',
    toString: 'x',
    hasOwnProperty: 1,
  };
  await bring(b, put(b, 'a.jsonl', JSON.stringify({ text: 'Ana met Bo.', ...meta })));
  const { rows } = await b.call('documents.list', {});
  const { document } = await b.call('documents.get', { document: rows[0]!.id });
  expect(document.extra).toEqual(meta);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  // As names of types and attributes they are ordinary names that the scheme lacks.
  for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
    const type = { text: `Of a type ${name}.`, spans: [{ type: name, start: 0, end: 2 }] };
    const error = await refusalOf(b, () => bring(b, put(b, 'b.jsonl', JSON.stringify(type))));
    expect(error.message).toMatch(name === '__proto__' ? /spans\.0\.type: a name has/ : name);
    if (name === '__proto__') continue;
    const span = { type: 'PERSON', start: 0, end: 2, attributes: { [name]: 'x' } };
    const attribute = { text: `Of an attribute ${name}.`, spans: [span] };
    const { notes } = await bring(b, put(b, 'c.jsonl', JSON.stringify(attribute)));
    expect(notes.map(({ message }) => message).join()).toContain(`PERSON.${name} (1)`);
  }
});

describe('CSV is rejected with its row and a remedy', () => {
  const items: readonly (readonly [string, BadFile])[] = [
    ['an unbalanced quote', table(`${HEAD}${ROW}a,"Ana met Bo.,0,3,PERSON\n${ROW}`, 3, /never closed/)],
    ['a quote inside of a cell', table(`${HEAD}${ROW}a,Ana "met" Bo.,0,3,PERSON\n`, 3, /misplaced.*doubled/)],
    ['a ragged row, short', table(`${HEAD}${ROW}a,Ana met Bo.,0,3\n`, 3, /has 4 cells, the first has 5/)],
    [
      'a ragged row, long',
      table(`${HEAD}${ROW}a,Ana met Bo.,0,3,PERSON,x\n`, 3, /has 6 cells, the first has 5/),
    ],
    [
      'marks that are none',
      table(`${HEAD}${ROW}`.replaceAll(',', '#'), 1, /whatever mark between|names no type/),
    ],
    [
      'semicolons, when nobody said what it is',
      {
        name: 'a.csv',
        bytes: () => 'a;b;c\n1;2;3\n',
        refused: { where: {}, says: /not clear what a\.csv is.*Name its format/ },
      },
    ],
    [
      'a quote that a later one closes',
      table(`${HEAD}${ROW}a,"Ana met Bo.,0,3,PERSON\na,"Ana met Bo.",0,3,PERSON\n`, 4, /misplaced/),
    ],
    [
      'invalid UTF-8',
      {
        name: 'a.csv',
        bytes: () =>
          Buffer.concat([
            Buffer.from(`${HEAD}${ROW}a,caf`),
            Buffer.from([0xe9]),
            Buffer.from(',0,3,PERSON\n'),
          ]),
        format: 'csv',
        refused: {
          where: { line: 3, byte: HEAD.length + ROW.length + 5 },
          says: /not valid UTF-8.*Save it as UTF-8/,
        },
      },
    ],
    ['an offset past 2^53', table(`${HEAD}a,Ana,9007199254740993,3,PERSON\n`, 2, /no offset/)],
    ['NaN for an offset', table(`${HEAD}a,Ana,NaN,3,PERSON\n`, 2, /"NaN" is no offset/)],
    [
      'no rows at all',
      {
        name: 'a.csv',
        bytes: () => '',
        format: 'csv',
        refused: { where: {}, says: /empty.*begins with a header row/ },
      },
    ],
  ];
  test.each(items)('%s', async (_, file) => {
    await expectRefused(backend(), file);
  });
});

test('formulas are imported exactly, and a spreadsheet-safe export puts an apostrophe before them', async () => {
  const b = backend();
  const formula = '=HYPERLINK("http://example.com";"met")';
  const rows = `doc,doc_text,start,end,label,text\n"=1+1","${formula.replaceAll('"', '""')}",0,${formula.length},PERSON,"${formula.replaceAll('"', '""')}"\n`;
  expect(await bring(b, put(b, 'a.csv', rows))).toMatchObject({ documents: 1, spans: 1 });
  expect(Object.values(await textsOf(b))).toEqual([formula]);
  for (const safe of [false, true]) {
    const path = join(b.folder, `out-${safe}`);
    const report = await b.call('exchange.export', {
      job: newUid(),
      format: 'csv',
      folder: b.workspace.files.admit(path).id,
      options: { 'spreadsheet-safe': safe },
    });
    expect(report.verified).toBe(true);
    const written = readFileSync(
      join(path, report.files.find(({ name }) => name.endsWith('.csv'))!.name),
      'utf8',
    );
    expect(written.includes(`"'=HYPERLINK(`)).toBe(safe);
    expect(written.includes(`"=HYPERLINK(`)).toBe(!safe);
  }
});

test('the command line exits with 1 and names the file and line', async () => {
  const b = backend();
  for (const [name, content, says] of [
    ['a.jsonl', tenThousand(5_001, '{"text": 5}'), /^a\.jsonl, line 5001: text: /],
    ['b.csv', `${HEAD}${ROW}a,Ana\n`, /^b\.csv, line 3: The row has 2 cells/],
  ] as const) {
    const { status, said } = await commandLine(b, 'import', b.path, put(b, name, content), '--strict');
    expect({ status, said }).toEqual({ status: 1, said: expect.stringMatching(says) });
  }
});
