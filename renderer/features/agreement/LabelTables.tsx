import { useId } from 'react';
import { LABEL_MEASURE_NAMES, NO_VALUE_WORDS } from '../../../shared/comparison/label-words.ts';
import type { Coefficient, LabelMeasure } from '../../../shared/comparison/labels.ts';
import type { LabelAgreement } from '../../../shared/contract/comparison.ts';
import { valueLabel } from '../../../shared/model/attributes/value-label.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { askForExamples, type AgreementReport } from '../../state/agreement.ts';
import { asAttribute } from '../../state/document-labels.ts';
import { ConfusionMatrix } from './ConfusionMatrix.tsx';
import { FEW_CASES, percent, scoresOfValues, worstLabelsFirst } from './figures.ts';
import { ScoreTable } from './ScoreTable.tsx';
import { TEXTS } from './texts.ts';
import styles from './agreement.module.css';

interface LabelTablesProps {
  report: AgreementReport;
  scheme: Scheme;
}

/** How well the sets agree on each document label, the worst first; then the values of each. */
export function LabelTables({ report, scheme }: LabelTablesProps) {
  const headingId = useId();
  const labels = worstLabelsFirst(report.labels);
  if (labels.length === 0) return null;
  const wordsOf = (name: string) => scheme.labels.find((each) => each.name === name)?.label ?? name;
  return (
    <>
      <section aria-labelledby={headingId}>
        <h2 id={headingId}>{TEXTS.labels}</h2>
        <p className={styles.help}>{TEXTS.labelsHelp}</p>
        <table className={styles.scores}>
          <thead>
            <tr>
              <th scope="col">{TEXTS.label}</th>
              <th scope="col" title={TEXTS.sameHelp}>
                {TEXTS.same}
              </th>
              <th scope="col" title={TEXTS.kappaHelp}>
                κ
              </th>
              <th scope="col" title={TEXTS.alphaHelp}>
                α
              </th>
              <th scope="col" title={TEXTS.jaccardHelp}>
                {TEXTS.jaccard}
              </th>
              <th scope="col" title={TEXTS.documentsHelp}>
                {TEXTS.documents}
              </th>
              <th scope="col" title={TEXTS.missingHelp(report.source.name, report.target.name)}>
                {TEXTS.missingIn}
              </th>
            </tr>
          </thead>
          <tbody>
            {labels.map(({ name, agreement, isFew }) => (
              <LabelRow key={name} name={name} words={wordsOf(name)} agreement={agreement} isFew={isFew} />
            ))}
          </tbody>
        </table>
      </section>
      {labels.map(({ name, agreement }) => (
        <LabelValues
          key={name}
          name={name}
          words={wordsOf(name)}
          agreement={agreement}
          report={report}
          scheme={scheme}
        />
      ))}
    </>
  );
}

interface LabelRowProps {
  name: string;
  words: string;
  agreement: LabelAgreement;
  isFew: boolean;
}

function LabelRow({ name, words, agreement, isFew }: LabelRowProps) {
  const { many, measures, documents } = agreement;
  const figure = (measure: LabelMeasure, format: (value: number) => string) => {
    const coefficient = measures[measure];
    return (
      <td>
        {coefficient && (
          <button
            type="button"
            title={titleOf(measure, coefficient)}
            onClick={() => askForExamples(TEXTS.differIn(words), { label: { name } })}
          >
            {coefficient.value === null ? '–' : format(coefficient.value)}
          </button>
        )}
      </td>
    );
  };
  const decimals = (value: number) => value.toFixed(2);
  return (
    <tr data-few={isFew || undefined} title={isFew ? TEXTS.fewDocuments(FEW_CASES) : undefined}>
      <th scope="row" title={name}>
        {words}
      </th>
      {figure('observed', percent)}
      {figure('cohenKappa', decimals)}
      {figure(many ? 'alphaMasi' : 'alphaNominal', decimals)}
      {figure('jaccard', decimals)}
      <td className={styles.cases}>{documents.both.toLocaleString()}</td>
      <td className={styles.cases}>
        {documents.targetOnly.toLocaleString()} + {documents.sourceOnly.toLocaleString()}
      </td>
    </tr>
  );
}

function titleOf(measure: LabelMeasure, { value, low, high, reason }: Coefficient): string {
  const name = LABEL_MEASURE_NAMES[measure];
  if (value === null) return `${name}. ${NO_VALUE_WORDS[reason!]}`;
  if (low === null || high === null) return name;
  return `${name}. ${TEXTS.intervalOf(low.toFixed(2), high.toFixed(2))}`;
}

interface LabelValuesProps extends LabelTablesProps {
  name: string;
  words: string;
  agreement: LabelAgreement;
}

/** The values of a label: scores of each, and which was taken for which. */
function LabelValues({ name, words, agreement, report, scheme }: LabelValuesProps) {
  const { values, confusion, documents } = agreement;
  if (documents.both === 0 || values.length === 0) return null;
  const label = scheme.labels.find((each) => each.name === name);
  const byName = new Map(values.map((each) => [String(each.value), each]));
  const labelOf = (value: string) =>
    valueLabel(label && asAttribute(label), byName.get(value)?.value ?? value);
  return (
    <>
      <ScoreTable
        title={TEXTS.valuesOf(words)}
        what={TEXTS.value}
        scores={scoresOfValues(values)}
        labelOf={labelOf}
        noteOf={(value) => {
          const { kappa, prevalence } = byName.get(value)!;
          return TEXTS.kappaOf(kappa.value?.toFixed(2) ?? TEXTS.notDefined, percent(prevalence));
        }}
        differing={(value) => ({
          title: TEXTS.differIn(`${words}: ${labelOf(value)}`),
          filter: { label: { name, value: byName.get(value)!.value } },
        })}
        measure="exact"
      />
      {confusion.length > 0 && (
        <ConfusionMatrix
          title={TEXTS.confusionOf(words)}
          help={TEXTS.confusionOfHelp(report.source.name, report.target.name)}
          names={[...byName.keys()]}
          cells={confusion.map(({ target, source, count }) => ({
            target: String(target),
            source: String(source),
            count,
          }))}
          isOpen={false}
          labelOf={labelOf}
          onAsk={(title, target, source) =>
            askForExamples(title, {
              label: {
                name,
                pair: { source: byName.get(source!)!.value, target: byName.get(target!)!.value },
              },
            })
          }
        />
      )}
    </>
  );
}
