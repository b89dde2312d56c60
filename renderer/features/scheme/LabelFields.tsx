import type { DocumentLabel, Scheme } from '../../../shared/model/scheme.ts';
import { Field } from '../../ui/Field.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { ValueSteps } from '../scheme-steps/ValueSteps.tsx';
import { AttributeFields } from './AttributeFields.tsx';
import { Check } from './Check.tsx';
import styles from './scheme.module.css';
import { TEXTS } from './texts.ts';

interface LabelFieldsProps {
  label: DocumentLabel;
  scheme: Scheme;
  onChange: (fields: Partial<DocumentLabel>) => void;
}

/** The fields of a document label besides its names. */
export function LabelFields({ label, scheme, onChange }: LabelFieldsProps) {
  return (
    <>
      <div className={styles.grid}>
        <Field label={TEXTS.group} help={TEXTS.groupHelp}>
          {({ id, describedBy }) => (
            <TextInput
              id={id}
              aria-describedby={describedBy}
              value={label.group ?? ''}
              onCommit={(group) => onChange({ group: group.trim() || undefined })}
            />
          )}
        </Field>
      </div>
      {label.value.kind === 'choice' && (
        <Check
          label={TEXTS.severalValues}
          help={TEXTS.severalValuesHelp}
          value={label.many ?? false}
          onChange={(many) => onChange({ many: many || undefined })}
        />
      )}
      <AttributeFields attribute={label.value} onChange={(value) => onChange({ value })} />
      {label.value.kind === 'choice' && (
        <ValueSteps part={{ kind: 'label', name: label.name }} attribute={label.value} scheme={scheme} />
      )}
    </>
  );
}
