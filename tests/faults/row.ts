import type { Lab } from './lab.ts';

/** The outcome of a row that broke no promise. */
export interface Outcome {
  readonly runs: number;
  /** Details of these runs for the reader of the table. */
  readonly detail: string;
}

/** One line of the fault matrix; `rows/index.ts` lists them all. */
export interface FaultRow {
  /** Its number in the matrix. */
  readonly number: number;
  readonly name: string;
  /** The fault and what must hold despite it, in a few words. */
  readonly fault: string;
  readonly unit: string;
  /** Number of runs in `npm test`; 0 leaves the row out. */
  readonly quick: number;
  /** Number of runs in `npm run test:slow`; only rows that are too slow for `npm test` have it. */
  readonly slow?: number;
  /** Number of runs in `npm run test:faults` and `npm run test:slow -- --full`. */
  readonly full: number;
  /** Whether the row tests more when it runs as root, who may mount: CI then runs it a second time. */
  readonly asRoot?: true;
  /** Returns what this machine lacks to run the row, in one line, or `null`. */
  needs(): string | null;
  /** Runs the row `times` times. Throws if a promise is broken; the message names the step, so that it can be repeated. */
  run(times: number, lab: Lab): Promise<Outcome>;
}

/** Ends the test names of the rows that test more as root, so that `-t` selects them. */
export const AS_ROOT = 'more as root';

/** {@link FaultRow.needs} of rows that run on every machine. */
export const nothing = (): null => null;
