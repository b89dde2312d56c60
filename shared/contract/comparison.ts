import * as z from 'zod';
import { LABEL_MEASURES } from '../comparison/labels.ts';
import { NO_VALUE_REASONS } from '../comparison/reliability.ts';
import { TermName } from '../model/attributes/common.ts';
import { AttributeValueSchema } from '../model/attributes/index.ts';
import { SetKind } from '../model/set.ts';
import { Uid } from '../model/uid.ts';
import { job, query } from './define.ts';
import { PeekedSpan } from './relations.ts';

/** Which documents are compared: all, or only those in which the target set was worked on. */
export const ComparedScope = z.enum(['all', 'target']);

const Compared = z.object({ source: Uid, target: Uid, scope: ComparedScope.default('all') });

const Rates = z.object({ precision: z.number(), recall: z.number(), f1: z.number() });
const Score = Rates.extend({
  correct: z.number(),
  recalled: z.number(),
  source: z.number(),
  target: z.number(),
  /** Rates that had nothing to divide by, and are 0 for that. */
  undefined: z.array(Rates.keyof()),
});
const MeasureScores = z.object({ micro: Score, macro: Rates, types: z.record(TermName, Score) });
const Scores = z.object({
  exact: MeasureScores,
  overlap: MeasureScores,
  type: MeasureScores,
  bounds: MeasureScores,
});

const Interval = z.tuple([z.number(), z.number()]);
const RateIntervals = z.object({ precision: Interval, recall: Interval, f1: Interval });
const MeasureIntervals = z.object({
  micro: RateIntervals,
  macro: RateIntervals,
  types: z.record(TermName, RateIntervals),
});
const Intervals = z.object({
  level: z.number(),
  share: z.number(),
  /** Fewer than ten documents: the bounds may be too close together. */
  few: z.boolean(),
  samples: z.int(),
  seed: z.int(),
  documents: z.int(),
  units: z.int(),
  measures: z.object({
    exact: MeasureIntervals,
    overlap: MeasureIntervals,
    type: MeasureIntervals,
    bounds: MeasureIntervals,
  }),
});

const Calibration = z.object({
  count: z.int(),
  expectedError: z.number(),
  brier: z.number(),
  bins: z.array(
    z.object({ from: z.number(), to: z.number(), count: z.int(), meanScore: z.number(), right: z.int() }),
  ),
});
const Thresholds = z.array(z.object({ threshold: z.number(), accepted: z.int(), right: z.int() }));

const Coefficient = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** The number of documents. */
  n: z.int(),
  /** Why there is no value: no document counts, or all values are the same. */
  reason: z.enum(NO_VALUE_REASONS).nullable(),
});
const LabelAgreement = z.object({
  /** Whether documents may have several values of the label. */
  many: z.boolean(),
  documents: z.object({
    /** Documents that count: both have a value or, of a label with several values, have finished. */
    both: z.int(),
    agreed: z.int(),
    /** Documents with a value in one set that are missing in the other. */
    sourceOnly: z.int(),
    targetOnly: z.int(),
  }),
  measures: z.partialRecord(z.enum(LABEL_MEASURES), Coefficient),
  values: z.array(
    z.object({
      value: AttributeValueSchema,
      source: z.int(),
      target: z.int(),
      both: z.int(),
      n: z.int(),
      prevalence: z.number(),
      f1: z.number(),
      kappa: Coefficient,
    }),
  ),
  confusion: z.array(
    z.object({ target: AttributeValueSchema, source: AttributeValueSchema, count: z.int() }),
  ),
});
export type LabelAgreement = z.infer<typeof LabelAgreement>;

const ComparedSetInfo = z.object({ id: Uid, name: z.string(), kind: SetKind });

/** How the annotations of the two sets relate. */
export const ExampleVerdict = z.enum(['agreed', 'missing', 'type', 'bounds', 'both']);

/** A position in the text and what each of the sets has there. */
const ComparedExample = z.object({
  source: PeekedSpan.nullable(),
  target: PeekedSpan.nullable(),
  score: z.number().nullable(),
  verdict: ExampleVerdict,
  /** Of a slot: what fills it in either set, in words; of a relation: its ends. */
  fillers: z.object({ source: z.string().nullable(), target: z.string().nullable() }).optional(),
  /** Of a document label: the document; `fillers` are its values. */
  document: z.object({ id: Uid, title: z.string() }).optional(),
});
export type ComparedExample = z.infer<typeof ComparedExample>;

/** Comparing two annotation sets: how much of the target the source has right. */
export const comparisonCalls = {
  'comparison.scores': job(
    Compared.extend({ job: Uid }),
    Scores.extend({
      source: ComparedSetInfo,
      target: ComparedSetInfo,
      scope: ComparedScope,
      documents: z.object({
        compared: z.int(),
        both: z.int(),
        sourceOnly: z.int(),
        targetOnly: z.int(),
        /** Documents in which neither set has anything, or that the scope leaves out. */
        left: z.int(),
      }),
      intervals: Intervals.nullable(),
      confusion: z.object({
        types: z.array(TermName),
        cells: z.array(
          z.object({ target: TermName.nullable(), source: TermName.nullable(), count: z.int() }),
        ),
      }),
      calibration: z
        .object({
          all: Calibration,
          types: z.record(TermName, Calibration.omit({ bins: true })),
          thresholds: z.object({ all: Thresholds, types: z.record(TermName, Thresholds) }),
        })
        .nullable(),
      agreement: z.object({
        cases: z.int(),
        agreed: z.int(),
        observed: z.number(),
        both: z.int(),
        sameType: z.int(),
        kappa: z.number().nullable(),
      }),
      slots: Scores,
      relations: Scores,
      /** Document labels by name, without those that neither set uses. */
      labels: z.record(TermName, LabelAgreement),
      /** Knots of overlapping spans that were too large to be paired in the best way. */
      greedy: z.int(),
    }),
  ),
  /** Measures the agreement and writes it as JSON and CSV into a folder. */
  'comparison.export': job(
    Compared.extend({ job: Uid, folder: Uid.optional() }),
    z.object({ folder: z.string(), files: z.array(z.string()) }),
  ),
  /** The examples behind a figure, in the order of the documents; `next` continues after the last page. */
  'comparison.examples': query(
    Compared.extend({
      filter: z.object({
        /** The type in the target set; `null`: it has nothing there. */
        target: TermName.nullable().optional(),
        source: TermName.nullable().optional(),
        /** The type in either. */
        type: TermName.optional(),
        verdicts: z.array(ExampleVerdict).optional(),
        /** Claims in which the fillers of this slot differ, instead of spans. */
        slot: TermName.optional(),
        /** Relations of this type that only one set has, or with other ends, instead of spans. */
        relation: TermName.optional(),
        /**
         * Documents whose values of this label differ, instead of spans: only those in which just one set has `value`, or of
         * a label with one value those with these two values, be they the same.
         */
        label: z
          .object({
            name: TermName,
            value: AttributeValueSchema.optional(),
            pair: z.object({ source: AttributeValueSchema, target: AttributeValueSchema }).optional(),
          })
          .optional(),
        /** Of the source's score: from included, to excluded. */
        score: z.object({ from: z.number(), to: z.number() }).optional(),
      }),
      after: z.int().nonnegative().default(0),
      limit: z.int().positive().max(500).default(50),
    }),
    z.object({ examples: z.array(ComparedExample), next: z.int().nullable() }),
  ),
};
