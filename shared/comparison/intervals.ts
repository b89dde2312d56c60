import { MEASURES, type Measure } from './measure.ts';
import { seededRandom } from './random.ts';
import { ratesOf, type Rates } from './scores.ts';
import { normalTail, studentQuantile } from './student.ts';
import { CELL, UNITS, type Tally } from './tally.ts';

/** Lower and upper bound, both included. */
export type Interval = readonly [low: number, high: number];
export type RateIntervals = Readonly<Record<keyof Rates, Interval>>;

export interface MeasureIntervals {
  readonly micro: RateIntervals;
  readonly macro: RateIntervals;
  readonly types: Readonly<Record<string, RateIntervals>>;
}

/** Confidence intervals of the scores, as far as they depend on the choice of documents. */
export interface Intervals {
  /** How often such an interval contains the score of the whole population of documents. */
  readonly level: number;
  /** Share of the samples between the bounds. The fewer documents there are, the more it exceeds the level. */
  readonly share: number;
  /** Whether there are fewer than {@link FEW_DOCUMENTS}; the interval may then still be too narrow. */
  readonly few: boolean;
  readonly samples: number;
  readonly seed: number;
  readonly documents: number;
  /** The number of resampled units: documents, or groups of documents if there are more than {@link UNITS}. */
  readonly units: number;
  readonly measures: Readonly<Record<Measure, MeasureIntervals>>;
}

export interface Resampling {
  readonly samples: number;
  readonly seed: number;
  readonly level: number;
}

export const USUAL_RESAMPLING: Resampling = { samples: 1_000, seed: 1, level: 0.95 };

/** With fewer documents, intervals are reported as possibly too narrow, because little is known about other documents. */
export const FEW_DOCUMENTS = 10;

const RATES = ['precision', 'recall', 'f1'] as const;

/**
 * Bootstrap over documents with expanded percentiles. As many documents as there are are drawn with replacement, the
 * scores are computed for each draw, and the middle part of the results is the interval (Efron and Tibshirani 1993,
 * chapter 13). The middle 95 % would be too narrow for few documents, so a larger share of the samples lies between the
 * bounds: the share that makes the interval of a mean as wide as Student's (Hesterberg 2015, "What teachers should know
 * about the bootstrap", section 5.3). Documents are drawn instead of spans, because the spans of one document are not
 * independent. Returns `null` for fewer than two documents, which allow no conclusion about others. Yields between the
 * draws, so that the caller can let other work run.
 */
export function* intervalsOf(
  tally: Tally,
  { samples, seed, level }: Resampling = USUAL_RESAMPLING,
): Generator<void, Intervals | null> {
  if (tally.documents < 2) return null;
  const names = tally.types;
  const units = unitsOf(tally);
  const random = seededRandom(seed);
  const share = expanded(level, units.length);
  // One row of values for micro, macro and each type, in each measure, for each rate.
  const rows = names.length + 2;
  const values = Array.from(
    { length: rows * MEASURES.length * RATES.length },
    () => new Float64Array(samples),
  );
  const sums = new Float64Array(names.length * CELL);
  for (let sample = 0; sample < samples; sample++) {
    if (sample > 0) yield;
    sums.fill(0);
    for (let i = 0; i < units.length; i++) addUnit(sums, units[random(units.length)]!);
    keepSample(values, sample, sums, names.length);
  }
  const intervalAt = (row: number, measure: number): RateIntervals => {
    const [precision, recall, f1] = RATES.map((_, rate) =>
      percentiles(values[(row * MEASURES.length + measure) * RATES.length + rate]!, share),
    );
    return { precision: precision!, recall: recall!, f1: f1! };
  };
  const measures = MEASURES.map((measure, m): [Measure, MeasureIntervals] => [
    measure,
    {
      micro: intervalAt(0, m),
      macro: intervalAt(1, m),
      types: Object.fromEntries(names.map((name, type) => [name, intervalAt(type + 2, m)])),
    },
  ]);
  return {
    level,
    share,
    few: tally.documents < FEW_DOCUMENTS,
    samples,
    seed,
    documents: tally.documents,
    units: units.length,
    measures: Object.fromEntries(measures) as Record<Measure, MeasureIntervals>,
  };
}

/** Returns the share of the samples between the bounds for `n` units; it approaches the level for large `n`. */
export function expanded(level: number, n: number): number {
  return 1 - 2 * normalTail(Math.sqrt(n / (n - 1)) * studentQuantile(level, n - 1));
}

interface Unit {
  readonly types: Int32Array;
  readonly cells: Float64Array;
}

/** Returns the units as flat arrays. Documents without annotations count too: they are drawn like any other. */
function unitsOf({ units, documents }: Tally): Unit[] {
  return Array.from({ length: Math.min(documents, UNITS) }, (_, i) => {
    const cells = [...(units[i] ?? [])];
    const flat = new Float64Array(cells.length * CELL);
    cells.forEach(([, cell], n) => flat.set(cell, n * CELL));
    return { types: Int32Array.from(cells, ([type]) => type), cells: flat };
  });
}

function addUnit(sums: Float64Array, { types, cells }: Unit): void {
  for (let n = 0; n < types.length; n++) {
    const to = types[n]! * CELL;
    const from = n * CELL;
    for (let i = 0; i < CELL; i++) sums[to + i]! += cells[from + i]!;
  }
}

function keepSample(
  values: readonly Float64Array[],
  sample: number,
  sums: Float64Array,
  types: number,
): void {
  const keep = (row: number, measure: number, { precision, recall, f1 }: Rates) => {
    const at = (row * MEASURES.length + measure) * RATES.length;
    values[at]![sample] = precision;
    values[at + 1]![sample] = recall;
    values[at + 2]![sample] = f1;
  };
  for (let m = 0; m < MEASURES.length; m++) {
    const all = [0, 0, 0, 0];
    const macro = { precision: 0, recall: 0, f1: 0 };
    let seen = 0;
    for (let type = 0; type < types; type++) {
      const cell = type * CELL;
      const [correct, recalled] = [sums[cell + 2 + 2 * m]!, sums[cell + 3 + 2 * m]!];
      const [source, target] = [sums[cell]!, sums[cell + 1]!];
      const rates = ratesOf(correct, recalled, source, target);
      // A draw without the type allows no conclusion about it; in particular its score is not 0.
      keep(type + 2, m, {
        precision: source === 0 ? NaN : rates.precision,
        recall: target === 0 ? NaN : rates.recall,
        f1: source === 0 && target === 0 ? NaN : rates.f1,
      });
      all[0]! += correct;
      all[1]! += recalled;
      all[2]! += source;
      all[3]! += target;
      // A type that no drawn document has is not a type of this sample.
      if (source === 0 && target === 0) continue;
      seen++;
      for (const rate of RATES) macro[rate] += rates[rate];
    }
    keep(0, m, ratesOf(all[0]!, all[1]!, all[2]!, all[3]!));
    for (const rate of RATES) macro[rate] = seen === 0 ? 0 : macro[rate] / seen;
    keep(1, m, macro);
  }
}

/** Returns the middle `share` of the values without undefined ones; 0 by convention if none is defined. */
export function percentiles(values: Float64Array, share: number): Interval {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return [0, 0];
  const at = (part: number) => {
    const place = part * (sorted.length - 1);
    const below = Math.floor(place);
    const above = Math.min(sorted.length - 1, below + 1);
    return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
  };
  return [at((1 - share) / 2), at((1 + share) / 2)];
}
