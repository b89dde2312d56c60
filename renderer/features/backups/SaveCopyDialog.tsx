import { useState, type SyntheticEvent } from 'react';
import { saveCopy } from '../../commands/backups.ts';
import { currentProject } from '../../state/project.ts';
import { useHost } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import styles from './backups.module.css';

/** Asks for the name of a copy where the host has no dialog for files. */
export function SaveCopyDialog({ onClose }: { onClose: () => void }) {
  const host = useHost();
  const [name, setName] = useState(`${currentProject()?.name ?? 'Project'} copy`);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setBusy(true);
    saveCopy(name.trim(), false)
      .then(onClose, (error: unknown) => setRefusal(error instanceof Error ? error.message : String(error)))
      .finally(() => setBusy(false));
  };
  return (
    <ModalDialog title="Save a copy" onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <Field
          label="Name of the copy"
          refusal={refusal}
          help={`A project of its own in ${host?.library ?? 'the library'}, checked. You go on in this one.`}
        >
          {({ id, describedBy }) => (
            <input
              id={id}
              aria-describedby={describedBy}
              className={controls.input}
              value={name}
              autoFocus
              required
              maxLength={120}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <div className={controls.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={busy || name.trim() === ''}>
            {busy ? 'Copying and checking…' : 'Save the copy'}
          </Button>
        </div>
      </form>
    </ModalDialog>
  );
}
