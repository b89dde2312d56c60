import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { takeMetadata } from '../../../shared/text/metadata.ts';
import { parsePublished } from '../../../shared/text/published.ts';
import { cases } from '../../support/slow.ts';

/** Words in capitals at the head of a story that are not its place of origin. */
const KICKERS = (
  'EXCLUSIVE, OPINION, TRUMP, WAR IN EUROPE, ANALYSIS, BREAKING, BREAKING NEWS, LIVE, LIVE UPDATES, EXPLAINER, EDITORIAL, INTERVIEW, ' +
  'WATCH, FACT CHECK, IN PICTURES, SPECIAL REPORT, TOP STORY, MUST READ, PUTIN, ERDOGAN, ZELENSKYY, MACRON, ISRAEL, IRAN, UKRAINE WAR, ' +
  'GAZA WAR, MIDDLE EAST, CLIMATE, HEALTH, SPORTS, BUSINESS, TECHNOLOGY, EXKLUSIV, KOMMENTAR, SON DAKİKA, СРОЧНО, ÚLTIMA HORA, WHITE HOUSE'
).split(', ');

describe('takeMetadata', () => {
  test('a date before the first word', () => {
    expect(takeMetadata(' date 2025-07-09 Türkiye’s foreign ministers met.')).toEqual({
      metadata: { published: '2025-07-09' },
      extra: {},
      header: ' date 2025-07-09 ',
      text: 'Türkiye’s foreign ministers met.',
    });
  });

  test('field lines in any case end at the blank line', () => {
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

  test('front matter followed by a dateline; unknown keys are kept', () => {
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

  test('values without a field are kept in extra', () => {
    const { metadata, extra } = takeMetadata('Title: X\nURL: https://x.example\nSection: World\n\nBody');
    expect(metadata).toEqual({ title: 'X', url: 'https://x.example' });
    expect(extra).toEqual({ Section: 'World' });
  });

  // Those who read "Date: 03/04/2025" in the text can enter the date; if it is in neither text nor field, it is lost.
  test.each([
    ['Title: X\nDate: 03/04/2025\n\nBody', { title: 'X' }, 'Date: 03/04/2025\n\nBody'],
    ['Date: 31 June 2025\n\nBody', {}, 'Date: 31 June 2025\n\nBody'],
    ['Date: Tuesday, 9 July 2025\n\nBody', {}, 'Date: Tuesday, 9 July 2025\n\nBody'],
    ['date 2025-02-30 The ministers met.', {}, 'date 2025-02-30 The ministers met.'],
    ['date: 2025-07-09 and so on\n\nBody', {}, 'date: 2025-07-09 and so on\n\nBody'],
    ['Title: X\nURL: none\n\nBody', { title: 'X' }, 'URL: none\n\nBody'],
    ['Title: X\nLanguage: Klingon, mostly\n\nBody', { title: 'X' }, 'Language: Klingon, mostly\n\nBody'],
  ])('an unreadable value stays in the text: %j', (input, metadata, text) => {
    const article = takeMetadata(input);
    expect(article).toMatchObject({ metadata, extra: {}, text });
    expect(article.header + article.text).toBe(input);
  });

  test.each([
    ['Date: Wed, 09 Jul 2025 14:30:00 +0300\n\nBody', '2025-07-09T14:30:00+03:00'],
    ['Date: 9 July 2025, 14:30 GMT\n\nBody', '2025-07-09T14:30Z'],
    ['Published: 25/07/2025\n\nBody', '2025-07-25'],
    ['Datum: 9. Juli 2025, 14.30 Uhr\n\nBody', '2025-07-09T14:30'],
    ['Tarih: 9 Temmuz 2025 Çarşamba\n\nBody', '2025-07-09'],
    ['Дата: 9 июля 2025 г.\n\nBody', '2025-07-09'],
    [' date 9 July 2025 Body', '2025-07-09'],
    [' date 25/07/2025 Body', '2025-07-25'],
    [' date 2025-07-09 14:30 Body', '2025-07-09T14:30'],
    ['date: 2025-07-09 Body', '2025-07-09'],
    ['Date: 2025-07-09 Body', '2025-07-09'],
    [' date 2025-07-09\n\nBody', '2025-07-09'],
    ['Language: German\nDate: 03/04/2025\n\nBody', '2025-04-03'],
    ['Date: 03/04/2025\nLanguage: en-US\n\nBody', '2025-03-04'],
    ['ANKARA, July 9, 2025 (Reuters) - Body', '2025-07-09'],
  ])('a readable date is removed and fills the field: %j', (input, published) => {
    const article = takeMetadata(input);
    expect(article).toMatchObject({ metadata: { published }, extra: {}, text: 'Body' });
    expect(article.header + article.text).toBe(input);
  });

  test('a second dateline stays in the text', () => {
    const article = takeMetadata('Title: X\nDateline: KYIV\n\nPARIS — Two met.');
    expect(article).toMatchObject({ metadata: { title: 'X', dateline: 'KYIV' }, text: 'PARIS — Two met.' });
  });

  test.each([
    ['Title: A pact\nThe ministers met.', 'The ministers met.'],
    ['Headline: A pact\nBy Ann Lee\n\nThe ministers met.', 'By Ann Lee\n\nThe ministers met.'],
  ])('a title line does not need a blank line after it: %j', (input, text) => {
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
    ['PARIS, July 9 (Reuters) — A', 'PARIS, July 9 (Reuters)'],
    ['ANKARA - Two', 'ANKARA'],
    ['(AP) — Two', '(AP)'],
    ['KRAMATORSK, Ukraine (AP) — Two', 'KRAMATORSK, Ukraine (AP)'],
    ['SPRINGFIELD, Ill. — Two', 'SPRINGFIELD, Ill.'],
    ['BELGOROD (Tass) – Two', 'BELGOROD (Tass)'],
    ['SOME-VILLAGE (Reuters) - Two', 'SOME-VILLAGE (Reuters)'],
    ['MOSCOW/KYIV (Reuters) - Two', 'MOSCOW/KYIV (Reuters)'],
    ['ST. PETERSBURG, Russia — Two', 'ST. PETERSBURG, Russia'],
    ['MOSCOW, July 9. /TASS/. Two', 'MOSCOW, July 9. /TASS/.'],
    ['МОСКВА, 9 июл — РИА Новости. Two', 'МОСКВА, 9 июл — РИА Новости'],
    ['МОСКВА, 9 июля. /ТАСС/. Two', 'МОСКВА, 9 июля. /ТАСС/.'],
    ['Berlin (dpa) - Two', 'Berlin (dpa)'],
    ['KÖLN (dpa) – Two', 'KÖLN (dpa)'],
    ['Madrid, 9 jul (EFE).- Two', 'Madrid, 9 jul (EFE)'],
    ['GENÈVE, 9 juillet (AFP) — Two', 'GENÈVE, 9 juillet (AFP)'],
    ['ISLAMABAD (Staff Reporter) — Two', 'ISLAMABAD (Staff Reporter)'],
    ['HALVIK, June 3 (Northern Press) — Two', 'HALVIK, June 3 (Northern Press)'],
    ['WASHINGTON — Two', 'WASHINGTON'],
    ['NEW DELHI — Two', 'NEW DELHI'],
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
    ...KICKERS.map((kicker) => `${kicker} — The two sides met.`),
    ...KICKERS.slice(0, 4).map((kicker) => `${kicker} - The two sides met.`),
    'EXCLUSIVE, July 9 — The two sides met.',
    'FACTBOX (Reuters) - The two sides met.',
    'TRUMP, Ukraine and NATO — The two sides met.',
    'Paris — The city of lights.',
    'Gaza — Die Lage am Mittwoch',
    'UKRAINE — The two sides met.',
    'PARIS — Much of it — remains.',
    '---\nnot: [closed\n---\nText',
    '---\njust text\n---\nText',
    '---\n\nA rule, then text.',
    '\n\n  Indented text',
    `---\na: &a [1,1]\nb: &b [*a,*a]\nc: [*b,*b]\n---\nText`,
    `---\n${'['.repeat(9000)}\n---\nText`,
  ])('removes nothing from %j', (input) => {
    expect(takeMetadata(input)).toEqual({ metadata: {}, extra: {}, header: '', text: input });
  });

  test('a key such as __proto__ does not change a prototype', () => {
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
      { numRuns: cases(2000) },
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
  // RFC 5322
  ['Wed, 09 Jul 2025 14:30:00 GMT', '2025-07-09T14:30:00Z'],
  ['Wed, 9 Jul 2025 14:30 +0300 (MSK)', '2025-07-09T14:30+03:00'],
  ['09 Jul 2025 02:05:09 EST', '2025-07-09T02:05:09-05:00'],
  ['Tue, 09 Jul 2025 14:30:00 GMT', null],
  ['Wed, 09 Jul 2025 24:30:00 GMT', null],
  // with a time, in formats of news sites
  ['9 July 2025, 14:30 GMT', '2025-07-09T14:30Z'],
  ['July 9, 2025 at 2:30 p.m. ET', '2025-07-09T14:30-04:00'],
  ['January 9, 2025, 12:05 AM EST', '2025-01-09T00:05-05:00'],
  ['14:30 GMT, 9 July 2025', '2025-07-09T14:30Z'],
  ['9 July 2025 | 14:30', '2025-07-09T14:30'],
  ['2025-07-09 14:30 UTC', '2025-07-09T14:30Z'],
  ['9 July 2025 14:30 IST', null],
  ['9 July 2025 or so', null],
  ['9 July 2025 14:30 and later', null],
  // numbers
  ['25/07/2025', '2025-07-25'],
  ['07/25/2025', '2025-07-25'],
  ['25.07.2025', '2025-07-25'],
  ['03.04.2025 - 14:30', '2025-04-03T14:30'],
  ['05/05/2025', '2025-05-05'],
  ['03/04/2025', null],
  ['Thursday 03/04/2025', '2025-04-03'],
  ['31/06/2025', null],
  ['2025/07/09', '2025-07-09'],
  ['20250709', '2025-07-09'],
  ['2025年7月9日', '2025-07-09'],
  ['2025년 7월 9일', '2025-07-09'],
  ['25/07/25', null],
  // other languages
  ['Mittwoch, 9. Juli 2025', '2025-07-09'],
  ['9. März 2025 um 14:30 Uhr', '2025-03-09T14:30'],
  ['mercredi 9 juillet 2025 à 14h30', '2025-07-09T14:30'],
  ['1er août 2025', '2025-08-01'],
  ['miércoles, 9 de julio de 2025', '2025-07-09'],
  ['9 Temmuz 2025 Çarşamba 14:30', '2025-07-09T14:30'],
  ['9 Ağustos 2025', '2025-08-09'],
  ['9 июля 2025 года, 14:30 МСК', '2025-07-09T14:30+03:00'],
  ['среда, 9 июля 2025', '2025-07-09'],
  ['Temmuz 2025', '2025-07'],
  ['9 يوليو 2025', '2025-07-09'],
  ['mar 9, 2025', '2025-03-09'],
  ['30. Februar 2025', null],
  ['2025-07-09 25:00', null],
])('parsePublished(%j) is %j', (input, expected) => {
  expect(parsePublished(input)).toBe(expected);
});

test.each([
  ['03/04/2025', 'de', '2025-04-03'],
  ['03/04/2025', 'en-GB', '2025-04-03'],
  ['03/04/2025', 'en-US', '2025-03-04'],
  ['03/04/2025', 'en', null],
  ['03/04/2025', 'ja', null],
  ['25/07/2025', 'en-US', null],
])('parsePublished(%j) in %s is %j', (input, language, expected) => {
  expect(parsePublished(input, language)).toBe(expected);
});
