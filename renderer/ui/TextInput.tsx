import { useState, type KeyboardEvent } from 'react';
import styles from './controls.module.css';

interface TextInputProps {
  id?: string;
  value: string;
  onCommit: (value: string) => void;
  multiline?: boolean | undefined;
  placeholder?: string;
  'aria-label'?: string;
  'aria-describedby'?: string | undefined;
  autoFocus?: boolean;
}

/** Text that is committed on Enter or on leaving, and put back by Escape: every commit is a change one can undo. */
export function TextInput({ value, onCommit, multiline = false, ...rest }: TextInputProps) {
  const [draft, setDraft] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    // The value changed under us (undo, another program): what was typed meanwhile gives way.
    setKnown(value);
    setDraft(value);
  }
  const commit = () => {
    if (draft !== value) onCommit(draft);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && !(multiline && event.shiftKey)) {
      event.preventDefault();
      commit();
    }
    if (event.key === 'Escape' && draft !== value) {
      event.stopPropagation();
      setDraft(value);
    }
  };
  const shared = { ...rest, value: draft, onBlur: commit, onKeyDown, className: styles.input };
  return multiline ? (
    <textarea {...shared} rows={2} onChange={(event) => setDraft(event.target.value)} />
  ) : (
    <input {...shared} type="text" spellCheck={false} onChange={(event) => setDraft(event.target.value)} />
  );
}
