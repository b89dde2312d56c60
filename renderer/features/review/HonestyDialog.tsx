import { useState } from 'react';
import type { Uid } from '../../../shared/model/uid.ts';
import { call } from '../../api.ts';
import { loadQueue } from '../../commands/review.ts';
import { useCall } from '../../state/queries.ts';
import { toastError } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import styles from './review.module.css';
import { TEXTS } from './texts.ts';

interface HonestyDialogProps {
  review: Uid;
  blind: number;
  onClose: () => void;
}

/** The size of the blind share, and the acceptance rate of shown proposals beside the agreement on blind articles. */
export function HonestyDialog({ review, blind, onClose }: HonestyDialogProps) {
  const [percent, setPercent] = useState(Math.round(blind * 100));
  const rates = useCall('review.honesty', { review }, { keep: true }).data;
  const save = async () => {
    try {
      await call('review.setBlind', { review, share: percent / 100 });
      void loadQueue();
      onClose();
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <ModalDialog title={TEXTS.blind} onClose={onClose}>
      <p className={controls.help}>{TEXTS.blindAbout}</p>
      <label className={styles.slider}>
        {TEXTS.blindShare}
        <input
          type="range"
          min={0}
          max={100}
          step={5}
          value={percent}
          onChange={({ target }) => setPercent(Number(target.value))}
        />
        <output>{percent} %</output>
      </label>
      {rates && (
        <table className={styles.thresholds}>
          <thead>
            <tr>
              <th scope="col" />
              <th scope="col">{TEXTS.shown}</th>
              <th scope="col">{TEXTS.blind}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{TEXTS.articles}</th>
              <td>{rates.shown.documents.toLocaleString()}</td>
              <td>{TEXTS.articlesDone(rates.blind.done, rates.blind.documents)}</td>
            </tr>
            <tr>
              <th scope="row">{TEXTS.proposals}</th>
              <td>{TEXTS.decided(rates.shown.decided)}</td>
              <td>{TEXTS.compared(rates.blind.proposed)}</td>
            </tr>
            <tr>
              <th scope="row">{TEXTS.right}</th>
              <td>{share(rates.shown.accepted, rates.shown.decided)}</td>
              <td>{share(rates.blind.agreed, rates.blind.proposed)}</td>
            </tr>
            <tr>
              <th scope="row">{TEXTS.wrong}</th>
              <td>{share(rates.shown.corrected + rates.shown.rejected, rates.shown.decided)}</td>
              <td>{share(rates.blind.proposed - rates.blind.agreed, rates.blind.proposed)}</td>
            </tr>
          </tbody>
        </table>
      )}
      <div className={controls.actions}>
        <Button onClick={onClose}>{TEXTS.close}</Button>
        <Button kind="primary" disabled={percent === Math.round(blind * 100)} onClick={() => void save()}>
          {TEXTS.hideOn(percent)}
        </Button>
      </div>
    </ModalDialog>
  );
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.round((part / whole) * 100)} %`;
}
