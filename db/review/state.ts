import type { CaseState } from '../../shared/model/review.ts';

/** States of a case, as stored in the derived table `review_case`. */
export const CASE_STATES = {
  open: 0,
  accepted: 1,
  corrected: 2,
  rejected: 3,
  skipped: 4,
  flagged: 5,
  /** Belongs to a run that was superseded before the case was decided. */
  superseded: 6,
} as const satisfies Record<CaseState, number>;

const NAMES = Object.keys(CASE_STATES) as CaseState[];

/** Returns the name of a stored state. */
export function caseState(stored: number): CaseState {
  return NAMES[stored]!;
}
