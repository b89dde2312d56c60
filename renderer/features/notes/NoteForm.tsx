import { useState, type KeyboardEvent } from 'react';
import { write } from '../../state/notes.ts';
import { useDraft } from '../../state/drafts.ts';
import { editor } from '../../state/editor-ref.ts';
import { useView } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { TEXTS } from './texts.ts';
import controls from '../../ui/controls.module.css';
import styles from './notes.module.css';

interface NoteFormProps {
  label: string;
  verb: string;
  body?: string;
  /** Whether it can be made a question for the lead annotator. */
  askable?: boolean;
  /** Stores the note and returns whether that succeeded; then the form closes. */
  onSubmit: (body: string, question: boolean) => Promise<boolean>;
}

/** A field for a note. Enter stores it, Shift+Enter inserts a line break, Escape cancels. */
export function NoteForm({ label, verb, body = '', askable = false, onSubmit }: NoteFormProps) {
  const [draft, setDraft] = useState(body);
  const { ref, keep, drop } = useDraft<HTMLTextAreaElement>(setDraft);
  const [question, setQuestion] = useState(false);
  const close = () => {
    drop();
    write(null);
    // Return the focus to the list of notes or to the text.
    if (useView.getState().screen === 'notes')
      document.querySelector<HTMLElement>('[data-region="text"] [role="grid"]')?.focus();
    else editor()?.focus();
  };
  const submit = async () => {
    if (draft.trim() === '') return;
    if (await onSubmit(draft, question)) close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.shiftKey) {
      if (event.target instanceof HTMLButtonElement) return;
      event.preventDefault();
      void submit();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    }
  };
  return (
    <div className={styles.form} onKeyDown={onKeyDown}>
      <textarea
        ref={ref}
        className={controls.input}
        aria-label={label}
        placeholder={label}
        value={draft}
        rows={3}
        maxLength={20_000}
        autoFocus
        onFocus={({ target }) => target.setSelectionRange(draft.length, draft.length)}
        onChange={({ target }) => {
          setDraft(target.value);
          keep(target.value);
        }}
      />
      {askable && (
        <label className={styles.ask}>
          <input type="checkbox" checked={question} onChange={({ target }) => setQuestion(target.checked)} />{' '}
          {TEXTS.isQuestion}
        </label>
      )}
      <div className={styles.formActions}>
        <Button kind="quiet" onClick={close}>
          {TEXTS.cancel}
        </Button>
        <Button kind="primary" disabled={draft.trim() === ''} onClick={() => void submit()}>
          {question ? TEXTS.ask : verb}
        </Button>
        <span className={controls.help}>
          <KeyCap keys="Enter" />
        </span>
      </div>
    </div>
  );
}
