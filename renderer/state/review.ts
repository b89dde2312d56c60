import { create } from 'zustand';
import type { CaseDetail, CaseGroup, CaseOrder, CaseRow } from '../../shared/contract/review.ts';
import type { Fragments } from '../../shared/model/fragments.ts';
import type { CaseState } from '../../shared/model/review.ts';
import { quoted } from '../../shared/comparison/where.ts';
import type { Uid } from '../../shared/model/uid.ts';

/** The filter of the queue; empty values do not filter. */
export interface QueueFilter {
  readonly source: string;
  readonly type: string;
  readonly text: string;
  readonly kind: string;
  readonly state: CaseState;
  /** Minimum score in percent. */
  readonly least: string;
  readonly most: string;
  readonly disputed: boolean;
  /** A further condition, in the condition language. */
  readonly more: string;
}

/** Changes to a case before it is accepted. */
export interface Draft {
  readonly fragments?: Fragments;
  /** Slots that are excluded. */
  readonly without: readonly string[];
}

interface Review {
  review: Uid | null;
  /** The job that prepares the queue. */
  opening: Uid | null;
  filter: QueueFilter;
  order: CaseOrder;
  /** Percent; cases with a score near it count as uncertain. */
  threshold: number;
  mode: 'cases' | 'groups';
  group: CaseGroup | null;
  rows: readonly CaseRow[];
  /** Whether all rows of the filter are loaded. */
  complete: boolean;
  current: Uid | null;
  detail: CaseDetail | null;
  draft: Draft;
  /** Cases that were decided or skipped, the latest at the end; Shift+Tab goes back to it. */
  passed: readonly Uid[];
  /** Times of decisions (ms since 1970), to compute the pace. */
  times: readonly number[];
  problem: string | null;
}

export const NO_FILTER: QueueFilter = {
  source: '',
  type: '',
  text: '',
  kind: '',
  state: 'open',
  least: '',
  most: '',
  disputed: false,
  more: '',
};

export const NO_DRAFT: Draft = { without: [] };

const start: Review = {
  review: null,
  opening: null,
  filter: NO_FILTER,
  order: 'worst',
  threshold: 50,
  mode: 'cases',
  group: null,
  rows: [],
  complete: false,
  current: null,
  detail: null,
  draft: NO_DRAFT,
  passed: [],
  times: [],
  problem: null,
};

export const useReview = create<Review>()(() => start);

/** Resets the queue for another project or another target set. */
export function forgetReview(): void {
  useReview.setState(start);
}

/** Returns the condition of a filter in the form that the backend accepts. */
export function conditionOf(filter: QueueFilter): string {
  const { source, type, text, kind, state, least, most, disputed, more } = filter;
  const share = (percent: string) => String(Number(percent) / 100);
  return [
    source && `source = ${quoted(source)}`,
    type && `type = ${quoted(type)}`,
    text && `text ~ ${quoted(text)}`,
    kind && `kind = ${kind}`,
    state !== 'open' && `state = ${state}`,
    least && `score >= ${share(least)}`,
    most && `score < ${share(most)}`,
    disputed && 'disagreement > 0',
    more.trim() && `(${more.trim()})`,
  ]
    .filter(Boolean)
    .join(' and ');
}

/** Before so many decisions in a queue a pace says nothing about the rest of it. */
const DECISIONS_OF_PACE = 20;

/**
 * Returns the number of cases an hour that were recently decided, or `null` if there are too few decisions.
 * @param times when cases were decided, in ms since 1970, in order
 */
export function pace(times: readonly number[]): number | null {
  if (times.length < DECISIONS_OF_PACE) return null;
  const WINDOW = 5 * 60_000;
  const last = times.at(-1) ?? 0;
  const recent = times.filter((at) => last - at < WINDOW);
  const [first = last] = recent;
  // n decisions have n - 1 intervals between them.
  if (recent.length < 5 || last === first) return null;
  return Math.round(((recent.length - 1) / (last - first)) * 3_600_000);
}

/**
 * Returns the position of the case on the screen in the queue, and the length of the queue; null if there is no case. Cases that were
 * decided since the queue was opened count as long as only open ones are shown, so the position advances with each decision.
 *
 * @param left how many cases match the filter now
 */
export function positionOf(
  { rows, current, passed, filter }: Pick<Review, 'rows' | 'current' | 'passed' | 'filter'>,
  left: number,
): { readonly at: number; readonly of: number } | null {
  const index = rows.findIndex(({ id }) => id === current);
  if (current === null) return null;
  const before = filter.state === 'open' ? passed.length : 0;
  // A case that was decided and is shown again is in no row.
  const at = before + (index < 0 ? 0 : index) + 1;
  return { at, of: Math.max(at, before + left + (index < 0 ? 1 : 0)) };
}
