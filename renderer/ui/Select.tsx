import { useState, type SelectHTMLAttributes } from 'react';
import styles from './controls.module.css';
import { MANY_TYPES } from './matching-types.ts';

export type Option<Value extends string = string> = readonly [value: Value, label: string];

type NativeProps = Omit<SelectHTMLAttributes<HTMLSelectElement>, 'value' | 'onChange' | 'children'>;

interface SelectProps<Value extends string> extends NativeProps {
  value: Value;
  options: readonly Option<NoInfer<Value>>[];
  onPick: (value: NoInfer<Value>) => void;
  /** `field` fills a form, `filter` is small and is highlighted while it narrows, `bare` gets its looks from `className`. */
  look?: 'field' | 'filter' | 'bare';
}

/**
 * A choice of one of several values. It is the native `select`: it opens in the system's own list, finds an option by its
 * first letters, is disabled with its `fieldset` (`Writing`), and costs nothing beside thousands of spans.
 *
 * Of very many options only the chosen one is drawn until the field is focused or pressed.
 */
export function Select<Value extends string>({
  value,
  options,
  onPick,
  look = 'field',
  className = '',
  ...rest
}: SelectProps<Value>) {
  const [wanted, setWanted] = useState(false);
  const drawn = wanted || options.length <= MANY_TYPES ? options : options.filter(([id]) => id === value);
  const want = () => setWanted(true);
  const classes = { field: styles.input, filter: styles.filter, bare: '' }[look];
  return (
    <select
      {...rest}
      className={`${classes} ${className}`.trim() || undefined}
      data-set={(look === 'filter' && value !== '') || undefined}
      value={value}
      onFocus={want}
      onPointerDown={want}
      onChange={({ target }) => onPick(target.value as Value)}
    >
      {drawn.map(([id, label]) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </select>
  );
}

/** The options for parts of a scheme, by their labels. */
export function labelOptions(parts: readonly { name: string; label: string }[]): readonly Option[] {
  return parts.map(({ name, label }) => [name, label] as const);
}

/** The options for values that are shown as they are. */
export function plainOptions<Value extends string>(values: readonly Value[]): readonly Option<Value>[] {
  return values.map((value) => [value, value] as const);
}
