import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { casJson } from '../../../shared/formats/cas-json/index.ts';
import { casXmi } from '../../../shared/formats/cas-xmi/index.ts';
import { canWrite, type Incoming } from '../../../shared/formats/define.ts';
import { sniffFormat } from '../../../shared/formats/registry.ts';
import type { DocumentRecord } from '../../../shared/formats/records.ts';
import { readCheckedJson, readCheckedXmi } from '../../support/cas-checker.ts';
import { describeCorpus } from '../../support/beside.ts';
import {
  filesBelow,
  picture,
  readFile,
  readFromMemory,
  readSurfaces,
  records,
  writeToMemory,
} from '../../support/formats.ts';
import { readAllOf, utf8 } from './support.ts';
import { anyStoredDataset } from './uima.ts';
import { cases } from '../../support/slow.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/formats');
const FIXTURE = join(FIXTURES, 'cas-json/vote.json');
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const pictures = (documents: readonly DocumentRecord[]) => documents.map((document) => picture(document));

type Json = Record<string, unknown>;
const SOFA = {
  '%ID': 1,
  '%TYPE': 'uima.cas.Sofa',
  sofaNum: 1,
  sofaID: '_InitialView',
  sofaString: 'Ann met Bo.',
};
const ann = (more: Json = {}): Json => ({
  ...{ '%ID': 2, '%TYPE': 'x.Name', '@sofa': 1, begin: 0, end: 3 },
  ...more,
});
const TYPES = {
  'x.Name': {
    '%NAME': 'x.Name',
    '%SUPER_TYPE': 'uima.tcas.Annotation',
    n: { '%NAME': 'n', '%RANGE': 'uima.cas.Long' },
    friend: { '%NAME': 'friend', '%RANGE': 'x.Name' },
  },
};
const cas = (structures: unknown, members: unknown = [2], more: Json = {}) =>
  JSON.stringify(
    {
      '%TYPES': TYPES,
      '%FEATURE_STRUCTURES': structures,
      '%VIEWS': { _InitialView: { '%SOFA': 1, '%MEMBERS': members } },
      ...more,
    },
    null,
    1,
  );
async function* items(content: string): AsyncGenerator<Incoming> {
  yield* await readAllOf(casJson, content, 'a.json');
}
async function documentOf(content: string): Promise<DocumentRecord> {
  const { documents } = await records(() => items(content));
  expect(documents).toHaveLength(1);
  return documents[0]!;
}

describe('a fixture with every feature', () => {
  test('is read as in its .read.json', async () => {
    const { documents, notes } = await records(() => readFile(casJson, FIXTURE));
    expect(pictures(documents)).toEqual(
      JSON.parse(readFileSync(FIXTURE.replace('.json', '.read.json'), 'utf8')),
    );
    expect(documents[0]!.language).toBe('en');
    expect(notes).toEqual([]);
  });

  test('is written with the same structures and ids, sofas first', async () => {
    const first = await records(() => readFile(casJson, FIXTURE));
    const { files, losses, wrote } = await writeToMemory(casJson, first.dataset, first.documents);
    expect(losses.list()).toEqual([]);
    const written = text(files.get('vote.json'));
    expect(readCheckedJson(written)).toEqual(readCheckedJson(readFileSync(FIXTURE, 'utf8')));
    const cas = JSON.parse(written) as Record<string, Json[]>;
    expect(cas['%FEATURE_STRUCTURES']![0]).toMatchObject({ '%TYPE': 'uima.cas.Sofa' });
    const original = JSON.parse(readFileSync(FIXTURE, 'utf8')) as Record<string, unknown>;
    expect(cas['%TYPES']).toEqual(original['%TYPES']);
    expect((await readSurfaces(casJson, files)).sort()).toEqual([...wrote].sort());
    const again = await records(() => readFromMemory(casJson, files));
    expect(pictures(again.documents)).toEqual(pictures(first.documents));
  });

  test('converts to XMI and back without loss', async () => {
    const first = await records(() => readFile(casJson, FIXTURE));
    const xmi = await writeToMemory(casXmi, first.dataset, first.documents);
    readCheckedXmi(text(xmi.files.get('vote.xmi')));
    const second = await records(() => readFromMemory(casXmi, xmi.files));
    expect(pictures(second.documents)).toEqual(pictures(first.documents));
    expect([...xmi.losses.list()]).toEqual([]);

    const path = join(FIXTURES, 'cas-xmi/win.xmi');
    const theirs = await records(() => readFile(casXmi, path));
    const json = await writeToMemory(casJson, theirs.dataset, theirs.documents);
    readCheckedJson(text(json.files.get('win.json')));
    const back = await records(() => readFromMemory(casJson, json.files));
    expect(pictures(back.documents)).toEqual(pictures(theirs.documents));
    const xmiAgain = await writeToMemory(casXmi, back.dataset, back.documents);
    expect(readCheckedXmi(text(xmiAgain.files.get('win.xmi')))).toEqual(
      readCheckedXmi(readFileSync(path, 'utf8')),
    );
  });
});

describe('reading', () => {
  test('structures as an object, keyed by id; the type of undeclared features is inferred from the value', async () => {
    const structures = {
      1: SOFA,
      2: ann({ more: 1.5, yes: true, '@friend': 3 }),
      3: ann({ '%TYPE': 'x.Other' }),
    };
    const content = cas(structures, [2, 3], { '%TYPES': undefined });
    const { spans } = await documentOf(content);
    expect(spans[0]).toMatchObject({ type: 'Name', attributes: { more: 1.5, yes: true } });
    expect(spans[0]!.slots[0]).toMatchObject({ name: 'friend', filler: { span: spans[1]!.id } });
    const notes = (await readAllOf(casJson, content)).filter(({ kind }) => kind === 'note');
    expect(notes).toMatchObject([{ message: expect.stringContaining('does not declare x.Name, x.Other') }]);
  });

  test('sofas may be numbered separately', async () => {
    const content = cas([SOFA, ann({ '%ID': 1 })], [1]);
    expect((await documentOf(content)).spans).toHaveLength(1);
  });

  test('empty files and files without a text are reported in notes', async () => {
    for (const content of [' \n', '{"%TYPES":{},"%VIEWS":{"_InitialView":{"%SOFA":1,"%MEMBERS":[]}}}'])
      expect((await readAllOf(casJson, content)).map(({ kind }) => kind)).toEqual(['note']);
  });
});

describe('bad files are rejected', () => {
  test.each<[string, string, RegExp, number?]>([
    ['the JSON of UIMA 2', '{"_context": {"_types": {}}, "_views": {}}', /JSON of UIMA 2/],
    ['that of another tool', '{"text": "x", "label": []}', /looks like doccano/],
    ['a list', '[{"data": {}}]', /looks like Label Studio/],
    ['JSON of nobody', '{"x": 1}', /none of its keys/],
    ['cut off', cas([SOFA, ann()]).slice(0, -20), /Not valid JSON at column \d+: the record is cut off/],
    ['a second key', '{"%TYPES": {},\n "%TYPES": {}}', /column 2: the key "%TYPES" occurs twice/, 2],
    ['the key __proto__', cas([SOFA, ann()]).replace('"n"', '"__proto__"'), /__proto__/],
    ['a number past 2^53', cas([SOFA, ann({ n: 0 })]).replace('"n": 0', '"n": 9007199254740993'), /2\^53/],
    ['NaN', cas([SOFA, ann({ n: 0 })]).replace('"n": 0', '"n": NaN'), /NaN is not JSON/],
    ['depth', '{"%TYPES":'.repeat(100_000), /deeper/],
    ['an id twice', cas([SOFA, ann(), ann()]), /id 2 occurs twice/],
    ['no id', cas([SOFA, ann({ '%ID': undefined })]), /id of structure 2, undefined/],
    ['no type', cas([SOFA, ann({ '%TYPE': 7 })]), /%TYPE of structure 2 is missing/],
    ['a missing sofa', cas([ann()]), /refers to sofa 1, which does not exist.*text of the file is missing/],
    ['a dangling reference', cas([SOFA, ann({ '@friend': 9 })]), /x\.Name:friend of structure 2 refers to 9/],
    ['a member that is missing', cas([SOFA, ann()], [2, 9]), /has the member 9/],
    ['members that are no list', cas([SOFA, ann()], 2), /are no list/],
    [
      'an array member that refers to nothing',
      cas([SOFA, { '%ID': 3, '%TYPE': 'uima.cas.FSArray', '%ELEMENTS': [7] }], []),
      /refers to 7/,
    ],
    ['end past the sofa', cas([SOFA, ann({ end: 99 })]), /ends at 99, but the text has 11/],
    ['begin after end', cas([SOFA, ann({ begin: 5 })]), /starts at 5 and ends before it/],
    ['half an offset', cas([SOFA, ann({ begin: 0.5 })]), /begin of x\.Name 2 is 0\.5/],
    ['half a character', cas([{ ...SOFA, sofaString: '😀' }, ann({ end: 1 })]), /cuts a character in half/],
    ['a special number that is none', cas([SOFA, ann({ '#n': 'many' })]), /not NaN or Infinity/],
    ['an object for a value', cas([SOFA, ann({ n: {} })]), /neither text, number nor true or false/],
    [
      'invalid bytes',
      cas([SOFA, { '%ID': 3, '%TYPE': 'uima.cas.ByteArray', '%ELEMENTS': '!' }], []),
      /not Base64/,
    ],
    ['half a surrogate pair', cas([{ ...SOFA, sofaString: '\ud800' }, ann()]), /half of a surrogate pair/],
    ['NUL', cas([{ ...SOFA, sofaString: 'a\u0000bcd' }, ann()]), /NUL/],
  ])('%s', async (_, content, reason, line) => {
    const failure: unknown = await readAllOf(casJson, content, 'a.json').catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'refused',
      message: expect.stringMatching(reason),
      where: { file: 'a.json', ...(line !== undefined && { line }) },
    });
  });
});

test('any dataset is written in valid form and read back unchanged', async () => {
  await fc.assert(
    fc.asyncProperty(anyStoredDataset, async ({ dataset, documents }) => {
      const { files, wrote } = await writeToMemory(casJson, dataset, documents);
      expect((await readSurfaces(casJson, files)).sort()).toEqual([...wrote].sort());
      for (const bytes of files.values()) readCheckedJson(text(bytes));
      const first = await records(() => readFromMemory(casJson, files));
      expect(first.documents.map((document) => document.text).sort()).toEqual(
        documents.map((document) => document.text).sort(),
      );
      const second = await writeToMemory(casJson, first.dataset, first.documents);
      const again = await records(() => readFromMemory(casJson, second.files));
      const sorted = (list: readonly DocumentRecord[]) =>
        pictures(list)
          .map((each) => JSON.stringify(each))
          .sort();
      expect(sorted(again.documents)).toEqual(sorted(first.documents));
    }),
    { numRuns: cases(100) },
  );
});

test('is distinguished from other JSON', () => {
  expect(casJson.sniff('a.json', utf8(cas([SOFA])))).toBe(1);
  expect(casJson.sniff('a.json', utf8('{"_context": {}}'))).toBeGreaterThan(0.8);
  for (const other of ['{"text": "%TYPES"}', '[{"%TYPES": 1}]', '{"%x": 1}', 'text'])
    expect(casJson.sniff('a.json', utf8(other))).toBe(0);
  expect(canWrite(casJson)).toBe(true);
});

describeCorpus(['uima-cas'], (folder) => {
  const files = filesBelow(folder).filter((path) => path.endsWith('.json'));

  test('files exist', () => {
    expect(files).toHaveLength(22);
  });

  test.each(files.map((path) => [relative(folder, path), path]))('%s', async (_, path) => {
    const raw = readFileSync(path, 'utf8');
    expect(sniffFormat(path, utf8(raw.slice(0, 4096)))?.id).toBe('cas-json');
    if (!raw.includes('sofaString')) {
      // Nothing to import: no sofa of the file has a text. If there are annotations, the file is rejected.
      const said = await records(() => readFile(casJson, path)).then(
        ({ notes }) => notes.at(-1)!.message,
        (error: unknown) => String(error),
      );
      expect(said).toMatch(/no text/);
      return;
    }
    const first = await records(() => readFile(casJson, path));
    const checked = readCheckedJson(raw);
    expect(first.documents.map((document) => document.text)).toEqual(checked.texts);
    const [document] = first.documents;
    const described = checked.counts.annotations - (raw.includes('DocumentAnnotation') ? 1 : 0);
    expect(document!.spans.length + (document!.segmentation?.tokens.length ?? 0)).toBe(described);
    const { files: written, losses, wrote } = await writeToMemory(casJson, first.dataset, first.documents);
    expect(losses.list()).toEqual([]);
    expect(readCheckedJson(text([...written.values()][0]))).toEqual(checked);
    const again = await records(() => readFromMemory(casJson, written));
    expect(pictures(again.documents)).toEqual(pictures(first.documents));
    expect((await readSurfaces(casJson, written)).sort()).toEqual([...wrote].sort());
    // The folder also contains the same CAS as XMI.
    const xmi = path.replace(/data\.json$/, 'debug.xmi');
    if (xmi === path || path.includes('one-way')) return;
    const other = await records(() => readFile(casXmi, xmi));
    expect(pictures(other.documents)).toEqual(pictures(first.documents));
  });
});
