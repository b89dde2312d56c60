import type { ReactNode } from 'react';
import styles from './controls.module.css';

interface CheckboxProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  title?: string | undefined;
  children: ReactNode;
}

/** A checkbox followed by its label. */
export function Checkbox({ checked, onChange, disabled, title, children }: CheckboxProps) {
  return (
    <label className={styles.check} title={title}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={({ target }) => onChange(target.checked)}
      />
      {children}
    </label>
  );
}
