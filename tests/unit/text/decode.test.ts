import { describe, expect, test } from 'vitest';
import { PostilError } from '../../../shared/contract/errors.ts';
import { decodeText, invalidUtf8At, problemOfCharacters } from '../../../shared/text/decode.ts';
import { newlineMapping, normaliseNewlines } from '../../../shared/text/newlines.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...values: number[]) => Uint8Array.from(values);

function utf16(text: string, little: boolean, mark = true): Uint8Array {
  const source = mark ? `\ufeff${text}` : text;
  const out = new DataView(new ArrayBuffer(source.length * 2));
  for (let i = 0; i < source.length; i++) out.setUint16(i * 2, source.charCodeAt(i), little);
  return new Uint8Array(out.buffer);
}

function refusal(input: Uint8Array): PostilError {
  try {
    decodeText(input, 'a.txt');
  } catch (error) {
    if (error instanceof PostilError) return error;
    throw error;
  }
  throw new Error('not refused');
}

describe('decodeText', () => {
  const text = 'Türkiye’s 北京 👩‍👩‍👧 é\n';

  test('reads UTF-8 with and without a byte order mark, and UTF-16 by its mark', () => {
    expect(decodeText(utf8(text), 'a.txt')).toEqual({ text, encoding: 'utf-8' });
    expect(decodeText(utf8(`\ufeff${text}`), 'a.txt')).toEqual({ text, encoding: 'utf-8' });
    expect(decodeText(utf16(text, true), 'a.txt')).toEqual({ text, encoding: 'utf-16le' });
    expect(decodeText(utf16(text, false), 'a.txt')).toEqual({ text, encoding: 'utf-16be' });
  });

  test('keeps a second byte order mark as a character', () => {
    expect(decodeText(utf8('\ufeff\ufeffa'), 'a.txt').text).toBe('\ufeffa');
  });

  test('decodes an empty file, or one with only a byte order mark, to empty text', () => {
    for (const input of [bytes(), bytes(0xef, 0xbb, 0xbf), bytes(0xff, 0xfe), bytes(0xfe, 0xff)])
      expect(decodeText(input, 'a.txt').text).toBe('');
  });

  test.each([
    ['a stray Latin-1 byte', bytes(0x61, 0xe9, 0x62), 1],
    ['a sequence cut off by the end', bytes(0x61, 0x62, 0xe2, 0x80), 2],
    ['a surrogate in UTF-8', bytes(0x61, 0xed, 0xa0, 0x80), 1],
    ['an overlong form', bytes(0xc0, 0x80, 0x61), 0],
    ['a code point above U+10FFFF', bytes(0x61, 0xf4, 0x90, 0x80, 0x80), 1],
    ['a byte after a byte order mark', bytes(0xef, 0xbb, 0xbf, 0x61, 0xff), 4],
  ])('rejects %s and reports the byte', (_, input, byte) => {
    const error = refusal(input);
    expect(error.code).toBe('refused');
    expect(error.where).toEqual({ file: 'a.txt', byte });
    expect(error.message).toMatch(/UTF-8/);
  });

  test('finds no invalid byte in valid UTF-8', () => {
    for (const sample of ['', 'abc', text, '\u{10ffff}\ud7ff\ue000'])
      expect(invalidUtf8At(utf8(sample))).toBe(-1);
  });

  test('detects UTF-16 without a byte order mark and suggests what to do', () => {
    expect(refusal(utf16('An article in Latin letters', true, false)).message).toMatch(/UTF-16 without/);
  });

  test('rejects a NUL byte and reports its position', () => {
    expect(refusal(utf8('a fine text\0with one')).where).toEqual({ file: 'a.txt', byte: 11 });
    expect(refusal(utf16('x\0y', true)).where).toEqual({ file: 'a.txt', byte: 4 });
  });

  test('rejects lone surrogates and odd lengths in UTF-16', () => {
    expect(refusal(utf16('ab\ud83dcd', true)).where?.byte).toBe(6);
    expect(refusal(utf16('ab\ude00', false)).where?.byte).toBe(6);
    expect(refusal(bytes(0xff, 0xfe, 0x61)).message).toMatch(/odd/);
  });

  test('reports the type of a renamed binary file', () => {
    expect(refusal(utf8('%PDF-1.7 …')).message).toMatch(/PDF/);
    expect(refusal(bytes(0x50, 0x4b, 3, 4, 20)).message).toMatch(/zip/);
    expect(refusal(bytes(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0)).message).toMatch(/UTF-32/);
    expect(refusal(utf8('\u0001\u0002\u0003\u0004\u0005'.repeat(10))).message).toMatch(/control/);
  });
});

test('problemOfCharacters finds unpaired surrogates and accepts pairs', () => {
  expect(problemOfCharacters('a😀b')).toBeNull();
  expect(problemOfCharacters('a\ud83d')).toMatchObject({ offset: 1 });
  expect(problemOfCharacters('😀\ude00')).toMatchObject({ offset: 2 });
});

describe('normaliseNewlines', () => {
  test('counts CRLF and lone CR, leaves other separators', () => {
    expect(normaliseNewlines('a\r\nb\rc\nd\u2028\u0085\v')).toEqual({
      text: 'a\nb\nc\nd\u2028\u0085\v',
      count: 2,
    });
    expect(normaliseNewlines('a\nb')).toEqual({ text: 'a\nb', count: 0 });
  });

  test('maps offsets so that they cover the same text', () => {
    const source = 'one\r\ntwo\rthree\r\n\r\nfour';
    const { text } = normaliseNewlines(source);
    const map = newlineMapping(source);
    for (const word of ['one', 'two', 'three', 'four']) {
      const at = source.indexOf(word);
      expect(text.slice(map(at), map(at + word.length))).toBe(word);
    }
    expect(map(source.length)).toBe(text.length);
  });
});
