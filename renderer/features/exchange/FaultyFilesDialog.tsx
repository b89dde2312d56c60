import { useState } from 'react';
import type { LeftOut } from '../../../shared/contract/exchange.ts';
import { counted } from '../../../shared/text/counted.ts';
import { leftOutInWords } from '../../../shared/text/left-out.ts';
import { importAgain } from '../../commands/files.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import styles from './exchange.module.css';
import { FaultList } from './FaultList.tsx';

interface FaultyFilesProps {
  leftOut: LeftOut;
  /** Without what is faulty nothing is left. */
  nothingElse: boolean;
  onClose: () => void;
}

/**
 * Asks whether what is faulty shall be left out, or nothing be imported, and whether texts whose annotations cannot be read
 * shall come in alone. Nothing was imported yet.
 */
export function FaultyFilesDialog({ leftOut, nothingElse, onClose }: FaultyFilesProps) {
  const [textOnly, setTextOnly] = useState(false);
  const texts = leftOut.textOnly ?? 0;
  const idle = nothingElse && !textOnly;
  return (
    <ModalDialog
      title={nothingElse ? 'Only texts can be read' : 'Some of it is faulty'}
      onClose={onClose}
      wide
    >
      <p data-testid="faulty">
        {leftOutInWords(leftOut)} cannot be imported.{' '}
        {nothingElse
          ? 'The files hold nothing else. Nothing has been imported yet.'
          : 'Everything else can; nothing has been imported yet.'}
      </p>
      <FaultList faults={leftOut.faults} more={leftOut.more} />
      {texts > 0 && (
        <label className={styles.tick}>
          <input
            type="checkbox"
            checked={textOnly}
            autoFocus={nothingElse}
            onChange={({ target }) => setTextOnly(target.checked)}
          />
          Import the text of {counted(texts, 'record')} all the same, without the annotations that cannot be
          read
        </label>
      )}
      <div className={controls.actions}>
        <Button onClick={onClose}>Import nothing</Button>
        <Button
          kind="primary"
          autoFocus={!nothingElse}
          disabled={idle}
          onClick={() => void importAgain({ leaveOut: true, textOnly })}
        >
          {nothingElse ? 'Import the texts' : 'Import the rest'}
        </Button>
      </div>
    </ModalDialog>
  );
}
