import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listDecider, type WordMatch } from '../../../shared/scheme-edit/word-lists.ts';

const decide = (words: string[], match: WordMatch, text: string) =>
  listDecider([{ type: 'MINISTRY', match, words }])([[text]]);

test.each<[WordMatch, string, string, boolean]>([
  ['whole', 'Ministry of Finance', 'MINISTRY OF  FINANCE', true],
  ['whole', 'Ministry of Finance', 'the Ministry of Finance', false],
  ['whole', 'Ministère', 'ministere', true],
  ['whole', 'Işık', 'isik', true],
  ['whole', '*ministerium', 'Außenministerium', true],
  ['whole', '*ministerium', 'Ministerium für Finanzen', false],
  ['starts', 'Ministry of', 'Ministry of Defence', true],
  ['starts', 'Ministry of', 'Ministry official', false],
  ['starts', 'Minist*', 'Ministère des Finances', true],
  ['contains', 'AG', 'Siemens AG', true],
  ['contains', 'AG', 'Agentur', false],
  ['contains', 'A.G.', 'Siemens A.G., Munich', true],
  ['contains', '外務省', '日本外務省', true],
  ['contains', 'وزارة', 'وِزارة المالية', true],
])('%s: “%s” in “%s” is %s', (match, entry, text, expected) => {
  expect(decide([entry], match, text)).toBe(expected ? 'MINISTRY' : null);
});

test('strings that two types claim stay undecided, and so do empty entries', () => {
  const decider = listDecider([
    { type: 'MINISTRY', match: 'starts', words: ['Ministry', '', '*', ' . '] },
    { type: 'FIRM', match: 'contains', words: ['Ltd'] },
  ]);
  expect(decider([['Ministry Ltd']])).toBeNull();
  expect(decider([['Acme Ltd']])).toBe('FIRM');
  expect(decider([['']])).toBeNull();
  expect(decider([])).toBeNull();
});

test('the words of a span count before the names of its entity', () => {
  const decider = listDecider([
    { type: 'MINISTRY', match: 'whole', words: ['Treasury'] },
    { type: 'FIRM', match: 'whole', words: ['Treasury Wine Estates'] },
  ]);
  expect(decider([['Treasury'], ['Treasury Wine Estates']])).toBe('MINISTRY');
  expect(decider([['the company'], ['Treasury Wine Estates', 'TWE']])).toBe('FIRM');
});

test('a whole entry matches exactly what folds like it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.boolean(), (word, shout) => {
      const entry = word.replaceAll('*', '');
      const found = decide([entry], 'whole', shout ? entry.normalize('NFD').toUpperCase() : entry);
      const says = /[\p{L}\p{N}]/u.test(entry.normalize('NFKD').replace(/\p{M}/gu, ''));
      if (says && !shout) expect(found).toBe('MINISTRY');
    }),
  );
});
