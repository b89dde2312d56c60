import type { ConfusionMatrix } from './confusion.ts';

/** The agreement of two sets, of which neither counts as right. */
export interface Agreement {
  /** Places where either set has an annotation. */
  readonly cases: number;
  /** Places where both have the same bounds and type. */
  readonly agreed: number;
  /** Their share of the cases; 0 if there are none. */
  readonly observed: number;
  /** Places where both have an annotation, and how often they have the same type there. */
  readonly both: number;
  readonly sameType: number;
  /**
   * Cohen's kappa (1960) of the types where both have an annotation. Places where only one has an annotation are not
   * included, because a text has no countable negatives; this is why F1 is reported as well (Hripcsak and Rothschild
   * 2005). `null` if it is not defined: no such place, or only one type.
   */
  readonly kappa: number | null;
}

export function agreementOf({ cells, types }: ConfusionMatrix, agreed: number): Agreement {
  const cases = cells.reduce((sum, { count }) => sum + count, 0);
  const shared = cells.filter(({ target, source }) => target !== null && source !== null);
  const both = shared.reduce((sum, { count }) => sum + count, 0);
  const sameType = shared.reduce(
    (sum, { target, source, count }) => sum + (target === source ? count : 0),
    0,
  );
  const chance = types.reduce((sum, type) => {
    const by = (side: 'target' | 'source') =>
      shared.reduce((total, cell) => total + (cell[side] === type ? cell.count : 0), 0);
    return sum + (by('target') / both) * (by('source') / both);
  }, 0);
  return {
    cases,
    agreed,
    observed: cases === 0 ? 0 : agreed / cases,
    both,
    sameType,
    kappa: both === 0 || chance >= 1 ? null : (sameType / both - chance) / (1 - chance),
  };
}
