import type { LeftOut } from '../../../shared/contract/exchange.ts';
import { leftOutInWords } from '../../../shared/text/left-out.ts';
import { importAgain } from '../../commands/files.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import { FaultList } from './FaultList.tsx';

/** Asks whether what is faulty shall be left out, or nothing be imported. Nothing was imported yet. */
export function FaultyFilesDialog({ leftOut, onClose }: { leftOut: LeftOut; onClose: () => void }) {
  return (
    <ModalDialog title="Some of it is faulty" onClose={onClose} wide>
      <p data-testid="faulty">
        {leftOutInWords(leftOut)} cannot be imported. Everything else can; nothing has been imported yet.
      </p>
      <FaultList faults={leftOut.faults} more={leftOut.more} />
      <div className={controls.actions}>
        <Button onClick={onClose}>Import nothing</Button>
        <Button kind="primary" autoFocus onClick={() => void importAgain({ leaveOut: true })}>
          Import the rest
        </Button>
      </div>
    </ModalDialog>
  );
}
