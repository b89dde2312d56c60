import type { Pair } from './match.ts';

/**
 * How strictly a pair is judged. These are the measures of SemEval-2013 task 9.1 (Segura-Bedmar, Martínez and
 * Herrero-Zazo 2013, https://aclanthology.org/S13-2056), which took them from MUC:
 * - `exact` (there "strict"): same bounds and same type. This is what seqeval counts for IOB tags.
 * - `overlap` (there "partial"): whether the right words were found, whatever the type. The same bounds count 1, a pair
 *   that only shares some characters counts ½.
 * - `type` (there "type"): whether the right type was assigned: same type, and at least one shared character.
 * - `bounds` (there "exact"): same bounds, whatever the type.
 *
 * All four judge the same pairs, so `exact` is never above `type`, nor above `bounds`, nor `bounds` above `overlap`.
 */
export const MEASURES = ['exact', 'overlap', 'type', 'bounds'] as const;
export type Measure = (typeof MEASURES)[number];

/** Returns the credit of a pair in a measure: 1, ½ or 0. */
export function credit(
  measure: Measure,
  { sameType, sameBounds }: Pick<Pair, 'sameType' | 'sameBounds'>,
): number {
  switch (measure) {
    case 'exact':
      return sameType && sameBounds ? 1 : 0;
    case 'overlap':
      return sameBounds ? 1 : 0.5;
    case 'type':
      return sameType ? 1 : 0;
    case 'bounds':
      return sameBounds ? 1 : 0;
  }
}
