import { useState } from 'react';
import type { CaseGroup } from '../../../shared/contract/review.ts';
import { typeLabel, type Scheme } from '../../../shared/model/scheme.ts';
import { newUid, type Uid } from '../../../shared/model/uid.ts';
import { decideAll } from '../../commands/review.ts';
import { useCall } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Segments } from '../../ui/Segments.tsx';
import controls from '../../ui/controls.module.css';
import { RunningJob } from '../exchange/RunningJob.tsx';
import { TEXTS } from './texts.ts';
import styles from './review.module.css';

const DECISIONS = [
  { value: 'accept', label: TEXTS.accept },
  { value: 'reject', label: TEXTS.reject },
] as const;

interface BulkDialogProps {
  review: Uid;
  scheme: Scheme;
  where: string;
  group: CaseGroup | null;
  onClose: () => void;
}

/** Decides all filtered proposals at once, after showing what that would do. */
export function BulkDialog({ review, scheme, where, group, onClose }: BulkDialogProps) {
  const [decision, setDecision] = useState<'accept' | 'reject'>('accept');
  const [reason, setReason] = useState('');
  const [job, setJob] = useState<Uid | null>(null);
  const chosen = { review, where, ...(group && { group: { text: group.text, type: group.type } }) };
  const { data: counts, error } = useCall('review.tryBulk', { ...chosen, decision }, { keep: true });
  const run = async () => {
    const id = newUid();
    setJob(id);
    await decideAll({ ...chosen, job: id, decision, reason });
    onClose();
  };
  if (job) return <RunningJob title={TEXTS.bulkRunning[decision]} job={job} waiting={TEXTS.deciding} />;
  return (
    <ModalDialog
      title={
        group
          ? TEXTS.bulkGroupTitle(group.text, typeLabel(scheme, group.type))
          : TEXTS.bulkTitle(counts?.cases)
      }
      onClose={onClose}
    >
      <Segments label={TEXTS.decision} value={decision} options={DECISIONS} autoFocus onPick={setDecision} />
      {error && (
        <p className={controls.refusal} role="alert">
          {error.message}
        </p>
      )}
      {counts && (
        <>
          <p className={styles.counts}>
            <strong>{TEXTS.bulkCases(decision, counts.cases)}</strong> {TEXTS.bulkArticles(counts.documents)}{' '}
            {decision === 'accept' && TEXTS.bulkCreated(counts.created)} {TEXTS.bulkUndo}
          </p>
          <table className={styles.byType}>
            <tbody>
              {counts.byType.map(({ type, cases }) => (
                <tr key={type}>
                  <th scope="row" title={type}>
                    {typeLabel(scheme, type)}
                  </th>
                  <td>{cases.toLocaleString()}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <Field label={TEXTS.reason}>
        {({ id }) => (
          <input
            id={id}
            className={controls.input}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
      <div className={controls.actions}>
        <Button onClick={onClose}>{TEXTS.cancel}</Button>
        <Button kind="primary" disabled={!counts?.cases} onClick={() => void run()}>
          {TEXTS.bulkCases(decision, counts?.cases ?? 0)}
        </Button>
      </div>
    </ModalDialog>
  );
}
