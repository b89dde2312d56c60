import { FEW_DOCUMENTS } from '../../../shared/comparison/intervals.ts';
import { counted } from '../../../shared/text/counted.ts';
import { askCases, setNumbers, useNumbers, type Numbers } from '../../state/agreement.ts';
import { MEASURES, percent, range } from './figures.ts';
import styles from './agreement.module.css';

/** The first look: F1 in each measure, agreement, and how many documents that is about. */
export function Headline({ numbers }: { numbers: Numbers }) {
  const { documents, agreement, intervals, greedy } = numbers;
  const shown = useNumbers((view) => view.measure);
  const apart = agreement.cases - agreement.agreed;
  return (
    <section className={styles.headline} aria-label="At a glance">
      <div className={styles.tiles}>
        {MEASURES.map(({ id, label, help }) => {
          const { micro } = numbers[id];
          const interval = intervals?.measures[id].micro.f1;
          return (
            <button
              key={id}
              type="button"
              className={styles.tile}
              aria-pressed={shown === id}
              title={`Show the tables by this measure: ${help}`}
              onClick={() => setNumbers({ measure: id })}
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
          onClick={() =>
            askCases('Where the sets differ', { verdicts: ['missing', 'type', 'bounds', 'both'] })
          }
        >
          <span className={styles.tileName}>Agreement</span>
          <span className={styles.figure}>
            {percent(agreement.observed)}
            <small>
              {agreement.kappa === null ? 'κ not defined' : `κ ${agreement.kappa.toFixed(2)} of types`}
            </small>
          </span>
          <span className={styles.tileRest}>
            {agreement.agreed.toLocaleString()} of {counted(agreement.cases, 'place')},{' '}
            {apart.toLocaleString()} differ
          </span>
        </button>
      </div>
      <p className={styles.coverage}>
        {counted(documents.compared, 'document')} compared: {documents.both.toLocaleString()} with both sets
        {documents.sourceOnly > 0 &&
          `, ${documents.sourceOnly.toLocaleString()} with “${numbers.source.name}” only`}
        {documents.targetOnly > 0 &&
          `, ${documents.targetOnly.toLocaleString()} with “${numbers.target.name}” only`}
        {documents.left > 0 && `; ${documents.left.toLocaleString()} left out`}.
        {documents.sourceOnly > 0 &&
          numbers.scope === 'all' &&
          ' Spans in documents in which nobody has worked count as invented: “Only documents worked on” leaves them out.'}
        {!intervals && ' Intervals need at least two documents.'}
        {intervals?.few &&
          ` With fewer than ${FEW_DOCUMENTS} documents the intervals may be too narrow: compare more documents before you rely on them.`}
        {greedy > 0 &&
          ` ${counted(greedy, 'knot')} of overlapping spans were too large to be paired in the best way.`}
      </p>
    </section>
  );
}
