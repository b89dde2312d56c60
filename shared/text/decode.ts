import { PostilError } from '../contract/errors.ts';
import type { DocumentOrigin } from '../model/document.ts';

export type Encoding = NonNullable<DocumentOrigin['encoding']>;

/** Larger articles are rejected: news articles are far smaller, and a single line of this size would block the editor. */
export const MAX_ARTICLE_BYTES = 64 * 1024 * 1024;

/** First bytes of other file types, so that a renamed file is reported by its type instead of shown as garbled text. */
const SIGNATURES: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0x25, 0x50, 0x44, 0x46, 0x2d], 'a PDF'],
  [[0x50, 0x4b, 0x03, 0x04], 'a zip archive or an Office document'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Office document'],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], 'a rich text (RTF) document'],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG image'],
  [[0xff, 0xd8, 0xff], 'a JPEG image'],
  [[0x47, 0x49, 0x46, 0x38], 'a GIF image'],
  [[0x1f, 0x8b], 'a gzip archive'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66], 'an SQLite database'],
  [[0x7f, 0x45, 0x4c, 0x46], 'a program'],
  [[0xff, 0xfe, 0x00, 0x00], 'UTF-32 text'],
  [[0x00, 0x00, 0xfe, 0xff], 'UTF-32 text'],
];

const startsWith = (bytes: Uint8Array, signature: readonly number[]) =>
  signature.every((byte, i) => bytes[i] === byte);

/**
 * Decodes the bytes of a text file: UTF-8 with or without a byte order mark, or UTF-16 with one. The mark is not part of the
 * text. Bytes are never repaired or replaced; a file that cannot be decoded exactly is rejected.
 * @throws PostilError `refused`, naming the file, the byte (0-based) and what to do.
 */
export function decodeText(bytes: Uint8Array, name: string): { text: string; encoding: Encoding } {
  const fail = (message: string, byte?: number): never => {
    throw new PostilError('refused', message, { file: name, ...(byte !== undefined && { byte }) });
  };
  if (bytes.length > MAX_ARTICLE_BYTES)
    fail(`The file has ${bytes.length} bytes; an article may have ${MAX_ARTICLE_BYTES}. Split it first.`);

  const signature = SIGNATURES.find(([start]) => startsWith(bytes, start));
  if (signature)
    fail(`This is ${signature[1]}, not plain text in UTF-8 or UTF-16. Save it as text first.`, 0);

  if (startsWith(bytes, [0xff, 0xfe])) return { text: decodeUtf16(bytes, true, fail), encoding: 'utf-16le' };
  if (startsWith(bytes, [0xfe, 0xff])) return { text: decodeUtf16(bytes, false, fail), encoding: 'utf-16be' };

  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    fail(
      looksLikeUtf16(bytes)
        ? 'This looks like UTF-16 without a byte order mark. Save it as UTF-8, or as UTF-16 with the mark.'
        : 'A NUL byte stands in the file, so it is not plain text. Remove it, or save the article as UTF-8 text.',
      nul,
    );
  }
  const start = startsWith(bytes, [0xef, 0xbb, 0xbf]) ? 3 : 0;
  const text = decodeUtf8(start === 0 ? bytes : bytes.subarray(start));
  if (text === null) {
    const at = invalidUtf8At(bytes);
    fail(
      `Byte 0x${(bytes[at] ?? 0).toString(16).padStart(2, '0')} is not valid UTF-8. ` +
        'If the file is in another encoding (Latin-1, Windows-1254 …), save it as UTF-8 first.',
      at,
    );
  }
  const problem = problemOfCharacters(text ?? '');
  if (problem) fail(`${problem.reason}; the file is probably not text.`, problem.offset);
  return { text: text ?? '', encoding: 'utf-8' };
}

/** One for all: making a decoder takes longer than decoding a line. */
const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes strict UTF-8 and keeps a byte order mark; returns `null` if the bytes are invalid. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return STRICT_UTF8.decode(bytes);
  } catch {
    return null;
  }
}

/** Returns the offset of the first byte that begins no valid UTF-8 sequence, or -1. Surrogates and overlong forms are invalid. */
export function invalidUtf8At(bytes: Uint8Array): number {
  const trails = (from: number, count: number) => {
    for (let i = from; i < from + count; i++) if (((bytes[i] ?? 0) & 0xc0) !== 0x80) return false;
    return true;
  };
  for (let i = 0; i < bytes.length;) {
    const lead = bytes[i] ?? 0;
    const second = bytes[i + 1] ?? 0;
    if (lead < 0x80) i += 1;
    else if (lead >= 0xc2 && lead <= 0xdf && trails(i + 1, 1)) i += 2;
    else if (lead >= 0xe0 && lead <= 0xef && trails(i + 1, 2)) {
      if (lead === 0xe0 && second < 0xa0) return i;
      if (lead === 0xed && second > 0x9f) return i;
      i += 3;
    } else if (lead >= 0xf0 && lead <= 0xf4 && trails(i + 1, 3)) {
      if (lead === 0xf0 && second < 0x90) return i;
      if (lead === 0xf4 && second > 0x8f) return i;
      i += 4;
    } else return i;
  }
  return -1;
}

/**
 * Returns why a string cannot be the text of an article, or null: NUL separates the fragments of stored quotes, and no encoding
 * can represent a lone surrogate. `offset` is in UTF-16 code units.
 */
export function problemOfCharacters(text: string): { reason: string; offset: number } | null {
  const nul = text.indexOf('\u0000');
  if (nul >= 0) return { reason: 'The text holds a NUL character', offset: nul };
  if (!text.isWellFormed()) {
    // Without the u flag a pair counts as two units, so the look-arounds find unpaired halves.
    const offset = text.search(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
    return { reason: 'The text holds half of a surrogate pair', offset };
  }
  const head = text.slice(0, 8192);
  const controls = head.match(/[\u0001-\u0008\u000e-\u001a\u001c-\u001f\u007f]/g)?.length ?? 0;
  if (controls > 8 && controls > head.length / 20)
    return { reason: 'The text is full of control characters', offset: 0 };
  return null;
}

function decodeUtf16(bytes: Uint8Array, little: boolean, refuse: (message: string, byte?: number) => never) {
  if (bytes.length % 2 !== 0)
    refuse(
      'The file is UTF-16 but has an odd number of bytes; it was cut off. Save it again.',
      bytes.length - 1,
    );
  try {
    const text = new TextDecoder(little ? 'utf-16le' : 'utf-16be', { fatal: true, ignoreBOM: true }).decode(
      bytes.subarray(2),
    );
    const problem = problemOfCharacters(text);
    if (problem) refuse(`${problem.reason}; the file is probably not text.`, 2 + 2 * problem.offset);
    return text;
  } catch (error) {
    if (error instanceof PostilError) throw error;
    return refuse(
      'Half of a surrogate pair stands alone in this UTF-16 file. Save the article as UTF-8.',
      loneSurrogateAt(bytes, little),
    );
  }
}

function loneSurrogateAt(bytes: Uint8Array, little: boolean): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const unit = (i: number) => (i + 1 < bytes.length ? view.getUint16(i, little) : 0);
  for (let i = 2; i < bytes.length; i += 2) {
    const kind = unit(i) & 0xfc00;
    if (kind === 0xd800 && (unit(i + 2) & 0xfc00) === 0xdc00) i += 2;
    else if (kind === 0xd800 || kind === 0xdc00) return i;
  }
  return 0;
}

/** Latin text in UTF-16 has a NUL in nearly every other byte, always at the same parity. */
function looksLikeUtf16(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4096);
  const nuls = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) nuls[i % 2] = (nuls[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = nuls;
  return Math.max(even, odd) > head.length / 8 && Math.min(even, odd) * 8 < Math.max(even, odd);
}
