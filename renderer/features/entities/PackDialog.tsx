import { usePack } from '../../state/packs.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import { RunningJob } from '../exchange/RunningJob.tsx';
import { TEXTS } from './texts.ts';

/** Progress of the import of a pack, then its result. */
export function PackDialog({ onClose }: { onClose: () => void }) {
  const { running, name, report, error } = usePack();
  if (running)
    return <RunningJob title={TEXTS.packImporting(name)} job={running} waiting={TEXTS.packReading} />;
  return (
    <ModalDialog title={error ? TEXTS.packFailed : TEXTS.packDone(name)} onClose={onClose}>
      {error && (
        <p className={controls.refusal} role="alert">
          {error}
        </p>
      )}
      {report && (
        <>
          <p data-testid="pack-report">
            {TEXTS.packAdded(report.added, report.aliases)}
            {report.enriched > 0 && TEXTS.packEnriched(report.enriched)}
          </p>
          {report.notes.map((note) => (
            <p key={note} className={controls.help}>
              {note}
            </p>
          ))}
        </>
      )}
      <div className={controls.actions}>
        <Button kind="primary" onClick={onClose} autoFocus>
          {TEXTS.close}
        </Button>
      </div>
    </ModalDialog>
  );
}
