import { showInHistory } from '../../commands/take-back.ts';
import { useTakingBack } from '../../state/taking-back.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import styles from './history.module.css';

/** Shows which change prevents an undo or redo, and links to it. */
export function ObstacleDialog({ onClose }: { onClose: () => void }) {
  const { verb, obstacle } = useTakingBack();
  if (!obstacle) return null;
  const { message, change, document } = obstacle;
  return (
    <ModalDialog title={`This cannot be ${verb === 'undo' ? 'undone' : 'redone'} yet`} onClose={onClose}>
      <p className={styles.asked} dir="auto">
        {message}
      </p>
      <div className={controls.actions}>
        <Button onClick={onClose} autoFocus={document === null}>
          Cancel
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
            Show in History
          </Button>
        )}
      </div>
    </ModalDialog>
  );
}
