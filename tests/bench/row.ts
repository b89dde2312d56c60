import type { Lab } from './lab.ts';

/** A figure of a row that has a target. */
export type Figure = 'median' | 'p99' | 'max' | 'ratio';

/** The limits of a row. `ratio` is a multiple of the floor, the others are in the row's unit. */
export type Target = Readonly<Partial<Record<Figure, number>>>;

/** The measurements of a row: values in its unit, one per repetition, and those of the floor in the same run. */
export interface Measured {
  readonly values: readonly number[];
  readonly floor?: readonly number[];
  /** What a reader should know about these particular values. */
  readonly note?: string;
}

/** One line of the benchmark; `rows/index.ts` lists them all, `targets.ts` has their targets. */
export interface BenchRow {
  /** `area/what/size`; `--only` matches its beginning. */
  readonly name: string;
  /** What is measured and what the floor is, in a few words. */
  readonly what: string;
  readonly unit: 'ms' | 'MB' | '×';
  run(lab: Lab): Promise<Measured>;
}
