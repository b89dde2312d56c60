import { useState, type CSSProperties } from 'react';
import { typeColour } from '../../editor/type-styles.ts';
import { Field } from '../../ui/Field.tsx';
import styles from './scheme.module.css';
import { TEXTS } from './texts.ts';

interface HueProps {
  value: number;
  onChange: (hue: number) => void;
}

/** Chooses a colour by its hue alone: lightness and chroma depend on the theme, so that no type stands out. */
export function Hue({ value, onChange }: HueProps) {
  const [draft, setDraft] = useState<number | null>(null);
  const shown = draft ?? value;
  const commit = () => {
    if (draft !== null && draft !== value) onChange(draft);
    setDraft(null);
  };
  return (
    <Field label={TEXTS.colour}>
      {({ id }) => (
        <div className={styles.hue} style={typeColour(shown) as CSSProperties}>
          <span className={styles.sample} aria-hidden>
            {TEXTS.colourSample}
          </span>
          <input
            id={id}
            type="range"
            min={0}
            max={359}
            value={Math.round(shown)}
            aria-valuetext={TEXTS.hue(Math.round(shown))}
            onChange={({ target }) => setDraft(Number(target.value))}
            onPointerUp={commit}
            onKeyUp={commit}
            onBlur={commit}
          />
        </div>
      )}
    </Field>
  );
}
