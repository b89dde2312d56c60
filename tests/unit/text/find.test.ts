import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { finder, foldWithOffsets } from '../../../shared/text/find.ts';
import { fold } from '../../../shared/text/fold.ts';
import { isGraphemeBoundary } from '../../../shared/text/graphemes.ts';

const found = (text: string, needle: string) =>
  finder(needle)(text).map(({ start, end, exact, bounded }) => [
    text.slice(start, end),
    start,
    `${exact ? 'exact' : 'folded'}${bounded ? '' : ', inside'}`,
  ]);

describe('occurrences', () => {
  test.each<[string, string, unknown[]]>([
    [
      'whole words',
      'Ankara met Ankara.',
      [
        ['Ankara', 0, 'exact'],
        ['Ankara', 11, 'exact'],
      ],
    ],
    [
      'before a possessive',
      "Ankara’s and Ankara's",
      [
        ['Ankara', 0, 'exact'],
        ['Ankara', 13, 'exact'],
      ],
    ],
    [
      'beside a hyphen',
      'Ankara-based, pro-Ankara',
      [
        ['Ankara', 0, 'exact'],
        ['Ankara', 18, 'exact'],
      ],
    ],
    [
      'other case',
      'ANKARA, ankara',
      [
        ['ANKARA', 0, 'folded'],
        ['ankara', 8, 'folded'],
      ],
    ],
    ['inside a word', 'Ankaralılar', [['Ankara', 0, 'exact, inside']]],
    ['nothing', 'Ankar a', []],
  ])('%s', (_, text, expected) => expect(found(text, 'Ankara')).toEqual(expected));

  test('diacritics are ignored, and combining marks are part of the occurrence', () => {
    expect(found('Erdoğan', 'Erdogan')).toEqual([['Erdoğan', 0, 'folded']]);
    expect(found('Erdog\u0306an!', 'erdogan')).toEqual([['Erdog\u0306an', 0, 'folded']]);
    expect(found('IŞIK, ışık', 'Işık')).toEqual([
      ['IŞIK', 0, 'folded'],
      ['ışık', 6, 'folded'],
    ]);
    expect(found('İstanbul', 'istanbul')).toEqual([['İstanbul', 0, 'folded']]);
    expect(found('Türkiye', 'Turkey')).toEqual([]);
  });

  test.each([
    ['Synnøve', 'Synnove'],
    ['ŁÓDŹ', 'Lodz'],
    ['Straße', 'STRASSE'],
    ['Strasse', 'Straße'],
    ['Æro', 'Aero'],
    ['cœur', 'coeur'],
    ['Þórður', 'Thordur'],
    ['Đilas', 'Dilas'],
    ['Ħamrun', 'Hamrun'],
    ['Əliyev', 'Aliyev'],
    ['العـــراق', 'العراق'],
    ['ایران', 'ايران'],
  ])('%s is %s: letters without a decomposition', (text, needle) => {
    expect(found(`(${text})`, needle)).toEqual([[text, 1, 'folded']]);
    expect(fold(text)).toBe(fold(needle));
  });

  test('half of a letter that folds to two letters does not match', () => {
    expect(found('Straße', 'Stras')).toEqual([]);
    expect(found('Æro', 'ero')).toEqual([]);
  });

  test('a line break matches a blank, an empty line does not', () => {
    expect(found('Hakan\nFelan, Hakan  Felan', 'Hakan Felan')).toEqual([
      ['Hakan\nFelan', 0, 'folded'],
      ['Hakan  Felan', 13, 'folded'],
    ]);
    expect(found('Hakan\n\nFelan', 'Hakan Felan')).toEqual([]);
  });

  test('half of a ligature or emoji does not match', () => {
    expect(found('ﬁn', 'i')).toEqual([]);
    expect(found('ﬁn', 'fin')).toEqual([['ﬁn', 0, 'folded']]);
    expect(found('👩‍👧', '👩')).toEqual([]);
  });

  test('an exact occurrence has priority over one that overlaps it', () => {
    expect(found('Aaa', 'aa')).toEqual([['aa', 1, 'exact, inside']]);
  });

  test('Han words need no blanks around them', () =>
    expect(found('在北京市', '北京')[0]?.slice(0, 2)).toEqual(['北京', 1]));
  test('white space alone finds nothing', () => expect(found('a b', ' ')).toEqual([]));
});

/** A small alphabet, so that strings recur; it includes marks, surrogate pairs, a ligature and spaces. */
const letters = fc.string({
  unit: fc.constantFrom(
    'a',
    'A',
    'á',
    'e\u0301',
    'ı',
    'İ',
    'ﬁ',
    'i',
    'ß',
    's',
    'æ',
    'Æ',
    'ø',
    'ł',
    'þ',
    '\u0640',
    'ς',
    'Σ',
    ' ',
    '\n',
    '-',
    '’s',
    '京',
    '👩‍👧',
    '\u200b',
  ),
  maxLength: 30,
});
const needles = fc.string({
  unit: fc.constantFrom('a', 'á', 'i', 'ﬁ', 'σ', ' ', '京', 'ß', 'ss', 's', 'æ', 'th', '\u0640'),
  minLength: 1,
  maxLength: 3,
});

describe('properties', () => {
  const key = (text: string) => foldWithOffsets(text).text;

  test('occurrences are in order, do not overlap, cut no grapheme, and fold to the search string', () => {
    fc.assert(
      fc.property(letters, needles, (text, needle) => {
        let last = 0;
        for (const { start, end, exact } of finder(needle)(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(isGraphemeBoundary(text, start) && isGraphemeBoundary(text, end)).toBe(true);
          const words = text.slice(start, end);
          expect(key(words)).toBe(key(needle.trim()));
          expect(exact).toBe(words === needle.trim());
          last = end;
        }
      }),
    );
  });

  test('a search string that is a paragraph is found there, exactly and as a whole word', () => {
    fc.assert(
      fc.property(letters, needles, letters, (before, needle, after) => {
        fc.pre(key(needle.trim()) !== '' && needle.trim() === needle);
        const text = `${before}\n\n${needle}\n\n${after}`;
        const at = before.length + 2;
        expect(finder(needle)(text)).toContainEqual({
          start: at,
          end: at + needle.length,
          exact: true,
          bounded: true,
        });
      }),
    );
  });

  test('each folded unit has a range of the source, in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const { text: folded, starts, ends } = foldWithOffsets(text);
        expect([starts.length, ends.length]).toEqual([folded.length, folded.length]);
        for (let i = 0; i < folded.length; i++) {
          expect(starts[i]!).toBeLessThan(ends[i]!);
          if (i > 0) expect(starts[i]!).toBeGreaterThanOrEqual(starts[i - 1]!);
        }
      }),
    );
  });

  test('the result equals that of fold, except for blanks and sigmas', () => {
    const bare = (text: string) => text.replace(/\s/g, '').replace(/ς/g, 'σ');
    fc.assert(
      fc.property(letters, (text) => {
        expect(bare(key(text))).toBe(bare(fold(text)));
      }),
    );
  });
});
