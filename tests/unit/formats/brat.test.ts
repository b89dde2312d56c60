import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { brat } from '../../../shared/formats/brat/index.ts';
import type { DocumentKept } from '../../../shared/formats/brat/kept.ts';
import { sniffFormat } from '../../../shared/formats/registry.ts';
import type { Incoming, OptionValues } from '../../../shared/formats/define.ts';
import type { DocumentRecord, SpanRecord } from '../../../shared/formats/records.ts';
import { allAttributes } from '../../../shared/formats/foreign.ts';
import type { Entity } from '../../../shared/model/annotation.ts';
import { readableQuote } from '../../../shared/model/fragments.ts';
import { offsetsOf } from '../../../shared/text/offsets.ts';
import { problemsOfBratDocument, checkBratFolder, countLines } from '../../support/brat-checker.ts';
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
import { anyDataset, stream, utf8 } from './support.ts';
import { cases } from '../../support/slow.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/formats/brat');

/** Reads files from memory, by name; files that are not a main file are companions. */
async function read(
  files: Record<string, string>,
  file: string,
  values: OptionValues = {},
  inFolder = false,
) {
  const items: Incoming[] = [];
  const options = {
    file,
    values,
    inFolder,
    siblings: new Set(Object.keys(files)),
    companion: (name: string) => Promise.resolve(name in files ? stream(files[name]!, 5) : null),
  };
  for await (const item of brat.read!(stream(files[file]!, 5), options)) items.push(item);
  return items;
}

const documentOf = (items: readonly Incoming[]) => items.find((item) => item.kind === 'document')!.record;
const notesOf = (items: readonly Incoming[]) =>
  items.flatMap((item) => (item.kind === 'note' ? item.message : []));

describe('reading', () => {
  test('the fixture corpus: spans, events, roles, attributes, relations, groups, notes, entities', async () => {
    const { dataset, documents, notes } = await records(() => readFile(brat, join(fixtures, 'meeting.ann')));
    const [document] = documents;
    const spans = document!.spans.map(({ type, fragments, set }) => [
      type,
      readableQuote(document!.text, fragments),
      set,
    ]);
    // The trigger T7 is also a cue, so it is a span besides the two events that it triggers; T3 and T8 are only events.
    expect(spans).toEqual([
      ['Person', 'Ana 😀 Bell', 'read'],
      ['Organisation', 'Orme Ltd', 'read'],
      ['Meet', 'met', 'read'],
      ['Person', 'Bo', 'read'],
      ['City', 'Vell', 'read'],
      ['Person', 'She', 'read'],
      ['Say', 'said', 'read'],
      ['Say', 'said', 'read'],
      ['Say', 'said', 'read'],
      ['Meet_again', 'talks … dinner', 'read'],
      ['Phrase', 'not\nbe', 'read'],
      ['Person', 'Ana 😀 Bell', 'kim'],
      ['Organisation', 'Orme Ltd', 'kim'],
    ]);
    const name = (id: string) => {
      const span = document!.spans.find((candidate) => candidate.id === id)!;
      return `${span.type} ${readableQuote(document!.text, span.fragments)}`;
    };
    const slots = document!.spans.map((span) =>
      span.slots.map((slot) => [slot.name, 'span' in slot.filler && name(slot.filler.span)]),
    );
    expect(slots.filter((list) => list.length > 0)).toEqual([
      [
        ['Member', 'Person Ana 😀 Bell'],
        ['Member', 'Person Bo'],
        ['Place', 'City Vell'],
      ],
      [
        ['Speaker', 'Person She'],
        ['Content', 'Meet_again talks … dinner'],
        ['Content', 'Meet met'],
        ['Cue', 'Say said'],
      ],
      [['Speaker', 'Person Ana 😀 Bell']],
    ]);
    const attributes = document!.spans
      .map((span) => allAttributes(span))
      .filter((of) => Object.keys(of).length > 0);
    expect(attributes).toEqual([
      { Comment: 'a firm, it seems' },
      { Speculation: true },
      { Confidence: 'Low' },
      { Negation: true },
    ]);
    expect(
      document!.relations.map(({ type, from, to, attributes: of }) => [type, name(from), name(to), of]),
    ).toEqual([
      ['Alias', 'Person Ana 😀 Bell', 'Person She', {}],
      ['Alias', 'Person She', 'Person Bo', {}],
      ['Based_in', 'Organisation Orme Ltd', 'City Vell', { Sure: true }],
    ]);
    expect(
      document!.notes.map(({ body, span, relation }) => [body, span !== undefined, relation !== undefined]),
    ).toEqual([
      ['Who asked\twhom?', true, false],
      ['Not stated.', false, true],
      ['Fictional', true, false],
    ]);
    expect([...(dataset.entities as Iterable<object>)]).toMatchObject([
      { name: 'Vell on Sea', type: 'City', externalIds: [{ authority: 'Wikidata', value: 'Q17' }] },
      { name: 'Orme Ltd', type: 'Organisation', externalIds: [{ authority: 'LEI', value: '99' }] },
    ]);
    expect(document!.extra).toEqual({
      brat: {
        lines: {
          kim: [],
          '': ['*\tEquiv T2', 'A6\tConfidence E3 High', '#4\tDiscussion T1\tkept', 'X1\tsomething else'],
        },
      },
    });
    expect(notes.map(({ message, where }) => [message, where.line])).toEqual([
      ['1 text-bound annotation had line breaks in the text field.', 14],
      [
        '4 lines have data that Postil does not represent; kept unchanged for brat, the first: "*\\u{9}Equiv T2".',
        23,
      ],
      ['Several annotators of one text, a set for each: meeting.ann, meeting_kim.ann.', undefined],
    ]);
  });

  test('annotation.conf becomes the scheme', async () => {
    const items = await read(
      {
        'a.ann': '',
        'a.txt': 'x',
        'annotation.conf': readFileSync(join(fixtures, 'annotation.conf'), 'utf8'),
      },
      'a.ann',
    );
    const header = items.find((item) => item.kind === 'header')!;
    const { types, relations } = header.scheme!;
    expect(types.map(({ name, family, layer }) => [name, family, layer])).toEqual([
      ['Person', 'mention', 'entities'],
      ['City', 'mention', 'entities'],
      ['Country', 'mention', 'entities'],
      ['Organisation', 'mention', 'entities'],
      ['Meet', 'event', 'events'],
      ['Meet_again', 'event', 'events'],
      ['Say', 'event', 'events'],
    ]);
    const slots = (name: string) =>
      types
        .find((type) => type.name === name)!
        .slots.map((slot) => [slot.name, slot.types, slot.many ? 'many' : 'one', slot.required]);
    const member = ['Member', ['Person', 'Organisation'], 'many', true];
    // An abstract type represents all its subtypes.
    const place = ['Place', ['City', 'Country'], 'one', false];
    expect(slots('Meet')).toEqual([member, place]);
    // A type is allowed with the one above it.
    expect(types.flatMap(({ name, parent }) => (parent === undefined ? [] : [[name, parent]]))).toEqual([
      ['Meet_again', 'Meet'],
    ]);
    expect(slots('Meet_again')).toEqual([member, place, ['Before', ['Meet', 'Say'], 'many', false]]);
    expect(slots('Say')[1]).toEqual(['Content', ['Meet', 'Say', 'Organisation'], 'many', true]);
    expect(types[0]!.attributes).toEqual([{ kind: 'boolean', name: 'Named', label: 'Named' }]);
    expect(types[4]!.attributes).toEqual([
      { kind: 'boolean', name: 'Negation', label: 'Negation' },
      { kind: 'choice', name: 'Confidence', label: 'Confidence', options: ['High', 'Low'], default: 'High' },
    ]);
    expect(
      relations.map(({ name, from, to, symmetric, transitive, attributes }) => [
        name,
        from,
        to,
        symmetric && transitive,
        attributes.map((attribute) => attribute.name),
      ]),
    ).toEqual([
      ['Based_in', ['Organisation'], ['City', 'Country'], false, ['Sure']],
      ['Alias', ['Person'], ['Person'], true, ['Sure']],
    ]);
    expect(notesOf(items)).toEqual([]);
  });

  test('unreadable lines of a configuration are reported and left out', async () => {
    const conf =
      '[entities]\nPerson\n[relations]\nKnows Arg1:<GONE>, Arg2:Person\nOwns nonsense\n[spans]\nPlace\n';
    const items = await read({ 'a.ann': '', 'a.txt': 'x', 'annotation.conf': conf }, 'a.ann');
    expect(items.flatMap((item) => (item.kind === 'note' ? [[item.where.line, item.message]] : []))).toEqual([
      [4, 'The line was left out: the macro <GONE> is not defined.'],
      [5, 'The line was left out: its arguments cannot be read.'],
    ]);
    const header = items.find((item) => item.kind === 'header')!;
    expect(header.scheme!.types.map(({ name }) => name)).toEqual(['Person', 'Place']);
  });

  test.each([
    ['Theme Theme2 Theme3', '', ['Theme', 'Theme', 'Theme']],
    ['Org Org1', '', ['Org', 'Org']],
    // The name does not occur without the number, so the number is part of it.
    ['Org1 Org2', '', ['Org1', 'Org2']],
    ['Part Part2', 'Part?:P, Part2?:P', ['Part', 'Part2']],
    ['Theme2', 'Theme*:P', ['Theme']],
    ['Arg1 Arg12', '', ['Arg1', 'Arg1']],
    ['Arg Arg10', '', ['Arg', 'Arg']],
  ])('roles with numbers: %s declared as “%s”', async (roles, declared, slots) => {
    const args = roles.split(' ').map((role) => `${role}:T2`);
    const files = {
      'a.txt': 'do it',
      'a.ann': `T1\tE 0 2\tdo\nT2\tP 3 5\tit\nE1\tE:T1 ${args.join(' ')}\n`,
      ...(declared !== '' && { 'annotation.conf': `[entities]\nP\n[events]\nE ${declared}\n` }),
    };
    const [event] = documentOf(await read(files, 'a.ann')).spans;
    expect(event!.slots.map(({ name }) => name)).toEqual(slots);
  });

  test.each([
    ['one event', 'T1\tA 0 2\tdo\nE1\tA:T1\n', ['A']],
    ['two events of one trigger', 'T1\tA 0 2\tdo\nE1\tA:T1\nE2\tA:T1\n', ['A', 'A']],
    ['two of different types', 'T1\tA 0 2\tdo\nE1\tB:T1\nE2\tA:T1\n', ['B', 'A']],
    ['an event of another type', 'T1\tA 0 2\tdo\nE1\tB:T1\n', ['A', 'B']],
    ['a trigger that is referred to', 'T1\tA 0 2\tdo\nE1\tA:T1\nA1\tX T1\n', ['A', 'A']],
    ['a trigger that is its own argument', 'T1\tA 0 2\tdo\nE1\tA:T1 Cue:T1\n', ['A', 'A']],
    ['a trigger without an event', 'T1\tA 0 2\tdo\n', ['A']],
    [
      'events that are arguments of each other',
      'T1\tA 0 2\tdo\nT2\tB 3 5\tit\nE1\tA:T1 Of:E2\nE2\tB:T2 Of:E1\n',
      ['A', 'B'],
    ],
    ['an event that is an argument of itself', 'T1\tA 0 2\tdo\nE1\tA:T1 Of:E1\n', ['A']],
  ])('%s; the result is the same after writing and reading', async (_, ann, types) => {
    const files = { 'a.txt': 'do it', 'a.ann': ann };
    const first = await records(() => readFrom(files));
    expect(first.documents[0]!.spans.map(({ type }) => type)).toEqual(types);
    const written = await writeToMemory(brat, first.dataset, first.documents);
    expect(text(written.files.get('a.ann'))).toBe(ann);
    const again = await records(() => readFromMemory(brat, written.files));
    expect(again.documents.map((document) => picture(document))).toEqual(
      first.documents.map((document) => picture(document)),
    );
  });

  test.each([
    ['brat', (id: string, target: string) => `Reference ${target} ${id}`],
    ['the shared task of 2013', (id: string, target: string) => `Ref Annotation:${target} Referent:${id}`],
    ['its other order', (id: string, target: string) => `Ref Referent:${id} Annotation:${target}`],
  ])('ids with blanks in normalisations, in the form of %s: two ids are two entities', async (_, line) => {
    const ann =
      'T1\tP 0 3\tOna\nT2\tP 8 10\tBo\n' +
      `N1\t${line('MYDB:AB 1234', 'T1')}\tOna of Ostby\nN2\t${line('MYDB:AB 9999', 'T2')}\tBo of Norra\n`;
    const first = await records(() => readFrom({ 'a.txt': 'Ona met Bo.', 'a.ann': ann }));
    const entities = [...(first.dataset.entities as Iterable<Entity>)];
    expect(entities.map(({ name, externalIds }) => [name, externalIds[0]?.value])).toEqual([
      ['Ona of Ostby', 'AB 1234'],
      ['Bo of Norra', 'AB 9999'],
    ]);
    const [document] = first.documents;
    expect(new Set(document!.spans.flatMap((span) => span.entities)).size).toBe(2);
    expect(first.notes.map(({ message }) => message)).toContain(
      '2 normalisations have ids with a blank, read whole: "MYDB:AB 1234".',
    );
    const { files } = await writeToMemory(brat, first.dataset, first.documents);
    expect(text(files.get('a.ann'))).toMatch(
      / T1 MYDB:AB 1234\tOna of Ostby\n.* T2 MYDB:AB 9999\tBo of Norra\n/,
    );
  });

  test('fragments out of text order are reported and written in their original order', async () => {
    const ann = 'T1\tA 6 8;0 2\tis do\nT2\tA 0 2;3 5\tdo it\nT3\tB 3 5;0 2\tit do\nE1\tB:T3\n';
    const first = await records(() => readFrom({ 'a.txt': 'do it is', 'a.ann': ann }));
    expect(first.documents[0]!.spans.map(({ fragments }) => fragments)).toEqual([
      [
        [0, 2],
        [6, 8],
      ],
      [
        [0, 2],
        [3, 5],
      ],
      [
        [0, 2],
        [3, 5],
      ],
    ]);
    expect(first.notes).toEqual([
      {
        message: expect.stringMatching(/^2 text-bound annotations had fragments in another order/) as string,
        where: { file: 'a.ann', line: 1 },
      },
    ]);
    const written = await writeToMemory(brat, first.dataset, first.documents);
    expect(text(written.files.get('a.ann'))).toBe(ann);
    expect(await readSurfaces(brat, written.files)).toEqual(written.wrote);
    // Spans changed since the import are written in text order.
    first.documents[0]!.spans[0]!.fragments = [
      [3, 5],
      [6, 8],
    ];
    const changed = await writeToMemory(brat, first.dataset, first.documents);
    expect(text(changed.files.get('a.ann'))).toMatch(/^T1\tA 3 5;6 8\tit is\n/);
  });

  test('blanks and tabs at the ends of lines, CRLF, a missing last line end', async () => {
    const ann =
      'T1\tA 0 2 \tdo\t\r\nT2\tB 3 5\tit \r\nR1\tX Arg2:T1 Arg1:T2\t\r\nE1\tA:T1 \r\n\r\nA1\tNeg E1 ';
    const { spans, relations } = documentOf(await read({ 'a.txt': 'do it', 'a.ann': ann }, 'a.ann'));
    expect(spans.map(({ type, attributes }) => [type, attributes])).toContainEqual(['A', { Neg: true }]);
    const types = new Map(spans.map(({ id, type }) => [id, type]));
    expect([types.get(relations[0]!.from), types.get(relations[0]!.to)]).toEqual(['B', 'A']);
  });

  test('text fields with blanks instead of line breaks, without the joining blank, or missing', async () => {
    const files = {
      'a.txt': 'one\ntwo three',
      'a.ann': 'T1\tA 0 7\tone two\nT2\tA 0 3;8 13\tonethree\nT3\tA 4 7\nT4\tA 4 7;7 13\ttwo  three\n',
    };
    const items = await read(files, 'a.ann');
    expect(documentOf(items).spans.map(({ fragments }) => fragments)).toEqual([
      [[0, 7]],
      [
        [0, 3],
        [8, 13],
      ],
      [[4, 7]],
      [[4, 13]],
    ]);
    expect(notesOf(items)).toEqual([
      '1 text-bound annotation joined their fragments without a blank, as brat did before version 1.3.',
      '1 text-bound annotation had no text; it was taken from the article.',
      '1 text-bound annotation had fragments that touch; they became one.',
    ]);
  });

  test.each([
    ['codepoint', 'T1\tA 2 4\tab\n', null],
    ['utf-16', 'T1\tA 3 5\tab\n', /UTF-16 code units, not code points as usual/],
    ['byte', 'T1\tA 5 7\tab\n', /byte counts, not code points as usual/],
  ])('the unit is detected and reported: %s', async (unit, ann, told) => {
    const files = { 'a.txt': '😀 ab', 'a.ann': ann };
    for (const values of [{}, { 'offset-unit': unit }] as OptionValues[]) {
      const items = await read(files, 'a.ann', values);
      expect(documentOf(items).spans[0]!.fragments).toEqual([[3, 5]]);
      const expected = told === null || 'offset-unit' in values ? [] : [expect.stringMatching(told)];
      expect(notesOf(items)).toEqual(expected);
    }
  });

  test('other ways of counting line ends and byte order marks are detected from the quotes', async () => {
    const counted = await read({ 'a.txt': 'x\r\nab', 'a.ann': 'T1\tA 3 5\tab\n' }, 'a.ann');
    expect(documentOf(counted).spans[0]!.fragments).toEqual([[2, 4]]);
    const changed = await read({ 'a.txt': 'x\r\nab', 'a.ann': 'T1\tA 2 4\tab\n' }, 'a.ann');
    expect(documentOf(changed).spans[0]!.fragments).toEqual([[2, 4]]);
    expect(notesOf(changed)).toEqual([
      '1 line end (CRLF or CR) became LF.',
      'Offsets count CRLF as one character.',
    ]);
    const marked = await read({ 'a.txt': '\ufeffx ab', 'a.ann': 'T1\tA 3 5\tab\n' }, 'a.ann');
    expect(documentOf(marked)).toMatchObject({ text: 'x ab', spans: [{ fragments: [[2, 4]] }] });
    expect(notesOf(marked)).toEqual(['Offsets count the byte order mark.']);
  });

  test('notes on deleted annotations, as in LitBank, are reported and kept', async () => {
    const items = await read({ 'a.txt': 'ab', 'a.ann': '#1\tAnnotatorNotes T9\thm\n' }, 'a.ann');
    expect(notesOf(items)[0]).toBe('#1 is a note on T9, which is not there: "hm".');
    expect(documentOf(items).extra).toEqual({ brat: { lines: { '': ['#1\tAnnotatorNotes T9\thm'] } } });
  });

  test('the .a1 and .a2 files of the shared tasks are one document', async () => {
    const files = {
      'a.txt': 'do it',
      'a.a1': 'T1\tP 3 5\tit\n',
      'a.a2': 'T2\tE 0 2\tdo\nE1\tE:T2 Theme:T1\n*\tEquiv T1 T2\nM1\tNegation E1\n',
    };
    expect(brat.companions!('a.a1', new Set(Object.keys(files)))).toEqual(['a.txt', 'a.a2']);
    const { spans } = documentOf(await read(files, 'a.a1'));
    expect(spans.map(({ type, attributes }) => [type, attributes])).toEqual([
      ['P', {}],
      ['E', {}],
      ['E', { Negation: true }],
    ]);
  });

  test('several annotators of one text are imported with the first file', async () => {
    const names = new Set([
      'doc.txt',
      'doc_ann.ann',
      'doc_bob.ann',
      'doc_bob_2.txt',
      'doc_bob_2.ann',
      'annotation.conf',
    ]);
    expect(brat.companions!('doc_ann.ann', names)).toEqual(['doc.txt', 'doc_bob.ann', 'annotation.conf']);
    expect(brat.companions!('doc_bob.ann', names)).toEqual(['doc.txt', 'annotation.conf']);
    expect(brat.companions!('doc_bob_2.ann', names)).toEqual(['doc_bob_2.txt', 'annotation.conf']);
    const files = { 'doc.txt': 'ab', 'doc_ann.ann': 'T1\tA 0 1\ta\n', 'doc_bob.ann': 'T1\tA 1 2\tb\n' };
    const record = documentOf(await read(files, 'doc_ann.ann'));
    expect(record.origin.name).toBe('doc.txt');
    expect(record.spans.map(({ set, fragments }) => [set, fragments])).toEqual([
      ['ann', [[0, 1]]],
      ['bob', [[1, 2]]],
    ]);
    expect(documentOf(await read(files, 'doc_bob.ann')).spans).toHaveLength(1);
  });
});

describe('recognising files', () => {
  test.each([
    ['a.ann', 'T1\tPerson 0 3\tAna\n', 'brat'],
    ['a.ann', 'R1\tX Arg1:T1 Arg2:T2\n', 'brat'],
    ['a.ann', '', 'brat'],
    ['a.dat', 'T1\tPerson 0 3;5 6\tAna b\n', 'brat'],
    // LitBank also uses .ann for tables of quotations.
    ['a.ann', 'QUOTE\tQ1\t2\t29\t4\t5\twords\n', undefined],
    ['a.ann', '{"a":1}', undefined],
    ['a.txt', 'T1 is a tram line.', 'txt'],
  ])('%s: %j is %s', (name, head, id) => {
    expect(sniffFormat(name, utf8(head))?.id).toBe(id);
  });
});

describe('rejected input, with its line', () => {
  const TEXT = 'Ana met Bo.';
  const T1 = 'T1\tPerson 0 3\tAna\n';
  test.each([
    [
      'an end after the text',
      'T1\tPerson 8 99\tBo\n',
      1,
      'T1 (Person) ends at 99, but the text has 11 units.',
    ],
    [
      'a start after the end',
      'T1\tPerson 3 0\tAna\n',
      1,
      'T1 (Person) starts at 3 and ends before it, at 0.',
    ],
    ['a negative offset', 'T1\tPerson -1 3\tAna\n', 1, 'T1 (Person) starts at -1, before the text.'],
    [
      'a text that differs from the covered text',
      `${T1}T2\tPerson 8 10\tBob\n`,
      2,
      'T2 (Person) gives its text as "Bob", but its offsets cover "Bo".',
    ],
    ['overlapping fragments', 'T1\tPerson 0 3;2 5\tAna a m\n', 1, 'The fragments of T1 (Person) overlap.'],
    ['a relation to nothing', `${T1}R1\tKnows Arg1:T1 Arg2:T9\n`, 2, 'R1 refers to T9, which is not there.'],
    ['a relation with one end', `${T1}R1\tKnows Arg1:T1\n`, 2, 'Relation R1 has 1 arguments: "Arg1:T1".'],
    ['a relation to a relation', `${T1}R1\tK Arg1:T1 Arg2:R1\n`, 2, 'R1 refers to R1, which is a relation.'],
    [
      'an argument that does not exist',
      `${T1}E1\tPerson:T1 Theme:T9\n`,
      2,
      'E1, Theme refers to T9, which is not there.',
    ],
    ['a trigger that is not there', 'E1\tMeet:T9\n', 1, 'Event E1 has the trigger T9, which is not there.'],
    [
      'a trigger that is an event',
      `${T1}E1\tPerson:T1\nE2\tPerson:E1\n`,
      3,
      'Event E2 has the trigger E1, which is an event.',
    ],
    ['an event without a trigger', 'E1\tMeet\n', 1, 'Event E1 has no “TYPE:TRIGGER” but "Meet".'],
    ['an attribute of nothing', 'A1\tNegation E9\n', 1, 'A1 refers to E9, which is not there.'],
    [
      'a group with a member that does not exist',
      `${T1}*\tEquiv T1 T9\n`,
      2,
      'A group Equiv refers to T9, which is not there.',
    ],
    ['the same id twice', `${T1}${T1}`, 2, 'The id T1 occurs twice, first on line 1.'],
    [
      'attributes in a circle',
      'A1\tN A2\nA2\tN A1\n',
      1,
      'Attributes belong to each other in a circle: A1 → A2 → A1.',
    ],
    ['blanks for TABs', `${T1}T2 Person 8 10 Bo\n`, 2, 'There is a space after the id where brat has a TAB.'],
    ['TABs for blanks', 'T1\tPerson\t0\t3\tAna\n', 1, 'T1 has no “TYPE START END” but "Person".'],
    [
      'a line that is not an annotation',
      'R1\tK\n'.replace('R1\t', 'hello '),
      1,
      'This is no annotation of brat: "hello K".',
    ],
    [
      'an invisible name',
      'T1\t\u202ePerson 0 3\tAna\n',
      1,
      '"\\u{202e}Person" cannot be a name: it has 1 to 200 visible characters.',
    ],
    [
      'a reserved name',
      'A1\t__proto__ T1\n',
      1,
      '"__proto__" cannot be a name: it has 1 to 200 visible characters.',
    ],
  ])('%s', async (_, ann, line, reason) => {
    await expect(read({ 'a.txt': TEXT, 'a.ann': ann }, 'a.ann')).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(
        new RegExp(`^${reason.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`),
      ) as string,
      where: { file: 'a.ann', line },
    });
  });

  test('annotations without a text are rejected if named, left out with a note in a folder', async () => {
    const files = { 'a.ann': T1, 'b.txt': TEXT };
    await expect(read(files, 'a.ann')).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/no a\.txt\..*same folder/) as string,
      where: { file: 'a.ann' },
    });
    const items = await read(files, 'a.ann', {}, true);
    expect(items).toEqual([
      {
        kind: 'note',
        message: 'Left out: there is no text beside these annotations.',
        where: { file: 'a.ann' },
      },
    ]);
  });

  test('an offset inside a character, with a forced unit', async () => {
    const files = { 'a.txt': '😀 ab', 'a.ann': 'T1\tA 1 2\tx\n' };
    await expect(read(files, 'a.ann', { 'offset-unit': 'utf-16' })).rejects.toThrow(
      /cuts a character in half/,
    );
  });

  test('chains of 20,000 events do not overflow the stack', async () => {
    const events = Array.from({ length: 20_000 }, (_, i) => `E${i + 1}\tM:T1 Of:E${i + 2}\n`);
    const ann = `T1\tM 0 3\tAna\n${events.join('')}E20001\tM:T1\n`;
    expect(documentOf(await read({ 'a.txt': TEXT, 'a.ann': ann }, 'a.ann')).spans).toHaveLength(20_001);
  });
});

describe('writing', () => {
  test('the fixture corpus is written line for line, in a different order', async () => {
    const { dataset, documents } = await records(() => readFrom(folder()));
    const { files, losses } = await writeToMemory(brat, dataset, documents);
    const lines = (content: string) => content.split('\n').filter((line) => line !== '');
    const written = lines(text(files.get('meeting.ann')));
    const source = folder()['meeting.ann']!.replace('not\nbe', 'not be');
    const changed = new Set(
      // Line breaks as fragments; roles of relations and names of the shared task in the notation of brat.
      ['T9\tPhrase 77 83\tnot be', 'N3\tReference Annotation:T2 Referent:LEI:99'].concat(
        'E1\tMeet:T3 Member:T1 Member2:T4 Place:T5 ',
        'R1\tBased_in Arg1:T2 Arg2:T5\t',
      ),
    );
    expect(written.filter((line) => !lines(source).includes(line))).toEqual([
      'T9\tPhrase 77 80;81 83\tnot be',
      'E1\tMeet:T3 Member:T1 Member2:T4 Place:T5',
      'R1\tBased_in Arg1:T2 Arg2:T5',
      'N3\tReference T2 LEI:99\t',
    ]);
    expect(lines(source).filter((line) => !written.includes(line) && !changed.has(line))).toEqual([]);
    expect(losses.list()).toEqual([
      {
        kind: 'spans over line ends, now with a fragment for each line',
        count: 1,
        group: 'changes',
        examples: ['Phrase: not\nbe'],
      },
      {
        kind: 'values that annotation.conf cannot declare',
        count: 1,
        group: 'changes',
        examples: ['Comment: a firm, it seems'],
      },
    ]);
  });

  test('the configuration contains the scheme and what else was written', async () => {
    const first = await records(() => readFrom(folder()));
    const { files } = await writeToMemory(brat, first.dataset, first.documents);
    expect(
      text(files.get('annotation.conf'))
        .split('\n')
        .filter((line) => line !== ''),
    ).toEqual([
      '[entities]',
      'Person',
      'City',
      'Country',
      'Organisation',
      'Phrase',
      // The trigger that is also a cue.
      'Say',
      '[relations]',
      'Based_in\tArg1:Organisation, Arg2:City|Country',
      'Alias\tArg1:Person, Arg2:Person, <REL-TYPE>:symmetric-transitive',
      '[events]',
      'Meet\tMember+:Person|Organisation, Place?:City|Country',
      '\tMeet_again\tMember+:Person|Organisation, Place?:City|Country, Before*:Meet|Meet_again|Say',
      'Say\tSpeaker:Person|Organisation, Content+:Meet|Meet_again|Say|Organisation, Cue?:Say',
      '[attributes]',
      'Named\tArg:Person|City|Country|Organisation',
      'Negation\tArg:Meet|Meet_again|Say',
      'Confidence\tArg:Meet|Meet_again|Say, Value:High|Low',
      'Speculation\tArg:Meet',
      'Sure\tArg:Based_in|Alias',
    ]);
    const again = await records(() => readFromMemory(brat, files));
    const shapes = ({ dataset: { scheme } }: typeof first) =>
      scheme!.types.map(({ name, family, slots, attributes }) => ({ name, family, slots, attributes }));
    const by = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    const plain = (of: typeof first) =>
      // Defaults are not written; free text has no list of values.
      JSON.stringify(shapes(of).sort(by))
        .replaceAll('"default":"High",', '')
        .replaceAll(',"default":"High"', '');
    expect(JSON.parse(plain(again))).toEqual(JSON.parse(plain(first)));
  });

  test('a written corpus is valid by the rules of brat and the same when read again', async () => {
    const first = await records(() => readFrom(folder()));
    // Already in fragments, because spans in brat never cross a line end.
    for (const document of first.documents)
      for (const span of document.spans)
        if (span.type === 'Phrase')
          span.fragments = [
            [78, 81],
            [82, 84],
          ];
    const written = await writeToMemory(brat, first.dataset, first.documents);
    const again = await records(() => readFromMemory(brat, written.files));
    const pictures = ({ documents, dataset }: typeof first) =>
      documents.map((document) => picture(document, { entities: dataset.entities }));
    expect(pictures(again)).toEqual(pictures(first));
    expect(again.documents.map(({ extra }) => extra)).toEqual(first.documents.map(({ extra }) => extra));
    const problems = checkBratFolder(written.files).problems.filter(
      (problem) => !problem.includes('unknown kind X1'),
    );
    expect(problems).toEqual([]);
  });

  test('lines kept for one annotator are not written with the set of another', async () => {
    const files = {
      'd.txt': 'ab',
      'd.ann': 'T1\tA 0 1\ta\n*\tEquiv T1\n',
      'd_kim.ann': 'T1\tA 1 2\tb\n',
      'd_lee.ann': 'T1\tA 1 2\tb\nX1\tmore\n',
    };
    const { dataset, documents } = await records(() => readFrom(files), 'main');
    const written = async (set: string) => {
      const of = documents.map((document) => ({
        ...document,
        spans: document.spans.filter((span) => span.set === set),
      }));
      return text((await writeToMemory(brat, dataset, of)).files.get('d.ann'));
    };
    expect(await written('main')).toBe(files['d.ann']);
    expect(await written('kim')).toBe(files['d_kim.ann']);
    expect(await written('lee')).toBe(files['d_lee.ann']);
  });

  test('annotations created and changed in Postil: new ids differ from old ones, broken groups are handled', async () => {
    const files = {
      'a.txt': 'a b c d',
      'a.ann':
        'T2\tP 0 1\ta\nT3\tP 2 3\tb\nT4\tP 4 5\tc\n*\tSame T2 T3 T4\nA1\tX T2\n#9\tOther T4\tabout c\nA7\tX T2\n',
    };
    const { dataset, documents } = await records(() => readFrom(files));
    const [document] = documents;
    const [a, b, c] = document!.spans as [SpanRecord, SpanRecord, SpanRecord];
    // Remove the last one and its link; add a new one with a link.
    const { extra: _, ...made } = {
      ...c,
      fragments: [[6, 7]] as [number, number][],
      id: '01890000-0000-7000-8000-00000000ffff' as typeof c.id,
    };
    document!.spans = [a, b, made];
    document!.relations = [
      document!.relations[0]!,
      {
        ...document!.relations[1]!,
        extra: {},
        id: '01890000-0000-7000-8000-00000000fffe' as typeof c.id,
        to: made.id,
      },
    ];
    const written = await writeToMemory(brat, dataset, documents);
    expect(text(written.files.get('a.ann')).split('\n')).toEqual([
      'T2\tP 0 1\ta',
      'T3\tP 2 3\tb',
      'T1\tP 6 7\td',
      'R1\tSame Arg1:T3 Arg2:T1',
      '*\tSame T2 T3',
      'A1\tX T2',
      'A7\tX T2',
      '',
    ]);
    expect(written.losses.list()).toContainEqual({
      kind: 'lines of brat about missing annotations',
      count: 1,
      group: 'changes',
      examples: ['#9\tOther T4\tabout c'],
    });
  });

  test('any project: valid for brat, losses reported, the same when read again', async () => {
    await fc.assert(
      fc.asyncProperty(anyDataset, async ({ dataset, documents: made }) => {
        const documents = made.map((document, i) => ({ ...document, origin: { name: `${i}.txt` } }));
        fc.pre(documents.every(({ text: of }) => /[^\ufeff]/.test(of)));
        fc.pre(documents.every(({ text: of }) => [...of.matchAll(/\u0007/g)].length < 8));
        const { files, losses, wrote } = await writeToMemory(brat, dataset, documents);
        expect(checkBratFolder(files).problems).toEqual([]);
        expect((await readSurfaces(brat, files)).sort()).toEqual([...wrote].sort());
        const again = await records(() => readFromMemory(brat, files));
        const lost = new Map(losses.list().map(({ kind, count }) => [kind, count]));
        const spans = documents.flatMap((document) => document.spans);
        const readSpans = again.documents.flatMap((document) => document.spans);
        expect(readSpans.length + (lost.get('spans') ?? 0)).toBe(spans.length);
        const names = new Map([['X.y-z', 'X_y-z']]);
        const types = (list: DocumentRecord['spans']) =>
          list.map(({ type }) => names.get(type) ?? type).sort();
        expect(types(readSpans)).toEqual(types(spans.filter(({ fragments }) => fragments.length > 0)));
        const count = (list: DocumentRecord[], of: (document: DocumentRecord) => number) =>
          list.reduce((sum, document) => sum + of(document), 0);
        const written = (document: DocumentRecord) =>
          document.spans.filter(({ fragments }) => fragments.length > 0);
        const slots = (document: DocumentRecord) =>
          written(document).reduce((sum, span) => sum + span.slots.length, 0);
        const slotsLost = ['are no spans', 'are not written'].reduce(
          (sum, what) => sum + (lost.get(`slot fillers that ${what}`) ?? 0),
          0,
        );
        expect(count(again.documents, slots) + slotsLost).toBe(count(documents, slots));
        expect(
          count(again.documents, ({ relations }) => relations.length) +
            (lost.get('relations whose ends are not written') ?? 0),
        ).toBe(count(documents, ({ relations }) => relations.length));
        expect(
          count(again.documents, ({ notes }) => notes.length) +
            (lost.get('notes on documents') ?? 0) +
            (lost.get('notes on annotations that are not written') ?? 0),
        ).toBe(count(documents, ({ notes }) => notes.length));
        for (const [i, document] of documents.entries()) expectSameText(document, again.documents[i]!);
      }),
      { numRuns: cases(200) },
    );
  });

  /** If no span crosses a line end, positions do not change. */
  function expectSameText(before: DocumentRecord, after: DocumentRecord): void {
    expect(after.text).toBe(before.text.replace(/^\ufeff+/, '').replace(/\r\n?/g, '\n'));
    if (/[\n\r\u2028\u0085\ufeff]/.test(before.text)) return;
    const names = new Map([['X.y-z', 'X_y-z']]);
    const places = ({ spans }: DocumentRecord) =>
      spans
        .filter(({ fragments }) => fragments.length > 0)
        .map((span) => {
          const texts = Object.entries(allAttributes(span)).map(([name, value]) => [
            name,
            typeof value === 'number' ? String(value) : value,
          ]);
          return JSON.stringify([names.get(span.type) ?? span.type, span.fragments, texts]);
        })
        .sort();
    expect(places(after)).toEqual(places(before));
  }

  test.each(['codepoint', 'utf-16', 'byte'])('offsets in the requested unit: %s', async (unit) => {
    const { dataset, documents } = await records(() =>
      readFrom({ 'a.txt': '😀é ab', 'a.ann': 'T1\tA 3 5\tab\n' }),
    );
    const values = { 'offset-unit': unit };
    const { files } = await writeToMemory(brat, dataset, documents, values);
    const offsets = offsetsOf('😀é ab', unit as 'byte');
    expect(text(files.get('a.ann'))).toBe(`T1\tA ${offsets.fromUtf16(4)} ${offsets.fromUtf16(6)}\tab\n`);
    expect(await readSurfaces(brat, files, values)).toEqual(['ab']);
  });
});

describeCorpus(['brat'], (root) => {
  const sources = readdirSync(root);
  test('files exist', () => {
    expect(sources).not.toEqual([]);
  });

  test.each(sources)('%s: everything is read and written again without errors', async (source) => {
    const files = filesBelow(join(root, source)).filter((file) => file.endsWith('.ann'));
    const mains = files.filter((file) => {
      const siblings = new Set(readdirSync(dirname(file)));
      return ![...siblings].some((other) => brat.companions!(other, siblings).includes(basename(file)));
    });
    const total: Record<string, [read: number, counted: number]> = {};
    for (const file of mains) {
      const first = await records(() => readFile(brat, file));
      const [document] = first.documents;
      const folder = dirname(file);
      const read = [basename(file), ...brat.companions!(basename(file), new Set(readdirSync(folder)))].filter(
        (name) => name.endsWith('.ann'),
      );
      const anns = read.map((name) => readFileSync(join(folder, name), 'utf8'));
      const counts = await countsOf(document!, first.dataset, anns);
      for (const [kind, [of, counted]] of Object.entries(counts)) {
        const before = total[kind] ?? [0, 0];
        total[kind] = [before[0] + of, before[1] + counted];
      }
      expect
        .soft(counts, file)
        .toEqual(
          Object.fromEntries(Object.entries(counts).map(([kind, [, counted]]) => [kind, [counted, counted]])),
        );
      for (const set of new Set(document!.spans.map((span) => span.set))) {
        const only = { ...document!, spans: document!.spans.filter((span) => span.set === set) };
        only.relations = document!.relations.filter((relation) => relation.set === set);
        const kept = new Set(only.spans.map(({ id }) => id));
        const relations = new Set(only.relations.map(({ id }) => id));
        only.notes = only.notes.filter(
          (note) => (note.span && kept.has(note.span)) || (note.relation && relations.has(note.relation)),
        );
        const written = await writeToMemory(brat, first.dataset, [only]);
        expect(checkBratFolder(written.files).problems, file).toEqual([]);
        const again = await records(() => readFromMemory(brat, written.files), set);
        const options = { entities: first.dataset.entities };
        expect(picture(again.documents[0]!, { entities: again.dataset.entities }), file).toEqual(
          picture(only, options),
        );
        const dangling = Object.values(
          (document!.extra?.brat as DocumentKept | undefined)?.lines ?? {},
        ).flat();
        const lost = written.losses.list().filter(({ kind }) => !kind.startsWith('values that'));
        // One of LitBank's notes refers to a deleted annotation.
        expect(
          lost.reduce((sum, { count }) => sum + count, 0),
          file,
        ).toBe(dangling.length);
      }
    }
    console.log(
      `brat/${source}: ${mains.length} documents; ` +
        Object.entries(total)
          .map(([kind, [read, counted]]) => `${kind} ${read} read of ${counted}`)
          .join(', '),
    );
  });

  test('the source files pass the checker if they are canonical', () => {
    const folder = join(root, 'nlplab-brat-examples', 'tutorials', 'news');
    for (const file of filesBelow(folder).filter((name) => name.endsWith('.ann'))) {
      const [ann, of] = [file, file.replace(/\.ann$/, '.txt')].map((name) => readFileSync(name, 'utf8'));
      expect(problemsOfBratDocument({ name: file, text: of!, ann: ann! }, null)).toEqual([]);
    }
  });

  /** Compares what was read with a simple count of lines, for each annotator. */
  async function countsOf(
    { spans, relations, notes, extra }: DocumentRecord,
    dataset: { entities: Iterable<object> | AsyncIterable<object> },
    anns: readonly string[],
  ) {
    const counted: Record<string, number> = {};
    let triggers = 0;
    let links = 0;
    for (const ann of anns) {
      for (const [kind, count] of Object.entries(countLines(ann)))
        counted[kind] = (counted[kind] ?? 0) + count;
      triggers += new Set([...ann.matchAll(/^E\d+\t\S+?:(T\d+)/gm)].map(([, id]) => id)).size;
      for (const [, members] of ann.matchAll(/^\*\t\S+ (.*)$/gm))
        links += members!.trim().split(/\s+/).length - 1;
    }
    const of = (kind: string) => counted[kind] ?? 0;
    const attributes = [...spans, ...relations].reduce(
      (sum, each) => sum + Object.keys(allAttributes(each)).length,
      0,
    );
    const kept = Object.values((extra?.brat as DocumentKept | undefined)?.lines ?? {}).flat();
    const named: object[] = [];
    for await (const entity of dataset.entities) named.push(entity);
    return {
      // The trigger of an event is not a separate span in any of these.
      spans: [spans.length, of('T') + of('E') - triggers],
      relations: [relations.length, of('R') + links],
      attributes: [attributes, of('A')],
      slots: [
        spans.reduce((sum, span) => sum + span.slots.length, 0),
        anns
          .flatMap((ann) => [...ann.matchAll(/^E\d+\t(.*)$/gm)])
          .reduce((sum, [, data]) => sum + data!.trim().split(/\s+/).length - 1, 0),
      ],
      notes: [notes.length + kept.filter((line) => line.startsWith('#')).length, of('#')],
      normalisations: [spans.reduce((sum, span) => sum + span.entities.length, 0), of('N')],
    } satisfies Record<string, [number, number]>;
  }
});

function folder(): Record<string, string> {
  return Object.fromEntries(
    ['meeting.ann', 'meeting.txt', 'annotation.conf'].map((name) => [
      name,
      readFileSync(join(fixtures, name), 'utf8'),
    ]),
  );
}

function readFrom(files: Record<string, string>) {
  return readFromMemory(brat, new Map(Object.entries(files).map(([name, content]) => [name, utf8(content)])));
}

function text(bytes: Uint8Array | undefined): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
