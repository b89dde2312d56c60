import { useState } from 'react';
import type { OutputOf } from '../../../shared/contract/index.ts';
import { typeLabel, type Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { quoted } from '../../../shared/comparison/where.ts';
import { setFilter } from '../../commands/review.ts';
import { useCall } from '../../state/queries.ts';
import { useReview, type QueueField } from '../../state/review.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import { TEXTS } from './texts.ts';
import styles from './review.module.css';

interface ThresholdDialogProps {
  review: Uid;
  scheme: Scheme;
  /** Which sources count, as a condition; all if it is empty. */
  where: string;
  onClose: () => void;
}

/** What a filter by thresholds replaces. */
const REPLACED: ReadonlySet<QueueField> = new Set(['state', 'least', 'most', 'type', 'more']);

type ScoredType = OutputOf<'review.scores'>['types'][number];

/** Thresholds per type, previewed before use: what would be accepted, and how often that was right so far. */
export function ThresholdDialog({ review, scheme, where, onClose }: ThresholdDialogProps) {
  const [all, setAll] = useState(90);
  const [own, setOwn] = useState<Readonly<Record<string, number>>>({});
  const found = useCall('review.scores', { review, where }).data;
  const at = (type: string) => own[type] ?? all;
  const use = () => {
    const tests = found!.types.map(({ type }) => `type = ${quoted(type)} and score >= ${at(type) / 100}`);
    const others = useReview.getState().filter.filter(({ field }) => !REPLACED.has(field));
    setFilter([...others, { field: 'more', value: tests.join(' or '), label: TEXTS.atThresholds }]);
    onClose();
  };
  return (
    <ModalDialog title={TEXTS.thresholdsTitle} onClose={onClose} wide>
      <p className={controls.help}>{TEXTS.thresholds}</p>
      <label className={styles.slider}>
        {TEXTS.allTypes}
        <input
          type="range"
          min={0}
          max={100}
          value={all}
          onChange={({ target }) => setAll(Number(target.value))}
        />
        <output>{(all / 100).toFixed(2)}</output>
      </label>
      {found?.types.length === 0 && <p>{TEXTS.noScores}</p>}
      <table className={styles.thresholds}>
        <thead>
          <tr>
            <th scope="col">{TEXTS.type}</th>
            <th scope="col">{TEXTS.thresholdHead}</th>
            <th scope="col">{TEXTS.wouldAccept}</th>
            <th scope="col">{TEXTS.wouldLeave}</th>
            <th scope="col">{TEXTS.rightSoFar}</th>
          </tr>
        </thead>
        <tbody>
          {found?.types.map((each) => {
            const { above, below, right, decided } = tally(each, at(each.type));
            return (
              <tr key={each.type}>
                <th scope="row" title={each.type}>
                  {typeLabel(scheme, each.type)}
                </th>
                <td>
                  <input
                    type="range"
                    min={0}
                    max={100}
                    aria-label={TEXTS.thresholdOf(typeLabel(scheme, each.type))}
                    value={at(each.type)}
                    onChange={({ target }) => setOwn({ ...own, [each.type]: Number(target.value) })}
                  />{' '}
                  {(at(each.type) / 100).toFixed(2)}
                </td>
                <td>{above.toLocaleString()}</td>
                <td>{below.toLocaleString()}</td>
                <td>
                  {decided === 0
                    ? TEXTS.noneDecided
                    : TEXTS.shareOf(Math.round((right / decided) * 100), decided)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className={controls.actions}>
        <Button onClick={onClose}>{TEXTS.close}</Button>
        <Button kind="primary" disabled={!found?.types.length} onClick={use}>
          {TEXTS.showAccepted}
        </Button>
      </div>
    </ModalDialog>
  );
}

function tally({ bins }: ScoredType, percent: number) {
  const sum = { above: 0, below: 0, right: 0, decided: 0 };
  for (const { score, open, right, wrong } of bins) {
    const over = Math.round(score * 100) >= percent;
    sum[over ? 'above' : 'below'] += open;
    if (!over) continue;
    sum.right += right;
    sum.decided += right + wrong;
  }
  return sum;
}
