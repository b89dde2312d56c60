import { useState } from 'react';
import type { SchemeDifference } from '../../../shared/contract/scheme.ts';
import { PAGE_FORMATS, type PageFormat } from '../../../shared/guideline/page.ts';
import { SCHEME_FORMATS, type SchemeFormat } from '../../../shared/scheme-files/formats.ts';
import { exportGuideline } from '../../commands/guidelines.ts';
import { exportScheme } from '../../commands/scheme.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import { Changes } from './Changes.tsx';
import styles from './scheme.module.css';
import { TEXTS } from './texts.ts';

/** Asks for the format of a scheme file. After the export, lists what the file does not hold. */
export function ExportDialog({ onClose }: { onClose: () => void }) {
  const [format, setFormat] = useState<SchemeFormat | PageFormat>('json');
  const [lost, setLost] = useState<readonly SchemeDifference[] | null>(null);
  const [running, setRunning] = useState(false);
  const run = async () => {
    setRunning(true);
    if (format === 'md' || format === 'html') {
      const isWritten = await exportGuideline(format);
      setRunning(false);
      if (isWritten) onClose();
      return;
    }
    const done = await exportScheme(format);
    setRunning(false);
    if (done === null) return;
    if (done.lost.length === 0) onClose();
    else setLost(done.lost);
  };
  return (
    <ModalDialog title={TEXTS.exportTitle} onClose={onClose} wide={lost !== null}>
      {lost === null ? (
        <>
          <fieldset className={styles.formats}>
            <legend className={controls.label}>{TEXTS.exportAs}</legend>
            {[...SCHEME_FORMATS, ...PAGE_FORMATS].map((each) => (
              <label key={each}>
                <input
                  type="radio"
                  name="scheme-format"
                  checked={format === each}
                  autoFocus={each === format}
                  onChange={() => setFormat(each)}
                />
                <span>
                  <strong>{TEXTS.formats[each].label}</strong>
                  <span className={controls.help}>{TEXTS.formats[each].help}</span>
                </span>
              </label>
            ))}
          </fieldset>
          <div className={controls.actions}>
            <Button onClick={onClose}>{TEXTS.cancel}</Button>
            <Button kind="primary" disabled={running} onClick={() => void run()}>
              {TEXTS.doExport}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p>{TEXTS.notHeld(lost.length)}</p>
          <div className={styles.changeList} tabIndex={0} role="region" aria-label={TEXTS.changes}>
            <Changes changes={lost} />
          </div>
          <div className={controls.actions}>
            <Button kind="primary" autoFocus onClick={onClose}>
              {TEXTS.close}
            </Button>
          </div>
        </>
      )}
    </ModalDialog>
  );
}
