import { createHash } from 'node:crypto';
import type { Uid } from '../../shared/model/uid.ts';

/** What identifies a proposal as the same case in two runs of a model. */
export interface KeyParts {
  readonly document: Uid;
  /** The uid of the type's term, which does not change when the type is renamed. Projects before version 9 hashed the name. */
  readonly type: string;
  /** The words of the span; for a relation, those of both ends. */
  readonly text: string;
  /** The number of times the words occur in the text before this place. */
  readonly occurrence: number;
}

/** Computes a digest of 16 bytes that stays the same in the next run and after corrections elsewhere in the text. */
export function caseKey({ document, type, text, occurrence }: KeyParts): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([document, type, text, occurrence]))
    .digest()
    .subarray(0, 16);
}

/** Counts how often `words` occur in `text` before `start` (UTF-16 code units), including overlapping occurrences. */
export function occurrenceOf(text: string, words: string, start: number): number {
  if (words === '') return 0;
  let count = 0;
  for (let at = text.indexOf(words); at !== -1 && at < start; at = text.indexOf(words, at + 1)) count++;
  return count;
}
