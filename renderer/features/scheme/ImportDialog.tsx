import { importScheme } from '../../commands/scheme.ts';
import type { IncomingScheme } from '../../commands/scheme-files.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import { Changes } from './Changes.tsx';
import styles from './scheme.module.css';
import { TEXTS } from './texts.ts';

interface ImportDialogProps extends IncomingScheme {
  onClose: () => void;
}

/** Shows what adopting a scheme from a file would change, and asks for confirmation. */
export function ImportDialog({ scheme, renames, notes, changes, onClose }: ImportDialogProps) {
  const refused = changes.filter(({ refusal }) => refusal !== null).length;
  return (
    <ModalDialog title={TEXTS.importTitle(scheme.name)} onClose={onClose} wide>
      <p>{TEXTS.importAbout(changes.length, refused)}</p>
      {changes.length > 0 && (
        <div className={styles.changeList} tabIndex={0} role="region" aria-label={TEXTS.changes}>
          <Changes changes={changes} />
        </div>
      )}
      {notes.length > 0 && (
        <ul className={styles.notes} aria-label={TEXTS.importNotes}>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <p className={controls.help}>{TEXTS.importRenames}</p>
      <div className={controls.actions}>
        <Button onClick={onClose}>{TEXTS.cancel}</Button>
        <Button
          kind="primary"
          autoFocus
          disabled={refused > 0 || changes.length === 0}
          onClick={() => {
            void importScheme({ scheme, renames });
            onClose();
          }}
        >
          {TEXTS.doImport}
        </Button>
      </div>
    </ModalDialog>
  );
}
