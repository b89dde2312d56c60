import { useImport } from '../../state/imports.ts';
import { useCall } from '../../state/queries.ts';
import { describeWhere } from '../../../shared/contract/errors.ts';
import { runAction } from '../../commands/index.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import styles from './exchange.module.css';
import { FaultList } from './FaultList.tsx';
import { FaultyFilesDialog } from './FaultyFilesDialog.tsx';
import { FormatChoice } from './FormatChoice.tsx';
import { RunningJob } from './RunningJob.tsx';
import { UnknownTermsDialog } from './UnknownTermsDialog.tsx';
import { spansInWords } from '../../../shared/model/annotation-counts.ts';
import { counted } from '../../../shared/text/counted.ts';
import { leftOutInWords } from '../../../shared/text/left-out.ts';
import { TEXTS } from './texts.ts';

/** An import in progress, then its result and its notes. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { running, report, error, where, faults } = useImport();
  const formats = useCall('exchange.formats', {}).data?.formats ?? [];
  const labelOf = (id: string) => formats.find((format) => format.id === id)?.label ?? id;
  if (running) return <RunningJob title={TEXTS.importing} job={running} waiting={TEXTS.reading} />;
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
    <ModalDialog title={error ? TEXTS.nothingImported : TEXTS.imported} onClose={onClose}>
      {error && (
        <div role="alert">
          {where && <p className={controls.help}>{where}</p>}
          <p className={controls.refusal}>{error}</p>
        </div>
      )}
      {error && <FormatChoice />}
      {faults.length > 1 && <FaultList faults={faults} more={0} />}
      {report && (
        <>
          <p data-testid="import-report">{summary(report)}</p>
          <p className={controls.help}>{TEXTS.readAs(report.formats.map((id) => labelOf(id)))}</p>
          {report.added.length > 0 && <p className={controls.help}>{TEXTS.added(report.added)}</p>}
          {report.leftOut && (
            <>
              <p className={controls.refusal}>{TEXTS.leftOut(leftOutInWords(report.leftOut))}</p>
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
            {TEXTS.locate(report.quarantined)}
          </Button>
        )}
        {report?.model !== undefined && report.spans > 0 ? (
          <>
            <Button onClick={onClose}>{TEXTS.close}</Button>
            <Button
              kind="primary"
              autoFocus
              onClick={() => {
                onClose();
                runAction('screen.review');
              }}
            >
              {TEXTS.proposals(report.spans, report.model)}
            </Button>
          </>
        ) : (
          <Button kind="primary" onClick={onClose} autoFocus>
            {error ? TEXTS.close : TEXTS.start}
          </Button>
        )}
      </div>
    </ModalDialog>
  );
}

function summary(report: NonNullable<ReturnType<typeof useImport.getState>['report']>): string {
  const { documents, matched, spans, cues, relations, quarantined, skipped } = report;
  const brought = [
    (documents > 0 || matched === 0) && counted(documents, 'document'),
    spans + cues > 0 && spansInWords(report),
    relations > 0 && counted(relations, 'relation'),
    quarantined > 0 && TEXTS.notLocated(quarantined),
  ];
  const known = [matched > 0 && TEXTS.known(matched), skipped > 0 && TEXTS.skipped(skipped)];
  return [brought, known]
    .map((parts) => parts.filter(Boolean).join(', '))
    .filter((sentence) => sentence !== '')
    .map((sentence) => `${sentence}.`)
    .join(' ');
}
