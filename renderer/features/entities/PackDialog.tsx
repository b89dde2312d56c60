import { cancelJob } from '../../commands/files.ts';
import { usePack } from '../../commands/packs.ts';
import { countedParts } from '../../../shared/text/counted.ts';
import { useView } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import exchange from '../exchange/exchange.module.css';

/** A pack being imported, then what it brought. */
export function PackDialog({ onClose }: { onClose: () => void }) {
  const { running, name, report, error } = usePack();
  const progress = useView((view) => view.progress);
  if (running) {
    const mine = progress?.job === running ? progress : null;
    return (
      <ModalDialog title={`Importing ${name}`} onClose={() => undefined}>
        <p>{mine ? `${mine.message}: ${mine.done.toLocaleString()} ${mine.unit}` : 'Reading …'}</p>
        <progress
          className={exchange.progress}
          {...(mine?.total ? { value: mine.done, max: mine.total } : {})}
        />
        <div className={controls.actions}>
          <Button onClick={() => cancelJob(running)} autoFocus>
            Cancel
          </Button>
        </div>
      </ModalDialog>
    );
  }
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
