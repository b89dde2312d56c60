import { useState, type ReactNode } from 'react';
import type { StepEffect } from '../../../shared/contract/scheme-steps.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { newUid, type Uid } from '../../../shared/model/uid.ts';
import type { SchemeStep } from '../../../shared/scheme-edit/steps.ts';
import { applySteps, useDryRun } from '../../commands/scheme-steps.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import { RunningJob } from '../exchange/RunningJob.tsx';
import { Effect } from './Effect.tsx';
import styles from './scheme-steps.module.css';
import { TEXTS } from './texts.ts';

interface StepDialogProps {
  title: string;
  scheme: Scheme;
  /** The step that the form describes, or what it still lacks. */
  step: SchemeStep | string;
  /** The label of the button that applies it. */
  apply: string;
  /** What an outcome of null means. */
  none?: string;
  /** Returns the step with what the form has decided about its effect, which counting it did not need. */
  complete?: (effect: StepEffect) => SchemeStep;
  onClose: () => void;
  /** Called after the step was applied. */
  onApplied?: () => void;
  /** The form; receives the effect of the step as soon as it is counted. */
  children: (effect: StepEffect | undefined) => ReactNode;
}

/** A step of the scheme that changes annotations: its form, what it would do, and what would be lost, before it is applied. */
export function StepDialog({
  title,
  scheme,
  step,
  apply,
  none = TEXTS.dropped,
  complete,
  onClose,
  onApplied,
  children,
}: StepDialogProps) {
  const [job, setJob] = useState<Uid | null>(null);
  const [lose, setLose] = useState(false);
  const lacks = typeof step === 'string' ? step : null;
  const steps = typeof step === 'string' ? null : [step];
  const { effects, after, error } = useDryRun(steps);
  const effect = effects?.[0] ?? undefined;
  const losses = effect?.losses ?? [];
  const isReady = steps !== null && effects !== undefined && !error && (losses.length === 0 || lose);
  const run = async () => {
    const id = newUid();
    setJob(id);
    const done = complete && effect ? [complete(effect)] : steps!;
    if (await applySteps(id, done, losses.length > 0)) onApplied?.();
    onClose();
  };
  if (job) return <RunningJob title={TEXTS.running} job={job} waiting={TEXTS.waiting} />;
  return (
    <ModalDialog title={title} onClose={onClose} wide>
      {children(effect)}
      {error && (
        <p className={controls.refusal} role="alert">
          {error.message}
        </p>
      )}
      {lacks !== null && <p className={controls.help}>{lacks}</p>}
      {lacks === null && !effects && !error && <p className={controls.help}>{TEXTS.counting}</p>}
      {effect && <Effect effect={effect} scheme={scheme} after={after ?? scheme} none={none} />}
      {losses.length > 0 && (
        <div className={styles.losses}>
          <p>{TEXTS.losses(losses)}</p>
          <label className={controls.check}>
            <input type="checkbox" checked={lose} onChange={() => setLose(!lose)} />
            {TEXTS.accept}
          </label>
        </div>
      )}
      <div className={`${controls.actions} ${styles.actions}`}>
        <Button onClick={onClose}>{TEXTS.cancel}</Button>
        <Button kind="primary" disabled={!isReady} onClick={() => void run()}>
          {apply}
        </Button>
      </div>
    </ModalDialog>
  );
}
