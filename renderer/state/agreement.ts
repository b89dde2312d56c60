import { create } from 'zustand';
import type { InputOf, OutputOf } from '../../shared/contract/index.ts';
import type { Uid } from '../../shared/model/uid.ts';

export type AgreementReport = OutputOf<'comparison.scores'>;
export type ExampleFilter = InputOf<'comparison.examples'>['filter'];
/** Measures that can be looked at; the bare bounds are in the exports. */
export type ShownMeasure = 'exact' | 'overlap' | 'type';

/** The examples that were asked for by a figure, with a title. */
export interface AskedExamples {
  readonly title: string;
  readonly filter: ExampleFilter;
}

interface AgreementView {
  /** Chosen by hand; otherwise the latest model's set beside the analyst's own. */
  source: Uid | null;
  target: Uid | null;
  scope: 'all' | 'target';
  measure: ShownMeasure;
  asked: AskedExamples | null;
}

/** The state of the agreement screen, kept while an article is open. */
export const useAgreement = create<AgreementView>()(() => ({
  source: null,
  target: null,
  scope: 'all',
  measure: 'exact',
  asked: null,
}));

export const setAgreement = useAgreement.setState;

/** Shows the examples behind a figure. */
export function askForExamples(title: string, filter: ExampleFilter): void {
  setAgreement({ asked: { title, filter } });
}
