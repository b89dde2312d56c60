import { Family, type Scheme, type SpanType } from '../../../shared/model/scheme.ts';
import { freeKeys } from '../../../shared/scheme-edit/edit.ts';
import { Field } from '../../ui/Field.tsx';
import controls from '../../ui/controls.module.css';
import { AttributeList } from './AttributeList.tsx';
import { Hue } from './Hue.tsx';
import { KeyField } from './KeyField.tsx';
import { SlotList } from './SlotList.tsx';
import styles from './scheme.module.css';

const FAMILIES: Record<Family, string> = {
  mention: 'mention: tinted words',
  claim: 'claim: a bracket in the margin',
  event: 'event: a bracket in the margin',
  cue: 'cue: owned by a claim',
};

interface TypeFieldsProps {
  type: SpanType;
  scheme: Scheme;
  onChange: (fields: Partial<SpanType>) => void;
}

/** The fields of a span type besides its names. */
export function TypeFields({ type, scheme, onChange }: TypeFieldsProps) {
  const owner = { kind: 'span', name: type.name } as const;
  return (
    <>
      <div className={styles.grid}>
        <KeyField
          value={type.key}
          free={freeKeys(scheme, type.name)}
          holder={(key) => scheme.types.find((each) => each.key === key && each.name !== type.name)}
          onChange={(key) => onChange({ key })}
        />
        <Hue value={type.hue} onChange={(hue) => onChange({ hue })} />
        <Field label="Layer">
          {({ id }) => (
            <select
              id={id}
              className={controls.input}
              value={type.layer}
              onChange={({ target }) => onChange({ layer: target.value })}
            >
              {scheme.layers.map(({ name, label }) => (
                <option key={name} value={name}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Family">
          {({ id }) => (
            <select
              id={id}
              className={controls.input}
              value={type.family}
              onChange={({ target }) => onChange({ family: target.value as Family })}
            >
              {Family.options.map((family) => (
                <option key={family} value={family}>
                  {FAMILIES[family]}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <AttributeList owner={owner} attributes={type.attributes} />
      <SlotList type={type} scheme={scheme} />
    </>
  );
}
