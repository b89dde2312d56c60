import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { canWrite } from '../../../shared/formats/define.ts';
import { sniffFormat } from '../../../shared/formats/registry.ts';
import type { DocumentRecord, SpanRecord } from '../../../shared/formats/records.ts';
import { webannoTsv } from '../../../shared/formats/webanno-tsv/index.ts';
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
import { readCheckedTsv } from '../../support/webanno-checker.ts';
import { readAllOf, uidOf, utf8 } from './support.ts';
import { anyStoredDataset } from './uima.ts';
import { cases } from '../../support/slow.ts';

const FIXTURE = join(import.meta.dirname, '../../fixtures/formats/webanno-tsv/press.tsv');
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

/** Returns a file with one sentence "Ann met Bo ." and the given layers and rows; offsets as in the text. */
const file = (layers: string[], cells: string[], more: readonly string[] = []) =>
  [
    '#FORMAT=WebAnno TSV 3.3',
    ...layers,
    '',
    '',
    '#Text=Ann met Bo .',
    ...['1-1\t0-3\tAnn', '1-2\t4-7\tmet', '1-3\t8-10\tBo', '1-4\t11-12\t.'].map(
      (row, i) => `${row}\t${cells[i] ?? ''}`,
    ),
    ...more,
    '',
  ].join('\n');
const plain = file([], []);
const SPAN = '#T_SP=x.Name|value';

const read = (content: string) => records(() => iterate(content));
async function* iterate(content: string) {
  yield* await readAllOf(webannoTsv, content, 'a.tsv');
}
async function documentOf(content: string): Promise<DocumentRecord> {
  const { documents } = await read(content);
  expect(documents).toHaveLength(1);
  return documents[0]!;
}
async function roundTrip(content: string) {
  const first = await read(content);
  const { files, losses, wrote } = await writeToMemory(webannoTsv, first.dataset, first.documents);
  const again = await records(() => readFromMemory(webannoTsv, files));
  return { first, files, losses, wrote, again, written: text([...files.values()][0]) };
}

describe('a fixture with every feature', () => {
  test('is read as in its .read.json', async () => {
    const { documents, notes } = await records(() => readFile(webannoTsv, FIXTURE));
    const golden: unknown = JSON.parse(readFileSync(FIXTURE.replace('.tsv', '.read.json'), 'utf8'));
    expect(documents.map((document) => picture(document))).toEqual(golden);
    expect(notes).toEqual([]);
  });

  test('is written byte for byte unchanged, in valid form', async () => {
    const content = readFileSync(FIXTURE, 'utf8');
    const { written, losses, wrote, files } = await roundTrip(content);
    expect(written).toBe(content);
    expect(losses.list()).toEqual([]);
    expect((await readSurfaces(webannoTsv, files)).sort()).toEqual([...wrote].sort());
    expect(readCheckedTsv(content).counts).toEqual({ spans: 8, relations: 4, slots: 2, links: 3 });
  });
});

describe('reading', () => {
  test('an annotation in stacked columns with gaps is identified by its number', async () => {
    const { spans } = await documentOf(
      file(['#T_SP=x.Name|value|id'], ['A[1]|B[2]\tQ2[2]\t', 'A[1]\t_\t', '_\t_\t', '_\t_\t']),
    );
    expect(spans.map(({ fragments, attributes }) => [fragments, attributes])).toEqual([
      [[[0, 7]], { value: 'A' }],
      [[[0, 3]], { value: 'B', id: 'Q2' }],
    ]);
  });

  test('types get their short names unless two are equal, and are written in full', async () => {
    const content = file(
      ['#T_SP=x.Name|', '#T_SP=y.Name|', '#T_SP=y.Place|'],
      ['*\t_\t_\t', '_\t*\t_\t', '_\t_\t*\t', '_\t_\t_\t'],
    );
    const { first, written } = await roundTrip(content);
    expect(first.documents[0]!.spans.map(({ type }) => type)).toEqual(['x.Name', 'y.Name', 'Place']);
    expect(written).toBe(content);
  });

  test('offsets in code points are detected from the words and reported', async () => {
    const content = file([SPAN], ['_\t', '_\t', 'PER\t', '_\t'])
      .replace('Ann met', '😀 is nm')
      .replace('1-1\t0-3\tAnn', '1-1\t0-1\t😀')
      .replace('1-2\t4-7\tmet', '1-2\t2-4\tis')
      .replace('8-10', '8-10');
    const codepoints = content.replace('😀 is nm', '😀 is 12');
    const { documents, notes } = await read(codepoints);
    expect(documents[0]!.spans[0]!.fragments).toEqual([[9, 11]]);
    expect(notes.map(({ message }) => message)).toEqual([expect.stringContaining('code points')]);
  });

  test('an annotation that skips a token is extended over it, which is reported', async () => {
    const { documents, notes } = await read(file([SPAN], ['A[1]\t', '_\t', 'A[1]\t', '_\t']));
    expect(documents[0]!.spans.map(({ fragments }) => fragments)).toEqual([[[0, 10]]]);
    expect(notes[0]!.message).toMatch(/skips tokens/);
  });

  test('tokens that are the target of a relation or slot become annotations', async () => {
    const type = 'de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token';
    const { spans, relations } = await documentOf(
      file([`#T_RL=x.Dep|kind|BT_${type}`], ['_\t_\t', 'root\t1-2\t', 'obj\t1-2\t', '_\t_\t']),
    );
    expect(spans.map((span) => [span.type, span.fragments[0]])).toEqual([
      ['Token', [4, 7]],
      ['Token', [8, 10]],
    ]);
    expect(relations.map(({ from, to, attributes }) => [from === to, attributes])).toEqual([
      [true, { kind: 'root' }],
      [false, { kind: 'obj' }],
    ]);
  });

  test('a feature becomes a boolean if all its values are true or false; otherwise it stays text', async () => {
    const content = file(
      ['#T_SP=x.Name|sure|word', '#T_RL=x.Rel|negated|BT_x.Name'],
      ['true|false\ttrue|no\t_\t_', '', 'true\t*\tfalse\t1-1', ''].map((cells) => cells || '_\t_\t_\t_'),
    );
    const { first, again, written, losses } = await roundTrip(content);
    const [document] = first.documents;
    expect(document!.spans.map(({ attributes }) => attributes)).toEqual([
      { sure: true, word: 'true' },
      { sure: false, word: 'no' },
      { sure: true },
    ]);
    expect(document!.relations.map(({ attributes }) => attributes)).toEqual([{ negated: false }]);
    expect(first.notes.map(({ message }) => message)).toEqual([
      'All values of Name.sure, Rel.negated are true or false: read as yes and no.',
    ]);
    expect(losses.list()).toEqual([]);
    expect(again.documents.map((one) => picture(one))).toEqual(first.documents.map((one) => picture(one)));
    expect((await read(written)).documents[0]!.spans[0]!.attributes).toEqual({ sure: true, word: 'true' });
    // Values that only the scheme can turn back into numbers are reported.
    document!.spans[2]!.attributes.rank = 3;
    const numbered = await writeToMemory(webannoTsv, first.dataset, first.documents);
    expect(numbered.losses.list()).toEqual([
      { kind: 'numbers among values, now texts', group: 'changes', count: 1, examples: ['rank: 3'] },
    ]);
  });

  test('a slot without a filler does not hide the others', async () => {
    const content = file(
      ['#T_SP=x.Act|ROLE_x.Act:who_x.ActWhoLink|x.Name', '#T_SP=x.Name|value'],
      ['_\t_\tA', 'agent;patient\t1-1;*\t_', '_\t_\tB', '_\t_\t_'],
    );
    const { documents, notes } = await read(content);
    const act = documents[0]!.spans.find(({ type }) => type === 'Act')!;
    expect(act.slots.map(({ name }) => name)).toEqual(['agent']);
    expect(notes.map(({ message }) => message)).toEqual([
      'A slot has no filler and was left out (who: "patient").',
    ]);
  });

  test('carriage returns in the text become line feeds, and offsets are adjusted', async () => {
    const content = [
      '#FORMAT=WebAnno TSV 3.2',
      SPAN,
      '',
      '',
      '#Text=A\\r',
      '#Text=B',
      '1-1\t0-1\tA\t_\t',
      '1-2\t3-4\tB\tX\t',
    ].join('\n');
    const { documents, notes } = await read(content);
    expect(documents[0]).toMatchObject({ text: 'A\nB', spans: [{ fragments: [[2, 3]] }] });
    expect(notes.map(({ message }) => message)).toEqual(['1 line end (CRLF or CR) became LF.']);
  });

  test('version 3.1 escapes its text as Java does', async () => {
    const content = '#FORMAT=WebAnno TSV 3.1\n\n\n#Text=\\u00e9t\\u00e9 "\\"\n1-1\t0-3\tété\t\n';
    expect((await documentOf(content)).text).toBe('été ""');
  });

  test('an empty file and a file without sentences are reported in notes', async () => {
    for (const content of ['', '#FORMAT=WebAnno TSV 3.3\n\n\n'])
      expect((await readAllOf(webannoTsv, content)).map(({ kind }) => kind)).toEqual(['note']);
  });
});

describe('bad files are rejected with the line', () => {
  const long = `1-5\t${'9'.repeat(9)}-${'9'.repeat(10)}\tx\t`;
  test.each<[string, string, number, RegExp]>([
    ['version 2', ' # de.x.type.POS | PosValue\n#id=1\n#text=A b\n1-1\tA\t_\n', 1, /TSV 2; only version 3/],
    ['version 1', '#id=1\n#text=A b\n1\tA\t_\n', 1, /TSV 1 or 2; only version 3/],
    ['a future version', '#FORMAT=WebAnno TSV 4.0\n', 1, /TSV 4\.0/],
    ['no minor version', '#FORMAT=WebAnno TSV 3\n', 1, /minor version/],
    ['another file', 'Ann met Bo .\n', 1, /does not begin with/],
    ['ragged row, too short', file([SPAN], ['_\t', '', '_\t', '_\t']), 7, /has 3 columns.*declares 4/],
    ['ragged row, too long', file([], ['', 'x\ty\t']), 6, /columns/],
    ['a row without offsets', plain.replace('4-7\tmet', 'met'), 6, /no offsets/],
    ['spaces for tabs', plain.replaceAll('\t', ' '), 5, /number of a token/],
    ['negative offset', plain.replace('4-7', '-4-7'), 6, /no offsets/],
    ['end before start', plain.replace('4-7', '7-4'), 6, /ends before it/],
    ['an end after the text', plain.replace('11-12', '11-99'), 8, /covers 11 to 99/],
    ['a different word', plain.replace('\tmet', '\tsaw'), 6, /"saw".*"met"/],
    ['tokens that overlap', plain.replace('1-2\t4-7\tmet', '1-2\t2-7\tn met'), 6, /inside of the one before/],
    ['a duplicate row', plain.replace('1-2\t', '1-1\t'), 6, /occurs twice, first on line 5/],
    ['a part without its token', plain.replace('1-1\t', '1-1.1\t'), 5, /no token precedes/],
    ['rows outside of a sentence', plain.replace('#Text=Ann met Bo .\n', ''), 4, /outside a sentence/],
    ['a sentence without rows', `${plain}\n#Text=More\n`, 10, /no rows/],
    [
      'a sentence that overlaps the previous one',
      `${plain}\n#Text=Ann\n2-1\t0-3\tAnn\t\n`,
      11,
      /one before ends at 12/,
    ],
    ['offsets of gigabytes', `${plain}\n#Text=x\n${long.replace('1-5', '2-1')}\n`, 11, /past the end of any/],
    ['a duplicate layer', file([SPAN, SPAN], []), 3, /declared twice/],
    ['a relation layer without base', file(['#T_RL=x.R|kind'], []), 2, /what it links/],
    ['a role without fillers', file(['#T_SP=x.H|ROLE_x.H:parts_x.HLink'], []), 2, /ends with a role/],
    [
      'a relation to a missing row',
      file([SPAN, '#T_RL=x.R|BT_x.Name'], ['A\t1-9\t', '_\t_\t', '_\t_\t', '_\t_\t']),
      6,
      /no such row/,
    ],
    [
      'a relation to a missing annotation',
      file([SPAN, '#T_RL=x.R|BT_x.Name'], ['A\t1-2\t', '_\t_\t', '_\t_\t', '_\t_\t']),
      6,
      /there is no x\.Name/,
    ],
    [
      'a relation to a missing number',
      file([SPAN, '#T_RL=x.R|BT_x.Name'], ['A\t1-2[7_0]\t', '_\t_\t', '_\t_\t', '_\t_\t']),
      6,
      /no annotation has this number/,
    ],
    [
      'a relation without source',
      file([SPAN, '#T_RL=x.R|k|BT_x.Name'], ['A\tz\t_\t', '_\t_\t_\t', '_\t_\t_\t', '_\t_\t_\t']),
      7,
      /gives a source for/,
    ],
    [
      'more roles than fillers',
      file(['#T_SP=x.H|ROLE_x.H:parts_x.HLink|x.H'], ['a;b\t1-1\t', '_\t_\t', '_\t_\t', '_\t_\t']),
      6,
      /2 roles and 1 fillers/,
    ],
    [
      'a link without a chain',
      file(['#T_CH=x.Link|referenceRelation|referenceType'], ['*\t*\t', '_\t_\t', '_\t_\t', '_\t_\t']),
      6,
      /does not name its chain/,
    ],
    [
      'a cut surrogate pair',
      plain.replace('Bo', '😀').replace('8-10\tBo', '8-9\t😀'),
      7,
      /covers 8 to 9|"😀"/,
    ],
    ['NUL', plain.replace('Ann met', 'A\u0000n met').replace('\tAnn', '\tA\u0000n'), 0, /NUL/],
  ])('%s', async (_, content, line, reason) => {
    const failure: unknown = await readAllOf(webannoTsv, content, 'a.tsv').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'refused', message: expect.stringMatching(reason) });
    const where = (failure as { where?: { file?: string; line?: number } }).where;
    expect(where?.file).toBe('a.tsv');
    if (line > 0) expect([line - 1, line, line + 1]).toContain(where?.line);
  });

  test('invalid UTF-8 and UTF-16', async () => {
    const bytes = utf8(plain);
    bytes[60] = 0xff;
    await expect(readAllOf(webannoTsv, bytes)).rejects.toThrow(/not valid UTF-8/);
    await expect(readAllOf(webannoTsv, new Uint8Array([0xff, 0xfe, 0x23, 0]))).rejects.toThrow(/UTF-16/);
  });
});

describe('writing', () => {
  test('what the format cannot store is reported', async () => {
    const { first } = await roundTrip(plain);
    const document = first.documents[0]!;
    const span = (id: number, fragments: [number, number][], type = 'PERSON'): SpanRecord => ({
      ...{ id: uidOf(id), set: 's', type, fragments, attributes: { 'check-worthy': true }, untouched: [] },
      ...{ slots: [], entities: [] },
    });
    const spans = [
      span(1, [
        [0, 3],
        [8, 10],
      ]),
      span(2, [[3, 4]]),
      span(3, [], 'an event'),
      span(4, [[4, 8]], 'an event'),
    ];
    const { losses, wrote, files } = await writeToMemory(webannoTsv, first.dataset, [{ ...document, spans }]);
    expect(losses.list().map(({ kind, count }) => [kind, count])).toEqual([
      ['spans', 2],
      ['renamed attributes', 2],
      ['renamed types', 1],
      ['discontinuous spans, cut', 1],
      ['blanks at the ends of spans', 1],
    ]);
    expect(wrote).toEqual(['Ann', 'Bo', 'met']);
    const written = text([...files.values()][0]);
    expect(written).toContain('#T_SP=webanno.custom.PERSON|check_worthy\n#T_SP=webanno.custom.an_event|');
    expect(written).toContain('1-2\t4-7\tmet\t_\ttrue\t');
  });

  test('a slot filler split into pieces is named with all of them', async () => {
    const { dataset, documents } = await read(file([SPAN], ['A', '_', '_', '_']));
    const [document] = documents;
    const [name] = document!.spans as [SpanRecord];
    const slot = { id: uidOf(5), name: 'who', rank: 'a0', filler: { span: name.id }, evidence: [] };
    const { extra: _, ...bare } = name;
    const act: SpanRecord = {
      ...bare,
      id: uidOf(6),
      type: 'Act',
      fragments: [[4, 7]],
      attributes: {},
      slots: [slot],
    };
    name.fragments = [
      [0, 3],
      [8, 10],
    ];
    document!.spans.push(act);
    const { files, losses } = await writeToMemory(webannoTsv, dataset, documents);
    expect(losses.list()).toContainEqual({
      kind: 'discontinuous slot fillers, now one for each piece',
      group: 'changes',
      count: 1,
      examples: ['Act.who'],
    });
    const again = await records(() => readFromMemory(webannoTsv, files));
    const { spans, text: words } = again.documents[0]!;
    const filled = spans
      .flatMap(({ slots }) => slots)
      .map(({ filler }) =>
        'span' in filler ? words.slice(...spans.find(({ id }) => id === filler.span)!.fragments[0]!) : '',
      );
    expect(filled).toEqual(['Ann', 'Bo']);
  });

  test('words outside the sentences of a segmentation are not lost', async () => {
    const { first } = await roundTrip(plain);
    const document = { ...first.documents[0]!, text: 'Title\n\nAnn met Bo . \n\n- end' };
    const segmentation = { tokens: [[7, 10]], sentences: [[7, 19]], columns: {} };
    const { files, losses } = await writeToMemory(webannoTsv, first.dataset, [
      { ...document, segmentation } as DocumentRecord,
    ]);
    const again = await records(() => readFromMemory(webannoTsv, files));
    expect(again.documents[0]!.text).toBe(document.text);
    expect(losses.list()[0]).toMatchObject({ count: 2 });
    expect(readCheckedTsv(text([...files.values()][0])).sentences).toHaveLength(3);
  });

  test('a new span of an imported type is added to its layer', async () => {
    const { first } = await roundTrip(file([SPAN], ['PER\t', '_\t', '_\t', '_\t']));
    const document = first.documents[0]!;
    const { extra: _, ...made } = { ...document.spans[0]!, fragments: [[8, 10]] as [number, number][] };
    const spans = [...document.spans, { ...made, id: document.id }];
    const { files } = await writeToMemory(webannoTsv, first.dataset, [{ ...document, spans }]);
    expect(text([...files.values()][0])).toBe(file([SPAN], ['PER\t', '_\t', 'PER\t', '_\t']));
  });

  test('any dataset is written in valid form and read back unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(anyStoredDataset, async ({ dataset, documents }) => {
        const { files, wrote } = await writeToMemory(webannoTsv, dataset, documents);
        expect((await readSurfaces(webannoTsv, files)).sort()).toEqual([...wrote].sort());
        const first = await records(() => readFromMemory(webannoTsv, files));
        const second = await writeToMemory(webannoTsv, first.dataset, first.documents);
        const again = await records(() => readFromMemory(webannoTsv, second.files));
        const sortedPictures = (list: readonly DocumentRecord[]) =>
          list.map((document) => JSON.stringify(picture(document))).sort();
        expect(sortedPictures(again.documents)).toEqual(sortedPictures(first.documents));
        for (const [name, bytes] of files) {
          const written = text(bytes);
          if (!written.includes('#Text=')) continue;
          const checked = readCheckedTsv(written);
          const document = first.documents.find(({ origin }) => origin.name === name)!;
          expect(checked.text).toBe(document.text);
          expect(checked.counts.spans).toBe(document.spans.length);
          expect(checked.counts.relations).toBe(document.relations.length);
        }
        // Only blanks before the first word may change, which is reported.
        const comparable = (source: string) => source.trimStart();
        const texts = documents.map((document) => comparable(document.text));
        for (const document of first.documents) expect(texts).toContain(comparable(document.text));
      }),
      { numRuns: cases(150) },
    );
  });
});

test('is distinguished from other files', () => {
  expect(webannoTsv.sniff('a.tsv', utf8(plain))).toBe(1);
  expect(webannoTsv.sniff('a.conll', utf8('#id=1\n#text=A b\n1\tA\t_\n'))).toBeGreaterThan(0.8);
  for (const other of ['# text = A b\n1\tA\ta\n', 'A\tB-PER\n', '# sent_id = 1\n', '{"text": "#FORMAT"}'])
    expect(webannoTsv.sniff('a.tsv', utf8(other))).toBe(0);
  expect(canWrite(webannoTsv)).toBe(true);
});

describeCorpus(['webanno-tsv'], (folder) => {
  const files = filesBelow(folder).filter((path) => path.endsWith('.tsv'));
  const current = files.filter((path) => readFileSync(path, 'utf8').startsWith('#FORMAT=WebAnno TSV 3'));

  test('files exist', () => {
    expect(current).toHaveLength(72);
  });

  test.each(current.map((path) => [relative(folder, path), path]))('%s', async (_, path) => {
    const raw = readFileSync(path, 'utf8');
    expect(sniffFormat(path, utf8(raw.slice(0, 4096)))?.id).toBe('webanno-tsv');
    const first = await records(() => readFile(webannoTsv, path));
    const document = first.documents[0]!;
    const checked = readCheckedTsv(raw);
    const tokens = document.spans.filter(({ type }) => type === 'Token').length;
    const chained = document.relations.filter(({ type }) => /Chain$/.test(type)).length;
    expect({
      spans: document.spans.length - tokens - checked.counts.links,
      relations: document.relations.length - chained,
      slots: document.spans.reduce((sum, { slots }) => sum + slots.length, 0),
      links: chained === 0 ? checked.counts.links : chained + checked.chains.length,
    }).toEqual(checked.counts);
    expect(document.text).toBe(checked.text);
    expect(document.segmentation!.tokens.map(([a, b]) => `${a}-${b}`)).toEqual(checked.tokens);

    const { files: written, losses, wrote } = await writeToMemory(webannoTsv, first.dataset, first.documents);
    expect(losses.list()).toEqual([]);
    const again = await records(() => readFromMemory(webannoTsv, written));
    expect(picture(again.documents[0]!)).toEqual(picture(document));
    expect((await readSurfaces(webannoTsv, written)).sort()).toEqual([...wrote].sort());
    const content = text([...written.values()][0]);
    expect(readCheckedTsv(content)).toEqual(checked);
    // INCEpTION's own test files are written byte for byte; only two of them lack the last tab or line end.
    if (path.includes('tsv3-suite')) expect(content.trimEnd()).toBe(raw.trimEnd());
  });

  test.each(files.filter((path) => !current.includes(path)).map((path) => [relative(folder, path), path]))(
    '%s is rejected with the name of its version',
    async (_, path) => {
      expect(sniffFormat(path, readFileSync(path).subarray(0, 4096))?.id).toBe('webanno-tsv');
      await expect(readAllOf(webannoTsv, readFileSync(path))).rejects.toThrow(/WebAnno TSV (1 or )?2;/);
    },
  );
});
