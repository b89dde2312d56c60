import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { takeMetadata } from '../../../shared/text/metadata.ts';
import { parsePublished } from '../../../shared/text/published.ts';

describe('takeMetadata', () => {
  test('the seed: a date in front of the first word', () => {
    expect(takeMetadata(' date 2025-07-09 Türkiye’s foreign ministers met.')).toEqual({
      metadata: { published: '2025-07-09' },
      extra: {},
      header: ' date 2025-07-09 ',
      text: 'Türkiye’s foreign ministers met.',
    });
  });

  test('field lines in any case, up to the blank line', () => {
    const article = takeMetadata(
      'TITLE: A: b\ndate: 9 July 2025\nBy: Ann Ö\nURL: https://x.example/a\nLanguage: Turkish\n\nText.',
    );
    expect(article.metadata).toEqual({
      title: 'A: b',
      published: '2025-07-09',
      byline: 'Ann Ö',
      url: 'https://x.example/a',
      language: 'tr',
    });
    expect(article.text).toBe('Text.');
  });

  test('front matter, with a dateline behind it; unknown keys are kept', () => {
    const article = takeMetadata(
      '---\ntitle: "X: y"\nauthors: [A, B]\ndate: 2025-07-09\ntags: [a]\ndeep: {constructor: 1}\n---\n\nKYIV, Ukraine (AP) — It rained.',
    );
    expect(article.metadata).toEqual({
      title: 'X: y',
      byline: 'A, B',
      published: '2025-07-09',
      dateline: 'KYIV, Ukraine (AP)',
    });
    expect(article.extra).toEqual({ tags: ['a'], deep: { constructor: 1 } });
    expect(article.text).toBe('It rained.');
  });

  test('what cannot be read as a field stays beside it', () => {
    const { metadata, extra } = takeMetadata(
      'Title: X\nDate: 09/07/2025\nURL: https://x.example\nSection: World\n\nBody',
    );
    expect(metadata).toEqual({ title: 'X', url: 'https://x.example' });
    expect(extra).toEqual({ Date: '09/07/2025', Section: 'World' });
  });

  test.each([
    ['Title: A pact\nThe ministers met.', 'The ministers met.'],
    ['Headline: A pact\nBy Ann Lee\n\nThe ministers met.', 'By Ann Lee\n\nThe ministers met.'],
  ])('a title line needs no blank line after it: %j', (input, text) => {
    expect(takeMetadata(input)).toMatchObject({ metadata: { title: 'A pact' }, text });
  });

  test.each([
    ['ISLAMABAD (AP) — Foreign', 'ISLAMABAD (AP)'],
    ['ANKARA, July 9 (Reuters) - The', 'ANKARA, July 9 (Reuters)'],
    ['WASHINGTON, D.C. (AP) — A', 'WASHINGTON, D.C. (AP)'],
    ['SAINT-DENIS, France — A', 'SAINT-DENIS, France'],
    ['Islamabad (AFP) – The', 'Islamabad (AFP)'],
    ['ISTANBUL, 3 June (Anadolu) -- Two', 'ISTANBUL, 3 June (Anadolu)'],
    ['PARIS — Two', 'PARIS'],
    ['İZMİR — “We', 'İZMİR'],
  ])('dateline: %s', (input, dateline) => {
    const article = takeMetadata(input);
    expect(article.metadata).toEqual({ dateline });
    expect(article.header + article.text).toBe(input);
  });

  test.each([
    'Date palms grow in Basra.',
    'Date 2025-07-09 was a Wednesday.',
    'date 2025-07-09 was a Wednesday.',
    'By: nobody\nhad it been seen.',
    'By: nobody knows.\n\nText.',
    'Source: the river rises here.\n\nText.',
    'Language: the last frontier\n\nText.',
    'Title: X',
    'Title: X\n\n',
    'Note: this is prose.\n\nText.',
    'NATO — The alliance met.',
    'UNICEF — The agency said.',
    'HUNGER — Much of it — remains.',
    'IBM (International Business Machines) — The firm',
    'Boeing (BA) - The plane maker',
    'EU-Turkey talks — The end',
    '---\nnot: [closed\n---\nText',
    '---\njust text\n---\nText',
    '---\n\nA rule, then text.',
    '\n\n  Indented text',
    `---\na: &a [1,1]\nb: &b [*a,*a]\nc: [*b,*b]\n---\nText`,
    `---\n${'['.repeat(9000)}\n---\nText`,
  ])('takes nothing from %j', (input) => {
    expect(takeMetadata(input)).toEqual({ metadata: {}, extra: {}, header: '', text: input });
  });

  test('a hostile key changes no prototype', () => {
    const article = takeMetadata('---\n__proto__: {polluted: 1}\nconstructor: x\ntitle: T\n---\nText');
    expect(Object.hasOwn(article.extra, '__proto__')).toBe(false);
    expect(article.extra).toEqual({ constructor: 'x' });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  const part = fc.constantFrom(
    ' date 2025-07-09 ',
    '---\n',
    'title: X\n',
    'Title: ',
    'Date: ',
    '2025-07-09',
    'By: Ann',
    '\n',
    '\n\n',
    ' ',
    'PARIS',
    ' (AP)',
    ' — ',
    'Text',
    '“Quote”',
    '\u0301',
    '😀',
    ':',
    'url: https://x.example/',
    '__proto__: 1\n',
    '...\n',
  );
  test('header + text is the input; the text is empty only if the input is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(part).map((parts) => parts.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (input) => {
          const { header, text } = takeMetadata(input);
          expect(header + text).toBe(input);
          expect(text.trim() === '').toBe(input.trim() === '');
        },
      ),
      { numRuns: 2000 },
    );
  });
});

test.each([
  ['2025-07-09', '2025-07-09'],
  ['2025-07', '2025-07'],
  ['2025', '2025'],
  ['2025-07-09 14:30', '2025-07-09T14:30'],
  ['2025-07-09T14:30:05z', '2025-07-09T14:30:05Z'],
  ['July 9, 2025', '2025-07-09'],
  ['Wednesday, 9 July 2025', '2025-07-09'],
  ['Sept. 3rd, 2024', '2024-09-03'],
  ['July 2025', '2025-07'],
  ['2024-02-29', '2024-02-29'],
  ['2025-02-29', null],
  ['31 June 2025', null],
  ['2025-13-01', null],
  ['09/07/2025', null],
  ['yesterday', null],
  ['2025-07-09 25:00', null],
])('parsePublished(%j) is %j', (input, expected) => {
  expect(parsePublished(input)).toBe(expected);
});
