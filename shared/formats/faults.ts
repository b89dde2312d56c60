import { PostilError, type ErrorWhere, type Fault } from '../contract/errors.ts';
import type { Incoming, LeaveOut } from './define.ts';
import { UnreadAnnotations } from './unread.ts';

export type FaultCost = Fault['cost'];

/**
 * The least that a fault in the content of a file costs, by format. This is the one place where it is decided:
 *
 * - `annotation`: annotations are lines, rows or objects of their own, so that one can be left out (with what hangs on
 *   it) and the others still say what they said.
 * - `record`: a line or an element is one document with its annotations. It comes in whole or not at all, since nobody
 *   can tell which of its other annotations a wrong text, unit or id has spoilt.
 *   Of CoNLL-U it is a sentence, whose rows are numbered; every other fault in its family costs the file, since nobody
 *   can tell how many rows it has spoilt.
 * - `file`: the file is one document, or what follows a fault cannot be told apart from it.
 *
 * Whatever the format, what makes the rest of a file unreadable (a quotation mark that is never closed, an array that is
 * cut off, another encoding, a wrong header) costs the file, and so does it that no format recognises a file of a folder.
 * A record of which nothing but the text can be read although it holds annotations costs that record (`unread.ts`). So
 * does a fault that the project finds (a relation against the scheme, a reference to what is not there); a relation that
 * stands alone costs itself.
 */
export const LEAST_COST: Readonly<Record<string, FaultCost>> = {
  jsonl: 'record',
  brat: 'annotation',
  conll: 'record',
  'webanno-tsv': 'file',
  'cas-xmi': 'file',
  'cas-json': 'file',
  'spacy-jsonl': 'record',
  doccano: 'record',
  extractions: 'record',
  'label-studio': 'record',
  'web-annotation': 'annotation',
  csv: 'annotation',
  tsv: 'annotation',
  txt: 'file',
  md: 'file',
};

/**
 * The refusal of some content. Other errors are no fault of a file: a full disk, a cancelled job, a mistake of ours.
 */
export function isFault(error: unknown): error is PostilError {
  return error instanceof PostilError && error.code === 'refused';
}

/** Converts a refusal to a fault; `where` is used if the refusal has no location. */
export function faultOf(cost: FaultCost, error: PostilError, where?: ErrorWhere): Fault {
  const place = error.where ?? where;
  return {
    cost,
    message: error.message,
    ...(place && { where: place }),
    ...(error instanceof UnreadAnnotations && { textOnly: true }),
  };
}

/**
 * Does `work`; when it is refused, tells the fault to `leaveOut` and returns `undefined`. Without `leaveOut` the
 * refusal is thrown.
 */
export function unlessFaulty<Result>(
  leaveOut: LeaveOut | undefined,
  cost: FaultCost,
  work: () => Result,
): Result | undefined {
  if (!leaveOut) return work();
  try {
    return work();
  } catch (error) {
    if (!isFault(error)) throw error;
    leaveOut(faultOf(cost, error));
    return undefined;
  }
}

/**
 * What was read of one record: all of it, or, where it has a fault that is left out, nothing.
 *
 * @param onFault takes back what the reader remembers of the record
 */
export function* wholeRecord(
  leaveOut: LeaveOut | undefined,
  where: ErrorWhere,
  items: () => Iterable<Incoming>,
  onFault: () => void = () => undefined,
): Generator<Incoming> {
  if (!leaveOut) {
    yield* items();
    return;
  }
  let read: Incoming[] = [];
  try {
    read = [...items()];
  } catch (error) {
    leaveOutRecord(leaveOut, where, error, onFault);
  }
  yield* read;
}

/** {@link wholeRecord} for a reader that waits for something, such as the text of an article. */
export async function* wholeRecordAsync(
  leaveOut: LeaveOut | undefined,
  where: ErrorWhere,
  items: () => AsyncIterable<Incoming>,
  onFault: () => void = () => undefined,
): AsyncGenerator<Incoming> {
  if (!leaveOut) {
    yield* items();
    return;
  }
  let read: Incoming[] = [];
  try {
    for await (const item of items()) read.push(item);
  } catch (error) {
    read = [];
    leaveOutRecord(leaveOut, where, error, onFault);
  }
  yield* read;
}

function leaveOutRecord(leaveOut: LeaveOut, where: ErrorWhere, error: unknown, onFault: () => void): void {
  if (!isFault(error)) throw error;
  onFault();
  leaveOut(faultOf('record', error, where));
}
