import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Anchorer } from '../../../shared/text/anchor.ts';
import type { Quote } from '../../../shared/text/quote.ts';
import { alignInOrder, nearestInOrder } from '../../../shared/text/anchor-order.ts';
import { isGraphemeBoundary } from '../../../shared/text/graphemes.ts';
import { offsetsOf } from '../../../shared/text/offsets.ts';

const TEXT =
  'Iranian officials met in Iran 🙂. “We will not yield,” said Karim Hosseini of Iran’s ministry.\n\n' +
  'Iran — he said — is calm. 12 soldiers were killed near Işık, and 12 sailors.';

/** Returns the offset of the nth occurrence, counted from 0. */
function nth(text: string, words: string, n: number): number {
  let at = -1;
  for (let i = 0; i <= n; i++) at = text.indexOf(words, at + 1);
  return at;
}

function ground(text: string, ...quotes: (string | Partial<Quote>)[]) {
  const list = quotes.map((quote) =>
    typeof quote === 'string' ? { words: quote } : { words: '', ...quote },
  );
  return new Anchorer(text).all(list).map(
    (found) =>
      found && {
        at: found.fragments[0]![0],
        words: found.fragments.map(([start, end]) => text.slice(start, end)).join('|'),
        method: found.method,
        score: found.score,
      },
  );
}

describe('one quote', () => {
  const at = TEXT.indexOf('Karim');
  const points = [...TEXT.slice(0, at)].length;
  const bytes = new TextEncoder().encode(TEXT.slice(0, at)).length;
  test.each<[string, Partial<Quote>, string, string]>([
    ['offsets', { words: 'Karim Hosseini', start: at, end: at + 14 }, 'stated', 'Karim Hosseini'],
    [
      'offsets in code points',
      { words: 'Karim Hosseini', start: points, end: points + 14 },
      'unit',
      'Karim Hosseini',
    ],
    [
      'offsets in bytes',
      { words: 'Karim Hosseini', start: bytes, end: bytes + 14 },
      'unit',
      'Karim Hosseini',
    ],
    [
      'offsets off by three',
      { words: 'Karim Hosseini', start: at + 3, end: at + 17 },
      'moved',
      'Karim Hosseini',
    ],
    [
      'offsets past the text',
      { words: 'Karim Hosseini', start: 90_000, end: 90_014 },
      'exact',
      'Karim Hosseini',
    ],
    ['words alone', { words: 'Karim Hosseini' }, 'exact', 'Karim Hosseini'],
    ['a different case', { words: 'KARIM hosseini' }, 'normalised', 'Karim Hosseini'],
    ['without diacritics', { words: 'isik' }, 'normalised', 'Işık'],
    ['different quotation marks', { words: '"We will not yield,"' }, 'normalised', '“We will not yield,”'],
    ['marks that are not in the text', { words: '"Iran is"...', context: '' }, 'none', ''],
    ['a different dash', { words: 'Iran - he said' }, 'normalised', 'Iran — he said'],
    ['a joined paragraph', { words: 'ministry. Iran' }, 'normalised', 'ministry.\n\nIran'],
    ['a typing error', { words: 'Karim Husseini' }, 'approximate', 'Karim Hosseini'],
    ['parts', { words: 'Iranian officials … Karim Hosseini' }, 'exact', 'Iranian officials|Karim Hosseini'],
    ['a different number', { words: '13 soldiers were killed' }, 'none', ''],
    ['a short word with one different letter', { words: 'Iraq' }, 'none', ''],
    ['an invented name', { words: 'Wendell Corrigan' }, 'none', ''],
    ['a part of a word alone', { words: 'fficial' }, 'none', ''],
    ['a part of a word at its offsets', { words: 'fficial', start: 9, end: 16 }, 'stated', 'fficial'],
  ])('%s', (_, quote, method, words) => {
    const [found] = ground(TEXT, quote);
    expect(found ? [found.method, found.words] : ['none', '']).toEqual([method, words]);
    if (found) expect(found.score).toBeGreaterThanOrEqual(0.7);
  });

  test('context, or the text before and after, decides between several occurrences', () => {
    const second = nth(TEXT, '12', 1);
    expect(ground(TEXT, { words: '12', context: 'and 12 sailors' })[0]?.at).toBe(second);
    expect(ground(TEXT, { words: '12', suffix: ' sailors' })[0]?.at).toBe(second);
    expect(ground(TEXT, { words: '12', prefix: 'Işık, and ' })[0]?.at).toBe(second);
    expect(ground(TEXT, { words: '12', context: 'nothing of the kind, 12' })[0]?.at).toBe(TEXT.indexOf('12'));
  });

  test('offsets in a part or an older version of the article are mapped into the article', () => {
    const part = TEXT.slice(nth(TEXT, 'Iran', 3));
    const [inPart] = new Anchorer(TEXT, part).all([{ words: 'Iran', start: 0, end: 4 }]);
    expect(inPart?.fragments[0]?.[0]).toBe(nth(TEXT, 'Iran', 3));
    const older = `Draft. ${TEXT.replace('officials', 'diplomats')}`;
    const last = older.lastIndexOf('12');
    const [found] = new Anchorer(TEXT, older).all([{ words: '12', start: last, end: last + 2 }]);
    expect(found?.fragments[0]?.[0]).toBe(nth(TEXT, '12', 1));
  });

  test('guesses are the most similar places, best first', () => {
    const [best] = new Anchorer(TEXT).guesses('thirteen soldiers were killed', 3);
    expect(TEXT.slice(best!.start, best!.end)).toContain('soldiers were killed');
    expect(new Anchorer(TEXT).guesses('xq', 3)).toEqual([]);
  });
});

describe('a text whose header was removed', () => {
  const header = 'Title: Iran\nDate: 9 July 2025\n\n';
  const raw = header + TEXT;
  const quote = (words: string, n: number, over: string): Quote => {
    const start = nth(over, words, n);
    return { words, start, end: start + words.length };
  };
  const starts = (source: string | string[], quotes: Quote[]) =>
    new Anchorer(TEXT, source).all(quotes).map((found) => found && [found.method, found.fragments[0]![0]]);

  test('offsets in the original file give the exact place', () => {
    const quotes = [quote('Iran', 4, raw), quote('12', 0, raw)];
    const exact = [
      ['stated', nth(TEXT, 'Iran', 3)],
      ['stated', nth(TEXT, '12', 0)],
    ];
    expect(starts(raw, quotes)).toEqual(exact);
    expect(starts([TEXT, raw], quotes)).toEqual(exact);
    expect(starts(raw.trimEnd(), quotes)).toEqual(exact);
  });

  test('of several source texts, the one with most words at their offsets is used, on a tie the first', () => {
    expect(starts([TEXT, raw], [quote('Iran', 1, TEXT)])).toEqual([['stated', nth(TEXT, 'Iran', 1)]]);
    // For one of the three, the text has the same words at this offset by chance.
    const chance = 'xxxx Ada met Ada and Bo and Cy.';
    const anchorer = new Anchorer(chance, [chance, `-----${chance.slice(5)}`]);
    expect(anchorer.all([{ words: 'Ada', start: 5, end: 8 }])[0]?.fragments).toEqual([[5, 8]]);
  });

  test('a quote from the header has no place, even if its words also occur in the text', () => {
    const anchorer = new Anchorer(TEXT, raw);
    const inHeader = quote('Iran', 0, raw);
    expect(anchorer.all([inHeader, quote('Iran', 1, raw), quote('Iran', 2, raw)])).toMatchObject([
      null,
      { fragments: [[nth(TEXT, 'Iran', 0), nth(TEXT, 'Iran', 0) + 4]] },
      { fragments: [[nth(TEXT, 'Iran', 1), nth(TEXT, 'Iran', 1) + 4]] },
    ]);
    expect([inHeader, quote('Iran', 1, raw)].map((each) => anchorer.isOutside(each))).toEqual([true, false]);
    expect(anchorer.near(inHeader, [0, 4], false)).toBeNull();
  });
});

describe('wrong offsets', () => {
  const text = 'Oslo, Oslo and Oslo: three times. Then Oslo.';
  const off = (...starts: number[]) =>
    new Anchorer(text)
      .all(starts.map((start) => ({ words: 'Oslo', start, end: start + 4 })))
      .map((found) => found?.fragments[0]![0]);

  test('quotes get different places in the order of their offsets while any are free', () => {
    expect(off(1, 2)).toEqual([0, 6]);
    expect(off(2, 1)).toEqual([6, 0]);
    expect(off(7, 5, 8)).toEqual([6, 0, 15]);
    // The first one is at its stated offset, so the other takes the next occurrence.
    expect(off(6, 7)).toEqual([6, 15]);
    expect(off(38, 37)).toEqual([39, 15]);
    // The last one is at its stated offset, and no occurrence follows it.
    expect(off(39, 40)).toEqual([39, 15]);
  });

  test('quotes share a place if there are not enough places', () => {
    expect(off(6, 6)).toEqual([6, 6]);
    expect(off(1, 2, 3, 4, 5)).toEqual([0, 0, 0, 6, 6]);
  });

  test('places are distinct, in order, and as near as possible', () => {
    const lists = fc.tuple(
      fc.array(fc.nat(60), { maxLength: 5 }),
      fc.uniqueArray(fc.nat(60), { maxLength: 7 }),
    );
    const sum = (points: readonly number[], places: readonly number[], chosen: readonly number[]) =>
      points.reduce((total, point, i) => total + Math.abs(point - places[chosen[i]!]!), 0);
    fc.assert(
      fc.property(lists, ([someTimes, somePlaces]) => {
        const [points, places] = [someTimes, somePlaces].map((list) => [...list].sort((a, b) => a - b));
        fc.pre(points!.length <= places!.length);
        const chosen = nearestInOrder(
          points!.map((at) => ({ at })),
          places!,
        );
        expect(chosen).toHaveLength(points!.length);
        for (const [i, choice] of chosen.entries()) if (i > 0) expect(choice).toBeGreaterThan(chosen[i - 1]!);
        const all = (from: number, left: number): number[][] =>
          left === 0
            ? [[]]
            : places!.flatMap((_, j) => (j < from ? [] : all(j + 1, left - 1).map((rest) => [j, ...rest])));
        const least = Math.min(...all(0, points!.length).map((each) => sum(points!, places!, each)));
        expect(sum(points!, places!, chosen)).toBe(points!.length === 0 ? 0 : least);
      }),
    );
  });
});

describe('repeated words', () => {
  const places = (...quotes: string[]) => ground(TEXT, ...quotes).map((found) => found?.at);

  test('a list in the order of the text is aligned with it', () => {
    // Between Karim and calm, only the third and fourth Iran are possible; Iranian is another word.
    expect(places('Karim Hosseini', 'Iran', 'he said', 'calm')).toEqual([
      TEXT.indexOf('Karim'),
      nth(TEXT, 'Iran', 2),
      TEXT.indexOf('he said'),
      TEXT.indexOf('calm'),
    ]);
  });

  test('the k-th mention is the k-th occurrence, even if the list is not in text order', () => {
    expect(places('Iran', 'Iran', 'Iran')).toEqual([1, 2, 3].map((n) => nth(TEXT, 'Iran', n)));
    expect(places('calm', 'ministry', 'Karim Hosseini', 'officials', 'Iran', 'Iran')).toEqual([
      TEXT.indexOf('calm'),
      TEXT.indexOf('ministry'),
      TEXT.indexOf('Karim'),
      TEXT.indexOf('officials'),
      nth(TEXT, 'Iran', 1),
      nth(TEXT, 'Iran', 2),
    ]);
  });

  test('nested names may share a start', () => {
    expect(places('Iran’s ministry', 'Iran')).toEqual([nth(TEXT, 'Iran', 2), nth(TEXT, 'Iran', 2)]);
  });

  test('parts of a claim are placed at the occurrence nearest to the claim', () => {
    const anchorer = new Anchorer(TEXT);
    const from = TEXT.indexOf('is calm');
    expect(anchorer.near({ words: 'Iran' }, [from, from + 7], true)?.fragments[0]?.[0]).toBe(
      nth(TEXT, 'Iran', 3),
    );
    expect(anchorer.near({ words: 'Iran' }, [0, 8], true)?.fragments[0]?.[0]).toBe(nth(TEXT, 'Iran', 1));
  });
});

test.each<[string, [string, number[]][], (number | null)[]]>([
  ['nothing', [], []],
  [
    'leftmost',
    [
      ['a', [1, 5]],
      ['a', [1, 5]],
    ],
    [0, 1],
  ],
  [
    'more mentions than places',
    [
      ['a', [1]],
      ['a', [1]],
    ],
    [0, null],
  ],
  [
    'moved by a preceding item',
    [
      ['b', [3]],
      ['a', [1, 5]],
    ],
    [0, 1],
  ],
  [
    'one item out of order',
    [
      ['a', [1]],
      ['z', [9]],
      ['b', [3]],
      ['c', [4]],
    ],
    [0, null, 0, 0],
  ],
  [
    'nested',
    [
      ['ab', [1]],
      ['a', [1, 4]],
      ['c', [6]],
    ],
    [0, 0, 0],
  ],
])('order: %s', (_, items, expected) => {
  expect(alignInOrder(items.map(([key, starts]) => ({ key, starts })))).toEqual(expected);
});

const word = fc.constantFrom(
  'Ada',
  'Ali',
  'Işık',
  '🙂',
  '👩‍👩‍👧',
  'שלום',
  'مرحبا',
  'said',
  'the',
  'é',
  '北京',
  'Mr.',
);
const gap = fc.constantFrom(' ', ' ', ', ', '\n', '\n\n', ' — ');
const texts = fc
  .array(fc.tuple(word, gap), { minLength: 4, maxLength: 60 })
  .map((pairs) => pairs.map(([a, b]) => a + b).join(''));

/** Returns a piece of a text with word boundaries at its ends. */
function pieces(text: string): { start: number; end: number }[] {
  const found = [...text.matchAll(/[^\s,—]+/g)].map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
  }));
  return found.filter(({ start, end }) => isGraphemeBoundary(text, start) && isGraphemeBoundary(text, end));
}

describe('any text', () => {
  test('a quote with offsets in any unit, also with CRLF, is found at its exact place', () => {
    fc.assert(
      fc.property(
        texts,
        fc.nat(),
        fc.constantFrom('utf-16', 'codepoint', 'byte'),
        fc.boolean(),
        (text, pick, unit, crlf) => {
          const all = pieces(text);
          const { start, end } = all[pick % all.length]!;
          const source = crlf ? text.replaceAll('\n', '\r\n') : text;
          const returns = crlf ? text.slice(0, start).split('\n').length - 1 : 0;
          const offsets = offsetsOf(source, unit);
          const quotes = pieces(text).map((piece) => {
            const more = crlf ? text.slice(0, piece.start).split('\n').length - 1 : 0;
            return {
              words: text.slice(piece.start, piece.end),
              start: offsets.fromUtf16(piece.start + more)!,
              end: offsets.fromUtf16(piece.end + more)!,
            };
          });
          // With all quotes of the text, the unit of the offsets is certain.
          const i = all.findIndex((piece) => piece.start === start);
          const found = new Anchorer(text, source).all(quotes)[i];
          expect(found?.fragments).toEqual([[start, end]]);
          expect(source.slice(start + returns, end + returns)).toBe(quotes[i]!.words);
        },
      ),
    );
  });

  test('all words of a text, in order and without offsets, are found at their places', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const all = pieces(text);
        const found = new Anchorer(text).all(
          all.map(({ start, end }) => ({ words: text.slice(start, end) })),
        );
        for (const [i, { start }] of all.entries()) {
          expect(found[i]?.fragments[0]?.[0]).toBe(start);
        }
      }),
    );
  });

  test('a misspelled quote is found near its place or not at all, and never cuts a character', () => {
    fc.assert(
      fc.property(
        texts,
        fc.nat(),
        fc.nat(),
        fc.constantFrom('x', ' ', '', 'É'),
        (text, at, length, letter) => {
          const start = at % text.length;
          const words = text.slice(start, start + 4 + (length % 40));
          const middle = words.length >> 1;
          const quote = words.slice(0, middle) + letter + words.slice(middle + 1);
          for (const found of new Anchorer(text).all([{ words: quote }])) {
            for (const [from, to] of found?.fragments ?? []) {
              expect(from).toBeLessThan(to);
              expect(isGraphemeBoundary(text, from) && isGraphemeBoundary(text, to)).toBe(true);
            }
          }
        },
      ),
    );
  });
});
