import controls from '../../ui/controls.module.css';
import styles from './scheme.module.css';

interface CheckProps {
  label: string;
  help?: string;
  value: boolean;
  onChange: (value: boolean) => void;
}

/** A checkbox with its label and help. */
export function Check({ label, help, value, onChange }: CheckProps) {
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={value} onChange={({ target }) => onChange(target.checked)} />
      <span>
        {label}
        {help && <small className={controls.help}>{help}</small>}
      </span>
    </label>
  );
}
