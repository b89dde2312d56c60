import type { PlannedChange } from '../../../shared/contract/scheme.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { counted } from '../../../shared/text/counted.ts';
import { takeScheme } from '../../commands/scheme.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import { Changes } from './Changes.tsx';
import styles from './scheme.module.css';

interface ImportDialogProps {
  scheme: Scheme;
  changes: readonly PlannedChange[];
  onClose: () => void;
}

/** Shows what adopting a scheme from a file would change, and asks for confirmation. */
export function ImportDialog({ scheme, changes, onClose }: ImportDialogProps) {
  const refused = changes.filter(({ refusal }) => refusal !== null).length;
  return (
    <ModalDialog title={`Import the scheme “${scheme.name}”`} onClose={onClose} wide>
      <p>
        {changes.length === 0
          ? 'It is the scheme that this project has: nothing would change.'
          : `${counted(changes.length, 'change')} against the scheme of this project.`}
        {refused > 0 && ` ${counted(refused, 'change')} cannot be made while annotations stand in the way.`}
      </p>
      {changes.length > 0 && (
        <div className={styles.changeList} tabIndex={0} role="region" aria-label="Changes">
          <Changes changes={changes} />
        </div>
      )}
      <p className={controls.help}>
        What goes on under another name in the file counts as removed and added here.
      </p>
      <div className={controls.actions}>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          kind="primary"
          autoFocus
          disabled={refused > 0 || changes.length === 0}
          onClick={() => {
            void takeScheme(scheme);
            onClose();
          }}
        >
          Take it over
        </Button>
      </div>
    </ModalDialog>
  );
}
