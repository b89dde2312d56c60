import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import controls from '../../ui/controls.module.css';
import styles from './guideline.module.css';
import { TEXTS } from './texts.ts';

interface BlockFormProps {
  label: string;
  text: string;
  /** Called with the new text, or with null if it is to stay as it is. */
  onDone: (text: string | null) => void;
}

/** The text of a block while it is written. */
export function BlockForm({ label, text, onDone }: BlockFormProps) {
  const [draft, setDraft] = useState(text);
  return (
    <div className={styles.form}>
      <Field label={label} help={TEXTS.markdownHelp}>
        {({ id, describedBy }) => (
          <textarea
            id={id}
            aria-describedby={describedBy}
            className={controls.input}
            rows={Math.min(10, Math.max(3, draft.split('\n').length + 1))}
            autoFocus
            value={draft}
            onChange={({ target }) => setDraft(target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              onDone(null);
              event.preventDefault();
              event.stopPropagation();
            }}
          />
        )}
      </Field>
      <div className={styles.buttons}>
        <Button kind="primary" onClick={() => onDone(draft)}>
          {TEXTS.save}
        </Button>
        <Button onClick={() => onDone(null)}>{TEXTS.cancel}</Button>
      </div>
    </div>
  );
}
