import { create } from 'zustand';
import type { CaseDetail, CaseGroup, CaseOrder, CaseRow } from '../../shared/contract/review.ts';
import type { Fragments } from '../../shared/model/fragments.ts';
import { quoted } from '../../shared/comparison/where.ts';
import type { Uid } from '../../shared/model/uid.ts';

/** One condition of the filter: what a chip stands for. */
export interface QueueCondition {
  readonly field: QueueField;
  /** Scores are in percent. */
  readonly value: string;
  /** What the chip shows if the value is not for people, such as an id. */
  readonly label?: string;
}

/** Values of the first five are alternatives; of `least`, `most` and `disputed` there is one. `more` is in the condition language. */
export type QueueField =
  'source' | 'type' | 'kind' | 'state' | 'document' | 'text' | 'least' | 'most' | 'disputed' | 'more';

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
  filter: readonly QueueCondition[];
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

export const NO_DRAFT: Draft = { without: [] };

const start: Review = {
  review: null,
  opening: null,
  filter: [],
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

const ALTERNATIVES: ReadonlySet<QueueField> = new Set(['source', 'type', 'kind', 'state', 'document']);
const SINGLE: ReadonlySet<QueueField> = new Set(['least', 'most', 'disputed']);

/** Returns the condition of a filter in the form that the backend accepts. Only open cases match if no state is chosen. */
export function conditionOf(filter: readonly QueueCondition[]): string {
  const tests = new Map<string, QueueCondition[]>();
  for (const [i, condition] of filter.entries()) {
    const key = ALTERNATIVES.has(condition.field) ? condition.field : `${condition.field} ${i}`;
    tests.set(key, [...(tests.get(key) ?? []), condition]);
  }
  return [...tests.values()].map(testOf).join(' and ');
}

function testOf(conditions: readonly QueueCondition[]): string {
  const { field, value } = conditions[0]!;
  switch (field) {
    case 'text':
      return `text ~ ${quoted(value)}`;
    case 'least':
      return `score >= ${Number(value) / 100}`;
    case 'most':
      return `score < ${Number(value) / 100}`;
    case 'disputed':
      return 'disagreement > 0';
    case 'more':
      return `(${value})`;
    case 'source':
    case 'type':
    case 'kind':
    case 'state':
    case 'document':
      return `${field} in (${conditions.map((each) => quoted(each.value)).join(', ')})`;
  }
}

/** Returns a filter with one more condition, which replaces one of a field that has only one. */
export function withCondition(
  filter: readonly QueueCondition[],
  condition: QueueCondition,
): readonly QueueCondition[] {
  const { field, value } = condition;
  if (filter.some((each) => each.field === field && each.value === value)) return filter;
  return [...(SINGLE.has(field) ? filter.filter((each) => each.field !== field) : filter), condition];
}

/** Whether only open cases are shown. */
export function isOpenOnly(filter: readonly QueueCondition[]): boolean {
  return filter.every(({ field, value }) => field !== 'state' || value === 'open');
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
  const before = isOpenOnly(filter) ? passed.length : 0;
  // A case that was decided and is shown again is in no row.
  const at = before + (index < 0 ? 0 : index) + 1;
  return { at, of: Math.max(at, before + left + (index < 0 ? 1 : 0)) };
}
