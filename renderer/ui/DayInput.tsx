import { useState } from 'react';
import { day } from './moments.ts';

interface DayInputProps {
  'aria-label': string;
  /** `2025-07-09`; undefined if no day is chosen. */
  value: string | undefined;
  onPick: (day: string | undefined) => void;
}

const EXPECTED = 'Write the day as YYYY-MM-DD, for example 2025-07-09.';

/**
 * A day written as ISO. A native date input would follow the browser's locale and so show dates in another format than the
 * rest of the screen.
 */
export function DayInput({ value, onPick, ...rest }: DayInputProps) {
  const [text, setText] = useState(value ?? '');
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setText(value ?? '');
  }
  const wrong = text !== '' && !isDay(text);
  return (
    <input
      {...rest}
      type="text"
      inputMode="numeric"
      size={10}
      maxLength={10}
      placeholder="YYYY-MM-DD"
      title={EXPECTED}
      aria-invalid={wrong || undefined}
      spellCheck={false}
      value={text}
      onChange={({ target }) => {
        const written = target.value.trim();
        setText(written);
        if (written !== '' && !isDay(written)) return;
        setKnown(written || undefined);
        if ((written || undefined) !== value) onPick(written || undefined);
      }}
    />
  );
}

/** Whether a text is an existing day. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  return day(new Date(`${text}T12:00`)) === text;
}
