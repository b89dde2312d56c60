import { useState, type KeyboardEvent } from 'react';
import type { ListedAttribute } from '../../shared/contract/values.ts';
import { useDraft } from '../state/drafts.ts';
import { useView } from '../state/view.ts';
import { useValueOffers } from './use-value-offers.tsx';
import styles from './controls.module.css';

interface TextInputProps {
  id?: string;
  value: string;
  onCommit: (value: string) => void;
  multiline?: boolean | undefined;
  /** The attribute whose values in use are offered while one writes. */
  list?: ListedAttribute | undefined;
  placeholder?: string;
  'aria-label'?: string;
  'aria-describedby'?: string | undefined;
  autoFocus?: boolean;
}

/**
 * Text that is committed by Enter or on losing the focus, and reset by Escape. Every commit is a change that can be undone.
 */
export function TextInput({ value, onCommit, multiline = false, list, ...rest }: TextInputProps) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  /** Whether the field contains text that is not committed. */
  const [written, setWritten] = useState(false);
  if (known !== value) {
    // The value was changed elsewhere (undo, another program): keep the text that is being typed.
    setKnown(value);
    if (!written) setText(value);
  }
  const draft = useDraft<HTMLInputElement & HTMLTextAreaElement>((lost) => {
    setText(lost);
    setWritten(true);
  });
  const write = (now: string) => {
    setText(now);
    setWritten(true);
    draft.keep(now);
  };
  const done = () => {
    setWritten(false);
    draft.drop();
  };
  const commit = () => {
    // It cannot be stored now: keep it in the field until the connection is back.
    if (useView.getState().connection !== 'up') return;
    if (written) done();
    if (text !== value) onCommit(text);
  };
  const offers = useValueOffers({
    list,
    text,
    onPick(picked) {
      setText(picked);
      done();
      if (picked !== value) onCommit(picked);
    },
  });
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    if (offers.handle(event)) return;
    if (event.key === 'Enter' && !(multiline && event.shiftKey)) {
      event.preventDefault();
      offers.close();
      commit();
    }
    if (event.key === 'Escape' && text !== value) {
      event.stopPropagation();
      setText(value);
      done();
    }
  };
  const onBlur = () => {
    offers.close();
    commit();
  };
  const shared = {
    ...rest,
    ...offers.attributes,
    ref: draft.ref,
    value: text,
    onBlur,
    onKeyDown,
    className: styles.input,
  };
  return multiline ? (
    <textarea {...shared} rows={2} onChange={(event) => write(event.target.value)} />
  ) : (
    <>
      <input
        {...shared}
        type="text"
        spellCheck={false}
        onChange={(event) => {
          write(event.target.value);
          offers.onWrite();
        }}
      />
      {offers.list}
    </>
  );
}
