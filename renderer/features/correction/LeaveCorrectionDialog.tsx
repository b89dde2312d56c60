import { discardCorrection, saveCorrection } from '../../commands/correction.ts';
import { useCorrection } from '../../state/correction.ts';
import { correctionEditor } from '../../state/editor-ref.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import { TEXTS } from './texts.ts';

/** Asks before edits are lost. */
export function LeaveCorrectionDialog({ onClose }: { onClose: () => void }) {
  const stay = () => {
    useCorrection.setState({ target: null });
    onClose();
  };
  return (
    <ModalDialog title={TEXTS.leaveTitle} onClose={stay}>
      <p>{TEXTS.leaveAbout(correctionEditor()?.edits.edits.length ?? 0)}</p>
      <div className={controls.actions}>
        <Button
          kind="danger"
          onClick={() => {
            onClose();
            discardCorrection();
          }}
        >
          {TEXTS.discard}
        </Button>
        <Button onClick={stay} autoFocus>
          {TEXTS.stay}
        </Button>
        <Button
          kind="primary"
          onClick={() => {
            onClose();
            void saveCorrection();
          }}
        >
          {TEXTS.saveAndLeave}
        </Button>
      </div>
    </ModalDialog>
  );
}
