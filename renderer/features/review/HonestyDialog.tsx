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
    <ModalDialog title="Blind articles" onClose={onClose}>
      <p className={controls.help}>
        Whoever sees a proposal tends to agree with it. In blind articles proposals stay hidden until the
        article is marked done, so that the agreement there says how good the model really is.
      </p>
      <label className={styles.slider}>
        Share of articles
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
              <th scope="col">Proposals shown</th>
              <th scope="col">Blind articles</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">Articles</th>
              <td>{rates.shown.documents.toLocaleString()}</td>
              <td>
                {rates.blind.done.toLocaleString()} done of {rates.blind.documents.toLocaleString()}
              </td>
            </tr>
            <tr>
              <th scope="row">Proposals</th>
              <td>{rates.shown.decided.toLocaleString()} decided</td>
              <td>{rates.blind.proposed.toLocaleString()} compared</td>
            </tr>
            <tr>
              <th scope="row">Accepted as they were; annotated alike</th>
              <td>{share(rates.shown.accepted, rates.shown.decided)}</td>
              <td>{share(rates.blind.agreed, rates.blind.proposed)}</td>
            </tr>
            <tr>
              <th scope="row">Corrected or rejected; annotated otherwise or not</th>
              <td>{share(rates.shown.corrected + rates.shown.rejected, rates.shown.decided)}</td>
              <td>{share(rates.blind.proposed - rates.blind.agreed, rates.blind.proposed)}</td>
            </tr>
          </tbody>
        </table>
      )}
      <div className={controls.actions}>
        <Button onClick={onClose}>Close</Button>
        <Button kind="primary" disabled={percent === Math.round(blind * 100)} onClick={() => void save()}>
          Hide proposals on {percent} %
        </Button>
      </div>
    </ModalDialog>
  );
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.round((part / whole) * 100)} %`;
}
