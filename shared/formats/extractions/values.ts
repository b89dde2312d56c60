import type { ErrorWhere } from '../../contract/errors.ts';
import { decodeUtf8, invalidUtf8At, MAX_ARTICLE_BYTES } from '../../text/decode.ts';
import { formatError, type Bytes, type ReadOptions } from '../define.ts';
import { unlessFaulty } from '../faults.ts';
import { JsonProblem } from '../json.ts';
import { readJsonPieces } from '../json-array.ts';
import { jsonRefusal } from '../json-record.ts';
import { concatBytes, readAll } from '../lines.ts';
import { parseLoosely, valuesInAnswer } from './answer-text.ts';

/** A value of a file with its place; without a value where it was faulty and left out. */
export interface FileValue {
  readonly value: unknown;
  readonly where: ErrorWhere;
}

/**
 * The JSON values of a file: of an array, a line each, or one after another. JSON as models and scripts write it is mended
 * (`mend-json.ts`). A file that is no JSON is the answer of a model as it came, with words before its JSON or
 * fences around it, and one value or a few.
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

/** Whether JSON begins with what its strict grammar does not have: texts in single quotation marks, comments. */
export function isLoose(start: string): boolean {
  return /^(?:\ufeff)?\s*\[?\s*(?:\{\s*(?:'|\/\/|\/\*|#)|\/\/|\/\*|#)/.test(start);
}

/** @throws PostilError `refused` with the place of what is wrong in the text as it is. */
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
    throw formatError(
      'The file is not valid UTF-8.',
      { file, byte: invalidUtf8At(bytes) },
      'Save the file as UTF-8.',
    );
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
    throw formatError(`The JSON in it is not valid: ${error.message}.`, { file });
  }
  if (values.length === 0) throw formatError('There is no JSON in it, and no triplets.', { file });
  for (const [i, value] of values.entries()) yield { value, where: { file, record: i + 1 } };
}

/** The values at the start of loose JSON or a response, for sniffing. */
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

/** The lines of a text that has an object on each; `null` where it has not. With `isCut` the last one may be a part. */
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

/** The beginning of a stream as text, and the stream with it. */
async function peek(input: Bytes): Promise<{ start: string; all: () => Bytes }> {
  const iterator = input[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let text = '';
  while (size < LONGEST_START) {
    const next = await iterator.next();
    if (next.done) break;
    // Copied: a stream may use its buffer again.
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
