/** Precision, recall and F1, 0 to 1. */
export interface Rates {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Rates with what they were counted from. */
export interface Score extends Rates {
  /** Credit of the source's annotations, and of the target's: they differ per type where types do not have to agree. */
  readonly correct: number;
  readonly recalled: number;
  /** Annotations in the source (true and false positives) and in the target (true positives and false negatives). */
  readonly source: number;
  readonly target: number;
  /** Rates that had nothing to divide by; they are 0 by convention. */
  readonly undefined: readonly (keyof Rates)[];
}

/** What was counted for one type. */
export interface Counts {
  readonly correct: number;
  readonly recalled: number;
  readonly source: number;
  readonly target: number;
}

/** A score from counts. Nothing in the source: no precision; nothing in the target: no recall; both are told. */
export function scoreOf({ correct, recalled, source, target }: Counts): Score {
  const rates = ratesOf(correct, recalled, source, target);
  const missing: (keyof Rates)[] = [];
  if (source === 0) missing.push('precision');
  if (target === 0) missing.push('recall');
  if (source === 0 && target === 0) missing.push('f1');
  return { ...rates, correct, recalled, source, target, undefined: missing };
}

/** The bare rates; they are computed a million times for intervals. */
export function ratesOf(correct: number, recalled: number, source: number, target: number): Rates {
  const precision = source === 0 ? 0 : correct / source;
  const recall = target === 0 ? 0 : recalled / target;
  return { precision, recall, f1: f1Of(precision, recall) };
}

export function f1Of(precision: number, recall: number): number {
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}

/** The plain mean over types that either set has, as seqeval's macro average. */
export function macroOf(types: readonly Rates[]): Rates {
  const mean = (key: keyof Rates) =>
    types.length === 0 ? 0 : types.reduce((sum, rates) => sum + rates[key], 0) / types.length;
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') };
}
