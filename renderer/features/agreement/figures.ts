import { macroOf, scoreOf, type Score } from '../../../shared/comparison/scores.ts';
import type { LabelAgreement } from '../../../shared/contract/comparison.ts';
import type { AgreementReport, ShownMeasure } from '../../state/agreement.ts';
import { TEXTS } from './texts.ts';

/** A score of fewer cases says little. */
export const FEW_CASES = 10;

/** A type, slot or relation with its score. */
export interface Ranked<Of extends Score> {
  readonly name: string;
  readonly score: Of;
  /** The number of annotations that either set has; one that both have counts once. */
  readonly cases: number;
  readonly isFew: boolean;
}

/** Returns the rows of a table of scores, the worst first; those with few cases come last. */
export function worstFirst<Of extends Score>(scores: Readonly<Record<string, Of>>): Ranked<Of>[] {
  return Object.entries(scores)
    .map(([name, score]) => {
      const cases = casesOf(score);
      return { name, score, cases, isFew: cases < FEW_CASES };
    })
    .sort((a, b) => Number(a.isFew) - Number(b.isFew) || a.score.f1 - b.score.f1 || b.cases - a.cases);
}

/** Returns the labels with the least agreement beyond chance first; those with few documents come last. */
export function worstLabelsFirst(labels: Readonly<Record<string, LabelAgreement>>) {
  const alphaOf = ({ measures }: LabelAgreement) => (measures.alphaMasi ?? measures.alphaNominal)?.value ?? 1;
  return Object.entries(labels)
    .map(([name, agreement]) => ({ name, agreement, isFew: agreement.documents.both < FEW_CASES }))
    .sort((a, b) => Number(a.isFew) - Number(b.isFew) || alphaOf(a.agreement) - alphaOf(b.agreement));
}

/** Returns the figures of a label's values as scores, by the value as a text. */
export function scoresOfValues(values: LabelAgreement['values']): AgreementReport['exact'] {
  const of = (source: number, target: number, both: number) =>
    scoreOf({ correct: both, recalled: both, source, target });
  const sum = (key: 'source' | 'target' | 'both') => values.reduce((total, value) => total + value[key], 0);
  const types = values.map(
    ({ value, source, target, both }) => [String(value), of(source, target, both)] as const,
  );
  return {
    micro: of(sum('source'), sum('target'), sum('both')),
    macro: macroOf(types.map(([, score]) => score)),
    types: Object.fromEntries(types),
  } as AgreementReport['exact'];
}

/** Overlapping words count in part, so what both sets have may be a fraction. */
export function casesOf({ source, target, correct, recalled }: Score): number {
  return Math.round(source + target - Math.min(correct, recalled));
}

/** Returns what the figures show, in a sentence or two. */
export function findingOf(
  report: Pick<AgreementReport, 'source' | 'target' | 'agreement' | ShownMeasure>,
  measure: ShownMeasure,
  labelOf: (type: string) => string,
): string {
  const { source, target, agreement } = report;
  const [worst] = worstFirst(report[measure].types);
  const agreed = TEXTS.agreed(source.name, target.name, agreement.agreed, agreement.cases);
  if (!worst || worst.isFew) return `${agreed} ${TEXTS.onlyFew(FEW_CASES)}`;
  if (worst.score.f1 === 1) return `${agreed} ${TEXTS.nowhereWorse(FEW_CASES)}`;
  return `${agreed} ${TEXTS.worst(labelOf(worst.name), percent(worst.score.f1), worst.cases)}`;
}

/** The name of each measure, and one line about what it counts. */
export const MEASURES: readonly { id: ShownMeasure; label: string; help: string }[] = [
  { id: 'exact', label: 'Exact', help: 'same bounds and same type' },
  {
    id: 'overlap',
    label: 'Overlap',
    help: 'the right words, whatever the type; half where only some are shared',
  },
  { id: 'type', label: 'Type', help: 'the right type, and some of the words' },
];

/** Returns a rate as percent without its sign, for tables: `87.4` for 0.8741. */
export function percent(rate: number): string {
  return (100 * rate).toFixed(1);
}

/** Returns an interval in whole percent: `81–93`. */
export function range([low, high]: readonly [number, number]): string {
  const [from, to] = [Math.round(100 * low), Math.round(100 * high)];
  return from === to ? String(from) : `${from}–${to}`;
}
