import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placesFinder } from '../../backend/corrections/places.ts';
import { isGraphemeBoundary } from '../../shared/text/graphemes.ts';
import { searcher } from '../../shared/text/search.ts';
import { texts } from '../support/corrections.ts';
import { cases } from '../support/slow.ts';

const found = (
  text: string,
  find: string,
  options: { words?: boolean; matchCase?: boolean; replace?: string } = {},
) =>
  placesFinder({ find, replace: 'Z', words: false, matchCase: true, ...options })(text).map(([start, end]) =>
    text.slice(start, end),
  );

describe('the places of a replacement', () => {
  test('count case and diacritics, or not', () => {
    expect(found('Işık, ISIK, isik', 'isik')).toEqual(['isik']);
    expect(found('Işık, ISIK, isik', 'isik', { matchCase: false })).toEqual(['Işık', 'ISIK', 'isik']);
    expect(found('cat catalogue CAT', 'cat', { matchCase: false, words: true })).toEqual(['cat', 'CAT']);
  });

  test('keep white space at the ends of the text to find', () => {
    expect(found('a  b   c', '  ')).toEqual(['  ', '  ']);
    expect(found('The end, the  end', 'the ', { matchCase: false })).toEqual(['The ', 'the ']);
    expect(found('so the', 'THE ', { matchCase: false })).toEqual([]);
    expect(found('the so', ' THE', { matchCase: false })).toEqual([]);
  });

  test('are not those where nothing changes', () => {
    expect(found('Ankara ANKARA ankara', 'ankara', { matchCase: false, replace: 'Ankara' })).toEqual([
      'ANKARA',
      'ankara',
    ]);
  });

  test('are those that the search of an article finds, and never cut a character', () => {
    fc.assert(
      fc.property(texts, texts, fc.boolean(), fc.boolean(), (text, find, matchCase, words) => {
        fc.pre(find.trim() !== '' && find === find.trim());
        const places = placesFinder({ find, replace: '\u0000', words, matchCase })(text);
        for (const [start, end] of places)
          expect(isGraphemeBoundary(text, start) && isGraphemeBoundary(text, end)).toBe(true);
        expect(places).toEqual(
          searcher({ text: find, wholeWords: words, matchCase, literal: true })(text).map(
            ({ start, end }) => [start, end],
          ),
        );
      }),
      { numRuns: cases(300) },
    );
  });
});
