import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type SelectHTMLAttributes,
} from 'react';
import styles from './controls.module.css';
import { MANY_TYPES } from './matching-types.ts';

export type Option<Value extends string = string> = readonly [value: Value, label: string];

type NativeProps = Omit<SelectHTMLAttributes<HTMLSelectElement>, 'value' | 'onChange' | 'children'>;

interface SelectProps<Value extends string> extends NativeProps {
  value: Value;
  options: readonly Option<NoInfer<Value>>[];
  onPick: (value: NoInfer<Value>) => void;
  /** `field` fills a form, `filter` is small and highlighted while it filters, `bare` is styled by `className` only. */
  look?: 'field' | 'filter' | 'bare';
}

/** After so long without a letter a new word begins, in ms: as in browsers. */
const WORD_ENDS = 1000;

/**
 * A choice of one of several values. Built on the native `select`: it opens the system's own list, finds an option by its
 * first letters, is disabled by a `fieldset` (`Writing`), and stays cheap beside thousands of spans.
 *
 * Letters typed while there are no options yet choose one as soon as there are.
 *
 * With very many options, only the chosen one is rendered until the field is focused or clicked.
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
  const early = useRef({ letters: '', at: 0 });
  const pickEarly = useCallback(() => {
    const { letters } = early.current;
    const found = options.find(([, label]) => label.toLowerCase().startsWith(letters));
    if (letters !== '' && found) onPick(found[0]);
  }, [options, onPick]);
  const keepEarly = (event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (key.length !== 1 || ctrlKey || metaKey || altKey) return;
    const { letters, at } = early.current;
    // The browser knows only the letters since there are options; those before and after are one word.
    const goesOn = letters !== '' && Date.now() - at < WORD_ENDS;
    if (options.length > 0 && !goesOn) return;
    early.current = { letters: (goesOn ? letters : '') + key.toLowerCase(), at: Date.now() };
    event.preventDefault();
    pickEarly();
  };
  useEffect(pickEarly, [options.length === 0]); // eslint-disable-line react-hooks/exhaustive-deps -- once, when they arrive
  const classes = { field: styles.input, filter: styles.filter, bare: '' }[look];
  return (
    <select
      {...rest}
      className={`${classes} ${className}`.trim() || undefined}
      data-set={(look === 'filter' && value !== '') || undefined}
      value={value}
      onFocus={want}
      onPointerDown={want}
      onKeyDown={(event) => {
        keepEarly(event);
        rest.onKeyDown?.(event);
      }}
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

/** Returns options for parts of a scheme, with their labels. */
export function labelOptions(parts: readonly { name: string; label: string }[]): readonly Option[] {
  return parts.map(({ name, label }) => [name, label] as const);
}

/** Returns options for values that are shown unchanged. */
export function plainOptions<Value extends string>(values: readonly Value[]): readonly Option<Value>[] {
  return values.map((value) => [value, value] as const);
}
