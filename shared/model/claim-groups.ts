/** What claims can be grouped by. Apart from the schemas of the contract, because the window’s scripts build none. */
export const ClaimGroupings = ['claimer', 'object', 'topic'] as const;
export type ClaimGrouping = (typeof ClaimGroupings)[number];

/** The maximum number of claims that can be chosen at once. */
export const MOST_CHOSEN = 100_000;

/** Which groups are folded: those named, or all but those named. */
export interface FoldedGroups {
  readonly all: boolean;
  readonly except: readonly string[];
}
