import { comparedLabels } from '../backend/comparison/compared-labels.ts';
import type { Store } from '../db/connection/store.ts';
import { PostilError } from '../shared/contract/errors.ts';
import type { OutputOf } from '../shared/contract/index.ts';
import { newUid } from '../shared/model/uid.ts';
import { FEW_DOCUMENTS } from '../shared/comparison/intervals.ts';
import { LABEL_MEASURE_NAMES, NO_VALUE_WORDS } from '../shared/comparison/label-words.ts';
import { agreementOfUnused, LABEL_MEASURES, type LabelAgreement } from '../shared/comparison/labels.ts';
import { currentScheme } from '../db/scheme/scheme.ts';
import { counted } from '../shared/text/counted.ts';
import { required, type CliCommand } from './define.ts';
import { withJobProgress } from './progress.ts';
import { MESSAGES } from './messages.ts';
import { resolveSet } from './resolve.ts';

type Scores = OutputOf<'comparison.scores'>;

/** The measures to print, in this order. */
const SHOWN = ['exact', 'overlap', 'type'] as const;

export const agreementCommand: CliCommand = {
  aliases: ['review'],
  operands: 'FILE',
  summary: 'Compare two annotation sets: precision, recall, F1 and kappa of the source against the target',
  words: [1, 1],
  options: {
    source: {
      type: 'string',
      value: 'SET',
      required: true,
      help: 'The set to be judged, such as the set of a model.',
    },
    target: { type: 'string', value: 'SET', required: true, help: 'The set that counts as right.' },
    'worked-on': {
      type: 'boolean',
      help: 'Leaves out documents in which the target has neither an annotation nor a status.',
    },
    label: {
      type: 'string',
      value: 'NAME',
      help: 'Only the agreement on this document label, with a line for each of its values.',
    },
  },
  examples: [
    {
      line: 'agreement p.postil --source model:gist --target "Mira Tolbert"',
      does: 'Compares the predictions of a model with the annotations of an analyst.',
    },
    {
      line: 'agreement p.postil --source "Ada Brand" --target "Mira Tolbert" --label topic --json',
      does: 'Prints kappa and alpha of a document label, and the figures of each value.',
    },
  ],
  async run({ positionals: [file = ''], options, workspace, router, streams }) {
    const [source, target] = [required(options, 'source'), required(options, 'target')];
    workspace.open(file, { readonly: true });
    const { store } = workspace;
    const label = typeof options['label'] === 'string' ? options['label'] : undefined;
    if (label !== undefined) assertLabel(store, label);
    const scores = await withJobProgress({ options, streams, workspace }, () =>
      router.call('comparison.scores', {
        job: newUid(),
        source: resolveSet(store, source),
        target: resolveSet(store, target),
        scope: options['worked-on'] === true ? 'target' : 'all',
      }),
    );
    if (label === undefined) return { json: scores, lines: linesOf(scores) };
    const { source: found, target: expected, scope } = scores;
    const agreement = scores.labels[label] ?? unusedLabel(store, label);
    return {
      json: { source: found, target: expected, scope, label, ...agreement },
      lines: linesOfLabel(label, agreement),
    };
  },
};

function assertLabel(store: Store, name: string): void {
  const { labels } = currentScheme(store).scheme;
  if (labels.some((label) => label.name === name)) return;
  throw new PostilError(
    'not-found',
    MESSAGES.noDocumentLabel(
      name,
      labels.map((each) => each.name),
    ),
    {
      field: 'label',
    },
  );
}

/** The figures of a label that neither set uses. */
function unusedLabel(store: Store, name: string): LabelAgreement {
  const label = comparedLabels(store).find((each) => each.name === name)!;
  return agreementOfUnused(label);
}

/** How well the sets agree on a label, and on each of its values. */
function linesOfLabel(name: string, { many, documents, measures, values }: LabelAgreement): string[] {
  return [
    `${name}: ${counted(documents.both, 'document')} with ${many ? 'values of both or finished by both' : 'a value of both'}, ${documents.agreed} of them with the same;` +
      ` missing in the target: ${documents.sourceOnly}, in the source: ${documents.targetOnly}.`,
    ...LABEL_MEASURES.flatMap((measure) => {
      const figure = measures[measure];
      if (!figure) return [];
      const { value, low, high, n, reason } = figure;
      const range = low === null || high === null ? '' : ` (${low.toFixed(3)} to ${high.toFixed(3)})`;
      return `  ${LABEL_MEASURE_NAMES[measure].padEnd(24)} ${value === null ? NO_VALUE_WORDS[reason!] : `${value.toFixed(3)}${range}, n = ${n}`}`;
    }),
    ...values.map(
      ({ value, source, target, both, f1, kappa }) =>
        `  ${String(value)}  F1 ${percent(f1)}  κ ${kappa.value === null ? 'not defined' : kappa.value.toFixed(3)}  ${source} in the source, ${target} in the target, ${both} in both`,
    ),
  ];
}

function linesOf(scores: Scores): string[] {
  const { documents, agreement, calibration, intervals, greedy } = scores;
  return [
    `“${scores.source.name}” against “${scores.target.name}” in ${counted(documents.compared, 'document')}` +
      ` (${documents.both} with both, ${documents.sourceOnly} with the source only, ${documents.targetOnly} with the target only).`,
    ...(documents.sourceOnly > 0 && scores.scope === 'all'
      ? [
          'Annotations of the source in documents where the target has none count as extra; --worked-on leaves out documents that nobody has worked on.',
        ]
      : []),
    ...SHOWN.map((measure) => {
      const { micro, macro } = scores[measure];
      const range = intervals?.measures[measure].micro.f1;
      return (
        `${measure.padEnd(10)}P ${percent(micro.precision)}  R ${percent(micro.recall)}  F1 ${percent(micro.f1)}` +
        `${range ? ` (${percent(range[0])}–${percent(range[1])})` : ''}  macro F1 ${percent(macro.f1)}`
      );
    }),
    ...(intervals?.few
      ? [
          `The intervals are computed from ${counted(intervals.documents, 'document')}; with fewer than ${FEW_DOCUMENTS} they may be too narrow.`,
        ]
      : []),
    ...Object.entries(scores.exact.types).map(
      ([type, { precision, recall, f1, source, target }]) =>
        `  ${type}  P ${percent(precision)}  R ${percent(recall)}  F1 ${percent(f1)}  ${source} in the source, ${target} in the target`,
    ),
    ...(['slots', 'relations'] as const).flatMap((kind) => {
      const { micro } = scores[kind].exact;
      if (micro.source + micro.target === 0) return [];
      return [
        `${kind.padEnd(10)}P ${percent(micro.precision)}  R ${percent(micro.recall)}  F1 ${percent(micro.f1)}`,
      ];
    }),
    ...Object.entries(scores.labels).flatMap(([name, agreement]) =>
      linesOfLabel(name, { ...agreement, values: [] }),
    ),
    `Both agree in ${agreement.agreed} of ${agreement.cases} cases${agreement.kappa === null ? '' : `; Cohen’s kappa of the types is ${agreement.kappa.toFixed(2)}`}.`,
    ...(calibration
      ? [
          `The expected calibration error of the scores is ${percent(calibration.all.expectedError)} (${counted(calibration.all.count, 'scored span')}).`,
        ]
      : []),
    ...(greedy > 0
      ? [
          `${counted(greedy, 'group')} of overlapping spans ${greedy === 1 ? 'was' : 'were'} too large for the best pairing and paired greedily.`,
        ]
      : []),
  ];
}

function percent(rate: number): string {
  return `${(100 * rate).toFixed(1)} %`;
}
