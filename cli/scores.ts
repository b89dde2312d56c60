import type { OutputOf } from '../shared/contract/index.ts';
import { newUid } from '../shared/model/uid.ts';
import { FEW_DOCUMENTS } from '../shared/comparison/intervals.ts';
import { counted } from '../shared/text/counted.ts';
import { required, type CliCommand } from './define.ts';
import { withJobProgress } from './progress.ts';
import { resolveSet } from './resolve.ts';

type Scores = OutputOf<'comparison.scores'>;

/** Measures in the order in which they are printed. */
const SHOWN = ['exact', 'overlap', 'type'] as const;

export const reviewCommand: CliCommand = {
  usage: 'review FILE --source S --target T [--worked-on]',
  help: 'how much of set T set S has right: precision, recall, F1; --worked-on only where T was worked on',
  words: [1, 1],
  options: {
    source: { type: 'string' },
    target: { type: 'string' },
    'worked-on': { type: 'boolean' },
  },
  async run({ positionals: [file = ''], options, workspace, router }) {
    const [source, target] = [required(options, 'source'), required(options, 'target')];
    workspace.open(file, { readonly: true });
    const { store } = workspace;
    const scores = await withJobProgress({ options, workspace }, () =>
      router.call('comparison.scores', {
        job: newUid(),
        source: resolveSet(store, source),
        target: resolveSet(store, target),
        scope: options['worked-on'] === true ? 'target' : 'all',
      }),
    );
    return { json: scores, lines: linesOf(scores) };
  },
};

function linesOf(scores: Scores): string[] {
  const { documents, agreement, calibration, intervals, greedy } = scores;
  return [
    `“${scores.source.name}” against “${scores.target.name}” in ${counted(documents.compared, 'document')}` +
      ` (${documents.both} with both, ${documents.sourceOnly} with the source only, ${documents.targetOnly} with the target only).`,
    ...(documents.sourceOnly > 0 && scores.scope === 'all'
      ? [
          'What the source has where the target has nothing counts as invented; --worked-on leaves out what nobody has looked at.',
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
          `The intervals come from ${counted(intervals.documents, 'document')}: of fewer than ${FEW_DOCUMENTS} they may be too narrow.`,
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
    `Agreed in ${agreement.agreed} of ${agreement.cases}${agreement.kappa === null ? '' : `; kappa of the types ${agreement.kappa.toFixed(2)}`}.`,
    ...(calibration
      ? [
          `Scores are off by ${percent(calibration.all.expectedError)} on average (${counted(calibration.all.count, 'scored span')}).`,
        ]
      : []),
    ...(greedy > 0
      ? [`${counted(greedy, 'knot')} of overlapping spans were too large to be paired in the best way.`]
      : []),
  ];
}

function percent(rate: number): string {
  return `${(100 * rate).toFixed(1)} %`;
}
