import { create } from 'zustand';
import type { InputOf, OutputOf } from '../../shared/contract/index.ts';
import type { Uid } from '../../shared/model/uid.ts';

export type Numbers = OutputOf<'comparison.scores'>;
export type CaseFilter = InputOf<'comparison.cases'>['filter'];
/** Measures that can be looked at; the bare bounds are in the exports. */
export type ShownMeasure = 'exact' | 'overlap' | 'type';

/** Cases that were asked for from a number: what fits, and how the number calls them. */
export interface AskedCases {
  readonly title: string;
  readonly filter: CaseFilter;
}

interface NumbersView {
  /** Chosen by hand; otherwise the latest model's set beside the analyst's own. */
  source: Uid | null;
  target: Uid | null;
  scope: 'all' | 'target';
  measure: ShownMeasure;
  asked: AskedCases | null;
}

/** What the screen of numbers shows: it is the same when one comes back from an article. */
export const useNumbers = create<NumbersView>()(() => ({
  source: null,
  target: null,
  scope: 'all',
  measure: 'exact',
  asked: null,
}));

export const setNumbers = useNumbers.setState;

/** Asks for the cases behind a number. */
export function askCases(title: string, filter: CaseFilter): void {
  setNumbers({ asked: { title, filter } });
}
