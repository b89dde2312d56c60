import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { renameProject, trashProject } from '../../commands/project.ts';
import { useProjectTarget } from '../../state/project-files.ts';
import { useHost } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import styles from './new.module.css';
import { TEXTS } from './texts.ts';

interface DialogProps {
  onClose: () => void;
}

/** Asks for another name of a project. */
export function RenameProjectDialog({ onClose }: DialogProps) {
  const { target } = useProjectTarget();
  const [name, setName] = useState(target?.name ?? '');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The dialog takes the focus when it is placed, so this waits one frame.
    const frame = requestAnimationFrame(() => field.current?.select());
    return () => cancelAnimationFrame(frame);
  }, []);
  if (!target) return null;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setBusy(true);
    void renameProject(target, name.trim()).then((why) => {
      setRefusal(why);
      setBusy(false);
      if (why === null) onClose();
    });
  };
  return (
    <ModalDialog title={TEXTS.renameTitle(target.name)} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <Field label={TEXTS.newName} refusal={refusal} help={TEXTS.renameHelp}>
          {({ id, describedBy }) => (
            <input
              id={id}
              aria-describedby={describedBy}
              className={controls.input}
              value={name}
              ref={field}
              autoFocus
              required
              maxLength={120}
              onChange={({ target: { value } }) => setName(value)}
            />
          )}
        </Field>
        <div className={controls.actions}>
          <Button onClick={onClose}>{TEXTS.cancel}</Button>
          <Button kind="primary" type="submit" disabled={busy || name.trim() === ''}>
            {TEXTS.doRename}
          </Button>
        </div>
      </form>
    </ModalDialog>
  );
}

/** Asks before a project goes to the trash. */
export function TrashProjectDialog({ onClose }: DialogProps) {
  const { target } = useProjectTarget();
  const host = useHost();
  const [refusal, setRefusal] = useState<string | null>(null);
  if (!target) return null;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void trashProject(target).then((why) => {
      setRefusal(why);
      if (why === null) onClose();
    });
  };
  return (
    <ModalDialog title={TEXTS.trashTitle(target.name)} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <p className={controls.help}>{host?.systemTrash ? TEXTS.trashHelp : TEXTS.trashFolderHelp}</p>
        {refusal !== null && (
          <p className={controls.refusal} role="alert">
            {refusal}
          </p>
        )}
        <div className={controls.actions}>
          <Button onClick={onClose}>{TEXTS.cancel}</Button>
          <Button kind="danger" type="submit" autoFocus>
            {TEXTS.doTrash}
          </Button>
        </div>
      </form>
    </ModalDialog>
  );
}
