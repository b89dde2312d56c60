import { LABEL_MEASURES, type Coefficient, type LabelAgreement } from './labels.ts';
import { MEASURES } from './measure.ts';
import type { ComparisonResult } from './comparison.ts';
import type { RateIntervals } from './intervals.ts';
import type { Rates, Score } from './scores.ts';
import type { Scores } from './tally.ts';

/** A table for a spreadsheet. Its first row names the columns. */
export interface AgreementTable {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

type AgreementScores = Scores &
  Pick<ComparisonResult, 'slots' | 'relations' | 'confusion' | 'intervals'> & {
    readonly calibration: ComparisonResult['scores'];
    readonly labels: Readonly<Record<string, LabelAgreement>>;
  };

/** Returns the results of a comparison as tables: scores, confusion matrix, document labels if there are any, and calibration if the source has scores. */
export function agreementTables(scores: AgreementScores): AgreementTable[] {
  const { confusion, calibration } = scores;
  const tables = [
    {
      name: 'scores',
      rows: [
        SCORE_COLUMNS,
        ...scoreRows('span', scores, scores.intervals),
        ...scoreRows('slot', scores.slots, null),
        ...scoreRows('relation', scores.relations, null),
      ],
    },
    {
      name: 'confusion',
      rows: [
        ['target', 'source', 'count'],
        ...confusion.cells.map(({ target, source, count }) => [target ?? '', source ?? '', String(count)]),
      ],
    },
    ...labelTables(scores.labels),
  ];
  if (!calibration) return tables;
  return [
    ...tables,
    {
      name: 'calibration',
      rows: [
        ['from', 'to', 'count', 'mean_score', 'right'],
        ...calibration.all.bins.map(({ from, to, count, meanScore, right }) =>
          [from, to, count, meanScore, right].map(String),
        ),
      ],
    },
    {
      name: 'thresholds',
      rows: [
        ['type', 'threshold', 'accepted', 'right'],
        ...[
          ['', calibration.thresholds.all] as const,
          ...Object.entries(calibration.thresholds.types),
        ].flatMap(([type, steps]) =>
          steps.map(({ threshold, accepted, right }) => [type, ...[threshold, accepted, right].map(String)]),
        ),
      ],
    },
  ];
}

const SCORE_COLUMNS = [
  'of',
  'measure',
  'over',
  'type',
  'precision',
  'recall',
  'f1',
  'f1_low',
  'f1_high',
  'correct',
  'recalled',
  'source',
  'target',
  'undefined',
  'interval_documents',
];

function scoreRows(of: string, scores: Scores, intervals: ComparisonResult['intervals']): string[][] {
  return MEASURES.flatMap((measure) => {
    const { micro, macro, types } = scores[measure];
    const ranges = intervals?.measures[measure];
    const row = (over: string, type: string, rates: Rates | Score, range: RateIntervals | undefined) => {
      const counts = 'correct' in rates ? rates : undefined;
      return [
        of,
        measure,
        over,
        type,
        ...[rates.precision, rates.recall, rates.f1].map(String),
        ...(range ? range.f1.map(String) : ['', '']),
        ...(counts
          ? [counts.correct, counts.recalled, counts.source, counts.target].map(String)
          : ['', '', '', '']),
        counts?.undefined.join(' ') ?? '',
        // With few documents an interval may be too narrow.
        range && intervals ? String(intervals.documents) : '',
      ];
    };
    return [
      row('micro', '', micro, ranges?.micro),
      row('macro', '', macro, ranges?.macro),
      ...Object.entries(types).map(([type, score]) => row('type', type, score, ranges?.types[type])),
    ];
  });
}

function labelTables(labels: Readonly<Record<string, LabelAgreement>>): AgreementTable[] {
  const all = Object.entries(labels);
  if (all.length === 0) return [];
  return [
    {
      name: 'labels',
      rows: [
        ['label', 'measure', 'value', 'low', 'high', 'n', 'reason', 'source_only', 'target_only'],
        ...all.flatMap(
          ([
            label,
            {
              measures,
              documents: { sourceOnly, targetOnly },
            },
          ]) =>
            LABEL_MEASURES.flatMap((measure) => {
              const figure = measures[measure];
              if (!figure) return [];
              return [[label, measure, ...coefficientCells(figure), String(sourceOnly), String(targetOnly)]];
            }),
        ),
      ],
    },
    {
      name: 'label-values',
      rows: [
        ['label', 'value', 'source', 'target', 'both', 'cases', 'prevalence', 'f1', 'kappa', 'reason'],
        ...all.flatMap(([label, { values }]) =>
          values.map(({ value, source, target, both, n, prevalence, f1, kappa }) => [
            label,
            ...[value, source, target, both, n, prevalence, f1].map(String),
            textOf(kappa.value),
            kappa.reason ?? '',
          ]),
        ),
      ],
    },
    {
      name: 'label-confusion',
      rows: [
        ['label', 'target', 'source', 'count'],
        ...all.flatMap(([label, { confusion }]) =>
          confusion.map(({ target, source, count }) => [label, ...[target, source, count].map(String)]),
        ),
      ],
    },
  ];
}

function coefficientCells({ value, low, high, n, reason }: Coefficient): string[] {
  return [textOf(value), textOf(low), textOf(high), String(n), reason ?? ''];
}

function textOf(value: number | null): string {
  return value === null ? '' : String(value);
}
