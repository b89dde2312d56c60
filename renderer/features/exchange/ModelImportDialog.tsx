import { useRef, useState } from 'react';
import { importFiles, importModelByDialog } from '../../commands/files.ts';
import { useHost } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import styles from './exchange.module.css';

const FIELDS = [
  {
    name: 'name',
    label: 'Model',
    help: 'Without a name the file’s own says it, or the file is called so.',
    length: 160,
  },
  { name: 'version', label: 'Version', help: undefined, length: 80 },
  { name: 'run', label: 'Run', help: 'What tells this run from others.', length: 80 },
] as const;

/** Brings in what a model extracted, in any format: a set of its own, with what is known of the run. */
export function ModelImportDialog({ onClose }: { onClose: () => void }) {
  const [stated, setStated] = useState<Record<string, string>>({});
  const chooser = useRef<HTMLInputElement>(null);
  const dialogs = useHost()?.dialogs ?? false;
  const model = Object.fromEntries(
    Object.entries(stated).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]])),
  );
  return (
    <ModalDialog title="Import a model’s extractions" onClose={onClose}>
      <div className={styles.form}>
        <p className={controls.help}>
          They come in a set of their own, beside what people annotate. Any format will do, also a model’s
          answers as they came; words without offsets are looked for in the articles. A file that names no
          article belongs to the one called like it. A newer run of the same model supersedes the one before.
        </p>
        {FIELDS.map(({ name, label, help, length }, i) => (
          <Field key={name} label={label} help={help}>
            {({ id, describedBy }) => (
              <input
                id={id}
                aria-describedby={describedBy}
                className={controls.input}
                maxLength={length}
                autoFocus={i === 0}
                value={stated[name] ?? ''}
                onChange={({ target }) => setStated((before) => ({ ...before, [name]: target.value }))}
              />
            )}
          </Field>
        ))}
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          aria-label="Files of the model"
          onChange={({ target }) => void importFiles([...(target.files ?? [])], model)}
        />
        <div className={controls.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            onClick={() => (dialogs ? void importModelByDialog(model) : chooser.current?.click())}
          >
            Choose files…
          </Button>
        </div>
      </div>
    </ModalDialog>
  );
}
