import { useState, type SyntheticEvent } from 'react';
import { createProject } from '../../commands/project.ts';
import { useCall, useHost } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import styles from './new.module.css';
import { TEXTS } from './texts.ts';

/** Asks for a name and a scheme, and creates the project. */
export function NewProjectDialog({ onClose }: { onClose: () => void }) {
  const host = useHost();
  const presets = useCall('host.presets', {}).data?.presets ?? [];
  const [name, setName] = useState('');
  const [preset, setPreset] = useState('news');
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void createProject(name.trim(), preset, host?.dialogs ?? false).then(setRefusal);
  };
  return (
    <ModalDialog title={TEXTS.newProject} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <Field
          label={TEXTS.name}
          refusal={refusal}
          help={host?.dialogs ? TEXTS.chooseFolderNext : TEXTS.keptIn(host?.library ?? TEXTS.library)}
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
        <fieldset className={styles.presets}>
          <legend className={controls.label}>{TEXTS.scheme}</legend>
          {presets.map(({ id, label, description }) => (
            <label key={id} className={styles.preset}>
              <input type="radio" name="preset" checked={preset === id} onChange={() => setPreset(id)} />
              <span>
                <strong>{label}</strong>
                <span className={controls.help}>{description.split('\n')[0]}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <div className={controls.actions}>
          <Button onClick={onClose}>{TEXTS.cancel}</Button>
          <Button kind="primary" type="submit" disabled={name.trim() === ''}>
            {TEXTS.create}
          </Button>
        </div>
      </form>
    </ModalDialog>
  );
}
