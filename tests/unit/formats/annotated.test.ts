import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { makeSample } from '../../../scripts/make-sample.ts';
import { patternImage, patternsOf } from '../../../shared/model/patterns.ts';
import { pageColour } from '../../../shared/formats/annotated/colours.ts';
import { Marks } from '../../../shared/formats/annotated/marks.ts';
import { LOSSES } from '../../../shared/formats/annotated/messages.ts';
import type { Dataset, WritableFormat } from '../../../shared/formats/define.ts';
import { docx } from '../../../shared/formats/docx/index.ts';
import { html } from '../../../shared/formats/html/index.ts';
import { LossTally } from '../../../shared/formats/losses.ts';
import { postilJsonl } from '../../../shared/formats/postil-jsonl.ts';
import type { DocumentRecord, SpanRecord } from '../../../shared/formats/records.ts';
import { Article, ExportView } from '../../../shared/formats/tables/view.ts';
import { newsScheme } from '../../../shared/presets/news.ts';
import { directionOf } from '../../../shared/text/direction.ts';
import { readFromMemory, readSurfaces, records, writeToMemory, type Written } from '../../support/formats.ts';
import { partsOf } from '../../support/workbook.ts';
import { emptyDataset, uidOf, utf8 } from './support.ts';

const FORMATS = [
  ['html', html as WritableFormat],
  ['docx', docx as WritableFormat],
] as const;

const TEXT = 'Ilse Haldorén met reporters.\n\nShe said the dam of Vell will hold.';
const at = (words: string, text = TEXT): [number, number] => [
  text.indexOf(words),
  text.indexOf(words) + words.length,
];
const span = (n: number, type: string, fragments: [number, number][], more: Partial<SpanRecord> = {}) => ({
  id: uidOf(n),
  set: 'Ada',
  type,
  fragments,
  attributes: {},
  untouched: [],
  slots: [],
  entities: [],
  ...more,
});
const slot = (n: number, name: string, filler: SpanRecord['slots'][number]['filler']) => ({
  id: uidOf(n),
  name,
  rank: `a${n}`,
  filler,
  evidence: [],
});
function article(text: string, spans: SpanRecord[], more: Partial<DocumentRecord> = {}): DocumentRecord {
  return {
    id: uidOf(1),
    title: 'The dam',
    source: '',
    url: '',
    byline: '',
    dateline: '',
    published: '',
    language: '',
    text,
    blocks: [],
    header: '',
    origin: { name: 'dam.txt' },
    spans,
    relations: [],
    labels: [],
    statuses: [],
    notes: [],
    ...more,
  };
}
const DAM: Dataset = {
  ...emptyDataset,
  scheme: newsScheme,
  analysts: [{ id: uidOf(3), name: 'Ada Lumen', initials: 'AL', hue: 20 }],
  entities: [
    { id: uidOf(10), name: 'Ilse Haldorén', type: 'PERSON', aliases: [], externalIds: [] },
    { id: uidOf(11), name: 'Vell dam', aliases: [], externalIds: [] },
    { id: uidOf(12), name: 'Nobody at all', aliases: [], externalIds: [] },
  ],
};
const CLAIM = article(
  TEXT,
  [
    span(20, 'PERSON', [at('Ilse Haldorén')], { entities: [uidOf(10)], attributes: { mention: 'name' } }),
    span(21, 'PERSON', [at('She')], { entities: [uidOf(10)] }),
    span(22, 'FAC', [at('the dam of Vell')], { entities: [uidOf(11)] }),
    span(23, 'CUE', [at('said')], { owner: uidOf(24) }),
    span(24, 'CLAIM', [at('the dam of Vell will hold')], {
      attributes: { gloss: 'The dam is safe.', epistemic: 'true-certain' },
      slots: [
        slot(30, 'claimer', { span: uidOf(21) }),
        slot(31, 'cue', { span: uidOf(23) }),
        slot(32, 'object', { span: uidOf(22) }),
        slot(33, 'medium', { empty: 'not stated' }),
      ],
    }),
    span(25, 'CLAIM', []),
  ],
  {
    blocks: [
      ['headline', 0, 28],
      ['paragraph', 30, TEXT.length],
    ],
    notes: [
      { id: uidOf(40), span: uidOf(24), body: 'Is it?\nReally?', analyst: uidOf(3), question: 'open' },
      { id: uidOf(41), replyTo: uidOf(40), span: uidOf(24), body: 'It is.' },
    ],
  },
);

/** What a reader sees of a file: its words in order, markers included, a line for each paragraph; read independently of the program. */
function linesOf(files: Written): string[] {
  const lines: string[] = [];
  for (const [name, bytes] of files) {
    const isWord = name.endsWith('.docx');
    const xml = isWord ? partsOf(bytes).get('word/document.xml')! : new TextDecoder().decode(bytes);
    const parser = new SaxesParser();
    let hidden = 0;
    let line = '';
    parser.on('opentag', ({ name: tag }) => {
      if (tag === 'w:br') line += '\n';
      if (tag === 'head' || (isWord && tag === 'w:tbl')) hidden += tag === 'head' ? 1 : 0;
    });
    parser.on('text', (text) => (line += hidden > 0 || (isWord && text === '\n') ? '' : text));
    parser.on('closetag', ({ name: tag }) => {
      if (tag === 'head') hidden--;
      if (!/^(?:w:p|p|h1|h2|li|th)$/.test(tag)) return;
      lines.push(line.replace(/^\n+/, '').replaceAll('\u00a0', ' '));
      line = '';
    });
    parser.on('error', (error) => {
      throw error;
    });
    parser.write(xml).close();
  }
  return lines;
}

afterEach(() => void vi.useRealTimers());

describe.each(FORMATS)('annotated articles as %s', (id, format) => {
  const write = (documents: DocumentRecord[], values = {}) => writeToMemory(format, DAM, documents, values);

  test('a claim stands between brackets with its number, and its row has the entity before the words', async () => {
    const { files } = await write([CLAIM]);
    expect([...files.keys()]).toEqual([`dam.${id}`]);
    const lines = linesOf(files);
    expect(lines).toContain('The dam');
    expect(lines.find((line) => line.startsWith('She'))?.replaceAll(/\s+/g, '')).toBe(
      'ShePersonsaid1[1thedamofVellBuildingwillhold]1.',
    );
    const row = lines.slice(lines.indexOf('Claim') + 1);
    expect(row.slice(0, 8)).toEqual([
      '1',
      'Ilse Haldorén · She',
      '“said”',
      '“the dam of Vell will hold”',
      'Object: Vell dam · the dam of Vell',
      'Medium: (not stated)',
      'Gloss: The dam is safe.',
      'Epistemic: Claimer asserts',
    ]);
    // The claim without words is listed too.
    expect(row.slice(8, 11)).toEqual(['2', '(no claimer)', '(not in words)']);
  });

  test('entities have the words used for them, and notes their authors and replies', async () => {
    const lines = linesOf((await write([CLAIM])).files);
    const entities = lines.slice(lines.indexOf('In words') + 1);
    expect(entities.slice(0, 8)).toEqual([
      'Ilse Haldorén',
      'Person',
      '2',
      'Ilse Haldorén, She',
      'Vell dam',
      '',
      '1',
      'the dam of Vell',
    ]);
    expect(lines.slice(lines.indexOf('Note') + 1).slice(0, 4)).toEqual([
      'Claim 1',
      'Is it?\nReally?',
      'Ada Lumen · open question',
      '↳ It is.',
    ]);
  });

  test('what is not in the file is reported', async () => {
    const { losses } = await write([CLAIM]);
    const told = new Map(losses.list().map(({ kind, examples }) => [kind, examples]));
    expect(told.get(LOSSES.attributes)).toEqual(['PERSON.mention']);
    expect(told.get(LOSSES.entities)).toEqual(['Nobody at all']);
    expect(told.has(LOSSES.characters)).toBe(false);
  });

  test('nested, crossing and discontinuous spans, and spans over two paragraphs, keep their words', async () => {
    const text = 'The foreign and defence ministers of\n\nNorth Vell met.';
    const document = article(
      text,
      [
        span(20, 'PERSON', [at('foreign', text), at('ministers', text)]),
        span(21, 'PERSON', [at('defence ministers of\n\nNorth Vell', text)]),
        span(22, 'GPE', [at('North Vell', text)]),
        span(23, 'ORG', [at('Vell met', text)]),
      ],
      {
        blocks: [
          ['paragraph', 0, 36],
          ['paragraph', 38, text.length],
        ],
      },
    );
    const { files, wrote } = await write([document]);
    expect(wrote.sort()).toEqual(
      [
        'The foreign and defence ministers of',
        'North Vell met.',
        'foreign',
        'ministers',
        'defence ministers of',
        'North Vell',
        'North Vell',
        'Vell met',
      ].sort(),
    );
    expect((await readSurfaces(format, files)).sort()).toEqual(wrote);
    const words = linesOf(files).map((line) => line.replaceAll(/[\s[\]]+/g, ''));
    expect(words).toContain('Theforeign…anddefenceministersPersonof…');
  });

  test('signs of markup and control characters stay text', async () => {
    const text = '<script>alert("1")</script> & \u0000\u0007\u000b\u001b[31m \ufffe \ud800 _x0041_ ]]>\tend';
    const { files, losses, wrote } = await write([
      article(text, [span(20, 'PERSON', [[0, text.length]])], {
        title: '"><img src=x onerror=alert(1)>',
        language: '"><b',
        url: 'javascript:alert(1)',
      }),
    ]);
    const shown = '<script>alert("1")</script> & ␀␇␋␛[31m \ufffd \ufffd _x0041_ ]]>\tend';
    expect(wrote).toContain(shown);
    expect((await readSurfaces(format, files)).sort()).toEqual(wrote.sort());
    const [bytes] = [...files.values()];
    const content =
      id === 'docx' ? partsOf(bytes!).get('word/document.xml')! : new TextDecoder().decode(bytes);
    expect(content).not.toMatch(/<script|<img|onerror=[^a]|href="javascript/);
    expect(losses.list().find(({ kind }) => kind === LOSSES.characters)?.count).toBe(1);
  });

  test('a paragraph in Arabic or Hebrew is set from right to left', async () => {
    const text = 'قال Ivan Petrov إن 25 سفينة وصلت.\n\nHe said so.';
    const { files } = await write([
      article(text, [span(20, 'PERSON', [at('Ivan Petrov', text)])], {
        blocks: [
          ['paragraph', 0, text.indexOf('\n')],
          ['paragraph', text.indexOf('He'), text.length],
        ],
      }),
    ]);
    const [bytes] = [...files.values()];
    const content =
      id === 'docx' ? partsOf(bytes!).get('word/document.xml')! : new TextDecoder().decode(bytes);
    const marked =
      id === 'docx' ? /<w:pStyle w:val="Paragraph"\/><w:bidi\/>/g : /<p class="paragraph" dir="rtl">/g;
    expect(content.match(marked)).toHaveLength(1);
  });

  test('the same data give the same bytes at any time', async () => {
    vi.useFakeTimers({ now: new Date('2025-07-09T10:00:00Z'), toFake: ['Date'] });
    const first = await write([CLAIM]);
    vi.setSystemTime(new Date('2031-01-02T23:00:00Z'));
    expect((await write([CLAIM])).files).toEqual(first.files);
  });

  test('all articles in one file, each with links of its own', async () => {
    const other = { ...CLAIM, id: uidOf(2), title: 'The other' };
    const { files } = await write([CLAIM, other], { files: 'one' });
    expect([...files.keys()]).toEqual([`articles.${id}`]);
    const lines = linesOf(files);
    expect(lines.filter((line) => line === 'The dam' || line === 'The other')).toEqual([
      'The dam',
      'The other',
    ]);
    const [bytes] = [...files.values()];
    const content =
      id === 'docx' ? partsOf(bytes!).get('word/document.xml')! : new TextDecoder().decode(bytes);
    const [targets, ids] =
      id === 'docx'
        ? [/w:anchor="([^"]+)"/g, /w:bookmarkStart w:id="\d+" w:name="([^"]+)"/g]
        : [/href="#([^"]+)"/g, / id="([^"]+)"/g];
    const found = [...content.matchAll(ids)].map(([, name]) => name);
    expect(new Set(found).size).toBe(found.length);
    const led = [...content.matchAll(targets)].map(([, name]) => name);
    expect(led.length).toBeGreaterThan(0);
    for (const target of led) if (!/[tx]\D*2$|text\d_2$/.test(target!)) expect(found).toContain(target);
  });

  test('without names of types the text has only the numbers of claims', async () => {
    const lines = linesOf((await write([CLAIM], { names: false })).files);
    expect(lines.find((line) => line.startsWith('She'))?.replaceAll(/[\s[\]]+/g, '')).toBe(
      'Shesaid11thedamofVellwillhold1.',
    );
  });

  test('a long article is written piece by piece', async () => {
    const words = Array.from({ length: 20_000 }, (_, i) => `word${i}`);
    const paragraphs = Array.from({ length: 200 }, (_, i) => words.slice(i * 100, i * 100 + 100).join(' '));
    const text = paragraphs.join('\n\n');
    let start = 0;
    const blocks = paragraphs.map((paragraph): DocumentRecord['blocks'][number] => {
      const block = ['paragraph', start, start + paragraph.length] as const;
      start += paragraph.length + 2;
      return [...block];
    });
    const spans = Array.from({ length: 1000 }, (_, i) =>
      span(100 + i, i % 5 === 0 ? 'CLAIM' : 'PERSON', [at(`word${i * 20}`, text)]),
    );
    let longest = 0;
    let whole = 0;
    const options = { losses: new LossTally() };
    for await (const { chunk } of format.write(DAM, [article(text, spans, { blocks })], options)) {
      longest = Math.max(longest, chunk.length);
      whole += chunk.length;
    }
    expect(longest).toBeLessThan(whole / 10);
  });

  test('a preview is the text of the pages', async () => {
    let text = '';
    for await (const { chunk } of format.write(DAM, [CLAIM], { losses: new LossTally(), rehearsal: true }))
      text += String(chunk);
    expect(text).toContain('She{Person} said1 [1 the dam of Vell{Building} will hold]1.');
    expect(text).toContain('Ilse Haldorén · She / “said”');
  });
});

test('every claim of the sample is marked in the text and listed', async () => {
  const content = await makeSample();
  const { dataset, documents } = await records(() =>
    readFromMemory(postilJsonl, new Map([['sample.jsonl', utf8(content)]])),
  );
  const { files } = await writeToMemory(html, dataset, documents);
  for (const [i, bytes] of [...files.values()].entries()) {
    const page = new TextDecoder().decode(bytes);
    const claims = documents[i]!.spans.filter(
      ({ type, fragments }) => type === 'CLAIM' && fragments.length > 0,
    );
    for (const n of claims.keys()) {
      expect(page).toContain(`id="a1-t${n + 1}"`);
      expect(page).toContain(`id="a1-n${n + 1}"`);
    }
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3)[^"<]*\.(?:css|js)|url\(|@import/);
  }
});

test('spans between paragraphs have no words on the page', () => {
  const text = 'One.\n\nTwo.';
  const document = article(text, [span(20, 'PERSON', [[4, 6]])], {
    blocks: [
      ['paragraph', 0, 4],
      ['paragraph', 6, 10],
    ],
  });
  const marks = new Marks(new Article(document, new ExportView(DAM, [], 'utf-16')));
  expect([...marks.runsOf(0, 4), ...marks.runsOf(6, 10)].map(({ kind }) => kind)).toEqual(['words', 'words']);
  expect(marks.isShown(marks.all[0]!)).toBe(false);
});

test('pages and the window draw the underline of a type alike, and Word draws each pattern as its own', async () => {
  const patterns = patternsOf(newsScheme.types);
  const mentions = newsScheme.types.filter(({ family }) => family === 'mention');
  const text = mentions.map(({ name }) => name).join(' ');
  let place = 0;
  const spans = mentions.map(({ name }, i) => {
    const [start, end] = [place, place + name.length];
    place = end + 1;
    return span(50 + i, name, [[start, end]]);
  });
  const document = article(text, spans, { blocks: [['paragraph', 0, text.length]] });

  const pages = await writeToMemory(html, DAM, [document]);
  const page = new TextDecoder().decode([...pages.files.values()][0]);
  for (const [type, pattern] of patterns.entries()) {
    const { image, tile } = patternImage(pattern, 'var(--type-line)');
    expect(page).toContain(`.report .type-${type} { --type-pattern: ${image}; --type-tile: ${tile}; }`);
  }

  const words = await writeToMemory(docx, DAM, [document]);
  const xml = partsOf([...words.files.values()][0]!).get('word/document.xml')!;
  const underlines = new Map<number, Set<string>>();
  for (const { name } of mentions) {
    const [, underline] = new RegExp(`<w:u w:val="(\\w+)"[^>]*>(?:(?!<w:r>).)*>${name}</w:t>`).exec(xml)!;
    const pattern = patterns[newsScheme.types.findIndex((type) => type.name === name)]!;
    underlines.set(pattern, (underlines.get(pattern) ?? new Set()).add(underline!));
  }
  expect(underlines.size).toBe(7);
  expect(new Set([...underlines.values()].flatMap((kinds) => [...kinds])).size).toBe(7);
});

test('names of types are legible on their tints in every hue, in both themes', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 360, noNaN: true }), (hue) => {
      for (const theme of ['light', 'dark'] as const)
        expect(contrast(pageColour(theme, 'ink', hue), pageColour(theme, 'tint', hue))).toBeGreaterThan(4.5);
    }),
  );
});

function contrast(one: string, other: string): number {
  const luminance = (hex: string) =>
    [0, 2, 4]
      .map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
      .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i]!, 0);
  const [a, b] = [luminance(one), luminance(other)].sort((x, y) => y - x) as [number, number];
  return (a + 0.05) / (b + 0.05);
}

test('a text is read in the direction of its first letter', () => {
  expect(directionOf('25 — قال')).toBe('rtl');
  expect(directionOf('שלום Ivan')).toBe('rtl');
  expect(directionOf('Ivan قال')).toBe('ltr');
  expect(directionOf('')).toBe('ltr');
});
