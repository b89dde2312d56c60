import { useId, type ReactNode } from 'react';
import styles from './controls.module.css';

export interface Segment<Value extends string> {
  value: Value;
  label: ReactNode;
  title?: string | undefined;
}

interface SegmentsProps<Value extends string> {
  label?: string | undefined;
  /** The chosen one; `undefined` if none is. */
  value: Value | undefined;
  options: readonly Segment<Value>[];
  onPick: (value: Value) => void;
  /** Takes the focus when it appears. */
  autoFocus?: boolean;
  /** A press on the chosen one picks it again, which confirms a default. */
  confirms?: boolean;
}

/**
 * A choice of a few values, all of which are visible. They are native radio buttons: arrows move between them, and
 * they are disabled with their `fieldset` (`Writing`), which the parts of react-aria are not.
 */
export function Segments<Value extends string>({
  label,
  value,
  options,
  onPick,
  autoFocus = false,
  confirms = false,
}: SegmentsProps<Value>) {
  const name = useId();
  return (
    <div className={styles.segments} role={label === undefined ? undefined : 'radiogroup'} aria-label={label}>
      {options.map((each) => (
        <label key={each.value} className={styles.segment} title={each.title}>
          <input
            type="radio"
            name={name}
            checked={each.value === value}
            autoFocus={autoFocus && each.value === value}
            onChange={() => onPick(each.value)}
            onClick={() => confirms && each.value === value && onPick(each.value)}
          />
          {each.label}
        </label>
      ))}
    </div>
  );
}
