import { useRef, useState, type SyntheticEvent } from 'react';
import { importFiles, importText, withFolders } from '../../commands/files.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import styles from './exchange.module.css';
import { TEXTS } from './texts.ts';

/** Imports a pasted article, or files chosen in the page. */
export function PasteDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [name, setName] = useState('');
  const chooser = useRef<HTMLInputElement>(null);
  const folderChooser = useRef<HTMLInputElement>(null);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const [firstLine = ''] = text.trim().split('\n');
    const fallback = firstLine.split(/\s+/).slice(0, 5).join(' ').trim().slice(0, 60);
    void importText(text, name.trim() || fallback);
  };
  return (
    <ModalDialog title={TEXTS.pasteTitle} onClose={onClose} wide>
      <form className={styles.form} onSubmit={submit}>
        <Field label={TEXTS.article} help={TEXTS.articleHelp}>
          {({ id, describedBy }) => (
            <textarea
              id={id}
              aria-describedby={describedBy}
              className={`${controls.input} ${styles.paste}`}
              placeholder={TEXTS.pasteHere}
              value={text}
              autoFocus
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
        <Field label={TEXTS.name} help={TEXTS.nameHelp}>
          {({ id, describedBy }) => (
            <input
              id={id}
              aria-describedby={describedBy}
              className={controls.input}
              value={name}
              maxLength={200}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <div className={styles.between}>
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            aria-label={TEXTS.files}
            onChange={({ target }) => void importFiles([...(target.files ?? [])])}
          />
          <input
            ref={(input) => {
              input?.setAttribute('webkitdirectory', ''); // React does not know it
              folderChooser.current = input;
            }}
            type="file"
            hidden
            aria-label={TEXTS.folder}
            onChange={({ target }) => void importFiles(withFolders(target.files))}
          />
          <div className={styles.choosers}>
            <Button onClick={() => chooser.current?.click()}>{TEXTS.chooseFiles}</Button>
            <Button onClick={() => folderChooser.current?.click()}>{TEXTS.chooseFolder}</Button>
          </div>
          <div className={controls.actions}>
            <Button onClick={onClose}>{TEXTS.cancel}</Button>
            <Button kind="primary" type="submit" disabled={text.trim() === ''}>
              {TEXTS.importText}
            </Button>
          </div>
        </div>
      </form>
    </ModalDialog>
  );
}
