import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { conll } from '../../../shared/formats/conll/index.ts';
import type { Incoming, OptionValues } from '../../../shared/formats/define.ts';
import type { Fault } from '../../../shared/contract/errors.ts';
import { TAG_SCHEMES } from '../../../shared/formats/iob.ts';
import type { DocumentRecord, IncomingDocument } from '../../../shared/formats/records.ts';
import { sniffFormat } from '../../../shared/formats/registry.ts';
import { readableQuote } from '../../../shared/model/fragments.ts';
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
import { anyDataset, emptyDataset, stream, utf8 } from './support.ts';
import { cases } from '../../support/slow.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/formats/conll');

async function read(content: string | Uint8Array, values: OptionValues = {}, file = 'f.conll') {
  const items: Incoming[] = [];
  for await (const item of conll.read!(stream(content, 11), { file, values })) items.push(item);
  return {
    documents: items.flatMap((item) => (item.kind === 'document' ? [item.record] : [])),
    notes: items.flatMap((item) => (item.kind === 'note' ? [item.message] : [])),
  };
}

/** Reads a file as a project would, so that it can be written again. */
const whole = async (content: string) => {
  const { documents, notes } = await records(() => conll.read!(stream(content), { file: 'f.conll' }));
  return { documents, notes: notes.map(({ message }) => message) };
};

const spansOf = ({ text, spans }: IncomingDocument | DocumentRecord) =>
  spans.map(({ type, fragments }) => `${type}: ${readableQuote(text, fragments)}`);

async function roundTrip(path: string, values: OptionValues = {}) {
  const { dataset, documents, notes } = await records(() => readFile(conll, path, values));
  const { files, losses, wrote } = await writeToMemory(conll, dataset, documents);
  const again = await records(() => readFromMemory(conll, files));
  expect(again.documents.map((document) => picture(document))).toEqual(
    documents.map((document) => picture(document)),
  );
  expect((await readSurfaces(conll, files)).sort()).toEqual([...wrote].sort());
  expect(losses.list()).toEqual([]);
  return { documents, notes: notes.map(({ message }) => message), bytes: [...files.values()][0]! };
}

describe('reading', () => {
  test('CoNLL-2003: documents, sentences, IOB1 in the last column, other columns kept', async () => {
    const { documents, notes, bytes } = await roundTrip(join(FIXTURES, 'conll2003.conll'));
    expect(documents.map(({ text, origin }) => [origin.name, text])).toEqual([
      ['conll2003.conll:1', 'Minister Ada Quill left Port Lumen Harbour .\nRain .'],
      ['conll2003.conll:2', 'Orvo agreed .'],
    ]);
    expect(documents.map(spansOf)).toEqual([
      ['PER: Ada Quill', 'LOC: Port Lumen', 'LOC: Harbour'],
      ['ORG: Orvo'],
    ]);
    expect(documents[0]!.segmentation?.columns['column 2']?.slice(0, 4)).toEqual([
      'NNP',
      'NNP',
      'NNP',
      'VBD',
    ]);
    expect(notes).toEqual([
      'Tokens from column 1 of 4, separated by blanks; spans from column 4, tagged as IOB1.',
    ]);
    expect(Buffer.from(bytes).toString()).toBe(readFileSync(join(FIXTURES, 'conll2003.conll'), 'utf8'));
  });

  test('HIPE: header, comments, every column of names, blanks and sentences as given in MISC', async () => {
    const { documents, bytes } = await roundTrip(join(FIXTURES, 'hipe.tsv'));
    const [first, second] = documents;
    expect(first).toMatchObject({
      title: 'lumen-1899-05-02',
      published: '1899-05-02',
      language: 'en',
      text: 'The Captain Quill, of Lumen.\nLumen agreed.',
    });
    expect(
      first!.spans.map(({ attributes }, i) => `${spansOf(first!)[i]} (${String(attributes.column)})`),
    ).toEqual([
      'pers: Captain Quill, of Lumen (NE-COARSE-LIT)',
      'pers.ind: Captain Quill, of Lumen (NE-FINE-LIT)',
      'comp.title: Captain (NE-FINE-COMP)',
      'comp.name: Quill (NE-FINE-COMP)',
      'loc: Lumen (NE-NESTED)',
      'loc: Lumen (NE-COARSE-LIT)',
      'org: Lumen (NE-COARSE-METO)',
      'loc.adm: Lumen (NE-FINE-LIT)',
    ]);
    // A "#" with all columns is a token.
    expect(second!.text).toBe('#7');
    expect(Buffer.from(bytes).toString()).toBe(`${readFileSync(join(FIXTURES, 'hipe.tsv'), 'utf8')}\n`);
  });

  test.each<[file: string, texts: string[], spans: string[], note: RegExp]>([
    [
      'germeval.tsv',
      ['The Lumen Harbour Trust met .\nLumenese rain'],
      ['ORG: Lumen Harbour Trust', 'LOC: Lumen Harbour', 'LOCderiv: Lumenese'],
      /Tokens from column 2 of 4, separated by TABs; spans from column 3, column 4, tagged as IOB2/,
    ],
    [
      'stacked.txt',
      ['The council of Port Lumen met #\nOrvo'],
      ['ORG: council of Port Lumen', 'GPE: Port Lumen', 'ORG: Orvo'],
      /spans from all columns after it/,
    ],
    [
      'parts.bmes',
      ['in-Lumen the-work and-care met'],
      ['GPE: in-Lumen', 'ORG: the-work and-care', 'FAC: and-care'],
      /tagged as BIOES/,
    ],
    ['words.conllu', ['We didn’t go.', '10 000'], [], /no column has tags/],
    ['sentence-column.tsv', ['fly Lumen\nOrvo Air'], ['city: Lumen', 'line: Orvo Air'], /column 3 \(Tag\)/],
    [
      'sentence-a-line.iob',
      ['Ada Quill said , |\n“ Lumen'],
      ['PERSON: Ada Quill', 'GPE: Lumen'],
      /separated by "\|"/,
    ],
    ['characters.conll', ['口岸好#'], ['LOC: 口岸'], /IOB2/],
    [
      'plain.conll',
      ['Ada Quill met Orvo in Lumen'],
      ['PERSON: Ada Quill', 'ORGANIZATION: Orvo', 'LOCATION: Lumen'],
      /tagged as plain\. The tags have no prefixes such as B- and I-/,
    ],
  ])('%s', async (file, texts, spans, note) => {
    const { documents, notes } = await roundTrip(join(FIXTURES, file));
    expect(documents.map(({ text }) => text)).toEqual(texts);
    expect(documents.flatMap(spansOf)).toEqual(spans);
    expect(notes[0]).toMatch(note);
  });

  test('CoNLL-U: multiword tokens and empty nodes are kept and written again', async () => {
    const path = join(FIXTURES, 'words.conllu');
    const { documents, notes, bytes } = await roundTrip(path);
    expect(documents.map(({ title }) => title)).toEqual(['lumen-a', 'lumen-b']);
    expect(notes.slice(1)).toEqual([
      '1 × tokens of several words were kept beside their words.',
      '1 × empty nodes were kept beside the text.',
    ]);
    expect(Buffer.from(bytes).toString()).toBe(readFileSync(path, 'utf8'));
  });

  test('spans over CoNLL-U tokens are written to MISC, including words of a multiword token', async () => {
    const { documents } = await records(() => readFile(conll, join(FIXTURES, 'words.conllu')));
    const [first] = documents;
    const span = {
      id: '01890000-0000-7000-8000-000000000001' as DocumentRecord['id'],
      set: 's',
      type: 'ACT',
      fragments: [[3, 12]] as [number, number][],
      attributes: {},
      untouched: [],
      slots: [],
      entities: [],
    };
    const { files } = await writeToMemory(conll, emptyDataset, [{ ...first!, spans: [span] }]);
    const text = Buffer.from(files.get('data.conllu')!).toString();
    const rows = text.split('\n').filter((line) => /^\d/.test(line));
    // Readers of CoNLL-U expect ten columns.
    expect(new Set(rows.map((line) => line.split('\t').length))).toEqual(new Set([10]));
    expect(text).not.toContain('global.columns');
    expect(rows.map((line) => line.split('\t')[9]).filter((cell) => cell!.includes('ner='))).toEqual([
      expect.stringMatching(/ner=B-ACT$/),
      expect.stringMatching(/ner=I-ACT$/),
    ]);
    expect((await readSurfaces(conll, files)).join()).toBe('didn’t go');
    const again = await records(() => readFromMemory(conll, files));
    expect(again.documents.map(spansOf)).toEqual([['ACT: didn’t go']]);
    expect(again.documents[0]!.text).toBe('We didn’t go.');
  });

  describe('choosing the tag column', () => {
    const CORENLP =
      '1\tOna\tOna\tNNP\tPERSON\t2\tnsubj\n2\tmet\tmeet\tVBD\tO\t0\tROOT\n3\tBo\tBo\tNNP\tPERSON\t4\tcompound\n' +
      '4\tBerg\tBerg\tNNP\tPERSON\t2\tobj\n5\tin\tin\tIN\tO\t6\tcase\n6\tVell\tVell\tNNP\tCITY\t2\tobl\n';
    const found = async (content: string, values: OptionValues = {}) => {
      const { documents, notes } = await read(content, values);
      return [documents.flatMap(spansOf), notes] as const;
    };

    test('the one with labels and “O” among the seven of CoreNLP; the message names it', async () => {
      const [spans, notes] = await found(CORENLP);
      expect(spans).toEqual(['PERSON: Ona', 'PERSON: Bo Berg', 'CITY: Vell']);
      expect(notes[0]).toMatch(/^Tokens from column 2 of 7, .*; spans from column 5, tagged as plain\./);
    });

    test.each([
      [
        'letters before phrases',
        'Ona NNP B-PER B-NP\nmet VBD O B-VP\nBo NNP B-PER B-NP\n',
        ['PER: Ona', 'PER: Bo'],
      ],
      ['a header', 'token\tner\tpos\nOna\tPER\tO\nmet\tO\tV\nBo\tPER\tN\n', ['PER: Ona', 'PER: Bo']],
      ['global columns', '# global.columns = FORM NER XPOS\nOna\tPER\tO\nmet\tO\tV\n', ['PER: Ona']],
      // An "O" as a part of speech is not the most frequent tag.
      ['what most words are', 'Ona N PER\nmet V O\nhim O O\nagain R O\n', ['PER: Ona']],
      ['words alone in trees', CORENLP.replaceAll(/PERSON|CITY|\bO\b/g, '_'), []],
      ['two columns, without “O”', 'Ona PER\nBo PER\nran V\n', ['PER: Ona Bo', 'V: ran']],
    ])('%s', async (_, content, spans) => {
      expect((await found(content))[0]).toEqual(spans);
    });

    test('an only column without “O” is reported', async () => {
      expect((await found('Ona PER\nBo PER\nran V\n'))[1]).toContainEqual(
        expect.stringMatching(/^No tag is “O”/),
      );
      expect((await found('Ona PER\nBo PER\nran O\n'))[1]).toHaveLength(1);
    });

    test('other columns with tag letters are reported', async () => {
      const [spans, notes] = await found('Ona B-A0 x B-PER\nmet B-V x O\nBo B-A1 x B-PER\n');
      expect(spans).toEqual(['PER: Ona', 'PER: Bo']);
      expect(notes).toContain(
        'There are such tags in column 2 too; the option tag-columns takes them instead.',
      );
    });

    test.each([
      [
        'two columns may',
        'Ona PER x1 GPE\nmet O x2 O\nin O x3 O\n',
        /not clear.*column 2 and column 4 may.*tag-columns/,
      ],
      ['none does', 'Ona NNP ona\nmet VBD meet\nBo NNP bo\n', /None of the 3 columns.*tag-columns/],
      [
        'brackets',
        'Ona NNP (PERSON*\nBerg NNP *)\nmet VBD *\n',
        /column 3 has spans in brackets.*tag-columns/,
      ],
    ])('an ambiguous file is rejected until the column is given: %s', async (_, content, reason) => {
      await expect(read(content)).rejects.toThrow(reason);
      const [spans] = await found(content, { 'tag-columns': '2', scheme: 'plain' });
      expect(spans.length).toBeGreaterThan(0);
      expect((await found(content, { 'tag-columns': 'none' }))[0]).toEqual([]);
    });
  });

  describe('several tags in a cell', () => {
    const back = async (content: string) => {
      const first = await records(() => from(content));
      const { files, wrote } = await writeToMemory(conll, first.dataset, first.documents);
      expect((await readSurfaces(conll, files)).sort()).toEqual([...wrote].sort());
      const [[name, bytes]] = [...files] as [[string, Uint8Array]];
      return { ...first, name, written: Buffer.from(bytes).toString() };
    };
    const from = (content: string) => conll.read!(stream(content), { file: 'a.conll' });

    test.each(['^', '|'])('joined by %s they become overlapping spans', async (mark) => {
      const content =
        'University B-ORG\nof I-ORG\nVell I-ORG^B-GPE\nCity I-ORG^I-GPE\nmet O\n\nOna B-PER\nOrvo B-PER^B-ORG\n\n'.replaceAll(
          '^',
          mark,
        );
      const { documents, notes, written } = await back(content);
      expect(documents.flatMap(spansOf)).toEqual([
        'ORG: University of Vell City',
        'GPE: Vell City',
        'PER: Ona',
        'PER: Orvo',
        'ORG: Orvo',
      ]);
      expect(notes[0]!.message).toContain(`several in a cell joined by “${mark}”`);
      expect(written).toBe(content);
    });

    test('tags for successive parts of a token do not become overlapping spans', async () => {
      const content = 'inVell O^B-GPE\nmet O\ntheOrvo O^B-ORG\nCo I-ORG\nandBo I-ORG^O^B-PER\n\n';
      const { documents, written } = await back(content);
      expect(documents.flatMap(spansOf)).toEqual(['GPE: inVell', 'ORG: theOrvo Co andBo', 'PER: andBo']);
      expect(written.split('\n')[0]).toMatch(/\^B-GPE$|^inVell B-GPE$/);
    });

    test('types that contain such a mark are kept whole and reported; the written form is unambiguous', async () => {
      const { documents, notes } = await whole('Ona B-PER|ORG\nmet O\nBo B-PER|ORG\n');
      expect(documents.flatMap(spansOf)).toEqual(['PER|ORG: Ona', 'PER|ORG: Bo']);
      expect(notes).toContain('2 × types that contain “|” or “^” were not split.');
      documents[0]!.spans[0]!.type = 'A|O';
      const { files, wrote, losses } = await writeToMemory(conll, emptyDataset, documents);
      expect(losses.list()).toContainEqual({
        kind: 'blanks and marks within types',
        group: 'changes',
        count: 1,
        examples: ['A|O'],
      });
      expect((await readSurfaces(conll, files)).sort()).toEqual([...wrote].sort());
    });
  });

  describe('CoNLL-U', () => {
    const row = (id: string, form: string, head = '0', misc = '_') =>
      `${id}\t${form}\t_\t_\t_\t_\t${head}\tdep\t_\t${misc}\n`;
    const good = `# sent_id = good\n${row('1', 'Ona', '2')}${row('2', 'ran')}\n`;

    test('tags in MISC as written by Stanza, and other data of tools', async () => {
      const content =
        row('1', 'Ona', '2', 'start_char=0|ner=B-PERSON') +
        row('2', 'Berg', '0', 'ner=E-PERSON|SpaceAfter=No') +
        row('3', ',', '2', 'ner=O') +
        row('4', 'Bo', '2', 'ner=S-PERSON');
      const { documents, notes } = await whole(`${content}\n`);
      expect(documents.flatMap(spansOf)).toEqual(['PERSON: Ona Berg', 'PERSON: Bo']);
      expect(notes[0]).toMatch(/spans from ner= in column 10 \(MISC\), tagged as BIOES/);
      documents[0]!.spans.pop();
      const { files } = await writeToMemory(conll, emptyDataset, documents);
      const cells = Buffer.from(files.get('data.conllu')!)
        .toString()
        .split('\n')
        .map((line) => line.split('\t')[9]);
      expect(cells.slice(0, 4)).toEqual([
        'start_char=0|ner=B-PERSON',
        'SpaceAfter=No|ner=E-PERSON',
        '_',
        '_',
      ]);
    });

    test('a multiword token has its tag on the token or on its words', async () => {
      const range = (of: string, first: string, second: string) =>
        row('1-2', 'duVell', '_', of) + row('1', 'de', '2', first) + row('2', 'Vell', '0', second);
      const token = await whole(`${range('ner=S-GPE', '_', '_')}\n`);
      expect(token.documents.flatMap(spansOf)).toEqual(['GPE: duVell']);
      const words = await whole(`${range('_', '_', 'ner=S-GPE')}\n`);
      expect(words.documents.flatMap(spansOf)).toEqual(['GPE: duVell']);
      words.documents[0]!.spans = [];
      const { files } = await writeToMemory(conll, emptyDataset, words.documents);
      expect(Buffer.from(files.get('data.conllu')!).toString()).not.toContain('ner=');
    });

    test('a file that names its columns is written as CoNLL-U Plus', async () => {
      const content = `# global.columns = ID FORM HEAD MISC NE\n1\tOna\t0\t_\tB-PER\n2\tran\t1\t_\tO\n\n`;
      const { documents } = await whole(content);
      const { files } = await writeToMemory(conll, emptyDataset, documents);
      expect([...files.keys()]).toEqual(['data.conllup']);
      expect(Buffer.from(files.get('data.conllup')!).toString()).toBe(content);
    });

    test.each([
      ['an id twice', row('1', 'Bo') + row('1', 'ran'), 'The id "1" occurs twice, first on line 5.', 6],
      ['an id left out', row('1', 'Bo') + row('3', 'ran'), 'The id of the row is 3, and 2 would be next.', 6],
      ['a sentence that begins with 2', row('2', 'Bo'), 'The id of the row is 2, and 1 would be next.', 5],
      [
        'a head that does not exist',
        row('1', 'Bo', '9'),
        'The head of word 1 is 9, and the sentence has 1 words.',
        5,
      ],
      ['a head that is no number', row('1', 'Bo', 'x'), 'The head of word 1 is "x", no number.', 5],
      ['a word that is its own head', row('1', 'Bo', '1'), 'Word 1 is its own head.', 5],
      [
        'a range after the end',
        row('1-3', 'Bo', '_') + row('1', 'B') + row('2', 'o', '1'),
        'A range ends with 3, and the sentence has 2 words.',
        5,
      ],
      ['a range backwards', row('1-0', 'Bo', '_') + row('1', 'B'), 'The range 1-0 ends before it begins.', 5],
      [
        'an empty node out of order',
        row('1', 'Bo') + row('7.1', 'x', '_'),
        'The empty node is 7.1, and 1.1 would be next.',
        6,
      ],
      [
        'an invalid id',
        row('1', 'Bo') + row('1a', 'x'),
        'The id of the row is "1a", no number of a word.',
        6,
      ],
      ['a missing empty line', good.trimEnd() + '\n' + row('1', 'Bo'), 'The id "1" occurs twice', 8],
    ])('%s leaves out its sentence and reports the line', async (_, bad, reason, line) => {
      const filler = Array.from({ length: 200 }, () => good).join('');
      const content = `${good}${bad}\n${good}${filler}`;
      await expect(read(content)).rejects.toMatchObject({
        message: expect.stringContaining(reason) as string,
        where: { line },
      });
      const faults: Fault[] = [];
      const texts: string[] = [];
      const options = { file: 'a.conllu', leaveOut: (fault: Fault) => faults.push(fault) };
      for await (const item of conll.read!(stream(content), options))
        if (item.kind === 'document') texts.push(item.record.text);
      expect(faults).toMatchObject([{ cost: 'record', where: { file: 'a.conllu', line } }]);
      expect(texts).toEqual([Array.from({ length: 202 }, () => 'Ona ran').join('\n')]);
    });
  });

  test('a bad head is found even in the smallest CoNLL-U file', async () => {
    const row = (id: number, head: string) => `${id}\tw${id}\t_\t_\t_\t_\t${head}\tdep\t_\t_\n`;
    await expect(read(`${row(1, 'x')}${row(2, '0')}\n`)).rejects.toMatchObject({
      message: expect.stringContaining('The head of word 1 is "x", no number.') as string,
      where: { line: 1 },
    });
  });

  test('rows with missing columns or blanks are rejected with their line, and read on request', async () => {
    const content = readFileSync(join(FIXTURES, 'newspaper.bio'), 'utf8');
    await expect(read(content)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/^The row has 1 column, the others have 2: "worden"\. .*ragged to fill/),
      where: { file: 'f.conll', line: 4 },
    });
    const { documents, notes } = await read(content, { ragged: 'fill' });
    expect(documents.map(({ title, url, text }) => [title, url, text])).toEqual([
      ['LUMEN_0001', 'http://news.example/1899/05/02', 'Lumen worden , Die Böhminger kommt'],
      ['LUMEN_0002', '', 'Quill .'],
    ]);
    expect(documents.flatMap(spansOf)).toEqual(['LOC: Lumen', 'PER: Die Böhminger', 'PER: Quill']);
    expect(notes.slice(1)).toEqual([
      '1 × rows with missing columns were filled, outside every span.',
      '1 × tokens that contain spaces were split.',
      '1 × spans that begin without B.',
    ]);
    await roundTrip(join(FIXTURES, 'newspaper.bio'), { ragged: 'fill' });
  });
});

describe('bad input', () => {
  test.each<
    [what: string, content: string | Uint8Array, values: OptionValues, message: RegExp, line: number]
  >([
    ['ragged columns', 'a O\nb NN O\nc O\n', {}, /The row has 3 columns, the others have 2: "b NN O"/, 2],
    ['a column too few', 'a NN O\nb O\nc NN O\n', {}, /The row has 2 columns, the others have 3/, 2],
    ['a token with a blank', 'a\tO\nNew York\tB-LOC\n', {}, /The token "New York" has a blank in it/, 2],
    ['an empty token', 'a\tO\n\tO\nb\tO\n', {}, /The row has no token/, 2],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x61, 0, 0x20, 0, 0x4f, 0]), {}, /The file is UTF-16/, 1],
    [
      'invalid UTF-8',
      new Uint8Array([0x61, 0x20, 0x4f, 0x0a, 0xc3, 0x20, 0x4f, 0x0a]),
      {},
      /not valid UTF-8/,
      2,
    ],
    ['a NUL', 'a O\nb\u0000 O\n', {}, /A NUL character occurs inside the row/, 2],
    ['line ends of old Macs within a row', 'a O\nb\rc O\n', {}, /A carriage return/, 2],
    [
      'a broken tag sequence in strict mode',
      'a O\nb I-X\nc O\nd B-X\n',
      { repair: 'refuse' },
      /break the scheme IOB2/,
      2,
    ],
    ['a missing end tag', 'a B-X\nb O\nc S-X\n', { repair: 'refuse' }, /end without their last letter/, 1],
  ])('%s is rejected with its line', async (_, content, values, message, line) => {
    await expect(read(content, values)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(message),
      where: { file: 'f.conll', line },
    });
  });

  test('I without B is read and reported; in IOB1 spans begin with I', async () => {
    const iob2 = await read('a I-X\nb I-X\n\nc B-X\n');
    expect(iob2.documents.flatMap(spansOf)).toEqual(['X: a b', 'X: c']);
    expect(iob2.notes).toEqual([expect.stringContaining('IOB2'), '1 × spans that begin without B.']);
    const iob1 = await read('a I-X\nb B-X\n\nc I-X\n');
    expect(iob1.notes).toEqual([expect.stringContaining('IOB1')]);
    const forced = await read('a I-X\nb B-X\n', { scheme: 'IOB2', repair: 'join' });
    expect(forced.notes[1]).toBe('1 × spans that begin without B.');
  });

  test('a missing last blank line, a byte order mark and CRLF make no difference', async () => {
    const { documents } = await read('\ufeffLumen\tB-LOC\r\nmet\tO\r\n\r\nQuill\tB-PER');
    expect(documents.map(({ text }) => text)).toEqual(['Lumen met\nQuill']);
    expect(documents.flatMap(spansOf)).toEqual(['LOC: Lumen', 'PER: Quill']);
  });

  test.each(['', '\n\n', '\ufeff', '# only a comment\n'])(
    'the lack of rows in %j is reported',
    async (content) => {
      const { documents, notes } = await read(content);
      expect(documents).toEqual([]);
      expect(notes).toEqual(['The file has no rows.']);
    },
  );

  test('plain text and missing columns are rejected', async () => {
    await expect(read('one\ntwo\nthree\n')).rejects.toThrow(/one column only/);
    await expect(read('a O\n', { 'tag-columns': '3' })).rejects.toThrow(/no column “3”.*There are 2/);
  });

  test('columns, separator and token can be forced', async () => {
    const { documents } = await read('1\tB-NP\tAda\tB-PER\n2\tI-NP\tQuill\tI-PER\n', {
      'tag-columns': '2,column 4',
      'token-column': '3',
    });
    expect(documents.map(spansOf)).toEqual([['NP: Ada Quill', 'PER: Ada Quill']]);
    const none = await read('a B-X\n', { 'tag-columns': 'none' });
    expect(none.documents.flatMap(spansOf)).toEqual([]);
  });

  test('a file without documents is divided outside of spans, which is reported', async () => {
    const { documents, notes } = await read('a O\n\nb B-X\n\nc O\n\nd O\n\ne O\n', {
      'sentences-per-document': 2,
    });
    expect(documents.map(({ text, origin }) => [origin.name, text])).toEqual([
      ['f.conll:1', 'a\nb'],
      ['f.conll:2', 'c\nd'],
      ['f.conll:3', 'e'],
    ]);
    expect(notes[1]).toMatch(/divided after 2 sentences .* 2 times/);
  });

  test('a file without sentence ends is divided outside of spans', async () => {
    const pieces = 'word O\n'.repeat(50_000 - 1);
    const { documents } = await read(utf8(`${pieces}Port B-LOC\nLumen I-LOC\nend O\nmore O\n`));
    expect(documents.map(({ segmentation }) => segmentation?.tokens.length)).toEqual([50_002, 1]);
    expect(documents.map(({ spans }) => spans.length)).toEqual([1, 0]);
  });
});

describe('writing', () => {
  const dataset = emptyDataset;
  const made = async (text: string, spans: [type: string, ...fragments: [number, number][]][]) => {
    const { documents } = await records(async function* (): AsyncGenerator<Incoming> {
      const { incomingDocument, incomingSpan } = await import('../../../shared/formats/incoming.ts');
      const record = incomingDocument(text, { name: 'a.txt' });
      record.spans = spans.map(([type, ...fragments]) => incomingSpan(type, fragments));
      yield { kind: 'document', record, where: {} };
    });
    return documents;
  };
  const rows = async (
    text: string,
    spans: [type: string, ...fragments: [number, number][]][],
    values: OptionValues = {},
  ) => {
    const { files, losses, wrote } = await writeToMemory(conll, dataset, await made(text, spans), values);
    const content = Buffer.from([...files.values()][0]!).toString();
    return {
      tags: content
        .split('\n')
        .flatMap((line) => (line === '' || line.startsWith('# ') ? [] : [line.split('\t')[1]]))
        .join(' '),
      losses: losses.list().map(({ kind, count }) => `${count} ${kind}`),
      wrote,
      content,
    };
  };

  test('the policy keeps one of several overlapping spans and counts the others', async () => {
    // Crossing: A covers "a b", B covers "b c d", C inside it covers "c".
    const text = 'a b c d';
    const spans: [string, [number, number]][] = [
      ['A', [0, 3]],
      ['B', [2, 7]],
      ['C', [4, 5]],
    ];
    expect(await rows(text, spans)).toMatchObject({
      tags: 'O B-B I-B I-B',
      losses: ['2 spans'],
      wrote: ['b c d'],
    });
    expect(await rows(text, spans, { overlaps: 'outermost' })).toMatchObject({ tags: 'B-A I-A B-C O' });
    expect(await rows(text, spans, { overlaps: 'priority', priority: 'C, A' })).toMatchObject({
      tags: 'B-A I-A B-C O',
      losses: ['1 spans'],
    });
  });

  test('spans are widened to tokens and split at their gaps, which is reported', async () => {
    expect(
      await rows('Lumen was there now.', [
        ['A', [2, 9]],
        ['B', [10, 15], [19, 20]],
      ]),
    ).toMatchObject({
      tags: 'B-A I-A B-B O B-B',
      losses: [
        '1 spans widened to whole tokens',
        '1 spans whose fragments became spans of their own',
        '1 exact blanks of texts',
      ],
      wrote: ['Lumen was', 'there', '.'],
    });
    expect(await rows('a b', [['A', [1, 1]], ['B']])).toMatchObject({ tags: 'O O', losses: ['2 spans'] });
  });

  test('guessed sentences are merged for a span that crosses them', async () => {
    const { content } = await rows('Yes. No. Maybe.', [['A', [0, 8]]]);
    expect(content.replace(/^# .*\n/gm, '')).toBe('Yes\tB-A\n.\tI-A\nNo\tI-A\n.\tI-A\n\nMaybe\tO\n.\tO\n\n');
  });

  test('without tag letters, adjacent spans of one type would merge, so the second is reported as lost', async () => {
    expect(
      await rows(
        'a b',
        [
          ['A', [0, 1]],
          ['A', [2, 3]],
        ],
        { scheme: 'plain' },
      ),
    ).toMatchObject({
      tags: 'A O',
      losses: ['1 spans'],
    });
  });

  test.each([[' '], [' ', '\n\t '], [' ', 'Ada met Bo.'], ['Ada met Bo.', ' '], ['']])(
    'documents of white space are read back: %j',
    async (...texts) => {
      const { segmentation: _, ...one } = (await whole('Ada\tO\n')).documents[0]!;
      const documents = texts.map((text, i) => ({ ...one, text, blocks: [], origin: { name: `${i}.txt` } }));
      const { files } = await writeToMemory(conll, emptyDataset, documents);
      const again = await records(() => readFromMemory(conll, files));
      expect(again.documents.map(({ text, origin }) => [origin.name, text.trim()])).toEqual(
        texts.map((text, i) => [`${i}.txt`, text.trim().replace('.', ' .')]),
      );
    },
  );

  test.each(TAG_SCHEMES)('%s: any project is read back as written', async (scheme) => {
    await fc.assert(
      fc.asyncProperty(
        anyDataset,
        fc.constantFrom('longest', 'outermost'),
        async ({ dataset: any, documents }, overlaps) => {
          const values = { scheme, overlaps };
          const { files, wrote, losses } = await writeToMemory(conll, any, documents, values);
          expect((await readSurfaces(conll, files, values)).sort()).toEqual([...wrote].sort());
          const again = await records(() => readFromMemory(conll, files, values));
          expect(again.documents).toHaveLength(documents.length);
          const spans = documents.reduce((sum, document) => sum + document.spans.length, 0);
          const lost = losses.list().find(({ kind }) => kind === 'spans')?.count ?? 0;
          expect(wrote.length).toBeGreaterThanOrEqual(spans - lost);
        },
      ),
      { numRuns: cases(60) },
    );
  });
});

describe('sniffing', () => {
  test.each(filesBelow(FIXTURES).map((path) => [path.slice(FIXTURES.length + 1), path]))(
    '%s is recognised without its name',
    (name, path) => {
      const head = new Uint8Array(readFileSync(path));
      expect(conll.sniff('unnamed', head)).toBeGreaterThanOrEqual(0.5);
      expect(sniffFormat(name, head)?.id).toBe('conll');
    },
  );

  test.each([
    ['prose.txt', 'The minister left.\nIt rained all day, he said.\n'],
    ['a.ann', 'T1\tPER 0 5\tLumen\nR1\tknows Arg1:T1 Arg2:T2\t\n'],
    ['a.csv', 'id,text\n1,a\n'],
    ['a.jsonl', '{"text":"a"}\n'],
    ['a.xml', '<?xml version="1.0"?>\n<a/>\n'],
    ['a.tsv', '#FORMAT=WebAnno TSV 3.3\n\n\n#Text=a\n1-1\t0-1\ta\tB-PER\t\n'],
    ['old.tsv', ' # a.b.C | value\n#id=1\n#text=a\n1-1\ta\tB-PER\n'],
    ['words.tsv', 'dog\tnoun\nrun\tverb\n'],
  ])('%s is another format', (name, content) => {
    expect(conll.sniff(name, utf8(content))).toBe(0);
  });
});

describeCorpus(['ner-conll'], (sources) => {
  const paths = filesBelow(sources).filter((path) =>
    /\.(?:conllu?|bio|iob)$|Telugu-dev\.txt$|val\.txt$/.test(path),
  );

  test.each(paths.map((path) => [path.slice(sources.length + 1), path]))(
    '%s: equals an independent count, and is unchanged after writing and reading',
    { timeout: 60_000 },
    async (_, path) => {
      const { documents, notes } = await roundTrip(path);
      const lines = readFileSync(path, 'utf8')
        .replace(/^\ufeff/, '')
        .split(/\r?\n/);
      const tokens = documents.reduce((sum, { segmentation }) => sum + segmentation!.tokens.length, 0);
      expect(tokens).toBe(plainTokens(lines, path));
      const begins = plainBegins(lines, path);
      if (begins === null) return;
      const spans = documents.reduce((sum, document) => sum + document.spans.length, 0);
      const repaired = notes.reduce(
        (sum, note) => sum + Number(/^(\d+) × spans that begin/.exec(note)?.[1] ?? 0),
        0,
      );
      expect(spans - repaired).toBe(begins);
    },
  );
});

/** Counts the rows of a file, knowing only what a row is. */
function plainTokens(lines: readonly string[], path: string): number {
  const rows = lines.filter((line) => line.trim() !== '' && !line.startsWith('-DOCSTART-'));
  if (path.endsWith('sent-per-line.iob'))
    return rows
      .join(' ')
      .split(' ')
      .filter((token) => token !== '').length;
  if (path.endsWith('.conllu')) {
    // Words within a token count once.
    let until = 0;
    return rows.filter((row) => {
      const [id = ''] = row.split('\t');
      if (id.startsWith('#') || id.includes('.')) return false;
      if (id.includes('-')) return (until = Number(id.split('-')[1])) > 0;
      if (Number(id) <= until && Number(id) > 1) return false;
      until = 0;
      return true;
    }).length;
  }
  return rows.filter((row) => !/^#\t?\s*http/.test(row)).length;
}

/** Counts the tags that begin a span: B or, in IOB1, the first of a run; `null` if tags have no letters. */
function plainBegins(lines: readonly string[], path: string): number | null {
  if (path.endsWith('.conllu')) return 0;
  if (path.includes('Telugu')) return null;
  if (path.includes('/2003/')) return lines.filter((line) => / I-[A-Z]+$/.test(line)).length;
  const nested = path.includes('germeval') || path.endsWith('val.txt');
  const cells = lines.flatMap((line) =>
    nested ? line.split(/[\t ]/).slice(1) : [line.trim().split(/[\t ]/).at(-1) ?? ''],
  );
  if (path.endsWith('sent-per-line.iob')) return lines.join(' ').match(/\|B-/g)?.length ?? 0;
  return cells.filter((cell) => cell.startsWith('B-')).length;
}
