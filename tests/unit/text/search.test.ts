import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inContext, sortKey } from '../../../shared/text/concordance.ts';
import { foldWithOffsets } from '../../../shared/text/find.ts';
import { fold } from '../../../shared/text/fold.ts';
import { isGraphemeBoundary } from '../../../shared/text/graphemes.ts';
import {
  indexPhrases,
  parseQuery,
  searcher,
  surePiece,
  type TextQuery,
} from '../../../shared/text/search.ts';
import { cases } from '../../support/slow.ts';

const found = (query: TextQuery, text: string) =>
  searcher(query)(text).map(({ start, end }) => [start, text.slice(start, end)]);

describe('parsing a query', () => {
  test.each<[string, string[]]>([
    ['Ankara said', ['Ankara', 'said']],
    ['"said no" Ankara', ['said no', 'Ankara']],
    ['„sagte nein“ «non»', ['sagte nein', 'non']],
    ['open "to the end', ['open', 'to the end']],
    ['well-known -draft -"not this"', ['well-known', '-draft', '-not this']],
    ['Işık isik IŞIK', ['Işık']],
    ['AND OR NOT NEAR(a b) col:x ^a a* (', ['AND', 'OR', 'NOT', 'NEAR(a', 'b', 'col:x', '^a', 'a']],
    ['(Ankara), Ankara* "no."', ['Ankara', 'no.']],
    ['Smith & Sons', ['Smith', 'Sons']],
    ['- "" “ ', ['-']],
    ['&', ['&']],
    ['😀', ['😀']],
    ['\u0000', ['\u0000']],
    ['', []],
  ])('%j', (text, terms) => {
    const parsed = parseQuery(text).map(({ words, excluded }) => (excluded ? `-${words}` : words));
    expect(parsed).toEqual(terms);
  });
});

describe('search results', () => {
  test.each<[string, TextQuery, string, unknown[]]>([
    [
      'ignoring case and diacritics',
      { text: 'isik' },
      'Işık, ISIK',
      [
        [0, 'Işık'],
        [6, 'ISIK'],
      ],
    ],
    ['within a sentence', { text: '北京' }, '他住在北京市。', [[3, '北京']]],
    [
      'at the beginning of words',
      { text: 'ankara' },
      'Ankaralılar pro-Ankara Xankara',
      [
        [0, 'Ankara'],
        [16, 'Ankara'],
      ],
    ],
    ['as whole words', { text: 'ankara', wholeWords: true }, 'Ankaralılar, Ankara’s', [[13, 'Ankara']]],
    ['matching case', { text: 'Us', matchCase: true }, 'US us Us', [[6, 'Us']]],
    ['all words or none', { text: 'a c' }, 'a b', []],
    [
      'all words',
      { text: 'a c' },
      'c a b c',
      [
        [0, 'c'],
        [2, 'a'],
        [6, 'c'],
      ],
    ],
    ['a phrase over a line break', { text: '"said no"' }, 'said\nno, no said', [[0, 'said\nno']]],
    ['excluding a word', { text: 'Ankara -draft' }, 'Ankara, a Draft', []],
    ['as a literal string', { text: 'kara said', literal: true }, 'Ankara said', [[2, 'kara said']]],
    ['in a script without blanks', { text: 'กรุงเทพ' }, 'ไปกรุงเทพวันนี้', [[2, 'กรุงเทพ']]],
    ['the longer of two overlapping hits', { text: 'New "New York"' }, 'New York', [[0, 'New York']]],
  ])('%s', (_, query, text, hits) => {
    expect(found(query, text)).toEqual(hits);
  });
});

const LETTERS = [
  'a',
  'A',
  'ı',
  'İ',
  'é',
  'e\u0301',
  'ß',
  'ﬁ',
  '北',
  '京',
  'か',
  'が',
  'ー',
  'Σ',
  'ς',
  'σ',
  '1',
  '½',
  '_',
  '-',
  "'",
  '’',
  '.',
  ' ',
  '\n',
  '\u00ad',
  '\u200b',
  '😀',
  '👩‍👩‍👧',
  '"',
  'ไ',
  'ป',
];
const prose = fc.array(fc.constantFrom(...LETTERS), { maxLength: 24 }).map((all) => all.join(''));

test('every hit folds to the search words, cuts no character, and is in a text found by index and folded words', () => {
  const db = new Database(':memory:');
  db.exec(
    `CREATE VIRTUAL TABLE f USING fts5 (text, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0")`,
  );
  const insert = db.prepare('INSERT INTO f (rowid, text) VALUES (?, ?)');
  const match = db.prepare('SELECT rowid FROM f WHERE f MATCH ?').pluck();
  const once = db.transaction((texts: readonly string[], query: TextQuery) => {
    texts.forEach((text, i) => insert.run(i, fold(text)));
    const asked = indexPhrases(query);
    const candidates = new Set(asked === null ? texts.keys() : (match.all(asked.join(' AND ')) as number[]));
    const keys = parseQuery(query.text).map(({ words }) => foldWithOffsets(words).text);
    const piece = surePiece(query) ?? '';
    texts.forEach((text, i) => {
      const hits = searcher(query)(text);
      if (hits.length > 0 && !fold(text).includes(piece))
        throw new Error(`${JSON.stringify(piece)} is not in ${JSON.stringify([text, query])}`);
      if (hits.length > 0 && !candidates.has(i))
        throw new Error(`the index misses ${JSON.stringify([text, query])}`);
      for (const { start, end } of hits) {
        if (!keys.includes(foldWithOffsets(text.slice(start, end)).text))
          throw new Error(`${JSON.stringify(text.slice(start, end))} is not ${JSON.stringify(query.text)}`);
        if (!isGraphemeBoundary(text, start) || !isGraphemeBoundary(text, end))
          throw new Error('it cuts a character');
      }
    });
    db.exec('DELETE FROM f');
  });
  fc.assert(
    fc.property(
      fc.array(prose, { minLength: 1, maxLength: 4 }),
      fc.oneof(
        prose,
        fc.array(fc.constantFrom(...LETTERS), { minLength: 1, maxLength: 3 }).map((all) => all.join('')),
      ),
      fc.boolean(),
      (texts, text, wholeWords) => once(texts, { text, wholeWords }),
    ),
    { numRuns: cases(1500) },
  );
  db.close();
});

test('no query, however unusual, causes an error in the index', () => {
  const db = new Database(':memory:');
  db.exec('CREATE VIRTUAL TABLE f USING fts5 (text)');
  const match = db.prepare('SELECT rowid FROM f WHERE f MATCH ?');
  const ask = (text: string) => {
    const asked = indexPhrases({ text });
    if (asked !== null) match.all(asked.join(' AND '));
  };
  const hostile = [
    '"',
    '""',
    'a"b',
    '"a',
    'AND',
    'NOT a',
    'a OR',
    'NEAR(a, b)',
    'text:a',
    '{text}:a',
    '^a',
    'a*',
    '*',
    '(((',
    'a\u0000b',
    '\u0000',
    '\ud800',
    'a\ud800',
    '-',
    '-a',
    '😀',
    '’',
  ];
  for (const text of [
    ...hostile,
    'a '.repeat(5000),
    'ab'.repeat(5000),
    '"'.repeat(10_000),
    'σ'.repeat(40),
    `"${'a b '.repeat(2000)}"`,
  ])
    ask(text);
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 30 }), ask), { numRuns: cases(300) });
  db.close();
});

describe('the context of a hit', () => {
  test('is cut between graphemes', () => {
    const family = '👩‍👩‍👧';
    const text = `${family}ab word cd${family}`;
    const start = text.indexOf('word');
    expect(inContext(text, [start, start + 4], 5)).toEqual({ before: `${family}ab `, after: ` cd${family}` });
  });
  test('is the sort key: from the hit outward, ignoring case and punctuation', () => {
    const text = 'The Élysée, she SAID: no way.';
    const hit = [text.indexOf('SAID'), text.indexOf('SAID') + 4] as const;
    expect(sortKey(text, hit, 'left')).toBe('she elysee the');
    expect(sortKey(text, hit, 'hit')).toBe('said');
    expect(sortKey(text, hit, 'right')).toBe('no way');
  });
});
