import { PostilError } from '../contract/errors.ts';
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
  for await (const pieces of splitLines(input, file, maxBytes)) {
    for (const piece of pieces) {
      if (!(piece instanceof PostilError)) yield piece;
      else if (onBadLine) onBadLine(piece);
      else throw piece;
    }
  }
}

/**
 * Splits a stream like {@link readLines}, but yields many lines together: for files of millions of short lines, where waiting for each
 * would take longer than reading it.
 */
export async function* readLinesTogether(
  input: Bytes,
  file: string,
  maxBytes: number = MAX_LINE_BYTES,
): AsyncGenerator<readonly TextLine[]> {
  for await (const pieces of splitLines(input, file, maxBytes)) {
    const bad = pieces.findIndex((piece) => piece instanceof PostilError);
    yield (bad < 0 ? pieces : pieces.slice(0, bad)) as readonly TextLine[];
    if (bad >= 0) throw pieces[bad] as PostilError;
  }
}

/** Yields the lines that each piece of a stream completes; in place of a line that is not UTF-8, its refusal. */
async function* splitLines(
  input: Bytes,
  file: string,
  maxBytes: number,
): AsyncGenerator<readonly (TextLine | PostilError)[]> {
  const splitter = new LineSplitter(file, maxBytes);
  for await (const chunk of input) {
    const tooLong = splitter.push(chunk);
    yield splitter.take();
    if (tooLong) throw tooLong;
  }
  splitter.end();
  yield splitter.take();
}

class LineSplitter {
  readonly #file: string;
  readonly #maxBytes: number;
  #ready: (TextLine | PostilError)[] = [];
  #line = 0;
  /** Bytes of all completed lines with their ends. */
  #consumed = 0;
  /** The beginning of a line that a later chunk completes. */
  #pending: Uint8Array[] = [];
  #size = 0;

  constructor(file: string, maxBytes: number) {
    this.#file = file;
    this.#maxBytes = maxBytes;
  }

  /** Returns the lines that were completed since the last call. */
  take(): readonly (TextLine | PostilError)[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  /** Adds a chunk of the stream. Returns the refusal of a line that is too long. */
  push(chunk: Uint8Array): PostilError | null {
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      const tooLong = this.#add(chunk.subarray(start, end));
      if (tooLong) return tooLong;
      this.#finish();
      start = this.#pushWhole(chunk, end + 1);
    }
    // Copied, because a stream may reuse its buffer for the next chunk.
    return this.#add(chunk.slice(start));
  }

  end(): void {
    if (this.#size > 0) this.#finish();
  }

  /**
   * Decodes all lines between `start` and the last LF of a chunk at once, which takes a fraction of the time. Returns where the rest
   * begins: at `start` if the lines must be read one by one, because one of them is not UTF-8 or may be too long.
   */
  #pushWhole(chunk: Uint8Array, start: number): number {
    const last = chunk.lastIndexOf(LF);
    if (last < start || last - start > this.#maxBytes) return start;
    const text = decodeUtf8(chunk.subarray(start, last));
    if (text === null) return start;
    for (const line of text.split('\n'))
      this.#ready.push({ line: ++this.#line, text: line.endsWith('\r') ? line.slice(0, -1) : line });
    this.#consumed += last + 1 - start;
    return last + 1;
  }

  #add(bytes: Uint8Array): PostilError | null {
    if (bytes.length === 0) return null;
    this.#size += bytes.length;
    if (this.#size > this.#maxBytes) {
      return formatError(
        MESSAGES.lineTooLong(this.#maxBytes),
        { file: this.#file, line: this.#line + 1 },
        MESSAGES.isOneRecordPerLine,
      );
    }
    this.#pending.push(bytes);
    return null;
  }

  #finish(): void {
    const [only] = this.#pending;
    const bytes = this.#pending.length === 1 && only ? only : concatBytes(this.#pending, this.#size);
    const line = ++this.#line;
    const text = decodeLine(bytes, line, this.#consumed, this.#file);
    this.#ready.push(typeof text === 'string' ? { line, text } : text);
    this.#consumed += this.#size + 1;
    this.#pending = [];
    this.#size = 0;
  }
}

const LF = 0x0a;

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
