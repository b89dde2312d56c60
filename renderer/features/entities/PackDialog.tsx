import { usePack } from '../../state/packs.ts';
import { countedParts } from '../../../shared/text/counted.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import { RunningJob } from '../exchange/RunningJob.tsx';

/** Progress of the import of a pack, then its result. */
export function PackDialog({ onClose }: { onClose: () => void }) {
  const { running, name, report, error } = usePack();
  if (running) return <RunningJob title={`Importing ${name}`} job={running} waiting="Reading …" />;
  const brought =
    report &&
    countedParts([
      [report.added, 'entity', 'entities'],
      [report.aliases, 'alias', 'aliases'],
    ]);
  return (
    <ModalDialog title={error ? 'Nothing was imported' : `Imported ${name}`} onClose={onClose}>
      {error && (
        <p className={controls.refusal} role="alert">
          {error}
        </p>
      )}
      {report && (
        <>
          <p data-testid="pack-report">
            {brought ? `Added ${brought}.` : 'Nothing new.'}
            {report.enriched > 0 &&
              ` ${countedParts([[report.enriched, 'entity', 'entities']])} gained something.`}
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
          Close
        </Button>
      </div>
    </ModalDialog>
  );
}
