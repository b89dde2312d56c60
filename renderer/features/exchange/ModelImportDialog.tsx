import { useRef, useState } from 'react';
import { importFiles, importModelByDialog } from '../../commands/files.ts';
import { useHost } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Select } from '../../ui/Select.tsx';
import controls from '../../ui/controls.module.css';
import styles from './exchange.module.css';
import { useFormatOptions } from './FormatChoice.tsx';
import { TEXTS } from './texts.ts';

const FIELDS = [
  {
    name: 'name',
    label: TEXTS.model,
    help: TEXTS.modelHelp,
    length: 160,
  },
  { name: 'version', label: TEXTS.version, help: undefined, length: 80 },
  { name: 'run', label: TEXTS.run, help: TEXTS.runHelp, length: 80 },
] as const;

/** Imports the extractions of a model, in any format, into a set of their own with the details of the run. */
export function ModelImportDialog({ onClose }: { onClose: () => void }) {
  const [stated, setStated] = useState<Record<string, string>>({});
  const chooser = useRef<HTMLInputElement>(null);
  const dialogs = useHost()?.dialogs ?? false;
  const [format, setFormat] = useState('');
  const formats = useFormatOptions(TEXTS.recognise);
  const model = Object.fromEntries(
    Object.entries(stated).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]])),
  );
  return (
    <ModalDialog title={TEXTS.modelTitle} onClose={onClose}>
      <div className={styles.form}>
        <p className={controls.help}>{TEXTS.modelAbout}</p>
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
        <Field label={TEXTS.format}>
          {({ id }) => <Select id={id} value={format} options={formats} onPick={setFormat} />}
        </Field>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          aria-label={TEXTS.modelFiles}
          onChange={({ target }) => void importFiles([...(target.files ?? [])], { model, format })}
        />
        <div className={controls.actions}>
          <Button onClick={onClose}>{TEXTS.cancel}</Button>
          <Button
            kind="primary"
            onClick={() => (dialogs ? void importModelByDialog({ model, format }) : chooser.current?.click())}
          >
            {TEXTS.chooseFiles}
          </Button>
        </div>
      </div>
    </ModalDialog>
  );
}
