import type { Lab } from './lab.ts';

/** A figure of a row that is held against a target. */
export type Figure = 'median' | 'p99' | 'max' | 'ratio';

/** What a row must not exceed. `ratio` is times the floor, the others are in the row's unit. */
export type Target = Readonly<Partial<Record<Figure, number>>>;

/** What a row measured: values in its unit, one for each try, and those of the floor in the same run. */
export interface Measured {
  readonly values: readonly number[];
  readonly floor?: readonly number[];
  /** What a reader of the table should know of these very values. */
  readonly note?: string;
}

/** One line of the benchmark: one object of this kind, listed in `rows/index.ts`. */
export interface BenchRow {
  /** `area/what/size`; `--only` takes a beginning of it. */
  readonly name: string;
  /** What is measured, and what the floor is, in a few words. */
  readonly what: string;
  readonly unit: 'ms' | 'MB' | '×';
  /** Absent where no target was set: then the figures are told and nothing is judged. */
  readonly target?: Target;
  run(lab: Lab): Promise<Measured>;
}
