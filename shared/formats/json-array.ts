import type { ErrorWhere, PostilError } from '../contract/errors.ts';
import { decodeUtf8, invalidUtf8At } from '../text/decode.ts';
import { formatError, type Bytes, type LeaveOut } from './define.ts';
import { faultOf } from './faults.ts';
import { parseJsonValue } from './json-record.ts';
import { isJsonObject } from './json.ts';
import { concatBytes, MAX_LINE_BYTES } from './lines.ts';
import { COMMON, MESSAGES } from './messages.ts';
import { otherTool } from './other-tools.ts';

/** One JSON value cut out of a stream, not yet parsed. */
export interface JsonPiece {
  readonly text: string;
  /** Line on which it begins, 1-based. */
  readonly line: number;
  /** Its number among the values, 1-based. */
  readonly record: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LF = 0x0a;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const isSpace = (byte: number) => byte === 0x20 || byte === 0x09 || byte === LF || byte === 0x0d;

/**
 * Cuts a stream into its JSON values: the elements of one array, one object per line, or consecutive objects in any
 * layout. It only follows brackets and strings; faults inside a value are found when it is parsed. Memory holds one
 * value at a time.
 *
 * If the first value is an object on a line of its own, the file has one record per line: a record that is not closed
 * at the end of its line is refused there, and does not swallow the next lines.
 */
export class JsonSplitter {
  readonly #file: string;
  readonly #maxBytes: number;
  #layout: 'unknown' | 'array' | 'values' | 'lines' = 'unknown';
  /** The array has been closed: only blanks may follow. */
  #closed = false;
  /** In an array: whether a value, or a comma or the end, comes next. */
  #awaitsValue = true;
  #line = 1;
  #consumed = 0;
  #records = 0;
  // The current value.
  #open = false;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #startLine = 0;
  #startByte = 0;
  #pieces: Uint8Array[] = [];
  #size = 0;
  readonly #leaveOut: LeaveOut | undefined;
  readonly #trailingComma: boolean;
  /** The rest of the line belongs to a record that was left out. */
  #skipping = false;

  /**
   * @param leaveOut receives faults of single records; other faults are thrown nevertheless
   * @param trailingComma whether a comma may follow the last record of an array
   */
  constructor(file: string, maxBytes: number = MAX_LINE_BYTES, leaveOut?: LeaveOut, trailingComma = false) {
    this.#file = file;
    this.#maxBytes = maxBytes;
    this.#leaveOut = leaveOut;
    this.#trailingComma = trailingComma;
  }

  /** Whether the file turned out to be one array. */
  get isArray(): boolean {
    return this.#layout === 'array';
  }

  /**
   * Yields the values that these bytes complete. Bytes are copied, because a stream may reuse its buffer.
   * @throws PostilError `refused` for UTF-16, a value above the limit, a record cut off, and text between values.
   */
  *push(chunk: Uint8Array): Generator<JsonPiece> {
    let start = this.#open ? 0 : -1;
    let from = 0;
    if (this.#consumed === 0) from = this.#byteOrderMark(chunk);
    for (let i = from; i < chunk.length; i++) {
      const byte = chunk[i]!;
      if (this.#skipping && byte !== LF) continue;
      this.#skipping = false;
      if (this.#open) {
        if (this.#inString) {
          if (this.#escaped) this.#escaped = false;
          else if (byte === BACKSLASH) this.#escaped = true;
          else if (byte === QUOTE) this.#inString = false;
          else if (byte === LF) {
            this.#drop(MESSAGES.textCutOff);
            start = -1;
            this.#line++;
          }
          continue;
        }
        if (byte === QUOTE) this.#inString = true;
        else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) this.#depth++;
        else if (byte === LF) {
          if (this.#layout === 'lines') {
            this.#drop(MESSAGES.recordCutOff);
            start = -1;
          }
          this.#line++;
        } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
          this.#depth--;
          if (this.#depth > 0) continue;
          this.#keep(chunk.subarray(start, i + 1));
          start = -1;
          const piece = this.#finish();
          if (piece) yield piece;
        }
        continue;
      }
      if (byte === LF) this.#line++;
      if (isSpace(byte)) continue;
      if (this.#begins(byte)) {
        start = i;
        this.#open = true;
        this.#depth = 1;
        this.#startLine = this.#line;
        this.#startByte = this.#consumed + i;
      }
    }
    if (this.#open) this.#keep(chunk.slice(start));
    this.#consumed += chunk.length;
  }

  /**
   * Call it at the end of the stream.
   * @throws PostilError `refused` if the file ends within a value or its array.
   */
  end(): void {
    if (this.#open) this.#drop(MESSAGES.fileCutOff(this.#startLine));
    if (this.#layout === 'array' && !this.#closed) this.#fail(MESSAGES.arrayCutOff);
  }

  /** Classifies a byte outside of all values; returns true if a value begins with it. */
  #begins(byte: number): boolean {
    if (this.#closed) this.#fail(MESSAGES.textAfterArray);
    if (this.#layout === 'unknown') {
      if (byte === OPEN_ARRAY) {
        this.#layout = 'array';
        return false;
      }
      if (byte !== OPEN_OBJECT) this.#fail(MESSAGES.notJson);
      this.#layout = 'values';
      return true;
    }
    if (this.#layout !== 'array') {
      if (byte === OPEN_OBJECT) return true;
      this.#records++;
      this.#drop(MESSAGES.notAnObject);
      this.#skipping = true;
      return false;
    }
    if (byte === CLOSE_ARRAY && (!this.#awaitsValue || this.#records === 0 || this.#trailingComma)) {
      this.#closed = true;
      return false;
    }
    if (!this.#awaitsValue) {
      if (byte !== COMMA) this.#fail(MESSAGES.commaMissing);
      this.#awaitsValue = true;
      return false;
    }
    if (byte !== OPEN_OBJECT && byte !== OPEN_ARRAY) this.#fail(MESSAGES.notAnElement);
    return true;
  }

  /** Returns the completed record; `null` if it is left out. */
  #finish(): JsonPiece | null {
    const bytes = this.#pieces.length === 1 ? this.#pieces[0]! : concatBytes(this.#pieces, this.#size);
    const text = decodeUtf8(bytes);
    if (text === null) {
      const byte = this.#startByte + invalidUtf8At(bytes);
      const error = formatError(
        MESSAGES.recordNotUtf8,
        { file: this.#file, line: this.#startLine, byte },
        COMMON.saveTheFileAsUtf8,
      );
      if (!this.#leaveOut) throw error;
      this.#leaveOut(faultOf('record', error));
    }
    this.#open = false;
    this.#pieces = [];
    this.#size = 0;
    this.#awaitsValue = false;
    this.#records++;
    if (this.#layout === 'values' && this.#records === 1 && this.#line === this.#startLine)
      this.#layout = 'lines';
    return text === null ? null : { text, line: this.#startLine, record: this.#records };
  }

  #keep(bytes: Uint8Array): void {
    this.#size += bytes.length;
    if (this.#size > this.#maxBytes) this.#fail(MESSAGES.recordTooLong(this.#startLine, this.#maxBytes));
    this.#pieces.push(bytes);
  }

  #byteOrderMark(chunk: Uint8Array): number {
    const [first, second, third] = chunk;
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
      throw formatError(MESSAGES.utf16, { file: this.#file, byte: 0 }, COMMON.saveAsUtf8);
    return first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0;
  }

  /** Leaves out the current record, up to the end of its line. Without one record per line its end is unknown. */
  #drop(reason: string): void {
    if (!this.#leaveOut || this.#layout !== 'lines') this.#fail(reason);
    this.#leaveOut(faultOf('record', this.#error(reason)));
    if (this.#open) this.#records++;
    this.#open = this.#inString = this.#escaped = false;
    this.#pieces = [];
    this.#size = 0;
  }

  #fail(reason: string): never {
    throw this.#error(reason);
  }

  #error(reason: string): PostilError {
    return formatError(reason, {
      file: this.#file,
      line: this.#line,
      record: this.#open ? this.#records + 1 : Math.max(1, this.#records),
    });
  }
}

/**
 * Reads the JSON values of a stream as {@link JsonSplitter} cuts it. A byte order mark is dropped.
 *
 * @param leaveOut receives the fault of a record that is a line; reading continues with the next line
 * @throws PostilError `refused` with file, line and record.
 */
export async function* readJsonPieces(
  input: Bytes,
  file: string,
  {
    maxBytes,
    leaveOut,
    trailingComma,
  }: {
    readonly maxBytes?: number;
    readonly leaveOut?: LeaveOut | undefined;
    readonly trailingComma?: boolean;
  } = {},
): AsyncGenerator<JsonPiece> {
  const splitter = new JsonSplitter(file, maxBytes, leaveOut, trailingComma);
  // A stream in pieces of one byte would cut the byte order mark in two.
  let first: Uint8Array | null = new Uint8Array(0);
  for await (const chunk of input) {
    if (first) {
      first = concatBytes([first, chunk], first.length + chunk.length);
      if (first.length < 3) continue;
      yield* splitter.push(first);
      first = null;
    } else yield* splitter.push(chunk);
  }
  if (first && first.length > 0) yield* splitter.push(first);
  splitter.end();
}

/**
 * Returns the object in a piece, checked as `parseJson` does.
 * @throws PostilError `refused` with the line of the problem, naming the tool whose JSON it looks like.
 */
export function parsePiece({ text, line }: JsonPiece, where: ErrorWhere): Record<string, unknown> {
  const value = parseJsonValue(text, { ...where, line }, undefined, ' of the record');
  if (isJsonObject(value)) return value;
  const tool = otherTool(value);
  throw formatError(tool === null ? COMMON.recordNotAnObject : MESSAGES.otherTool(tool), where);
}

/** The beginning of a file, for sniffing. */
export interface PeekedJson {
  /** The first objects that are complete in the head; none if it is no JSON. */
  readonly records: readonly Record<string, unknown>[];
  /** Whether the file is one array. */
  readonly array: boolean;
  /** The beginning as text, for values that are cut off. */
  readonly start: string;
  /** The head ends within the first value, so a longer head may complete it. */
  readonly cut: boolean;
}

const RECORDS_PEEKED = 20;
/** Cached, because every format looks at the same head. */
const peeked = new WeakMap<Uint8Array, PeekedJson>();

/** Returns the JSON in the head of a file. The head must not be changed while it is in use. */
export function peekJson(head: Uint8Array): PeekedJson {
  const known = peeked.get(head);
  if (known) return known;
  const splitter = new JsonSplitter('');
  const records: Record<string, unknown>[] = [];
  let values = 0;
  let broken = false;
  try {
    for (const { text } of splitter.push(head)) {
      values++;
      const value = JSON.parse(text) as unknown;
      if (isJsonObject(value)) records.push(value);
      if (records.length === RECORDS_PEEKED) break;
    }
  } catch {
    broken = true; // not JSON from here on; what came before counts
  }
  const start = new TextDecoder().decode(head.subarray(0, 4096));
  // A list that begins with a string is a spaCy record, one per line, which the splitter does not support.
  const listOfTexts = /^[\ufeff\s]*\[\s*"/.test(start) && !head.includes(LF, start.search(/\S/));
  const found = {
    records,
    array: splitter.isArray,
    start,
    cut: listOfTexts || (values === 0 && !broken && /^[\ufeff\s]*[[{]/.test(start)),
  };
  peeked.set(head, found);
  return found;
}
