import { useRef, useState, type SyntheticEvent } from 'react';
import { ID as EXTRACTIONS } from '../../../shared/formats/extractions/options.ts';
import { importFiles, importText, withFolders } from '../../commands/files.ts';
import { useArticle } from '../../state/article.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Select } from '../../ui/Select.tsx';
import controls from '../../ui/controls.module.css';
import styles from './exchange.module.css';
import { useFormatOptions } from './FormatChoice.tsx';
import { TEXTS } from './texts.ts';

/** Imports pasted text, usually an article, or files chosen in the page. */
export function PasteDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [name, setName] = useState('');
  const [format, setFormat] = useState('');
  const formats = useFormatOptions(TEXTS.recognise);
  const open = useArticle((article) => article.document);
  /** The open article, if pasted extractions belong to it. */
  const article = format === EXTRACTIONS ? open : null;
  const chooser = useRef<HTMLInputElement>(null);
  const folderChooser = useRef<HTMLInputElement>(null);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const [firstLine = ''] = text.trim().split('\n');
    const fallback = firstLine.split(/\s+/).slice(0, 5).join(' ').trim().slice(0, 60);
    void importText(text, name.trim() || (article?.origin.name ?? fallback), { format });
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
        <div className={styles.pair}>
          <Field
            label={TEXTS.name}
            help={article ? TEXTS.answerHelp(article.title || article.origin.name) : TEXTS.nameHelp}
          >
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
          <Field label={TEXTS.format}>
            {({ id }) => <Select id={id} value={format} options={formats} onPick={setFormat} />}
          </Field>
        </div>
        <div className={styles.between}>
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            aria-label={TEXTS.files}
            onChange={({ target }) => void importFiles([...(target.files ?? [])], { format })}
          />
          <input
            ref={(input) => {
              input?.setAttribute('webkitdirectory', ''); // React does not know it
              folderChooser.current = input;
            }}
            type="file"
            hidden
            aria-label={TEXTS.folder}
            onChange={({ target }) => void importFiles(withFolders(target.files), { format })}
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
