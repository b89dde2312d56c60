import { useState } from 'react';
import type { ExportReport } from '../../../shared/contract/exchange.ts';
import { call } from '../../api.ts';
import { useHost } from '../../state/queries.ts';
import { toastError } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import styles from './exchange.module.css';
import { LossList } from './LossList.tsx';
import { TEXTS } from './texts.ts';

/** The maximum number of files listed; the manifest lists all. */
const LISTED_FILES = 20;

/** What was exported and where it is, with the next steps: to open the folder, where the host can, and to copy its path. */
export function ExportedDialog({ report, onClose }: { report: ExportReport; onClose: () => void }) {
  const { folder, files, losses } = report;
  const opens = useHost()?.kind === 'desktop';
  return (
    <ModalDialog title={TEXTS.exported} onClose={onClose}>
      <p data-testid="export-report">
        {TEXTS.exportedTo(report)} <code className={styles.path}>{folder}</code>. {TEXTS.verified}
      </p>
      <ul className={styles.notes}>
        {files.slice(0, LISTED_FILES).map(({ name, bytes }) => (
          <li key={name}>
            {name} <span className={controls.help}>{TEXTS.bytes(bytes)}</span>
          </li>
        ))}
        {files.length > LISTED_FILES && <li>{TEXTS.moreFiles(files.length - LISTED_FILES)}</li>}
        <li>{TEXTS.manifest}</li>
      </ul>
      <LossList losses={losses} />
      <div className={controls.actions}>
        <CopyPath path={folder} />
        {opens && (
          <Button onClick={() => void call('exchange.reveal', { folder }).catch(toastError)}>
            {TEXTS.openFolder}
          </Button>
        )}
        <Button kind="primary" onClick={onClose} autoFocus>
          {TEXTS.close}
        </Button>
      </div>
    </ModalDialog>
  );
}

function CopyPath({ path }: { path: string }) {
  const [told, setTold] = useState<string | null>(null);
  const copy = () => {
    // A page that is not served from this machine has no clipboard.
    Promise.resolve()
      .then(() => navigator.clipboard.writeText(path))
      .then(
        () => setTold(TEXTS.copied),
        () => setTold(TEXTS.pathNotCopied),
      );
  };
  return (
    <>
      <span role="status" className={`${controls.help} ${styles.told}`}>
        {told}
      </span>
      <Button onClick={copy}>{TEXTS.copyPath}</Button>
    </>
  );
}
