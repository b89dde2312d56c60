import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isGraphemeBoundary,
  nextGrapheme,
  previousGrapheme,
  snapToGraphemes,
} from '../../../shared/text/graphemes.ts';
import { cases } from '../../support/slow.ts';

const whole = new Intl.Segmenter('en', { granularity: 'grapheme' });
const boundaries = (text: string): number[] => [
  ...[...whole.segment(text)].map((part) => part.index),
  text.length,
];

/** Pieces of text that join: emoji sequences, flags, combining marks, Arabic, Hangul, CRLF, Devanagari. */
const pieces = ['a', ' ', '.', 'é', 'e\u0301', '👩‍👩‍👧', '🇹🇷', '👍🏽', 'ـًا', 'شَ', '각', '\u1100\u1161'];
const more = [
  '\n',
  '\r\n',
  'नि',
  'क्षि',
  '中',
  '文',
  'が',
  '\u200d',
  '\ufe0f',
  '1️⃣',
  '\ud83d',
  '☎️',
  '\u0600',
];
const joining = fc
  .array(fc.constantFrom(...pieces, ...more), { maxLength: 20 })
  .map((parts) => parts.join(''));

describe('graphemes', () => {
  test('boundaries found in a window are those of the whole text', () => {
    fc.assert(
      fc.property(joining, (text) => {
        const expected = new Set(boundaries(text));
        for (let at = 0; at <= text.length; at++) {
          expect(isGraphemeBoundary(text, at), `${JSON.stringify(text)} at ${at}`).toBe(expected.has(at));
        }
      }),
      { numRuns: cases(500) },
    );
  });

  test('next and previous visit the same boundaries', () => {
    fc.assert(
      fc.property(joining, (text) => {
        const expected = [...new Set(boundaries(text))];
        const forward = [0];
        for (let at = 0; at < text.length;) forward.push((at = nextGrapheme(text, at)));
        const backward = [text.length];
        for (let at = text.length; at > 0;) backward.unshift((at = previousGrapheme(text, at)));
        expect(forward).toEqual(expected);
        expect(backward).toEqual(expected);
      }),
    );
  });

  test.each([
    ['a👍🏽b', [2, 3], [1, 5]],
    ['a👍🏽b', [0, 1], [0, 1]],
    ['e\u0301t\u00e9', [1, 3], [0, 3]],
    ['🇹🇷🇵🇰', [4, 5], [4, 8]],
    ['a👍🏽b', [3, 3], [1, 1]],
    ['', [0, 0], [0, 0]],
  ] as const)('%j %j widens to %j', (text, fragment, expected) => {
    expect(snapToGraphemes(text, fragment)).toEqual(expected);
  });
});
