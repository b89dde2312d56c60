import { blocksOf } from '../../../shared/guideline/markdown.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hueColour, hueOfColour } from '../../../shared/model/hue.ts';
import { Scheme } from '../../../shared/model/scheme.ts';
import { PRESETS } from '../../../shared/presets/index.ts';
import { newsScheme } from '../../../shared/presets/news.ts';
import { diffSchemes } from '../../../shared/scheme-edit/diff.ts';
import { moveUnder } from '../../../shared/scheme-edit/edit.ts';
import {
  besideName,
  readSchemeFiles,
  writeScheme,
  type NamedBytes,
} from '../../../shared/scheme-files/index.ts';
import { formatOfPath } from '../../../shared/scheme-files/formats.ts';
import { describeCorpus } from '../../support/beside.ts';

const bytes = (name: string, text: string): NamedBytes => ({ name, bytes: new TextEncoder().encode(text) });
const textOf = (files: readonly NamedBytes[], at = 0) => new TextDecoder().decode(files[at]!.bytes);
const words = (before: Scheme, after: Scheme) =>
  diffSchemes(before, after).map(({ subject, text }) => `${subject}: ${text}`);

/** Has everything of which a table has a column, and what it has not. */
const full = Scheme.parse({
  ...moveUnder(newsScheme, 'NORP', 'ORG').scheme,
  labels: [
    {
      name: 'topic',
      label: 'Topic',
      group: 'Content',
      many: true,
      guideline: 'Any.',
      value: choice(['war', 'aid']),
    },
    {
      name: 'relevant',
      label: 'Relevant',
      value: { kind: 'boolean', name: 'value', label: 'Relevant', required: true },
    },
  ],
});

function choice(options: string[]) {
  return { kind: 'choice', name: 'value', label: 'Value', options, default: options[0] };
}

test('colours stand for hues and come back, all of them', () => {
  for (let hue = 0; hue < 360; hue++) expect(hueOfColour(hueColour(hue))).toBe(hue);
  expect(hueOfColour('#FF821C')).toBe(52);
  expect(hueOfColour('#f80')).toBe(hueOfColour('#ff8800'));
  for (const none of ['#888', 'white', '', '#12345']) expect(hueOfColour(none)).toBeNull();
});

describe('a table', () => {
  test.each(['csv', 'xlsx'] as const)(
    'as %s keeps all of the scheme when it is read over it',
    async (format) => {
      for (const scheme of [full, ...PRESETS.map((preset) => preset.scheme)]) {
        const { files } = await writeScheme(scheme, format, `scheme.${format}`);
        const { scheme: back, renames, notes } = await readSchemeFiles(files, scheme);
        expect(back).toEqual(scheme);
        expect([renames, notes]).toEqual([[], []]);
      }
    },
  );

  test('tells what its columns do not hold', async () => {
    const { lost } = await writeScheme(full, 'csv', 'scheme.csv');
    expect(lost.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining(['CLAIM · claimer', 'CLAIM · epistemic', 'Scheme']),
    );
    // Nothing but attributes and slots, the description, and the default and label of a choice.
    const others = lost.filter(({ subject, verb }) => !(verb === 'removed' && subject.includes(' · ')));
    expect(others.map(({ subject, text }) => `${subject}: ${text}`)).toEqual([
      'Scheme: description changed',
      'topic: label Value → Topic; no default any more',
    ]);
  });

  test('says what was renamed, moved, added and removed, and keeps attributes and slots', async () => {
    const short = {
      ...full,
      types: full.types.map((type) => ({ ...type, guideline: blocksOf('One line.') })),
    };
    const { files } = await writeScheme(short, 'csv', 'scheme.csv');
    const rows = textOf(files).split('\n');
    const at = (name: string) => rows.findIndex((row) => row.startsWith(`type,${name},`));
    rows[at('ORG')] = rows[at('ORG')]!.replace('type,ORG,', 'type,GROUP,');
    rows[at('NORP')] = rows[at('NORP')]!.replace(',ORG,', ',GROUP,');
    rows.splice(at('QUANTITY'), 1);
    rows.splice(3, 0, 'type,SHIP,Ship,z,#20c3d9,VEHICLE,,,,,,,,A ship.,');
    const { scheme, renames } = await readSchemeFiles([bytes('edited.csv', rows.join('\n'))], short);
    expect(renames).toEqual([{ part: { kind: 'span', name: 'ORG' }, to: 'GROUP' }]);
    expect(diffSchemes(short, scheme, renames).map(({ subject, text }) => `${subject}: ${text}`)).toEqual([
      'SHIP: type SHIP added',
      'GROUP: type renamed from ORG to GROUP',
      'CLAIM · object: types: QUANTITY removed',
      'QUANTITY: type QUANTITY removed',
      'same-as: from: QUANTITY removed; to: QUANTITY removed',
    ]);
    expect(scheme.types.find(({ name }) => name === 'SHIP')).toMatchObject({
      parent: 'VEHICLE',
      layer: 'entities',
      hue: 210,
      key: 'z',
      family: 'mention',
    });
    expect(scheme.types.find(({ name }) => name === 'NORP')!.parent).toBe('GROUP');
  });

  test('by somebody else needs a column of names only, in any order and with any separator', async () => {
    const text = 'Colour;Name;Parent;Notes\r\n#20c3d9;ORG;;x\r\n;FIRM;ORG;\r\n;;;\r\n';
    const { scheme, notes } = await readSchemeFiles([bytes('codes.csv', text)]);
    expect(scheme).toMatchObject({
      name: 'codes',
      layers: [{ name: 'entities' }],
      types: [
        { name: 'ORG', label: 'ORG', hue: 210, layer: 'entities' },
        { name: 'FIRM', parent: 'ORG', family: 'mention' },
      ],
    });
    expect(notes).toEqual(['1 column not read: Notes.']);
    const over = await readSchemeFiles([bytes('codes.csv', 'name,label\nPERSON,Human\n')], {
      ...newsScheme,
      types: newsScheme.types.filter(({ name }) => name === 'PERSON'),
      relations: [],
    });
    expect(words(newsScheme, over.scheme)).toContain('PERSON: label Person → Human');
    expect(over.scheme.types[0]!.attributes).toEqual(newsScheme.types[0]!.attributes);
    expect(over.notes).toEqual([expect.stringMatching(/^The file has no layers and no labels; /)]);
  });

  test.each([
    ['label\nx\n', 'The table has no column “name”. A scheme has the columns kind, name,', 1],
    ['name,kind\nA,thing\n', '“thing” is no kind of part', 2],
    ['name,label\nA,a\nA,b\n', 'There are two rows for the type “A”', 3],
    ['name,key\nA,ab\n', '“ab” is no key', 2],
    ['name,colour\nA,grey\n', '“grey” is no colour', 2],
    ['name,parent\nA,B\nB,A\n', 'The scheme would not be valid: "A" would be below itself', 2],
    ['name,parent\nA,\nB,C\n', 'there is no type "C"', 3],
  ])('with a fault names the row: %j', async (text, message, line) => {
    const error = await readSchemeFiles([bytes('bad.csv', text)]).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      message: expect.stringContaining(message) as string,
      where: { file: 'bad.csv', line },
    });
  });

  test('with hostile text runs nothing in a spreadsheet and comes back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), async (text) => {
        const guideline = blocksOf(`=${text}\n+1`.replaceAll('\r', ''));
        const scheme = { ...full, types: full.types.map((type) => ({ ...type, guideline })) };
        for (const format of ['csv', 'xlsx'] as const) {
          const { files } = await writeScheme(scheme, format, `scheme.${format}`);
          expect((await readSchemeFiles(files, scheme)).scheme).toEqual(scheme);
        }
      }),
      { numRuns: 10 },
    );
  });
});

describe('a brat configuration', () => {
  test('keeps the scheme when it is read over it, with labels, colours and keys from the files beside', async () => {
    const { files } = await writeScheme(full, 'brat', 'annotation.conf');
    expect(files.map(({ name }) => name)).toEqual(['annotation.conf', 'visual.conf', 'kb_shortcuts.conf']);
    expect(textOf(files)).toContain('\nORG\n\tNORP\n');
    expect(textOf(files, 1)).toContain('\nNORP | Group\n');
    expect(textOf(files, 2)).toMatch(/^P\tPERSON\n/);
    const { scheme, notes } = await readSchemeFiles(files, full);
    expect(words(full, scheme)).toEqual([]);
    expect(notes).toEqual(['What brat’s configuration cannot hold stays as it is in the scheme.']);
  });

  test('alone tells what it does not hold', async () => {
    const { lost } = await writeScheme(full, 'brat', 'annotation.conf');
    const told = lost.map(({ subject, text }) => `${subject}: ${text}`);
    expect(told).toContain('topic: document label topic removed');
    expect(told.some((line) => line.startsWith('PERSON: ') && line.includes('guideline removed'))).toBe(true);
    expect(told.some((line) => line.includes('key '))).toBe(false);
  });

  test('has a hierarchy; types that only group others are left out and told', async () => {
    const conf = [
      '[spans]',
      'Agent',
      '\tPerson',
      '\t!Group',
      '\t\tFirm',
      '[relations]',
      'Owns  Arg1:Agent, Arg2:<ENTITY>',
      '<OVERLAP> Arg1:Person, Arg2:Firm, <OVL-TYPE>:contain',
      '[events]',
      '[attributes]',
    ].join('\n');
    const visual =
      '[labels]\nFirm | A firm | F\nRole | x\n[drawing]\nFirm\tbgColor:#20c3d9, fgColor:white\nPerson\tbgColor:lightgreen\n';
    const { scheme, notes } = await readSchemeFiles([
      bytes('visual.conf', visual),
      bytes('annotation.conf', conf),
      bytes('kb_shortcuts.conf', '# keys\nP person\nF\tFirm\nX Nothing\n'),
    ]);
    expect(scheme.types.map(({ name, parent, label, key, hue }) => [name, parent, label, key, hue])).toEqual([
      ['Agent', undefined, 'Agent', undefined, 0],
      ['Person', 'Agent', 'Person', 'p', 138],
      ['Firm', 'Agent', 'A firm', 'f', 210],
    ]);
    expect(scheme.relations[0]).toMatchObject({ from: ['Agent'], to: ['Agent'] });
    expect(notes).toEqual([
      '1 type only groups others (“!”) and is left out; what was below stands higher: Group.',
      '1 rule about nesting and overlap left out.',
      '1 key in kb_shortcuts.conf left out, because the type is not declared or the key is taken: X Nothing.',
      '1 label in visual.conf for names that the configuration does not declare: Role.',
      '1 colour in visual.conf left out, because they are no “#rrggbb” with a hue: Person lightgreen.',
    ]);
  });

  test('is named after its file', () => {
    expect(besideName('a/annotation.conf', 'visual')).toBe('a/visual.conf');
    expect(besideName('a/news.conf', 'shortcuts')).toBe('a/news.kb_shortcuts.conf');
    expect(['a.conf', 'a.JSON', 'a.xlsx', 'a.csv', 'a.txt'].map(formatOfPath)).toEqual([
      'brat',
      'json',
      'xlsx',
      'csv',
      null,
    ]);
  });
});

describeCorpus(['brat'], (corpus) => {
  const folders = [
    'nlplab-brat-examples/tutorials/news',
    'nlplab-brat-examples/tutorials/bio',
    'nlplab-brat-configurations/example-conf',
  ];
  test.each(folders)('%s comes back the same from every format', async (folder) => {
    const names = folder.endsWith('bio')
      ? ['annotation.conf']
      : ['annotation.conf', 'visual.conf', 'kb_shortcuts.conf'];
    const files = names.map((name) => ({
      name,
      bytes: new Uint8Array(readFileSync(join(corpus, folder, name))),
    }));
    const { scheme } = await readSchemeFiles(files);
    for (const format of ['json', 'csv', 'xlsx'] as const)
      expect(
        (await readSchemeFiles((await writeScheme(scheme, format, `x.${format}`)).files, scheme)).scheme,
      ).toEqual(scheme);
    const written = await writeScheme(scheme, 'brat', 'annotation.conf');
    expect(written.lost).toEqual([]);
  });
});
