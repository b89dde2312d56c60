import { useId, type ReactNode } from 'react';
import styles from './controls.module.css';

export interface Segment<Value extends string> {
  value: Value;
  label: ReactNode;
  title?: string | undefined;
}

interface SegmentsProps<Value extends string> {
  label?: string | undefined;
  /** The chosen value; `undefined` if none is chosen. */
  value: Value | undefined;
  options: readonly Segment<Value>[];
  onPick: (value: Value) => void;
  /** Whether it takes the focus when it appears. */
  autoFocus?: boolean;
  /** Whether a click on the chosen value picks it again, to confirm a default. */
  confirms?: boolean;
}

/**
 * A choice of a few values, all of them visible. Built on native radio buttons: arrows move between them, and a disabled
 * `fieldset` (`Writing`) disables them, unlike the components of react-aria.
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
