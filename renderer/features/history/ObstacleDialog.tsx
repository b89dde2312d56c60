import { showInHistory } from '../../commands/undo.ts';
import { useUndoDialogs } from '../../state/undo-dialogs.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import { TEXTS } from './texts.ts';
import styles from './history.module.css';

/** Shows which change prevents an undo or redo, and links to it. */
export function ObstacleDialog({ onClose }: { onClose: () => void }) {
  const { verb, obstacle } = useUndoDialogs();
  if (!obstacle) return null;
  const { message, change, document } = obstacle;
  return (
    <ModalDialog title={TEXTS.cannot(verb)} onClose={onClose}>
      <p className={styles.asked} dir="auto">
        {message}
      </p>
      <div className={controls.actions}>
        <Button onClick={onClose} autoFocus={document === null}>
          {TEXTS.cancel}
        </Button>
        {document && (
          <Button
            kind="primary"
            autoFocus
            onClick={() => {
              onClose();
              showInHistory(document, change);
            }}
          >
            {TEXTS.show}
          </Button>
        )}
      </div>
    </ModalDialog>
  );
}
