import { TEXTS } from './texts.ts';
import styles from './find.module.css';

interface ToggleProps {
  label: string;
  title: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

/** A toggle button inside a search field. */
export function Toggle({ label, title, on, onChange }: ToggleProps) {
  return (
    <button
      type="button"
      className={styles.toggle}
      aria-pressed={on}
      aria-label={TEXTS.toggle(label, title)}
      title={title}
      onClick={() => onChange(!on)}
    >
      {label}
    </button>
  );
}
