import { useRef, useState, type SyntheticEvent } from 'react';
import { importFiles, importText, withFolders } from '../../commands/files.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import styles from './exchange.module.css';

/** Takes an article from the clipboard, or files chosen in the page. */
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
    <ModalDialog title="Bring in articles" onClose={onClose} wide>
      <form className={styles.form} onSubmit={submit}>
        <Field label="Article" help="A date, title or byline at its top is recognised and taken into fields.">
          {({ id, describedBy }) => (
            <textarea
              id={id}
              aria-describedby={describedBy}
              className={`${controls.input} ${styles.paste}`}
              placeholder="Paste the text here"
              value={text}
              autoFocus
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
        <Field label="Name" help="Tells this article from others; without one its first words do.">
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
            aria-label="Files"
            onChange={({ target }) => void importFiles([...(target.files ?? [])])}
          />
          <input
            ref={(input) => {
              input?.setAttribute('webkitdirectory', ''); // React does not know it
              folderChooser.current = input;
            }}
            type="file"
            hidden
            aria-label="Folder"
            onChange={({ target }) => void importFiles(withFolders(target.files))}
          />
          <div className={styles.choosers}>
            <Button onClick={() => chooser.current?.click()}>Choose files…</Button>
            <Button onClick={() => folderChooser.current?.click()}>Choose a folder…</Button>
          </div>
          <div className={controls.actions}>
            <Button onClick={onClose}>Cancel</Button>
            <Button kind="primary" type="submit" disabled={text.trim() === ''}>
              Import the text
            </Button>
          </div>
        </div>
      </form>
    </ModalDialog>
  );
}
