import { describeWhere } from '../../../shared/contract/errors.ts';
import { runAction } from '../../commands/index.ts';
import { useImport } from '../../commands/files.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import styles from './exchange.module.css';
import { FaultList } from './FaultList.tsx';
import { FaultyFilesDialog } from './FaultyFilesDialog.tsx';
import { RunningJob } from './RunningJob.tsx';
import { UnknownTermsDialog } from './UnknownTermsDialog.tsx';
import { counted } from '../../../shared/text/counted.ts';
import { leftOutInWords } from '../../../shared/text/left-out.ts';

/** An import under way, then what it brought and what it has to tell. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { running, report, error, where, faults } = useImport();
  if (running) return <RunningJob title="Importing" job={running} waiting="Reading …" />;
  if (report?.unknown) return <UnknownTermsDialog unknown={report.unknown} onClose={onClose} />;
  if (report?.undecided && report.leftOut)
    return (
      <FaultyFilesDialog
        leftOut={report.leftOut}
        nothingElse={report.nothingElse ?? false}
        onClose={onClose}
      />
    );
  return (
    <ModalDialog title={error ? 'Nothing was imported' : 'Imported'} onClose={onClose}>
      {error && (
        <div role="alert">
          {where && <p className={controls.help}>{where}</p>}
          <p className={controls.refusal}>{error}</p>
        </div>
      )}
      {faults.length > 1 && <FaultList faults={faults} more={0} />}
      {report && (
        <>
          <p data-testid="import-report">{summary(report)}</p>
          {report.added.length > 0 && (
            <p className={controls.help}>Added to the scheme: {report.added.join(', ')}.</p>
          )}
          {report.leftOut && (
            <>
              <p className={controls.refusal}>Left out: {leftOutInWords(report.leftOut)}.</p>
              <FaultList faults={report.leftOut.faults} more={report.leftOut.more} />
            </>
          )}
          {report.notes.length > 0 && (
            <ul className={styles.notes}>
              {report.notes.map(({ message, where }, i) => (
                <li key={i}>
                  <span className={controls.help}>{describeWhere(where)}</span>
                  <span>{message}</span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      <div className={controls.actions}>
        {report && report.quarantined > 0 && (
          <Button
            onClick={() => {
              onClose();
              runAction('screen.quarantine');
            }}
          >
            {report.quarantined === 1 ? 'Place it' : 'Place them'}
          </Button>
        )}
        <Button kind="primary" onClick={onClose} autoFocus>
          {error ? 'Close' : 'Start annotating'}
        </Button>
      </div>
    </ModalDialog>
  );
}

function summary({
  documents,
  matched,
  spans,
  relations,
  quarantined,
  skipped,
}: NonNullable<ReturnType<typeof useImport.getState>['report']>): string {
  const brought = [
    (documents > 0 || matched === 0) && counted(documents, 'document'),
    spans > 0 && counted(spans, 'span'),
    relations > 0 && counted(relations, 'relation'),
    quarantined > 0 && `${quarantined} without a place`,
  ];
  const known = [
    matched > 0 && `${counted(matched, 'document')} ${matched === 1 ? 'was' : 'were'} here already`,
    skipped > 0 && `${skipped} skipped`,
  ];
  return [brought, known]
    .map((parts) => parts.filter(Boolean).join(', '))
    .filter((sentence) => sentence !== '')
    .map((sentence) => `${sentence}.`)
    .join(' ');
}
