import type { LinedTable, Lines } from './connection.ts';
import type { RunningProcess } from './holders.ts';

/**
 * A change too large for one transaction is *unfinished* while its rows are written or removed, a chunk at a time, so that the WAL
 * stays bounded and editing goes on between the chunks. A mark in `meta` says which rows those are, and whoever else has the project
 * open reads through temporary views that leave them out and shadow the tables of the same name. So every query is right
 * without knowing of it, and indexes keep their use. Writing a row names its table `main.…` and takes its id from `nextId`.
 *
 * - An import, and the redo of one, writes rows whose ids lie at and above a line in each table. Its last chunk makes
 *   everything visible at once by deleting the mark; one that is cancelled or whose program died is swept.
 * - The undo of an import hides the import's rows by setting the mark: at that moment it is done. Then the rows are packed and
 *   removed; if its program dies, the next one goes on with that (`sweep.ts`).
 */
export type Unfinished = UnfinishedWriting | UnfinishedRemoval;

interface Marked extends RunningProcess {
  /** Local id of the change. Of one that writes it lies above those that are given out meanwhile. */
  readonly change: number;
  /** When it last wrote, in ms since 1970. */
  readonly seenAt: number;
}

/** Rows are being written, and nobody sees them yet. */
export interface UnfinishedWriting extends Marked {
  /** Marks of older programs say nothing: an import. */
  readonly doing?: 'import' | 'redo';
  readonly lines: Lines;
  /** Quotes and names made since are its own unless others use them by now. */
  readonly surfaces: number;
  readonly terms: number;
}

/** An import was undone: its rows are being removed, and nobody sees them any more. */
export interface UnfinishedRemoval extends Marked {
  readonly doing: 'undo';
  /** Local id of the import, by which its rows are recognised. */
  readonly undone: number;
  /** Whether the rows are packed before they go; else packs of an earlier undo hold them. */
  readonly packs: boolean;
  /** How many rows there were. */
  readonly rows: number;
  readonly ranges: Ranges;
}

/** Where the rows of an import lie in each table. */
export type Ranges = Readonly<Partial<Record<LinedTable, Range>>>;

export interface Range {
  readonly from: number;
  readonly to: number;
  /** Whether rows of other changes lie between them, so that each has to be asked whose it is. */
  readonly mixed: boolean;
}

export function isRemoval(unfinished: Unfinished | undefined): unfinished is UnfinishedRemoval {
  return unfinished?.doing === 'undo';
}
