import { create } from 'zustand';
import type { InputOf, OutputOf } from '../../shared/contract/index.ts';
import type { Uid } from '../../shared/model/uid.ts';

export type AgreementReport = OutputOf<'comparison.scores'>;
export type ExampleFilter = InputOf<'comparison.examples'>['filter'];
/** Measures shown on the screen; the exports also contain the measures of boundaries alone. */
export type ShownMeasure = 'exact' | 'overlap' | 'type';

/** The examples behind a number that was clicked, with a title. */
export interface AskedExamples {
  readonly title: string;
  readonly filter: ExampleFilter;
}

interface AgreementView {
  /** Null unless chosen by hand: then the latest model's set is compared with the analyst's own. */
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

/** Shows the examples behind a number. */
export function askForExamples(title: string, filter: ExampleFilter): void {
  setAgreement({ asked: { title, filter } });
}
