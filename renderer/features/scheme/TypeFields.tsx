import { moveUnderInScheme } from '../../commands/scheme.ts';
import { typeOptions } from '../../ui/type-options.ts';
import { problemOfParent } from '../../../shared/model/type-tree.ts';
import { Family, type Scheme, type SpanType } from '../../../shared/model/scheme.ts';
import { freeKeys } from '../../../shared/scheme-edit/edit.ts';
import { Field } from '../../ui/Field.tsx';
import { labelOptions, Select } from '../../ui/Select.tsx';
import { AttributeList } from './AttributeList.tsx';
import { Check } from './Check.tsx';
import { Hue } from './Hue.tsx';
import { KeyField } from './KeyField.tsx';
import { SlotList } from './SlotList.tsx';
import styles from './scheme.module.css';
import { TEXTS } from './texts.ts';

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
        <Field label={TEXTS.layer}>
          {({ id }) => (
            <Select
              id={id}
              value={type.layer}
              options={labelOptions(scheme.layers)}
              onPick={(layer) => onChange({ layer })}
            />
          )}
        </Field>
        <Field label={TEXTS.family}>
          {({ id }) => (
            <Select
              id={id}
              value={type.family}
              options={Family.options.map((family) => [family, TEXTS.families[family]] as const)}
              onPick={(family) => onChange({ family })}
            />
          )}
        </Field>
        <Field label={TEXTS.parent} help={TEXTS.parentHelp}>
          {({ id, describedBy }) => (
            <Select
              id={id}
              aria-describedby={describedBy}
              value={type.parent ?? ''}
              options={[
                ['', TEXTS.noParent],
                ...typeOptions(
                  scheme.types.filter(
                    (each) => problemOfParent(scheme, { ...type, parent: each.name }) === null,
                  ),
                ),
              ]}
              onPick={(parent) => moveUnderInScheme(type.name, parent === '' ? undefined : parent)}
            />
          )}
        </Field>
      </div>
      {type.family === 'mention' && (
        <Check
          label={TEXTS.wantsEntity}
          help={TEXTS.wantsEntityHelp}
          value={type.wantsEntity ?? false}
          onChange={(wantsEntity) => onChange({ wantsEntity })}
        />
      )}
      <AttributeList owner={owner} attributes={type.attributes} />
      <SlotList type={type} scheme={scheme} />
    </>
  );
}
