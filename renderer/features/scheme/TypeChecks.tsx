import type { CSSProperties } from 'react';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { typeColour } from '../../editor/type-styles.ts';
import styles from './scheme.module.css';

interface TypeChecksProps {
  label: string;
  scheme: Scheme;
  /** None means any type. */
  chosen: readonly string[];
  onChange: (types: string[]) => void;
}

/** Which types are allowed somewhere. */
export function TypeChecks({ label, scheme, chosen, onChange }: TypeChecksProps) {
  return (
    <fieldset className={styles.typeChecks}>
      <legend>
        {label}: {chosen.length === 0 ? 'any type' : 'only these'}
      </legend>
      {scheme.types.map(({ name, hue }) => (
        <label key={name} style={typeColour(hue) as CSSProperties}>
          <input
            type="checkbox"
            checked={chosen.includes(name)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, name] : chosen.filter((each) => each !== name))
            }
          />
          <span className={styles.dot} aria-hidden />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
