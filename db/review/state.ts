import type { CaseState } from '../../shared/model/review.ts';

/** How a case stands, as the derived table `review_case` stores it. */
export const CASE_STATES = {
  open: 0,
  accepted: 1,
  corrected: 2,
  rejected: 3,
  skipped: 4,
  flagged: 5,
  /** Of an earlier run, not decided before the next one came. */
  superseded: 6,
} as const satisfies Record<CaseState, number>;

const NAMES = Object.keys(CASE_STATES) as CaseState[];

/** The name of a stored state. */
export function caseState(stored: number): CaseState {
  return NAMES[stored]!;
}
