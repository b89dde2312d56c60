import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fragment } from '../../../shared/model/fragments.ts';
import { isGraphemeBoundary } from '../../../shared/text/graphemes.ts';
import {
  isInsideWord,
  nextWordEnd,
  nextWordStart,
  previousWordEnd,
  previousWordStart,
  snapToWords,
  wordAt,
} from '../../../shared/text/words.ts';
import { cases } from '../../support/slow.ts';

/** Parses `a[b|c]d`: a text with a selection in brackets, or with a caret as `|`. */
function marked(source: string): { text: string; fragment: Fragment } {
  const start = source.indexOf('[');
  if (start < 0) {
    const caret = source.indexOf('|');
    return { text: source.replace('|', ''), fragment: [caret, caret] };
  }
  const end = source.indexOf(']') - 1;
  return { text: source.replace('[', '').replace(']', ''), fragment: [start, end] };
}
const show = (text: string, fragment: Fragment | null) => fragment && text.slice(...fragment);

describe('snapToWords', () => {
  test.each([
    ['said H[akan Fe]lan today', 'Hakan Felan'],
    ['[ Hakan Felan, ]and', 'Hakan Felan'],
    ['“[Hakan] Felan’s plan', 'Hakan'],
    ['Hakan [Felan’s] plan', 'Felan'],
    ["Turk[ey's foreign min]ister's", "Turkey's foreign minister"],
    ['the [analysts’] view', 'analysts'],
    ['Pakistan[’s] army', 'Pakistan'],
    ['[Pakistan’] army', 'Pakistan'],
    ['[Pakistan’s army]', 'Pakistan’s army'],
    ['Ank[ara]-based group', 'Ankara'],
    ['[Ankara-ba]sed group', 'Ankara-based'],
    ['in the [U.S].', 'U.S.'],
    ['in the [U.S.] today', 'U.S.'],
    ['paid $[5] million', '$5'],
    ['paid [$5 mill]ion', '$5 million'],
    ['up by [12]% then', '12%'],
    ['up by 3[.1]4 then', '3.14'],
    ['(“[Never]”)', 'Never'],
    ['“[“Never,” he sa]id', 'Never,” he said'],
    ['don[’]t go', '’'],
    ['x [👍🏽] y', '👍🏽'],
    ['a [—] b', '—'],
    ['在[北]京举行', '北京'],
    ['قال [هاك]ان فيدان', 'هاكان'],
    ['one[ ]two', null],
    ['one[]two', null],
    ['one [ \n ] two', null],
    ['a tag [#sa]ve', '#save'],
    ['de l’[Ir]an et', 'Iran'],
    ['de [l’Ir]an et', 'l’Iran'],
    ['Anka[ra’d]a geldi', 'Ankara'],
    ['Ankara[’da] geldi', 'Ankara'],
    ['the _[Ti]mes_ said', 'Times'],
  ])('%s → %s', (source, expected) => {
    const { text, fragment } = marked(source);
    expect(show(text, snapToWords(text, fragment))).toBe(expected);
  });

  test('never cuts a grapheme, is idempotent, and stays within the bounds', () => {
    const alphabet = fc.constantFrom(
      'ab',
      'O’Neil’s',
      'l’Iran',
      'Ankara’da',
      '_',
      ' ',
      '-',
      ',',
      '北京',
      'e\u0301',
      '👩‍👧',
      '\n',
      '$',
      '5%',
    );
    const texts = fc.array(alphabet, { maxLength: 14 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), (text, a, b) => {
        const at = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [number, number];
        const snapped = snapToWords(text, at);
        if (!snapped) return;
        expect(snapped[0]).toBeLessThan(snapped[1]);
        expect(isGraphemeBoundary(text, snapped[0]) && isGraphemeBoundary(text, snapped[1])).toBe(true);
        expect(snapToWords(text, snapped)).toEqual(snapped);
      }),
      { numRuns: cases(1000) },
    );
  });
});

describe('wordAt', () => {
  test.each([
    ['|Hakan Felan', 'Hakan'],
    ['Ha|kan Felan', 'Hakan'],
    ['Hakan| Felan', 'Hakan'],
    ['Hakan |Felan', 'Felan'],
    ['Felan|’s plan', 'Felan'],
    ['Felan’|s plan', 'Felan'],
    ['Felan’s| plan', 'Felan'],
    ['Ankara|-based', 'Ankara'],
    ['Ankara-|based', 'based'],
    ['one,| two', null],
    ['one, |“two”', null],
    ['', null],
    ['in the U.S|. army', 'U.S.'],
    ['在北|京举行', '北京'],
    ['قال هاكان| فيدان', 'هاكان'],
    ['de l’|Iran', 'Iran'],
    ['de l|’Iran', 'l’'],
    ['Ankara’d|a', 'Ankara'],
    ['in Iran|.The end', 'Iran'],
  ])('%s → %s', (source, expected) => {
    const { text, fragment } = marked(source);
    expect(show(text, wordAt(text, Math.max(0, fragment[0])))).toBe(expected);
  });

  test('words do not extend beyond the bounds', () => {
    expect(wordAt('abcdef', 3, { start: 2, end: 4 })).toEqual([2, 4]);
  });
});

describe('isInsideWord', () => {
  test.each([
    ['l’|Iran', false],
    ['dell’|Ostbia', false],
    ['Ona|’s', false],
    ['Ankara|’da', false],
    ["İstanbul|'dan", false],
    ['ABD|’ye', false],
    ['ANKARA|’DA', false],
    ['Türkiye|’dekiler', false],
    ['Kim Jong Un|’s', false],
    ['We|’ll', false],
    ['Don|’t', true],
    ['O’|Brien', true],
    ['Sana|’a', true],
    ['Hawai|’i', true],
    ['Qur|’an', true],
    ['Xi|’an', true],
    ['N’|Djamena', true],
    ['aujourd’|hui', true],
    ['Roma|nia', true],
    ['_|Iran_', false],
    ['snake_|case', true],
    ['Iran|.The', false],
    ['U|.S', true],
    ['€|5', false],
    ['5|,000', true],
    ['北京|市', false],
    ['เชียง|ใหม่', false],
    ['東京|タワー', false],
    ['オ|マーン', true],
    ['이란|은', false],
    ['이|란', true],
    ['Иран|ский', true],
    ['إير|ان', true],
  ])('%s: %s', (source, inside) => {
    expect(isInsideWord(source.replace('|', ''), source.indexOf('|'))).toBe(inside);
  });
});

describe('moving by word', () => {
  const text = 'The U.S. and Turkey’s (new) Ankara-based envoy.';
  const collect = (step: (text: string, at: number) => number, from: number) => {
    const stops: number[] = [];
    for (let at = from; ;) {
      const next = step(text, at);
      if (next === at) return stops;
      stops.push((at = next));
    }
  };
  const starts = [0, 4, 9, 13, 23, 28, 35, 41];
  const ends = [3, 8, 12, 19, 26, 34, 40, 46];
  test.each([
    ['nextWordEnd', nextWordEnd, 0, ends],
    ['nextWordStart', nextWordStart, 0, starts.slice(1)],
    ['previousWordStart', previousWordStart, text.length, starts.toReversed()],
    ['previousWordEnd', previousWordEnd, text.length, ends.toReversed()],
  ] as const)('%s', (_, step, from, stops) => {
    expect(collect(step, from)).toEqual(stops);
  });
});
