import fc from 'fast-check';
import { expect, test } from 'vitest';
import { offsetsOf } from '../../../shared/text/offsets.ts';

const graphemes = fc.string({ unit: 'grapheme-composite', maxLength: 30 });

test('equals the length of the prefix, in every unit, at every character boundary', () => {
  fc.assert(
    fc.property(fc.oneof(graphemes, fc.string({ unit: 'binary' })), (text) => {
      let at = 0;
      const codepoint = offsetsOf(text, 'codepoint');
      const byte = offsetsOf(text, 'byte');
      const utf16 = offsetsOf(text, 'utf-16');
      for (const character of [...text, '']) {
        const prefix = text.slice(0, at);
        const counted = [prefix.length, [...prefix].length, new TextEncoder().encode(prefix).length];
        expect([utf16, codepoint, byte].map((offsets) => offsets.fromUtf16(at))).toEqual(counted);
        expect([utf16, codepoint, byte].map((offsets, i) => offsets.toUtf16(counted[i] ?? 0))).toEqual([
          at,
          at,
          at,
        ]);
        at += character.length;
      }
      expect(codepoint.length).toBe([...text].length);
      expect(byte.length).toBe(new TextEncoder().encode(text).length);
    }),
  );
});

test('returns null inside a character, after the end and for invalid numbers', () => {
  const text = 'a😀é';
  for (const unit of ['utf-16', 'codepoint', 'byte'] as const) {
    const offsets = offsetsOf(text, unit);
    expect(offsets.fromUtf16(2)).toBeNull();
    for (const bad of [-1, 0.5, NaN, offsets.length + 1]) expect(offsets.toUtf16(bad)).toBeNull();
  }
  expect(offsetsOf(text, 'utf-16').toUtf16(2)).toBeNull();
  expect([2, 3, 4, 6].map((byte) => offsetsOf(text, 'byte').toUtf16(byte))).toEqual([null, null, null, null]);
  expect(offsetsOf(text, 'byte').toUtf16(5)).toBe(3);
});
