import type { ErrorWhere } from '../../contract/errors.ts';
import { decodeUtf8, invalidUtf8At, MAX_ARTICLE_BYTES } from '../../text/decode.ts';
import { formatError, type Bytes, type ReadOptions } from '../define.ts';
import { unlessFaulty } from '../faults.ts';
import { JsonProblem } from '../json.ts';
import { readJsonPieces } from '../json-array.ts';
import { jsonRefusal } from '../json-record.ts';
import { concatBytes, readAll } from '../lines.ts';
import { COMMON } from '../messages.ts';
import { parseLoosely, valuesInAnswer } from './answer-text.ts';
import { MESSAGES } from './messages.ts';

/** A value of a file with its location; without a value if it was faulty and left out. */
export interface FileValue {
  readonly value: unknown;
  readonly where: ErrorWhere;
}

/**
 * Reads the JSON values of a file: of an array, one per line, or consecutive. JSON in the style of models and scripts
 * is mended (`mend-json.ts`). A file that is no JSON is treated as a raw response of a model, with prose or fences
 * around one value or a few.
 * @throws PostilError `refused` with file, line and record.
 */
export async function* readValues(
  input: Bytes,
  { file, leaveOut }: Pick<ReadOptions, 'file' | 'leaveOut'>,
): AsyncGenerator<FileValue> {
  const { start, all } = await peek(input);
  if (/^(?:\ufeff)?\s*$/.test(start)) return;
  if (!/^(?:\ufeff)?\s*[[{]/.test(start) || isLoose(start)) {
    yield* looseValues(await readAll(all(), file, MAX_ARTICLE_BYTES), { file, leaveOut });
    return;
  }
  for await (const piece of readJsonPieces(all(), file, { leaveOut, trailingComma: true })) {
    const where = { file, line: piece.line, record: piece.record };
    const value = unlessFaulty(leaveOut, 'record', () => parseValue(piece.text, where));
    yield { value, where };
  }
}

/** Whether JSON begins with something outside of its strict grammar: texts in single quotation marks, comments. */
export function isLoose(start: string): boolean {
  return /^(?:\ufeff)?\s*\[?\s*(?:\{\s*(?:'|\/\/|\/\*|#)|\/\/|\/\*|#)/.test(start);
}

/** @throws PostilError `refused` with the position of the fault in the original text. */
function parseValue(text: string, where: ErrorWhere): unknown {
  try {
    return parseLoosely(text);
  } catch (error) {
    throw jsonRefusal(error, text, where, undefined, ' of the record');
  }
}

function* looseValues(
  bytes: Uint8Array,
  { file, leaveOut }: Pick<ReadOptions, 'file' | 'leaveOut'>,
): Generator<FileValue> {
  const text = decodeUtf8(bytes)?.replace(/^\ufeff/, '');
  if (text === undefined)
    throw formatError(COMMON.notUtf8, { file, byte: invalidUtf8At(bytes) }, COMMON.saveTheFileAsUtf8);
  const lines = linesOfObjects(text);
  if (lines) {
    for (const [i, { line, content }] of lines.entries()) {
      const where = { file, line, record: i + 1 };
      const value = unlessFaulty(leaveOut, 'record', () => parseValue(content, where));
      yield { value, where };
    }
    return;
  }
  let values: unknown[];
  try {
    values = valuesInAnswer(text);
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    throw formatError(MESSAGES.invalidJson(error.message), { file });
  }
  if (values.length === 0) throw formatError(MESSAGES.noJson, { file });
  for (const [i, value] of values.entries()) yield { value, where: { file, record: i + 1 } };
}

/** Returns the values at the start of loose JSON or a response, for sniffing. */
export function looseValuesIn(start: string): unknown[] {
  const text = start.replace(/^\ufeff/, '');
  const lines = linesOfObjects(text, true);
  if (!lines) return valuesInAnswer(text);
  return lines.slice(0, 20).flatMap(({ content }) => {
    try {
      return [parseLoosely(content)];
    } catch {
      return [];
    }
  });
}

/**
 * Returns the lines of a text with an object on each; `null` if it is not of that shape. With `isCut` the last one may
 * be incomplete.
 */
function linesOfObjects(text: string, isCut = false): { line: number; content: string }[] | null {
  const lines = text
    .split('\n')
    .map((content, i) => ({ line: i + 1, content: content.trim().replace(/,$/, '') }))
    .filter(({ content }) => content !== '');
  const whole =
    isCut && lines.length > 1 && !lines.at(-1)!.content.endsWith('}') ? lines.slice(0, -1) : lines;
  return whole.length > 0 && whole.every(({ content }) => /^\{.*\}$/s.test(content)) ? whole : null;
}

const LONGEST_START = 4096;

/** Returns the beginning of a stream as text, and the complete stream. */
async function peek(input: Bytes): Promise<{ start: string; all: () => Bytes }> {
  const iterator = input[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let text = '';
  while (size < LONGEST_START) {
    const next = await iterator.next();
    if (next.done) break;
    // Copied, because a stream may reuse its buffer.
    chunks.push(next.value.slice());
    size += next.value.length;
    text = new TextDecoder().decode(concatBytes(chunks, size).subarray(0, LONGEST_START));
    if (text.trim().length > 200) break;
  }
  return {
    start: text,
    all: async function* () {
      for (const chunk of chunks.splice(0)) yield chunk;
      for (;;) {
        const next = await iterator.next();
        if (next.done) return;
        yield next.value;
      }
    },
  };
}
