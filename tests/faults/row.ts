import type { Lab } from './lab.ts';

/** What a row did, when no promise was broken. */
export interface Outcome {
  readonly runs: number;
  /** What a reader of the table should know of these very runs. */
  readonly detail: string;
}

/** One line of the fault matrix: one object of this kind, listed in `rows/index.ts`. */
export interface FaultRow {
  /** Its number in the matrix. */
  readonly number: number;
  readonly name: string;
  /** The fault, and what must hold, in a few words. */
  readonly fault: string;
  readonly unit: string;
  /** How often in the normal suite; 0: not there. */
  readonly quick: number;
  /** How often under `npm run test:faults`. */
  readonly full: number;
  /** Whether it does more as root, who may mount: such rows run a second time where CI is root. */
  readonly asRoot?: true;
  /** What is missing on this machine, in one line, or `null`. */
  needs(): string | null;
  /** Does it so often. Throws, with the step at which it can be found again, when a promise is broken. */
  run(times: number, lab: Lab): Promise<Outcome>;
}

/** Ends the names of the tests of rows that do more as root. */
export const AS_ROOT = 'more as root';

/** For rows that need nothing but the program. */
export const nothing = (): null => null;
