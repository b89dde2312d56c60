import { useId } from 'react';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { typeClass } from '../../editor/type-styles.ts';
import {
  askForExamples,
  type AskedExamples,
  type ExampleFilter,
  type AgreementReport,
  type ShownMeasure,
} from '../../state/agreement.ts';
import { casesOf, FEW_CASES, percent, range, worstFirst } from './figures.ts';
import { TEXTS } from './texts.ts';
import { Swatch } from '../../ui/Swatch.tsx';
import styles from './agreement.module.css';

type Scores = AgreementReport['exact'];
type Intervals = NonNullable<AgreementReport['intervals']>['measures']['exact'];
type Score = Scores['micro'];

interface ScoreTableProps {
  title: string;
  what: string;
  help?: string;
  scores: Scores;
  intervals?: Intervals | undefined;
  /** If set, rows are types of spans, and their numbers open the cases behind them. */
  scheme?: Scheme;
  /**
   * If set, rows are slots, relations or values of a document label: their numbers open the claims, relations or documents
   * that differ.
   */
  differing?: (name: string) => AskedExamples;
  /** Words for the name of a row that is no type. */
  labelOf?: (name: string) => string;
  /** What is worth knowing about a row besides, shown when it is pointed at. */
  noteOf?: (name: string) => string;
  measure: ShownMeasure;
}

/** Precision, recall and F1 in total and for each type, the worst first, F1 as a bar with its interval. */
export function ScoreTable({
  title,
  what,
  help,
  scores,
  intervals,
  scheme,
  differing,
  labelOf,
  noteOf,
  measure,
}: ScoreTableProps) {
  const headingId = useId();
  const { micro, macro, types } = scores;
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId}>{title}</h2>
      {help && <p className={styles.help}>{help}</p>}
      <table className={styles.scores}>
        <thead>
          <tr>
            <th scope="col">{what}</th>
            <th scope="col" className={styles.barHead}>
              <span>0</span>
              <span>F1 in %</span>
              <span>100</span>
            </th>
            <th scope="col">F1</th>
            <th scope="col" title={TEXTS.casesHelp}>
              {TEXTS.cases}
            </th>
            <th scope="col">Precision</th>
            <th scope="col">Recall</th>
            <th scope="col" title="How many the checked set has">
              Found
            </th>
            <th scope="col" title="How many the reference set has">
              Expected
            </th>
          </tr>
        </thead>
        <tbody>
          <tr className={styles.total}>
            <th scope="row">All together</th>
            <Cells score={micro} interval={intervals?.micro.f1} />
          </tr>
          <tr className={styles.total}>
            <th scope="row" title="Rare types count as much as frequent ones">
              Mean over {what.toLowerCase()}s
            </th>
            <Bar f1={macro.f1} interval={intervals?.macro.f1} />
            <td>{percent(macro.f1)}</td>
            <td />
            <td>{percent(macro.precision)}</td>
            <td>{percent(macro.recall)}</td>
            <td />
            <td />
          </tr>
          {worstFirst(types).map(({ name, score, isFew }) => {
            const index = scheme?.types.findIndex((type) => type.name === name) ?? -1;
            return (
              <tr
                key={name}
                className={scheme ? typeClass(index) : undefined}
                data-few={isFew || undefined}
                title={isFew ? TEXTS.fewCases(FEW_CASES) : noteOf?.(name)}
              >
                <th scope="row" title={name}>
                  {scheme && <Swatch place={index} family={scheme.types[index]?.family} />}{' '}
                  {scheme?.types[index]?.label ?? labelOf?.(name) ?? name}
                </th>
                <Cells
                  score={score}
                  interval={intervals?.types[name]?.f1}
                  {...(scheme && { type: name, label: scheme.types[index]?.label ?? name, measure })}
                  {...(differing && { differing: differing(name) })}
                />
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

interface CellsProps {
  score: Score;
  interval: readonly [number, number] | undefined;
  type?: string;
  /** The label of the type. */
  label?: string;
  /** The examples of the row, if rows are not types of spans. */
  differing?: AskedExamples;
  measure?: ShownMeasure;
}

function Cells({ score, interval, type, label = type, differing, measure = 'exact' }: CellsProps) {
  const { precision, recall, f1, source, target } = score;
  const shown = (rate: 'precision' | 'recall' | 'f1', value: number) =>
    score.undefined.includes(rate) ? (
      <span title="Nothing to divide by: counts as 0">–</span>
    ) : (
      percent(value)
    );
  // Only what counts as wrong in the measure: for overlap, a wrong type is no error.
  const wrong: ExampleFilter['verdicts'] =
    measure === 'exact'
      ? ['missing', 'type', 'bounds', 'both']
      : measure === 'overlap'
        ? ['missing', 'bounds', 'both']
        : ['missing', 'type', 'both'];
  const ask = (title: string, filter: ExampleFilter, children: React.ReactNode) =>
    type === undefined ? (
      <td>{children}</td>
    ) : (
      <td>
        <button type="button" title={title} onClick={() => askForExamples(title, filter)}>
          {children}
        </button>
      </td>
    );
  if (differing !== undefined) {
    const { title, filter } = differing;
    const cell = (children: React.ReactNode) => (
      <td>
        <button
          type="button"
          title="Show where the sets differ in it"
          onClick={() => askForExamples(title, filter)}
        >
          {children}
        </button>
      </td>
    );
    return (
      <>
        <Bar f1={f1} interval={interval} />
        {cell(shown('f1', f1))}
        <Cases score={score} />
        {cell(shown('precision', precision))}
        {cell(shown('recall', recall))}
        <td>{source.toLocaleString()}</td>
        <td>{target.toLocaleString()}</td>
      </>
    );
  }
  return (
    <>
      <Bar f1={f1} interval={interval} />
      {ask(`${label}: where the sets differ`, { type: type!, verdicts: wrong }, shown('f1', f1))}
      <Cases score={score} />
      {ask(`${label}: found, but wrong`, { source: type!, verdicts: wrong }, shown('precision', precision))}
      {ask(`${label}: expected, but not found`, { target: type!, verdicts: wrong }, shown('recall', recall))}
      {ask(`${label}: all found`, { source: type! }, source.toLocaleString())}
      {ask(`${label}: all expected`, { target: type! }, target.toLocaleString())}
    </>
  );
}

function Cases({ score }: { score: Score }) {
  return <td className={styles.cases}>{casesOf(score).toLocaleString()}</td>;
}

/** A bar from 0 to 100 with the interval as a line across its end. The number is in the next cell. */
function Bar({ f1, interval }: { f1: number; interval: readonly [number, number] | undefined }) {
  return (
    <td className={styles.barCell} aria-hidden>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none">
        <rect className={styles.track} width="100" height="10" />
        <rect className={styles.bar} width={100 * f1} height="10" />
        {interval && (
          <g className={styles.whisker}>
            <line x1={100 * interval[0]} x2={100 * interval[1]} y1="5" y2="5" />
            <line x1={100 * interval[0]} x2={100 * interval[0]} y1="2.5" y2="7.5" />
            <line x1={100 * interval[1]} x2={100 * interval[1]} y1="2.5" y2="7.5" />
          </g>
        )}
      </svg>
      {interval && <small>{range(interval)}</small>}
    </td>
  );
}
