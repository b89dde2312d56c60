import { useId, useState } from 'react';
import { askForExamples, type AgreementReport } from '../../state/agreement.ts';
import { Select } from '../../ui/Select.tsx';
import { currentScheme } from '../../state/project.ts';
import { percent } from './figures.ts';
import styles from './agreement.module.css';

type Report = NonNullable<AgreementReport['calibration']>;

/** Whether the scores of the checked set match how often it is right, and what a threshold would accept. */
export function Calibration({ report }: { report: Report }) {
  const headingId = useId();
  const { all } = report;
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId}>Scores of the checked set</h2>
      <p className={styles.help}>
        {all.count.toLocaleString()} spans have a score. On average it is {percent(all.expectedError)} points
        off the share that is right; Brier score {all.brier.toFixed(3)} (0 is best).
      </p>
      <div className={styles.pair}>
        <Curve report={report} />
        <Thresholds report={report} />
      </div>
    </section>
  );
}

const SIZE = 260;
const LEFT = 40;
const TOP = 16;
const at = (share: number) => [LEFT + share * SIZE, TOP + (1 - share) * SIZE] as const;

/** The share that is right for each of ten score bins; on the diagonal, scores are calibrated. */
function Curve({ report }: { report: Report }) {
  const filled = report.all.bins.filter(({ count }) => count > 0);
  const most = Math.max(...filled.map(({ count }) => count));
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return (
    <figure className={styles.plot}>
      <svg
        viewBox={`0 0 ${SIZE + LEFT + 18} ${SIZE + TOP + 44}`}
        role="group"
        aria-label="Share that is right by score; the table beside it has the figures"
      >
        {ticks.map((tick) => {
          const [x, y] = at(tick);
          return (
            <g key={tick} className={styles.grid}>
              <line x1={LEFT} x2={LEFT + SIZE} y1={y} y2={y} />
              <line x1={x} x2={x} y1={TOP} y2={TOP + SIZE} />
              <text x={LEFT - 6} y={y + 4} textAnchor="end">
                {100 * tick}
              </text>
              <text x={x} y={TOP + SIZE + 16} textAnchor="middle">
                {tick}
              </text>
            </g>
          );
        })}
        <line className={styles.diagonal} x1={at(0)[0]} y1={at(0)[1]} x2={at(1)[0]} y2={at(1)[1]} />
        <polyline
          className={styles.curve}
          points={filled.map(({ count, meanScore, right }) => at2(meanScore, right / count)).join(' ')}
        />
        {filled.map(({ from, to, count, meanScore, right }) => {
          const [x] = at(meanScore);
          const [, y] = at(right / count);
          const title = `Scores ${from} to ${to}: ${count} spans, ${percent(right / count)} % right`;
          const ask = () => askForExamples(title, { score: { from, to: to === 1 ? 1.01 : to } });
          return (
            <circle
              key={from}
              className={styles.dot}
              cx={x}
              cy={y}
              r={4 + 8 * Math.sqrt(count / most)}
              role="button"
              tabIndex={0}
              aria-label={title}
              onClick={ask}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return;
                event.preventDefault();
                ask();
              }}
            >
              <title>{title}</title>
            </circle>
          );
        })}
        <text className={styles.axis} x={LEFT + SIZE / 2} y={TOP + SIZE + 38} textAnchor="middle">
          score the model gave
        </text>
        <text
          className={styles.axis}
          transform={`translate(11 ${TOP + SIZE / 2}) rotate(-90)`}
          textAnchor="middle"
        >
          % right
        </text>
      </svg>
      <figcaption>
        Below the line the model is too sure, above it too careful. Larger dots: more spans.
      </figcaption>
    </figure>
  );
}

function at2(score: number, right: number): string {
  return `${at(score)[0]},${at(right)[1]}`;
}

/** Returns the label of a type, or its name if the scheme no longer has it. */
function labelOf(type: string): string {
  return currentScheme()?.types.find(({ name }) => name === type)?.label ?? type;
}

/** What would have been accepted from each score upwards, and how much of it was right. */
function Thresholds({ report: { thresholds } }: { report: Report }) {
  const [type, setType] = useState('');
  const [chosen, setChosen] = useState(0.8);
  const steps = type === '' ? thresholds.all : (thresholds.types[type] ?? thresholds.all);
  const total = steps[0]?.accepted ?? 0;
  const step = steps.find(({ threshold }) => Math.abs(threshold - chosen) < 1e-6) ?? steps[0];
  if (!step) return null;
  return (
    <div className={styles.thresholds}>
      <h3>Try a threshold</h3>
      <div className={styles.try}>
        <Select
          aria-label="Type the threshold is for"
          value={type}
          options={[
            ['', 'All types'],
            ...Object.keys(thresholds.types).map((name) => [name, labelOf(name)] as const),
          ]}
          onPick={setType}
        />
        <input
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={chosen}
          aria-label="Accept from this score"
          aria-valuetext={`from ${chosen.toFixed(2)}`}
          onChange={({ target }) => setChosen(Number(target.value))}
        />
        <output>≥ {chosen.toFixed(2)}</output>
      </div>
      <p className={styles.verdict} role="status">
        {step.accepted === 0 ? (
          'Nothing would be accepted.'
        ) : (
          <>
            <strong>{step.accepted.toLocaleString()}</strong> of {total.toLocaleString()} would be accepted;{' '}
            <strong>{percent(step.right / step.accepted)} %</strong> of them were right.
          </>
        )}
      </p>
      <table className={styles.steps}>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">Accepted</th>
            <th scope="col">Right</th>
            <th scope="col">% right</th>
          </tr>
        </thead>
        <tbody>
          {steps
            .filter(({ threshold }) => Math.round(threshold * 100) % 10 === 0)
            .map(({ threshold, accepted, right }) => (
              <tr key={threshold} aria-current={threshold === step.threshold ? 'true' : undefined}>
                <th scope="row">{threshold.toFixed(2)}</th>
                <td>
                  <button
                    type="button"
                    disabled={accepted === 0}
                    title="See them"
                    onClick={() =>
                      askForExamples(`${type ? labelOf(type) : 'All'} from ${threshold.toFixed(2)}`, {
                        ...(type && { source: type }),
                        score: { from: threshold, to: 1.01 },
                      })
                    }
                  >
                    {accepted.toLocaleString()}
                  </button>
                </td>
                <td>{right.toLocaleString()}</td>
                <td>{accepted === 0 ? '–' : percent(right / accepted)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
