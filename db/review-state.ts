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
} as const;
