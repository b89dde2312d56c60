import type { LabelMeasure } from './labels.ts';
import type { NoValueReason } from './reliability.ts';

/** The names of the measures of document labels, for the screen and the command line. */
export const LABEL_MEASURE_NAMES: Readonly<Record<LabelMeasure, string>> = {
  observed: 'same value',
  cohenKappa: 'Cohen’s κ',
  alphaNominal: 'Krippendorff’s α',
  jaccard: 'Jaccard',
  alphaJaccard: 'α with Jaccard distance',
  alphaMasi: 'α with MASI distance',
};

/** Why a coefficient has no value. */
export const NO_VALUE_WORDS: Readonly<Record<NoValueReason, string>> = {
  'nothing-shared': 'No value: no document has the label in both sets.',
  'one-value': 'No value: every document has the same value, so nothing could differ by chance.',
};
