/** The values that two analysts gave a number of units, as indices of values. */
export interface CodedPair {
  readonly source: number;
  readonly target: number;
  /** The number of units with these two values. */
  readonly count: number;
}

/** How far apart two values are, by their indices: 0 for the same to 1. */
export type Distance = (a: number, b: number) => number;

/** Why a coefficient has no value: no unit has a value of both, or all values are the same, so that nothing could differ by chance. */
export const NO_VALUE_REASONS = ['nothing-shared', 'one-value'] as const;
export type NoValueReason = (typeof NO_VALUE_REASONS)[number];

/** Returns the number of units. */
export function unitsIn(pairs: readonly CodedPair[]): number {
  return pairs.reduce((sum, { count }) => sum + count, 0);
}

/** Returns the mean of a similarity over all units; NaN without a unit. */
export function meanOf(pairs: readonly CodedPair[], similarity: Distance): number {
  const sum = pairs.reduce(
    (total, { source, target, count }) => total + count * similarity(source, target),
    0,
  );
  return sum / unitsIn(pairs);
}

/**
 * Returns Cohen's kappa (1960, https://doi.org/10.1177/001316446002000104): agreement beyond what is expected if both
 * had kept their own shares of each value. NaN if it is not defined.
 */
export function cohenKappa(pairs: readonly CodedPair[]): number {
  const n = unitsIn(pairs);
  const [bySource, byTarget] = [new Map<number, number>(), new Map<number, number>()];
  let same = 0;
  for (const { source, target, count } of pairs) {
    add(bySource, source, count);
    add(byTarget, target, count);
    if (source === target) same += count;
  }
  let chance = 0;
  for (const [value, count] of bySource) chance += count * (byTarget.get(value) ?? 0);
  // In whole numbers, so that a denominator of 0 is recognised: (po − pe) / (1 − pe) with n² multiplied in.
  return (n * same - chance) / (n * n - chance);
}

/**
 * Returns Krippendorff's alpha of two analysts (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability"): 1 − observed
 * disagreement / disagreement expected if all values were dealt out at random. Without a distance, any two values are equally
 * far apart (nominal). NaN if it is not defined.
 */
export function krippendorffAlpha(pairs: readonly CodedPair[], distance?: Distance): number {
  const counts = new Map<number, number>();
  let observed = 0;
  for (const { source, target, count } of pairs) {
    add(counts, source, count);
    add(counts, target, count);
    if (source !== target) observed += 2 * count * (distance?.(source, target) ?? 1);
  }
  const n = 2 * unitsIn(pairs);
  let expected = 0;
  if (!distance) {
    expected = n * n;
    for (const count of counts.values()) expected -= count * count;
  } else {
    const values = [...counts];
    for (const [i, [a, countA]] of values.entries())
      for (const [b, countB] of values.slice(i + 1)) expected += 2 * countA * countB * distance(a, b);
  }
  return expected === 0 ? NaN : 1 - ((n - 1) * observed) / expected;
}

/** Returns the Jaccard distance of two sets of values: 1 − shared / all; 0 for two empty sets. */
export function jaccardDistance(a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): number {
  const shared = sharedOf(a, b);
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : 1 - shared / all;
}

/**
 * Returns the MASI distance of two sets of values (Passonneau 2006, "Measuring agreement on set-valued items"): the Jaccard
 * similarity is weighted by 1 for equal sets, 2/3 if one contains the other, 1/3 if they only overlap.
 */
export function masiDistance(a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): number {
  const shared = sharedOf(a, b);
  if (shared === a.size && shared === b.size) return 0;
  const weight = shared === Math.min(a.size, b.size) ? 2 / 3 : 1 / 3;
  return 1 - weight * (1 - jaccardDistance(a, b));
}

function sharedOf(a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): number {
  let shared = 0;
  for (const value of a) if (b.has(value)) shared++;
  return shared;
}

function add(counts: Map<number, number>, value: number, count: number): void {
  counts.set(value, (counts.get(value) ?? 0) + count);
}
