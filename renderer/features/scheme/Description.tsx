import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import controls from '../../ui/controls.module.css';
import styles from './scheme.module.css';
import { TEXTS } from './texts.ts';

interface DescriptionProps {
  label: string;
  value: string;
  onCommit: (value: string) => void;
}

/** A Markdown text, shown rendered; edited in a field with a preview below. */
export function Description({ label, value, onCommit }: DescriptionProps) {
  const [draft, setDraft] = useState<string | null>(null);
  if (draft === null)
    return (
      <section aria-label={label} className={styles.guideline}>
        <div className={styles.headRow}>
          <h3>{label}</h3>
          <Button kind="quiet" onClick={() => setDraft(value)}>
            {value === '' ? TEXTS.write : TEXTS.edit}
          </Button>
        </div>
        {value === '' ? <p className={controls.help}>{TEXTS.noGuideline}</p> : <Markdown text={value} />}
      </section>
    );
  const done = (commit: boolean) => {
    if (commit && draft !== value) onCommit(draft);
    setDraft(null);
  };
  return (
    <section aria-label={label} className={styles.guideline}>
      <Field label={label} help={TEXTS.markdownHelp}>
        {({ id, describedBy }) => (
          <textarea
            id={id}
            aria-describedby={describedBy}
            className={controls.input}
            rows={7}
            autoFocus
            value={draft}
            onChange={({ target }) => setDraft(target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              done(false);
              event.preventDefault();
              event.stopPropagation();
            }}
          />
        )}
      </Field>
      {draft !== '' && (
        <div className={styles.preview} aria-label={TEXTS.preview} role="group">
          <Markdown text={draft} />
        </div>
      )}
      <div className={styles.buttons}>
        <Button kind="primary" onClick={() => done(true)}>
          {TEXTS.save}
        </Button>
        <Button onClick={() => done(false)}>{TEXTS.cancel}</Button>
      </div>
    </section>
  );
}
