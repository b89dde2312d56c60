import type { EmptyReason } from '../../model/annotation.ts';
import { show } from '../show.ts';

/** Sentences of errors and notes of tables, and what is written into their cells. */
export const MESSAGES = {
  /** A reason for leaving a slot empty, where its words would be. */
  empty: (reason: EmptyReason) => `(${reason})`,
  foreignFile: (file: string) => `${show(file)} is not a table of this format.`,
} as const;
