import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { casXmi } from '../../../shared/formats/cas-xmi/index.ts';
import { canWrite, type Incoming } from '../../../shared/formats/define.ts';
import { sniffFormat } from '../../../shared/formats/registry.ts';
import type { DocumentRecord, SpanRecord } from '../../../shared/formats/records.ts';
import { webannoTsv } from '../../../shared/formats/webanno-tsv/index.ts';
import { readCheckedXmi } from '../../support/cas-checker.ts';
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
import { emptyDataset, readAllOf, stream, uidOf, utf8 } from './support.ts';
import { anyStoredDataset } from './uima.ts';
import { cases } from '../../support/slow.ts';

const FIXTURE = join(import.meta.dirname, '../../fixtures/formats/cas-xmi/win.xmi');
const TYPES = readFileSync(join(FIXTURE, '../TypeSystem.xml'), 'utf8');
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

const SOFA =
  '<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="Ann met Bo."/>';
/** Returns a CAS with the text "Ann met Bo." and the given elements; ids from 2 on are members of its view. */
const cas = (inner: string, { sofa = SOFA, members = '2', head = '<?xml version="1.0"?>' } = {}) =>
  `${head}\n<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" ` +
  'xmlns:tcas="http:///uima/tcas.ecore" xmlns:x="http:///x/y.ecore" xmi:version="2.0">\n' +
  `<cas:NULL xmi:id="0"/>\n${inner}\n${sofa}\n<cas:View sofa="1" members="${members}"/>\n</xmi:XMI>`;
const ann = (more = '') => `<x:Name xmi:id="2" sofa="1" begin="0" end="3" ${more}/>`;

async function items(
  content: string | Uint8Array,
  beside: Record<string, string | Uint8Array> = {},
  values = {},
): Promise<Incoming[]> {
  const found: Incoming[] = [];
  const companion = (name: string) =>
    Promise.resolve(beside[name] === undefined ? null : stream(beside[name], 512));
  const options = { file: 'a.xmi', companion, siblings: new Set(['a.xmi', ...Object.keys(beside)]), values };
  for await (const item of casXmi.read!(stream(content, 512), options)) found.push(item);
  return found;
}
async function documentOf(content: string | Uint8Array, beside = {}): Promise<DocumentRecord> {
  const all = await items(content, beside);
  const { documents } = await records(() => from(all));
  expect(documents).toHaveLength(1);
  return documents[0]!;
}
async function* from(all: readonly Incoming[]) {
  yield* await Promise.resolve(all);
}
const declare = (...types: string[]) =>
  `<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>${types.join('')}</types></typeSystemDescription>`;
const type = (name: string, above: string, features: Record<string, string> = {}) =>
  `<typeDescription><name>${name}</name><supertypeName>${above}</supertypeName><features>${Object.entries(
    features,
  )
    .map(
      ([feature, range]) =>
        `<featureDescription><name>${feature}</name><rangeTypeName>${range}</rangeTypeName></featureDescription>`,
    )
    .join('')}</features></typeDescription>`;

describe('a fixture with every feature', () => {
  test('is read as in its .read.json: two texts, one sofa without text', async () => {
    const { documents, notes } = await records(() => readFile(casXmi, FIXTURE));
    const golden: unknown = JSON.parse(readFileSync(FIXTURE.replace('.xmi', '.read.json'), 'utf8'));
    expect(documents.map((document) => picture(document))).toEqual(golden);
    expect(documents.map(({ title, language }) => [title, language])).toEqual([
      ['A win', 'en'],
      ['Ein Sieg', 'de'],
    ]);
    expect(notes.map(({ message }) => message)).toEqual([expect.stringContaining('"scan"')]);
  });

  test('is written as one file with the same structures', async () => {
    const first = await records(() => readFile(casXmi, FIXTURE));
    const { files, losses, wrote } = await writeToMemory(casXmi, first.dataset, first.documents);
    expect(losses.list()).toEqual([]);
    expect([...files.keys()]).toEqual(['win.xmi', 'TypeSystem.xml']);
    const written = readCheckedXmi(text(files.get('win.xmi')));
    const checked = readCheckedXmi(readFileSync(FIXTURE, 'utf8'));
    // The view of a sofa without members is optional; Postil writes it.
    expect({ ...written, views: { ...written.views } }).toEqual(checked);
    expect((await readSurfaces(casXmi, files)).sort()).toEqual([...wrote].sort());
    const again = await records(() => readFromMemory(casXmi, files));
    expect(again.documents.map((document) => picture(document))).toEqual(
      first.documents.map((document) => picture(document)),
    );
  });

  test('keeps its types: ranges, elements, value lists, except unused ones', async () => {
    const { dataset, documents } = await records(() => readFile(casXmi, FIXTURE));
    const { files } = await writeToMemory(casXmi, dataset, documents);
    const plain = (xml: string) =>
      xml
        .replace(/<description\/?>(<\/description>)?|<name>win<\/name>/g, '')
        .replace(/>\s+</g, '><')
        .trim();
    const unused = /<typeDescription><name>postil\.news\.Unused.*?<\/typeDescription>/;
    expect(plain(text(files.get('TypeSystem.xml')))).toBe(plain(TYPES).replace(unused, ''));
  });
});

describe('reading', () => {
  test('text, attributes and offsets: references are resolved, line ends converted', async () => {
    const sofa = SOFA.replace('Ann met Bo.', 'A&#13;&#10;&#128512;&#9;B &amp; &lt;C>');
    const { text: read, spans } = await documentOf(
      cas('<tcas:Annotation xmi:id="2" sofa="1" begin="6" end="7"/>', { sofa }),
    );
    expect(read).toBe('A\n😀\tB & <C>');
    expect(spans[0]!.fragments).toEqual([[5, 6]]);
    expect(read.slice(5, 6)).toBe('B');
  });

  test('there may be several sofas, before or after their annotations', async () => {
    const content = cas(ann(), { sofa: '' }).replace('<cas:NULL', `${SOFA}<cas:NULL`);
    expect((await documentOf(content)).spans).toHaveLength(1);
  });

  test('a type system next to the file identifies numbers and references', async () => {
    const beside = {
      'other.xml': '<html/>',
      'MyTypeSystem.xml': declare(
        type('x.y.Name', 'uima.tcas.Annotation', {
          n: 'uima.cas.Integer',
          friend: 'x.y.Name',
          long: 'uima.cas.Long',
        }),
      ),
    };
    const inner = `${ann('n="3" friend="3" long="9007199254740993"')}<x:Name xmi:id="3" sofa="1" begin="8" end="10"/>`;
    const { spans } = await documentOf(cas(inner, { members: '2 3' }), beside);
    expect(spans[0]!.attributes).toEqual({ n: 3, long: '9007199254740993' });
    expect(spans[0]!.slots.map(({ name, filler }) => [name, filler])).toEqual([
      ['friend', { span: spans[1]!.id }],
    ]);
  });

  test('without a type system everything except links is text, which is reported or rejected', async () => {
    const all = await items(cas(ann('n="3" flag="true"')));
    const [note, document] = all;
    expect(note).toMatchObject({ kind: 'note', message: expect.stringContaining('x.y.Name') });
    expect(document).toMatchObject({ record: { spans: [{ attributes: { n: '3', flag: 'true' } }] } });
    await expect(items(cas(ann()), {}, { 'type-system': 'refused' })).rejects.toThrow(/TypeSystem\.xml/);
  });

  test('a type system that lacks a feature is completed, which is reported', async () => {
    const beside = { 'a.xml': declare(type('x.y.Name', 'uima.tcas.Annotation', { n: 'uima.cas.Integer' })) };
    const [note, document] = await items(cas(ann('n="3" more="7"')), beside);
    expect(note).toMatchObject({ message: expect.stringMatching(/\(a\.xml\).*x\.y\.Name:more/) });
    expect(document).toMatchObject({ record: { spans: [{ attributes: { n: 3, more: '7' } }] } });
  });

  test('a type system may be split by imports, and may declare types in circles', async () => {
    const imports = '<imports><import location="b.xml"/><import location="../x.xml"/></imports>';
    const beside = {
      'a.xml': declare(type('x.y.Loop', 'x.y.Name')).replace('<types>', `${imports}<types>`),
      'b.xml': declare(type('x.y.Name', 'uima.tcas.Annotation', { n: 'uima.cas.Integer' })),
    };
    expect((await documentOf(cas(ann('n="3"')), beside)).spans[0]!.attributes).toEqual({ n: 3 });
    const circle = { 'a.xml': declare(type('x.y.Name', 'x.y.Other'), type('x.y.Other', 'x.y.Name')) };
    await expect(items(cas(ann()), circle)).rejects.toThrow(/no feature "sofa"/);
  });

  test('a file without text is reported in a note', async () => {
    const content = cas('', { sofa: SOFA.replace(/sofaString=".*?"/, 'sofaURI="file:///x"'), members: '' });
    expect((await items(content)).map(({ kind }) => kind)).toEqual(['note']);
  });

  test('a file without a sofa is rejected', async () => {
    const content = '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmi:version="2.0"/>';
    await expect(items(content)).rejects.toThrow(/has no sofa.*Export it again/);
  });
});

describe('encodings', () => {
  const saying = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>`;
  const latin1 = (content: string) => Uint8Array.from(content, (sign) => sign.charCodeAt(0));
  const wide = (content: string, little: boolean, mark: boolean) => {
    const view = new DataView(new ArrayBuffer(2 * content.length));
    for (let i = 0; i < content.length; i++) view.setUint16(2 * i, content.charCodeAt(i), little);
    const bom = little ? [0xff, 0xfe] : [0xfe, 0xff];
    return Uint8Array.from([...(mark ? bom : []), ...new Uint8Array(view.buffer)]);
  };
  const CASES: [string, (content: string) => Uint8Array, string][] = [
    ...['ASCII', 'us-ascii', 'UTF-8'].map((name): (typeof CASES)[number] => [name, utf8, 'Ann']),
    ...['ISO-8859-1', 'latin1', 'windows-1252', 'ISO-8859-15'].map((name): (typeof CASES)[number] => [
      name,
      latin1,
      'Änn',
    ]),
    ['UTF-16', (content) => wide(content, true, true), 'Änn😀'],
    ['UTF-16', (content) => wide(content, false, true), 'Änn😀'],
    ['UTF-16LE', (content) => wide(content, true, false), 'Änn😀'],
    ['UTF-16BE', (content) => wide(content, false, false), 'Änn😀'],
  ];
  test.each(CASES)('%s, in the file and in its type system', async (encoding, bytes, word) => {
    const content = cas(`<x:Name xmi:id="2" sofa="1" begin="0" end="${word.length}" n="3"/>`, {
      head: saying(encoding),
      sofa: SOFA.replace('Ann', word),
    });
    const types =
      saying(encoding) + declare(type('x.y.Name', 'uima.tcas.Annotation', { n: 'uima.cas.Integer' }));
    const file = bytes(content);
    expect(casXmi.sniff('a.xmi', file)).toBe(1);
    const document = await documentOf(file, { 'TypeSystem.xml': bytes(types) });
    expect(document.text).toBe(`${word} met Bo.`);
    // The type system was read, or the number would be a text.
    expect(document.spans).toMatchObject([{ fragments: [[0, word.length]], attributes: { n: 3 } }]);
  });

  test('windows-1252 has quotation marks where ISO-8859-1 has control characters', async () => {
    const content = cas(ann(), { head: saying('ISO-8859-1'), sofa: SOFA.replace('Bo.', '\x84Bo\x93 \x80') });
    expect((await documentOf(latin1(content))).text).toBe('Ann met „Bo“ €');
  });

  test('an unreadable type system is reported, other XML files are ignored', async () => {
    const types = declare(type('x.y.Name', 'uima.tcas.Annotation', { n: 'uima.cas.Integer' }));
    for (const bad of [saying('X-MINE') + types, 'not XML', types.slice(0, 20)]) {
      await expect(items(cas(ann('n="3"')), { 'TypeSystem.xml': bad })).rejects.toMatchObject({
        where: { file: 'TypeSystem.xml' },
      });
      const { spans } = await documentOf(cas(ann('n="3"')), { 'other.xml': bad });
      expect(spans[0]!.attributes).toEqual({ n: '3' });
    }
  });
});

describe('dangling references', () => {
  const NAMES =
    '<x:Name xmi:id="2" sofa="1" begin="0" end="3"/>\n<x:Name xmi:id="3" sofa="1" begin="8" end="10"/>\n' +
    '<x:Name xmi:id="4" sofa="1" begin="4" end="7"/>\n';
  const RELATION = type('x.y.Rel', 'uima.tcas.Annotation', {
    Governor: 'x.y.Name',
    Dependent: 'x.y.Name',
    label: 'uima.cas.String',
  });
  const reread = async (content: string, types: string) => {
    const first = await records(async function* () {
      yield* await items(content, { 'TypeSystem.xml': types });
    });
    const written = await writeToMemory(casXmi, first.dataset, first.documents);
    return {
      ...first,
      written: readCheckedXmi(text(written.files.get('a.xmi'))),
      losses: written.losses.list(),
    };
  };

  test('a relation with a missing or unindexed end does not become a span, and is written again', async () => {
    const content = cas(
      NAMES +
        '<x:Rel xmi:id="20" sofa="1" begin="8" end="10" Governor="2" Dependent="3" label="ok"/>\n' +
        '<x:Rel xmi:id="21" sofa="1" begin="8" end="10" Governor="2" label="no end"/>\n' +
        '<x:Rel xmi:id="22" sofa="1" begin="4" end="7" Governor="2" Dependent="4" label="deleted"/>\n' +
        '<x:Rel xmi:id="23" sofa="1" begin="4" end="7" Governor="2" Dependent="20" label="of a relation"/>',
      { members: '2 3 20 21 22 23' },
    );
    const types = declare(type('x.y.Name', 'uima.tcas.Annotation'), RELATION);
    const { documents, notes, written, losses } = await reread(content, types);
    expect(documents[0]!.spans.map((span) => span.type)).toEqual(['Name', 'Name']);
    expect(documents[0]!.relations).toMatchObject([{ type: 'Rel', attributes: { label: 'ok' } }]);
    expect(notes).toEqual([
      {
        message:
          '3 relations have an end that is missing or is no annotation of the text (Rel): left out, and kept for export as they are.',
        where: { file: 'a.xmi', line: 8 },
      },
    ]);
    expect(losses).toEqual([]);
    expect(written).toEqual(readCheckedXmi(content));
  });

  test('a link without a filler does not hide the others, and is written again', async () => {
    const types = declare(
      type('x.y.Name', 'uima.tcas.Annotation'),
      type('x.y.Link', 'uima.cas.TOP', { role: 'uima.cas.String', target: 'uima.tcas.Annotation' }),
      type('x.y.Act', 'uima.tcas.Annotation', { who: 'uima.cas.FSArray', seen: 'uima.cas.FSArray' }).replace(
        /(<rangeTypeName>uima.cas.FSArray<\/rangeTypeName>)(?=.*seen)/,
        '$1<elementType>x.y.Link</elementType>',
      ),
    );
    const content = cas(
      NAMES +
        '<x:Act xmi:id="9" sofa="1" begin="4" end="7" who="12 11 10 0" seen="2 4"/>\n' +
        '<x:Link xmi:id="10" role="agent"/>\n' +
        '<x:Link xmi:id="11" role="patient" target="3"/>\n<x:Link xmi:id="12" role="agent" target="2"/>',
      { members: '2 3 9' },
    );
    const { documents, notes, written, losses } = await reread(content, types);
    const [first, second, act] = documents[0]!.spans;
    expect(act!.slots.map(({ name, filler }) => [name, filler])).toEqual([
      ['agent', { span: first!.id }],
      ['patient', { span: second!.id }],
      ['seen', { span: first!.id }],
    ]);
    expect(notes.map(({ message }) => message)).toEqual([
      '2 links of Act:who lead to no annotation of the text: not filled, and kept for export as they are.',
      '1 link of Act:seen leads to no annotation of the text: not filled, and kept for export as they are.',
    ]);
    expect(losses).toEqual([]);
    expect(written).toEqual(readCheckedXmi(content));
  });

  test('an annotation without offsets does not get offset 0', async () => {
    const content = cas(
      '<x:Name xmi:id="2" sofa="1" kind="P"/>\n<x:Name xmi:id="3" sofa="1" begin="0" end="0"/>',
      {
        members: '2 3',
      },
    );
    const types = declare(type('x.y.Name', 'uima.tcas.Annotation', { kind: 'uima.cas.String' }));
    const { documents, notes, written } = await reread(content, types);
    expect(documents[0]!.spans.map(({ fragments }) => fragments)).toEqual([[[0, 0]]]);
    expect(notes.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^1 annotation has neither .*\(Name\)/),
    ]);
    expect(written).toEqual(readCheckedXmi(content));
  });
});

describe('bad files are rejected with the line', () => {
  const bomb = Array.from({ length: 20 }, (_, i) => `<!ENTITY e${i + 1} "&e${i};&e${i};">`).join('');
  const doctype = (inner: string) => `<?xml version="1.0"?>\n<!DOCTYPE x [${inner}]>`;
  test.each<[string, string, RegExp, number?]>([
    [
      'an external entity',
      cas(ann('n="&x;"'), { head: doctype('<!ENTITY x SYSTEM "file:///etc/passwd">') }),
      /DOCTYPE/,
      2,
    ],
    ['billion laughs', cas(ann('n="&e20;"'), { head: doctype(`<!ENTITY e0 "ha">${bomb}`) }), /DOCTYPE/, 2],
    ['any DOCTYPE', cas('', { head: '<!DOCTYPE xmi>' }), /DOCTYPE/, 1],
    [
      'a million numeric references',
      cas(ann(`n="${'&#65;'.repeat(1_000_000)}"`)),
      /500000 numeric references/,
    ],
    ['not well-formed', cas(ann().replace('/>', '>')), /Line 7, column \d+: Not well-formed/],
    ['cut off', cas(ann()).slice(0, -30), /Not well-formed/],
    ['an unknown entity', cas(ann('n="&nbsp;"')), /Not well-formed/, 4],
    ['a missing sofa', cas(ann(), { sofa: '' }), /sofa "1", which does not exist/, 4],
    ['a view of a missing sofa', cas('', { sofa: '', members: '' }), /sofa 1, which does not exist/],
    ['a member that is missing', cas(ann(), { members: '2 9' }), /member 9/, 6],
    [
      'a reference to nothing',
      cas(ann('next="9"')),
      /x\.y\.Name:next refers to 9, and there is no structure/,
      4,
    ],
    ['end past the sofa', cas(ann().replace('"3"', '"99"')), /ends at 99.*11 units/, 4],
    ['begin after end', cas(ann().replace('"0"', '"5"')), /starts at 5 and ends before it/, 4],
    ['a negative offset', cas(ann().replace('"0"', '"-1"')), /begin of x\.y\.Name 2 is -1/, 4],
    ['an offset that is no number', cas(ann().replace('"0"', '"zero"')), /"zero", no whole number/, 4],
    [
      'half a character',
      cas(ann().replace('"3"', '"1"'), { sofa: SOFA.replace('Ann', '😀n') }),
      /cuts a character in half/,
      4,
    ],
    ['an id twice', cas(ann() + '\n' + ann()), /2 occurs twice, first on line 4/, 5],
    ['no id', cas('<x:Name sofa="1" begin="0" end="3"/>'), /no xmi:id/, 4],
    ['an id that is no number', cas(ann().replace('"2"', '"two"')), /"two" is no number/, 4],
    ['another namespace', cas(ann()).replace('http:///x/y.ecore', 'http://example.org'), /no type's/, 4],
    ['another XML', '<html><body/></html>', /begins with "html"/, 1],
    ['NUL', cas(ann()).replace('Ann met', 'A\u0000n met'), /NUL/],
    ['a control character', cas(ann('n="&#1;"')), /Not well-formed/],
    [
      'an unknown encoding',
      cas(ann(), { head: '<?xml version="1.0" encoding="X-MINE"?>' }),
      /the encoding "X-MINE", which cannot be read here/,
    ],
    [
      'non-ASCII text declared as ASCII',
      cas(ann('n="é"'), { head: '<?xml version="1.0" encoding="ASCII"?>' }),
      /the encoding "ASCII", but byte 0xc3 is not valid in it/,
    ],
    [
      'bytes that are invalid in its encoding',
      cas(ann('n="é"'), { head: '<?xml version="1.0" encoding="euc-kr"?>' }).replace('é', '€Ā'),
      /the encoding "euc-kr", but has bytes that are not valid in it/,
    ],
  ])('%s', async (_, content, reason, line) => {
    const failure: unknown = await items(content, {
      'TypeSystem.xml': declare(
        type('x.y.Name', 'uima.tcas.Annotation', { n: 'uima.cas.String', next: 'x.y.Name' }),
      ),
    }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'refused', message: expect.stringMatching(reason) });
    expect(failure).toMatchObject({ where: { file: 'a.xmi', ...(line !== undefined && { line }) } });
  });

  test('values that do not fit their range', async () => {
    const types = {
      n: 'uima.cas.Integer',
      f: 'uima.cas.Double',
      b: 'uima.cas.Boolean',
      list: 'uima.cas.FSArray',
    };
    const beside = { 'a.xml': declare(type('x.y.Name', 'uima.tcas.Annotation', types)) };
    for (const bad of ['n="x"', 'f="1,5"', 'b="yes"', 'list="2 x"', 'list="77"'])
      await expect(items(cas(ann(bad)), beside)).rejects.toMatchObject({
        code: 'refused',
        where: { line: 4 },
      });
  });

  test('a type system that is not well-formed, or has a DOCTYPE', async () => {
    const good = declare(type('x.y.Name', 'uima.tcas.Annotation'));
    for (const bad of [good.replace('</types>', ''), good.replace('<types>', '<types><typeDescription/>')])
      await expect(items(cas(ann()), { 'TypeSystem.xml': bad })).rejects.toMatchObject({
        where: { file: 'TypeSystem.xml' },
      });
  });
});

describe('writing', () => {
  const span = (id: number, fragments: [number, number][], more: Partial<SpanRecord> = {}): SpanRecord => ({
    ...{ id: uidOf(id), set: 's', type: 'PERSON', fragments, attributes: {}, untouched: [], slots: [] },
    ...{ entities: [], ...more },
  });
  const write = async (spans: SpanRecord[], of = 'Ann met Bo.') => {
    const [item] = await readAllOf(casXmi, cas('', { members: '' }), 'a.xmi').then((all) =>
      all.filter(({ kind }) => kind === 'document'),
    );
    if (item?.kind !== 'document') throw new Error('no document');
    const { extra: _, ...record } = item.record;
    const document = { ...record, text: of, id: uidOf(99), title: 'T', spans } as unknown as DocumentRecord;
    return writeToMemory(casXmi, emptyDataset, [document]);
  };

  test('types created in Postil get the ranges of the scheme, slots become links as in WebAnno', async () => {
    const slots = [
      { id: uidOf(7), name: 'claimer', rank: 'a0', filler: { span: uidOf(1) }, evidence: [] },
      { id: uidOf(8), name: 'claimer', rank: 'a1', filler: { text: 'they' }, evidence: [] },
    ];
    const { files, losses } = await write([
      span(1, [[0, 3]], { attributes: { 'check-worthy': true } }),
      span(2, [[4, 7]], { type: 'CLAIM', slots }),
    ]);
    const xmi = text(files.get('a.xmi'));
    expect(xmi).toContain('<custom:PERSON xmi:id="3" sofa="1" begin="0" end="3" check_worthy="true"/>');
    expect(xmi).toContain('role="claimer" target="3"');
    expect(xmi).toContain('documentTitle="T"');
    const types = text(files.get('TypeSystem.xml'));
    expect(types).toContain('<elementType>webanno.custom.CLAIMSlotsLink</elementType>');
    expect(types).toContain('<rangeTypeName>uima.cas.Boolean</rangeTypeName>');
    expect(losses.list().map(({ kind, count }) => [kind, count])).toEqual([
      ['slot fillers', 1],
      ['renamed attributes', 1],
    ]);
  });

  test('discontinuous and implicit spans are reported', async () => {
    const apart: [number, number][] = [
      [0, 3],
      [8, 10],
    ];
    const { losses, wrote } = await write([span(1, apart), span(2, [])]);
    expect(losses.list().map(({ kind, count }) => [kind, count])).toEqual([
      ['spans', 1],
      ['discontinuous spans, cut', 1],
    ]);
    expect(wrote).toEqual(['Ann', 'Bo']);
  });

  test('a slot filler split into pieces is linked with all of them', async () => {
    const apart: [number, number][] = [
      [0, 3],
      [8, 10],
    ];
    const slot = { id: uidOf(50), name: 'who', rank: 'a0', filler: { span: uidOf(1) }, evidence: [] };
    const { files, losses } = await write([span(1, apart), span(2, [[4, 7]], { slots: [slot] })]);
    expect(losses.list().map(({ kind, examples }) => [kind, examples[0]])).toEqual([
      ['discontinuous spans, cut', 'PERSON: Ann … Bo'],
      ['discontinuous slot fillers, now one for each piece', 'PERSON.who'],
    ]);
    const { documents } = await records(() => readFromMemory(casXmi, files));
    const read = documents[0]!;
    const words = new Map(read.spans.map(({ id, fragments }) => [id, read.text.slice(...fragments[0]!)]));
    const slots = read.spans.flatMap((each) => each.slots);
    expect(slots.map(({ name, filler }) => [name, 'span' in filler && words.get(filler.span)])).toEqual([
      ['who', 'Ann'],
      ['who', 'Bo'],
    ]);
  });

  test('control characters require XML 1.1; characters that are invalid in XML are reported', async () => {
    const hostile = 'A\u0007\u0085\u2028\u009fB\uffff<&">\n\t';
    const { files, losses } = await write([span(1, [[0, 1]])], hostile);
    const xmi = text(files.get('a.xmi'));
    expect(xmi.startsWith('<?xml version="1.1"')).toBe(true);
    expect(losses.list().map(({ kind }) => kind)).toEqual(['characters that XML cannot hold']);
    const { documents } = await records(() => readFromMemory(casXmi, files));
    expect(documents[0]!.text).toBe(hostile.replace('\uffff', '\ufffd'));
  });

  test('references to a deleted span are removed and reported; a renamed type is new', async () => {
    const { dataset, documents } = await records(() => readFile(casXmi, FIXTURE));
    const [document] = documents;
    const spans = document!.spans
      .filter(({ type: name }) => name !== 'POS')
      .map((each) => (each.type === 'Claim' ? { ...each, type: 'STATEMENT' } : each));
    const { files, losses } = await writeToMemory(casXmi, dataset, [{ ...document!, spans }]);
    const xmi = text(files.get('win.xmi'));
    expect(() => readCheckedXmi(xmi)).not.toThrow();
    expect(xmi).toContain('<custom:STATEMENT ');
    expect(xmi).not.toContain('pos="200"');
    expect(losses.list()).toContainEqual(
      expect.objectContaining({ kind: 'references to data that is not written' }),
    );
  });

  test('values stored as text get the type of their features again; those that do not fit are reported', async () => {
    const { dataset, documents } = await records(() => readFile(casXmi, FIXTURE));
    const asTexts = documents.map((document) => ({
      ...document,
      spans: document.spans.map((each) => ({
        ...each,
        attributes: Object.fromEntries(
          Object.entries(each.attributes).map(([name, value]) => [name, String(value)]),
        ),
      })),
    }));
    const { files, losses } = await writeToMemory(casXmi, dataset, asTexts);
    expect(readCheckedXmi(text(files.get('win.xmi')))).toEqual(readCheckedXmi(readFileSync(FIXTURE, 'utf8')));
    expect(losses.list()).toEqual([]);
    asTexts[0]!.spans.find(({ type: name }) => name === 'Person')!.attributes.age = 'forty';
    const other = await writeToMemory(casXmi, dataset, asTexts);
    expect(other.losses.list()).toEqual([
      {
        kind: 'values that do not fit their feature',
        group: 'changes',
        count: 1,
        examples: ['Person.age: forty'],
      },
    ]);
  });

  test('any dataset is written in valid form and read back unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(anyStoredDataset, async ({ dataset, documents }) => {
        const { files, wrote } = await writeToMemory(casXmi, dataset, documents);
        expect((await readSurfaces(casXmi, files)).sort()).toEqual([...wrote].sort());
        const first = await records(() => readFromMemory(casXmi, files));
        const texts = documents.map((document) => document.text);
        expect(first.documents.map((document) => document.text).sort()).toEqual(texts.sort());
        for (const [name, bytes] of files) if (name.endsWith('.xmi')) readCheckedXmi(text(bytes));
        const second = await writeToMemory(casXmi, first.dataset, first.documents);
        const again = await records(() => readFromMemory(casXmi, second.files));
        const pictures = (list: readonly DocumentRecord[]) =>
          list.map((document) => JSON.stringify(picture(document))).sort();
        expect(pictures(again.documents)).toEqual(pictures(first.documents));
      }),
      { numRuns: cases(150) },
    );
  });
});

test('is distinguished from other XML', () => {
  expect(casXmi.sniff('a.xmi', utf8(cas('')))).toBe(1);
  expect(
    casXmi.sniff('a.xmi', utf8('<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"><uml:Model/>')),
  ).toBeLessThan(0.5);
  for (const other of [TYPES, '<html/>', '{"a": "<xmi:XMI"}'])
    expect(casXmi.sniff('a.xml', utf8(other))).toBe(0);
  expect(canWrite(casXmi)).toBe(true);
  expect(
    casXmi.companions!(
      'a.xmi',
      new Set(['a.xmi', 'a.xml', 'TypeSystem.xml', 'full-typesystem.xml', 'b.xml']),
    ),
  ).toEqual(['a.xml', 'TypeSystem.xml', 'full-typesystem.xml']);
});

describeCorpus([], (folder) => {
  const files = filesBelow(folder).filter((path) => path.endsWith('.xmi'));
  /** The type systems of dkpro-cassis are in another folder. */
  const types: Record<string, string> = {
    'cas_with_array_features.xmi': 'typesystem_with_array_features.xml',
    'cas_with_collections.xmi': 'typesystem_with_collections.xml',
    'cas_with_empty_array_reference.xmi': 'important_dkpro_types.xml',
    'cas_with_reserved_names.xmi': 'typesystem_with_reserved_names.xml',
  };
  async function* read(path: string): AsyncGenerator<Incoming> {
    const beside = types[basename(path)];
    if (beside === undefined || !path.includes('dkpro-cassis')) {
      yield* readFile(casXmi, path);
      return;
    }
    const content = readFileSync(join(path, '../../typesystems', beside));
    yield* casXmi.read!(stream(readFileSync(path), 512), {
      file: basename(path),
      siblings: new Set([beside]),
      companion: (name) => Promise.resolve(name === beside ? stream(content, 512) : null),
    });
  }

  test('files exist', () => {
    expect(files).toHaveLength(60);
  });

  test.each(files.map((path) => [relative(folder, path), path]))('%s', async (_, path) => {
    const raw = readFileSync(path, 'utf8');
    expect(sniffFormat(path, utf8(raw.slice(0, 4096)))?.id).toBe('cas-xmi');
    const checked = readCheckedXmi(raw);
    const refused = /has no sofa|has annotations and no text/;
    for (const reader of [() => read(path), () => readFile(casXmi, path)]) {
      if (checked.texts.length === 0) {
        // A file without text gives no document; if it has annotations, or no sofa, it is rejected.
        const documents = await records(reader).then(
          (read) => read.documents.length,
          (error: unknown) => (refused.test(String(error)) ? 0 : error),
        );
        expect(documents).toBe(0);
        continue;
      }
      const first = await records(reader);
      expect(first.documents.map((document) => document.text)).toEqual(checked.texts);
      // Everything in the file is either in the document or kept with it.
      expect(annotations(first.documents)).toBe(checked.counts.annotations);
      const { files: written, losses, wrote } = await writeToMemory(casXmi, first.dataset, first.documents);
      expect(losses.list()).toEqual([]);
      expect(written.size).toBe(2);
      expect(readCheckedXmi(text([...written.values()][0]))).toEqual(checked);
      const again = await records(() => readFromMemory(casXmi, written));
      expect(again.documents.map((document) => picture(document))).toEqual(
        first.documents.map((document) => picture(document)),
      );
      expect((await readSurfaces(casXmi, written)).sort()).toEqual([...wrote].sort());
    }
  });

  /** INCEpTION's tests have the same annotations as CAS and as TSV, except what TSV cannot store or names differently. */
  const both = files.filter((path) => existsSync(path.replace('.xmi', '.tsv')));
  test('a CAS becomes the same TSV as in INCEpTION', async () => {
    let same = 0;
    for (const path of both) {
      const { dataset, documents } = await records(() => readFile(casXmi, path));
      const { files: written } = await writeToMemory(webannoTsv, dataset, documents);
      const theirs = readFileSync(path.replace('.xmi', '.tsv'), 'utf8').replaceAll(
        'webanno.custom.Span',
        'de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity',
      );
      const [ours, expected] = [readCheckedTsv(text([...written.values()][0])), readCheckedTsv(theirs)];
      if (JSON.stringify(ours) === JSON.stringify(expected)) same++;
    }
    expect([same, both.length]).toEqual([30, 39]);
  });

  test('TSV becomes a CAS with the same annotations, and vice versa', async () => {
    for (const path of both) {
      const { dataset, documents } = await records(() => readFile(webannoTsv, path.replace('.xmi', '.tsv')));
      const { files: written } = await writeToMemory(casXmi, dataset, documents);
      const again = await records(() => readFromMemory(casXmi, written));
      expect(again.documents.map((document) => picture(document))).toEqual(
        documents.map((document) => picture(document)),
      );
    }
  });
});

/** Lists the annotations in the records: spans (tokens that something refers to are counted with the tokens). */
function annotations(documents: readonly DocumentRecord[]): number {
  return documents.reduce((sum, { spans, relations, segmentation, extra }) => {
    const kept = (extra?.['uima-cas'] ?? {}) as {
      metadata?: object;
      structures?: { features: object; sofa?: string }[];
    };
    return (
      sum +
      spans.filter(({ type: name }) => name !== 'Token').length +
      relations.filter(({ type: name }) => !name.endsWith('Chain')).length +
      (segmentation?.tokens.length ?? 0) +
      (segmentation?.sentences.length ?? 0) +
      (kept.metadata ? 1 : 0) +
      (kept.structures ?? []).filter(({ features, sofa }) => sofa !== undefined && 'begin' in features).length
    );
  }, 0);
}
