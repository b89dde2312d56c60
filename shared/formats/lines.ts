import type { PostilError } from '../contract/errors.ts';
import { decodeUtf8, invalidUtf8At } from '../text/decode.ts';
import { formatError, type Bytes } from './define.ts';
import { COMMON, MESSAGES } from './messages.ts';

/** A line longer than this is refused, so that a file without line ends cannot fill the memory. */
export const MAX_LINE_BYTES = 256 * 1024 * 1024;

export interface TextLine {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

/**
 * Splits a stream into lines of UTF-8 text. Only the byte LF ends a line (a CR before it is dropped): a bare CR or
 * U+2028 inside a JSON string must not shift the line numbers. The line after the last LF counts only if it is not
 * empty. A byte order mark at the beginning is dropped.
 *
 * @param onBadLine receives the refusal of a line that is not UTF-8; the line is then left out and reading continues
 * @throws PostilError `refused` for invalid UTF-8, UTF-16, NUL bytes and lines above `maxBytes`.
 */
export async function* readLines(
  input: Bytes,
  file: string,
  maxBytes: number = MAX_LINE_BYTES,
  onBadLine?: (error: PostilError) => void,
): AsyncGenerator<TextLine> {
  let line = 0;
  let consumed = 0;
  let pending: Uint8Array[] = [];
  let size = 0;
  const add = (bytes: Uint8Array) => {
    if (bytes.length === 0) return;
    size += bytes.length;
    if (size > maxBytes) {
      throw formatError(
        MESSAGES.lineTooLong(maxBytes),
        { file, line: line + 1 },
        MESSAGES.isOneRecordPerLine,
      );
    }
    pending.push(bytes);
  };
  const finish = (): TextLine | null => {
    const bytes = pending.length === 1 && pending[0] ? pending[0] : concatBytes(pending, size);
    const at = consumed;
    line++;
    pending = [];
    size = 0;
    const text = decodeLine(bytes, line, at, file);
    if (typeof text === 'string') return { line, text };
    if (!onBadLine) throw text;
    onBadLine(text);
    return null;
  };
  for await (const chunk of input) {
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
      add(chunk.subarray(start, end));
      const length = size;
      const whole = finish();
      if (whole) yield whole;
      consumed += length + 1;
      start = end + 1;
    }
    // Copied, because a stream may reuse its buffer for the next piece.
    add(chunk.slice(start));
  }
  const last = size > 0 ? finish() : null;
  if (last) yield last;
}

/** Joins pieces; `size` is their total length. */
export function concatBytes(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/**
 * Returns the text of a line, or the refusal of one that is not UTF-8. Throws if the whole file is in another encoding.
 */
function decodeLine(bytes: Uint8Array, line: number, at: number, file: string): string | PostilError {
  const [first, second, third] = bytes;
  if (line === 1 && ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))) {
    throw formatError(MESSAGES.utf16, { file, line, byte: 0 }, COMMON.saveAsUtf8);
  }
  const start = line === 1 && first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0;
  const end = bytes.at(-1) === 0x0d ? bytes.length - 1 : bytes.length;
  const content = bytes.subarray(start, Math.max(start, end));
  const text = decodeUtf8(content);
  if (text === null) {
    const byte = at + start + invalidUtf8At(content);
    return formatError(MESSAGES.lineNotUtf8, { file, line, byte }, COMMON.saveTheFileAsUtf8);
  }
  return text;
}

/** Reads all bytes of a stream; refuses more than `maxBytes`. For formats whose files are single articles. */
export async function readAll(input: Bytes, file: string, maxBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input) {
    size += chunk.length;
    if (size > maxBytes) throw formatError(MESSAGES.fileTooLarge(maxBytes), { file }, MESSAGES.splitFirst);
    pieces.push(chunk.slice());
  }
  return concatBytes(pieces, size);
}
