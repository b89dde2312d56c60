import { useState } from 'react';
import type { SpanType } from '../../../shared/model/scheme.ts';
import { lettersOf } from '../../keys.ts';
import { Field } from '../../ui/Field.tsx';
import controls from '../../ui/controls.module.css';
import styles from './scheme.module.css';
import { TEXTS } from './texts.ts';

interface KeyFieldProps {
  value: string | undefined;
  /** Letters that no type uses, the most suitable first. */
  free: readonly string[];
  /** Returns the other type that uses a letter. */
  holder: (key: string) => SpanType | undefined;
  onChange: (key: string | undefined) => void;
}

const OFFERED = 6;

/** The letter that tags with a type: typed in the field, or chosen from those that are free. */
export function KeyField({ value, free, holder, onChange }: KeyFieldProps) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const take = (letter: string) => {
    const taken = holder(letter);
    if (taken) return setRefusal(TEXTS.keyTaken(letter.toUpperCase(), taken.label));
    setRefusal(null);
    onChange(letter);
  };
  return (
    <Field label={TEXTS.key} refusal={refusal} help={TEXTS.keyHelp}>
      {({ id, describedBy }) => (
        <div className={styles.keyRow}>
          <input
            id={id}
            aria-describedby={describedBy}
            className={`${controls.input} ${styles.letter}`}
            value={value?.toUpperCase() ?? ''}
            readOnly
            onKeyDown={(event) => {
              const [letter] = lettersOf(event.nativeEvent);
              if (event.key === 'Backspace' || event.key === 'Delete') {
                setRefusal(null);
                onChange(undefined);
              } else if (letter !== undefined) take(letter);
              else return;
              event.preventDefault();
            }}
          />
          <span className={controls.help}>{TEXTS.freeKeys}</span>
          {free.slice(0, OFFERED).map((letter) => (
            <button key={letter} type="button" className={styles.free} onClick={() => take(letter)}>
              {letter.toUpperCase()}
            </button>
          ))}
        </div>
      )}
    </Field>
  );
}
