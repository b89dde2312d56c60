import { createHash } from 'node:crypto';
import type { Uid } from '../../shared/model/uid.ts';

/** What makes two proposals the same case in two runs of a model. */
export interface KeyParts {
  readonly document: Uid;
  /** The uid of the type's term, which a rename keeps. Projects before version 9 hashed the name. */
  readonly type: string;
  /** The words; for a relation, those of both ends. */
  readonly text: string;
  /** How often the words stand in the text before this place. */
  readonly occurrence: number;
}

/** A digest of 16 bytes: survives the next run, and corrections of the text elsewhere. */
export function caseKey({ document, type, text, occurrence }: KeyParts): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([document, type, text, occurrence]))
    .digest()
    .subarray(0, 16);
}

/** How often `words` stand in `text` before `start` (UTF-16 units), overlapping ones included. */
export function occurrenceOf(text: string, words: string, start: number): number {
  if (words === '') return 0;
  let count = 0;
  for (let at = text.indexOf(words); at !== -1 && at < start; at = text.indexOf(words, at + 1)) count++;
  return count;
}
