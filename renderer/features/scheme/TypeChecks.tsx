import { inTreeOrder, namesAbove } from '../../../shared/model/type-tree.ts';
import { useState, type CSSProperties } from 'react';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { typeColour } from '../../editor/type-styles.ts';
import { MANY_TYPES, matchingTypes } from '../../ui/matching-types.ts';
import controls from '../../ui/controls.module.css';
import styles from './scheme.module.css';
import { TEXTS } from './texts.ts';

interface TypeChecksProps {
  label: string;
  scheme: Scheme;
  /** Empty if any type is allowed. */
  chosen: readonly string[];
  onChange: (types: string[]) => void;
}

/** Maximum number of types offered besides the chosen ones, if there are very many. */
const OFFERED = 40;

/** Checkboxes for the types that are allowed in a slot or at an end of a relation. */
export function TypeChecks({ label, scheme, chosen, onChange }: TypeChecksProps) {
  const [words, setWords] = useState('');
  const many = scheme.types.length > MANY_TYPES;
  const allowed = new Set(chosen);
  const isAllowedAbove = (name: string) => namesAbove(scheme, name).some((above) => allowed.has(above));
  const found = matchingTypes(scheme.types, words, OFFERED);
  const offered = new Set(found.shown);
  const shown = many
    ? scheme.types.filter((type) => allowed.has(type.name) || offered.has(type))
    : scheme.types;
  return (
    <fieldset className={styles.typeChecks}>
      <legend>{TEXTS.allowed(label, chosen.length === 0)}</legend>
      {many && (
        <input
          className={controls.input}
          type="search"
          aria-label={TEXTS.typeSearch(label)}
          placeholder={TEXTS.typeSearchExample(scheme.types.length)}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
      )}
      {inTreeOrder(shown).map(({ type: { name, label: typeLabel, hue } }) => (
        <label key={name} title={name} style={typeColour(hue) as CSSProperties}>
          <input
            type="checkbox"
            // A type is allowed with one above it; unchecking it would change nothing.
            checked={allowed.has(name) || isAllowedAbove(name)}
            disabled={!allowed.has(name) && isAllowedAbove(name)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, name] : chosen.filter((each) => each !== name))
            }
          />
          <span className={styles.dot} aria-hidden />
          {typeLabel}
        </label>
      ))}
    </fieldset>
  );
}
