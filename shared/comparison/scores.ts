/** Precision, recall and F1, 0 to 1. */
export interface Rates {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Rates with the counts from which they were computed. */
export interface Score extends Rates {
  /** Credit of the source's annotations and of the target's. They differ per type in measures that ignore types. */
  readonly correct: number;
  readonly recalled: number;
  /** Number of annotations in the source (true and false positives) and in the target (true positives and false negatives). */
  readonly source: number;
  readonly target: number;
  /** Rates whose divisor is 0; they are 0 by convention. */
  readonly undefined: readonly (keyof Rates)[];
}

/** The counts of one type. */
export interface Counts {
  readonly correct: number;
  readonly recalled: number;
  readonly source: number;
  readonly target: number;
}

/**
 * Computes a score from counts. Without annotations in the source precision is undefined, without any in the target
 * recall; both are listed as such.
 */
export function scoreOf({ correct, recalled, source, target }: Counts): Score {
  const rates = ratesOf(correct, recalled, source, target);
  const missing: (keyof Rates)[] = [];
  if (source === 0) missing.push('precision');
  if (target === 0) missing.push('recall');
  if (source === 0 && target === 0) missing.push('f1');
  return { ...rates, correct, recalled, source, target, undefined: missing };
}

/** Computes only the rates, because intervals need a million of them. */
export function ratesOf(correct: number, recalled: number, source: number, target: number): Rates {
  const precision = source === 0 ? 0 : correct / source;
  const recall = target === 0 ? 0 : recalled / target;
  return { precision, recall, f1: f1Of(precision, recall) };
}

export function f1Of(precision: number, recall: number): number {
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}

/** Returns the unweighted mean over types that either set has, like seqeval's macro average. */
export function macroOf(types: readonly Rates[]): Rates {
  const mean = (key: keyof Rates) =>
    types.length === 0 ? 0 : types.reduce((sum, rates) => sum + rates[key], 0) / types.length;
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') };
}
