import type { AttributeValue } from '../model/attributes/index.ts';
import { expanded, percentiles, USUAL_RESAMPLING, type Resampling } from './intervals.ts';
import { seededRandom } from './random.ts';
import {
  cohenKappa,
  jaccardDistance,
  krippendorffAlpha,
  masiDistance,
  meanOf,
  unitsIn,
  type CodedPair,
  type Distance,
  type NoValueReason,
} from './reliability.ts';
import { UNITS } from './tally.ts';

/** What one set holds about a document as a whole. */
export interface LabelledSide {
  /** The values of each label that the document has. */
  readonly labels: ReadonlyMap<string, readonly AttributeValue[]>;
  /** Whether the analyst has finished the document, so that the absence of a value means something. */
  readonly finished: boolean;
}

/** A label to compare. */
export interface ComparedLabel {
  readonly name: string;
  /** Whether a document may have several of the values. */
  readonly many: boolean;
  /** Whether its values are a list, which is worth a figure for each; texts, numbers and dates are only compared as a whole. */
  readonly listed: boolean;
}

/** Measures of labels with one value, and of those with several. */
export const LABEL_MEASURES = [
  'observed',
  'cohenKappa',
  'alphaNominal',
  'jaccard',
  'alphaJaccard',
  'alphaMasi',
] as const;
export type LabelMeasure = (typeof LABEL_MEASURES)[number];

/** A figure with its 95 % interval; null, with the reason, if it is not defined. */
export interface Coefficient {
  readonly value: number | null;
  /** Null without a value, with fewer than two documents, and where it would take too long to compute. */
  readonly low: number | null;
  readonly high: number | null;
  /** The number of documents. */
  readonly n: number;
  readonly reason: NoValueReason | null;
}

/** Agreement on one value, in the documents that count for its label. */
export interface LabelValueAgreement {
  readonly value: AttributeValue;
  /** Documents to which the source gave it, the target, and both. */
  readonly source: number;
  readonly target: number;
  readonly both: number;
  /** Documents to which either gave it. */
  readonly n: number;
  /** The share of the documents that have it, as a mean of both sets. */
  readonly prevalence: number;
  /** Twice `both`, divided by the sum of `source` and `target`. */
  readonly f1: number;
  /** Cohen's kappa of having this value against not having it. */
  readonly kappa: Coefficient;
}

/** The agreement of two sets on a document label. */
export interface LabelAgreement {
  readonly many: boolean;
  readonly documents: {
    /** Documents that count: with a value of both or, of a label with several values, finished by both. */
    readonly both: number;
    /** Those of them in which the values are the same. */
    readonly agreed: number;
    /** Documents with a value in one set that are missing in the other. */
    readonly sourceOnly: number;
    readonly targetOnly: number;
  };
  readonly measures: Readonly<Partial<Record<LabelMeasure, Coefficient>>>;
  /** The most frequent first; empty for texts, numbers and dates. */
  readonly values: readonly LabelValueAgreement[];
  /** How often which value met which; empty for labels with several values. */
  readonly confusion: readonly {
    readonly target: AttributeValue;
    readonly source: AttributeValue;
    readonly count: number;
  }[];
}

/** With more different sets of values, no intervals are computed, because each draw compares all of them with each other. */
const MOST_SETS = 300;

/**
 * Returns the values of a label that a set gives a document, without duplicates and in a fixed order; null if they are missing.
 * Without a value, a label with one value is missing; one with several has an empty set of values if the analyst has
 * finished the document, because then no value holds.
 */
export function codedValues(
  { name, many }: Pick<ComparedLabel, 'name' | 'many'>,
  { labels, finished }: LabelledSide,
): readonly AttributeValue[] | null {
  const values = labels.get(name) ?? [];
  if (values.length === 0) return many && finished ? [] : null;
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => value);
}

/** Compares the document labels of two sets, one document at a time; keeps only counts. */
export class LabelComparison {
  readonly #tallies: ReadonlyMap<string, LabelTally>;

  constructor(labels: readonly ComparedLabel[]) {
    this.#tallies = new Map(labels.map((label) => [label.name, new LabelTally(label)]));
  }

  addDocument(source: LabelledSide, target: LabelledSide): void {
    for (const tally of this.#tallies.values()) tally.add(source, target);
  }

  /** Returns the agreement by name of the label, without labels that neither set uses. Yields now and then. */
  *result(resampling?: Resampling): Generator<void, Record<string, LabelAgreement>> {
    const results: [string, LabelAgreement][] = [];
    for (const [name, tally] of this.#tallies)
      if (tally.used) results.push([name, yield* tally.result(resampling)]);
    return Object.fromEntries(results);
  }
}

/** Returns the figures of a label that neither set uses: none of them is defined. */
export function agreementOfUnused(label: ComparedLabel): LabelAgreement {
  return new LabelTally(label).agreement();
}

/** Counts which values met which for one label. What a set gives a document, one value or several, is a coding. */
class LabelTally {
  readonly #label: ComparedLabel;
  readonly #codings: (readonly AttributeValue[])[] = [];
  readonly #codingByKey = new Map<string, number>();
  readonly #pairs: { source: number; target: number; count: number }[] = [];
  readonly #pairByKey = new Map<string, number>();
  /** Indices of pairs by unit, once for each document; units as in `Tally`. */
  readonly #units: number[][] = [];
  #both = 0;
  #sourceOnly = 0;
  #targetOnly = 0;
  used = false;

  constructor(label: ComparedLabel) {
    this.#label = label;
  }

  add(sourceSide: LabelledSide, targetSide: LabelledSide): void {
    const source = codedValues(this.#label, sourceSide);
    const target = codedValues(this.#label, targetSide);
    if (source?.length || target?.length) this.used = true;
    if (!source || !target) {
      if (source?.length) this.#sourceOnly++;
      if (target?.length) this.#targetOnly++;
      return;
    }
    const pair = this.#pair(this.#coding(source), this.#coding(target));
    this.#pairs[pair]!.count++;
    (this.#units[this.#both++ % UNITS] ??= []).push(pair);
  }

  *result(resampling: Resampling = USUAL_RESAMPLING): Generator<void, LabelAgreement> {
    return this.agreement(yield* this.#intervals(this.#measures(), resampling));
  }

  /** Returns the figures with an interval for each measure. */
  agreement(intervals: readonly (readonly [number, number] | null)[] | null = null): LabelAgreement {
    const pairs = this.#pairs;
    const measures = this.#measures();
    const agreed = pairs.reduce((sum, { source, target, count }) => sum + (source === target ? count : 0), 0);
    const { many, listed } = this.#label;
    return {
      many,
      documents: {
        both: this.#both,
        agreed,
        sourceOnly: this.#sourceOnly,
        targetOnly: this.#targetOnly,
      },
      measures: Object.fromEntries(
        measures.map(([name, measure], i) => [
          name,
          coefficient(measure(pairs), this.#both, intervals?.[i] ?? null),
        ]),
      ),
      values: listed ? this.#values() : [],
      confusion:
        many || !listed
          ? []
          : pairs.map(({ source, target, count }) => ({
              target: this.#codings[target]![0]!,
              source: this.#codings[source]![0]!,
              count,
            })),
    };
  }

  #coding(values: readonly AttributeValue[]): number {
    const key = JSON.stringify(values);
    let index = this.#codingByKey.get(key);
    if (index === undefined) {
      this.#codingByKey.set(key, (index = this.#codings.length));
      this.#codings.push(values);
    }
    return index;
  }

  #pair(source: number, target: number): number {
    const key = `${source} ${target}`;
    let index = this.#pairByKey.get(key);
    if (index === undefined) {
      this.#pairByKey.set(key, (index = this.#pairs.length));
      this.#pairs.push({ source, target, count: 0 });
    }
    return index;
  }

  /** The measures of the label; each returns NaN if it is not defined. */
  #measures(): (readonly [LabelMeasure, (pairs: readonly CodedPair[]) => number])[] {
    const observed = (pairs: readonly CodedPair[]) => meanOf(pairs, (a, b) => (a === b ? 1 : 0));
    if (!this.#label.many)
      return [
        ['observed', observed],
        ['cohenKappa', cohenKappa],
        ['alphaNominal', krippendorffAlpha],
      ];
    const sets = this.#codings.map((values) => new Set(values));
    const jaccard = remembered(sets, jaccardDistance);
    const masi = remembered(sets, masiDistance);
    return [
      ['observed', observed],
      ['jaccard', (pairs) => meanOf(pairs, (a, b) => 1 - jaccard(a, b))],
      ['alphaJaccard', (pairs) => krippendorffAlpha(pairs, jaccard)],
      ['alphaMasi', (pairs) => krippendorffAlpha(pairs, masi)],
    ];
  }

  /** Draws documents with replacement, as the intervals of the spans do; returns an interval for each measure. */
  *#intervals(
    measures: readonly (readonly [LabelMeasure, (pairs: readonly CodedPair[]) => number])[],
    { samples, seed, level }: Resampling,
  ): Generator<void, (readonly [number, number] | null)[] | null> {
    if (this.#both < 2 || (this.#label.many && this.#codings.length > MOST_SETS)) return null;
    const random = seededRandom(seed);
    const values = measures.map(() => new Float64Array(samples));
    for (let sample = 0; sample < samples; sample++) {
      if (sample > 0) yield;
      const drawn = this.#pairs.map((pair) => ({ ...pair, count: 0 }));
      for (let i = 0; i < this.#units.length; i++)
        for (const pair of this.#units[random(this.#units.length)]!) drawn[pair]!.count++;
      const found = drawn.filter(({ count }) => count > 0);
      measures.forEach(([, measure], i) => (values[i]![sample] = measure(found)));
    }
    const share = expanded(level, this.#units.length);
    return values.map((each) => (each.every(Number.isNaN) ? null : percentiles(each, share)));
  }

  #values(): LabelValueAgreement[] {
    const byKey = new Map<string, { value: AttributeValue; source: number; target: number; both: number }>();
    for (const { source, target, count } of this.#pairs) {
      const [mine, theirs] = [this.#codings[source]!, this.#codings[target]!];
      for (const value of new Set([...mine, ...theirs])) {
        const key = JSON.stringify(value);
        const counts = byKey.get(key) ?? { value, source: 0, target: 0, both: 0 };
        byKey.set(key, counts);
        if (mine.includes(value)) counts.source += count;
        if (theirs.includes(value)) counts.target += count;
        if (mine.includes(value) && theirs.includes(value)) counts.both += count;
      }
    }
    const all = this.#both;
    return [...byKey.values()]
      .map(({ value, source, target, both }) => {
        const n = source + target - both;
        const binary = [
          { source: 1, target: 1, count: both },
          { source: 1, target: 0, count: source - both },
          { source: 0, target: 1, count: target - both },
          { source: 0, target: 0, count: all - n },
        ].filter(({ count }) => count > 0);
        return {
          value,
          source,
          target,
          both,
          n,
          prevalence: (source + target) / (2 * all),
          f1: (2 * both) / (source + target),
          kappa: coefficient(cohenKappa(binary), unitsIn(binary), null),
        };
      })
      .sort((a, b) => b.prevalence - a.prevalence);
  }
}

function coefficient(value: number, n: number, interval: readonly [number, number] | null): Coefficient {
  if (Number.isNaN(value))
    return { value: null, low: null, high: null, n, reason: n === 0 ? 'nothing-shared' : 'one-value' };
  return { value, low: interval?.[0] ?? null, high: interval?.[1] ?? null, n, reason: null };
}

/** Computes each distance of two sets only once, because every draw asks for it again. */
function remembered(
  sets: readonly ReadonlySet<AttributeValue>[],
  distance: (a: ReadonlySet<AttributeValue>, b: ReadonlySet<AttributeValue>) => number,
): Distance {
  if (sets.length > MOST_SETS) return (a, b) => distance(sets[a]!, sets[b]!);
  const known = Float64Array.from({ length: sets.length ** 2 }, (_, i) =>
    distance(sets[Math.floor(i / sets.length)]!, sets[i % sets.length]!),
  );
  return (a, b) => known[a * sets.length + b]!;
}
