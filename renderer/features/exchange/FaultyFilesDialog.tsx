import { useState } from 'react';
import type { LeftOut } from '../../../shared/contract/exchange.ts';
import { leftOutInWords } from '../../../shared/text/left-out.ts';
import { importAgain } from '../../commands/files.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import styles from './exchange.module.css';
import { FaultList } from './FaultList.tsx';
import { FormatChoice } from './FormatChoice.tsx';
import { TEXTS } from './texts.ts';

interface FaultyFilesProps {
  leftOut: LeftOut;
  /** Whether everything is faulty. */
  nothingElse: boolean;
  onClose: () => void;
}

/**
 * Asks whether to leave out what is faulty or to import nothing, and whether to import texts whose annotations cannot be
 * read. Nothing was imported yet.
 */
export function FaultyFilesDialog({ leftOut, nothingElse, onClose }: FaultyFilesProps) {
  const [textOnly, setTextOnly] = useState(false);
  const texts = leftOut.textOnly ?? 0;
  const idle = nothingElse && !textOnly;
  return (
    <ModalDialog title={nothingElse ? TEXTS.onlyTexts : TEXTS.someFaulty} onClose={onClose} wide>
      <p data-testid="faulty">{TEXTS.cannotImport(leftOutInWords(leftOut), nothingElse)}</p>
      <FormatChoice />
      <FaultList faults={leftOut.faults} more={leftOut.more} />
      {texts > 0 && (
        <label className={styles.tick}>
          <input
            type="checkbox"
            checked={textOnly}
            autoFocus={nothingElse}
            onChange={({ target }) => setTextOnly(target.checked)}
          />
          {TEXTS.textOnly(texts)}
        </label>
      )}
      <div className={controls.actions}>
        <Button onClick={onClose}>{TEXTS.importNothing}</Button>
        <Button
          kind="primary"
          autoFocus={!nothingElse}
          disabled={idle}
          onClick={() => void importAgain({ leaveOut: true, textOnly })}
        >
          {nothingElse ? TEXTS.importTexts : TEXTS.importRest}
        </Button>
      </div>
    </ModalDialog>
  );
}
