import { useId, type ReactNode } from 'react';
import styles from './controls.module.css';

interface FieldProps {
  label: string;
  help?: string | undefined;
  refusal?: string | null | undefined;
  /** Receives the id for the input, and the ids of the texts that describe it. */
  children: (ids: { id: string; describedBy: string | undefined }) => ReactNode;
}

/** A labelled input with its help and, if its value was refused, the reason. */
export function Field({ label, help, refusal, children }: FieldProps) {
  const id = useId();
  const describedBy = refusal || help ? `${id}-about` : undefined;
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {children({ id, describedBy })}
      {describedBy && (
        <span
          id={describedBy}
          className={refusal ? styles.refusal : styles.help}
          role={refusal ? 'alert' : undefined}
        >
          {refusal || help}
        </span>
      )}
    </div>
  );
}
