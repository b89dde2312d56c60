import { useState, type SyntheticEvent } from 'react';
import { saveCopy } from '../../commands/backups.ts';
import { currentProject } from '../../state/project.ts';
import { useHost } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import styles from './backups.module.css';
import { TEXTS } from './texts.ts';

/** Asks for the name of a copy if the host has no file dialogs. */
export function SaveCopyDialog({ onClose }: { onClose: () => void }) {
  const host = useHost();
  const [name, setName] = useState(TEXTS.copyOf(currentProject()?.name ?? TEXTS.project));
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
    <ModalDialog title={TEXTS.saveCopy} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <Field label={TEXTS.copyName} refusal={refusal} help={TEXTS.copyHelp(host?.library ?? TEXTS.library)}>
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
          <Button onClick={onClose}>{TEXTS.cancel}</Button>
          <Button kind="primary" type="submit" disabled={busy || name.trim() === ''}>
            {busy ? TEXTS.making : TEXTS.saveTheCopy}
          </Button>
        </div>
      </form>
    </ModalDialog>
  );
}
