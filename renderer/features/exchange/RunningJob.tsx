import type { Uid } from '../../../shared/model/uid.ts';
import { cancelJob } from '../../commands/files.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import { JobProgress } from './JobProgress.tsx';
import { TEXTS } from './texts.ts';

interface RunningJobProps {
  title: string;
  job: Uid;
  /** Shown until the job reports progress. */
  waiting: string;
}

/** A running job, which can be cancelled; the dialog closes only when it ends. */
export function RunningJob({ title, job, waiting }: RunningJobProps) {
  return (
    <ModalDialog title={title} onClose={() => undefined}>
      <JobProgress job={job} waiting={waiting} />
      <div className={controls.actions}>
        {/* Without the focus, which the dialog has: Enter pressed twice must not cancel what it began. */}
        <Button onClick={() => cancelJob(job)}>{TEXTS.cancel}</Button>
      </div>
    </ModalDialog>
  );
}
