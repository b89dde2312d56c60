import { PostilError, type ErrorWhere, type Fault } from '../contract/errors.ts';
import type { Incoming, LeaveOut } from './define.ts';
import { UnreadAnnotations } from './unread.ts';

export type FaultCost = Fault['cost'];

/**
 * The least that a fault in the content of a file costs, by format. This is the one place where it is decided:
 *
 * - `annotation`: annotations are separate lines, rows or objects, so that one can be left out (with everything that
 *   depends on it) without changing the meaning of the others.
 * - `record`: a line or an element is one document with its annotations. It is imported completely or not at all,
 *   because a wrong text, unit or id may have spoilt any of its other annotations. In CoNLL-U the record is a sentence,
 *   whose rows are numbered; every other fault in that family costs the file, because it may have spoilt any number of
 *   rows.
 * - `file`: the file is one document, or what follows a fault depends on it.
 *
 * In every format, a fault that makes the rest of a file unreadable (a quotation mark that is never closed, an array
 * that is cut off, another encoding, a wrong header) costs the file; so does a file in a folder that no format
 * recognises. A record with annotations of which only the text can be read costs that record (`unread.ts`). So does a
 * fault that the project finds (a relation against the scheme, a reference to something missing); a relation outside of
 * any record costs only itself.
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
  page: 'file',
  txt: 'file',
  md: 'file',
};

/**
 * Whether an error is the refusal of some content. Others are no fault of the file: a full disk, a cancelled job, a
 * bug.
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
 * Does `work`; if it is refused, passes the fault to `leaveOut` and returns `undefined`. Without `leaveOut` the refusal
 * is thrown.
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
 * Yields everything read of one record, or nothing if it has a fault and is left out.
 *
 * @param onFault reverts what the reader remembers of the record
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

/** {@link wholeRecord} for an asynchronous reader, such as one that opens the text of an article. */
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
