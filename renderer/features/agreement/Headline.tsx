import { FEW_DOCUMENTS } from '../../../shared/comparison/intervals.ts';
import { typeLabel, type Scheme } from '../../../shared/model/scheme.ts';
import { counted } from '../../../shared/text/counted.ts';
import { askForExamples, setAgreement, useAgreement, type AgreementReport } from '../../state/agreement.ts';
import { findingOf, MEASURES, percent, range } from './figures.ts';
import { TEXTS } from './texts.ts';
import styles from './agreement.module.css';

/** The overview: what the figures show, F1 in each measure, agreement, and how many documents were compared. */
export function Headline({ report, scheme }: { report: AgreementReport; scheme: Scheme }) {
  const { documents, agreement, intervals, greedy } = report;
  const shown = useAgreement((view) => view.measure);
  const apart = agreement.cases - agreement.agreed;
  return (
    <section className={styles.headline} aria-label="At a glance">
      <p className={styles.finding}>{findingOf(report, shown, (type) => typeLabel(scheme, type))}</p>
      <div className={styles.tiles}>
        {MEASURES.map(({ id, label, help }) => {
          const { micro } = report[id];
          const interval = intervals?.measures[id].micro.f1;
          return (
            <button
              key={id}
              type="button"
              className={styles.tile}
              aria-pressed={shown === id}
              title={`Show the tables by this measure: ${help}`}
              onClick={() => setAgreement({ measure: id })}
            >
              <span className={styles.tileName}>{label} F1</span>
              <span className={styles.figure}>
                {percent(micro.f1)}
                {interval && (
                  <small
                    title={
                      intervals.few
                        ? `95 % interval, documents resampled; of fewer than ${FEW_DOCUMENTS} documents it may be too narrow`
                        : '95 % interval, documents resampled'
                    }
                  >
                    {range(interval)}
                  </small>
                )}
              </span>
              <span className={styles.tileRest}>
                precision {percent(micro.precision)} · recall {percent(micro.recall)}
              </span>
            </button>
          );
        })}
        <button
          type="button"
          className={styles.tile}
          title="Show where the sets differ"
          onClick={() => askForExamples(TEXTS.differ, { verdicts: ['missing', 'type', 'bounds', 'both'] })}
        >
          <span className={styles.tileName}>Agreement</span>
          <span className={styles.figure}>
            {percent(agreement.observed)}
            <small>
              {agreement.kappa === null ? 'κ not defined' : `κ ${agreement.kappa.toFixed(2)} of types`}
            </small>
          </span>
          <span className={styles.tileRest}>
            {agreement.agreed.toLocaleString()} of {counted(agreement.cases, 'position')},{' '}
            {apart.toLocaleString()} differ
          </span>
        </button>
      </div>
      <p className={styles.coverage}>
        {counted(documents.compared, 'document')} compared: {documents.both.toLocaleString()} with both sets
        {documents.sourceOnly > 0 &&
          `, ${documents.sourceOnly.toLocaleString()} with “${report.source.name}” only`}
        {documents.targetOnly > 0 &&
          `, ${documents.targetOnly.toLocaleString()} with “${report.target.name}” only`}
        {documents.left > 0 && `; ${documents.left.toLocaleString()} left out`}.
        {documents.sourceOnly > 0 && report.scope === 'all' && TEXTS.extraInUntouched}
        {!intervals && TEXTS.noIntervals}
        {intervals?.few &&
          ` With fewer than ${FEW_DOCUMENTS} documents the intervals may be too narrow: compare more documents before you rely on them.`}
        {greedy > 0 &&
          ` ${counted(greedy, 'group')} of overlapping spans ${greedy === 1 ? 'was' : 'were'} too large to be paired optimally.`}
      </p>
    </section>
  );
}
