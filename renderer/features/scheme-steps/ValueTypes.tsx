import type { AttributeValue } from '../../../shared/model/attributes/index.ts';
import { Field } from '../../ui/Field.tsx';
import controls from '../../ui/controls.module.css';
import styles from './scheme-steps.module.css';
import { TEXTS } from './texts.ts';

interface ValueTypesProps {
  values: readonly { readonly value: AttributeValue; readonly count: number }[];
  /** The name of a type by value. */
  names: Readonly<Record<string, string>>;
  onChange: (names: Readonly<Record<string, string>>) => void;
}

/** The values of an attribute, each with the name of the type that it leads to. */
export function ValueTypes({ values, names, onChange }: ValueTypesProps) {
  return (
    <div className={styles.values}>
      <p className={controls.help}>{TEXTS.valueToHelp}</p>
      {values.map(({ value, count }) => (
        <Field key={String(value)} label={TEXTS.valueTo(String(value), count)}>
          {({ id }) => (
            <input
              id={id}
              className={controls.input}
              spellCheck={false}
              value={names[String(value)] ?? ''}
              onChange={({ target }) => onChange({ ...names, [String(value)]: target.value.trimStart() })}
            />
          )}
        </Field>
      ))}
    </div>
  );
}

/** The distinct names of types. */
export function typesFor(names: Readonly<Record<string, string>>): string[] {
  return [
    ...new Set(
      Object.values(names)
        .map((name) => name.trim())
        .filter(Boolean),
    ),
  ];
}
