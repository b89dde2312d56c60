import { useState } from 'react';
import type { Scheme, SpanType } from '../../../shared/model/scheme.ts';
import { showPart } from '../../state/scheme-edit.ts';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import controls from '../../ui/controls.module.css';
import { StepDialog } from './StepDialog.tsx';
import styles from './scheme-steps.module.css';
import { TEXTS } from './texts.ts';

interface TypeToAttributeDialogProps {
  type: SpanType;
  /** The types that it may become a value of. */
  others: readonly SpanType[];
  scheme: Scheme;
  onClose: () => void;
}

/** Makes the spans of a type spans of another one, with a value that says what they were. */
export function TypeToAttributeDialog({ type, others, scheme, onClose }: TypeToAttributeDialogProps) {
  const [into, setInto] = useState(others[0]!.name);
  const [attribute, setAttribute] = useState('kind');
  const [value, setValue] = useState(type.name.toLowerCase());
  const isWhole = attribute.trim() !== '' && value.trim() !== '';
  const known = scheme.types.find(({ name }) => name === into)?.attributes ?? [];
  return (
    <StepDialog
      title={TEXTS.typeToAttributeTitle(type.label)}
      scheme={scheme}
      step={
        isWhole
          ? {
              step: 'typeToAttribute',
              part: { kind: 'span', name: type.name },
              into,
              attribute: attribute.trim(),
              value: value.trim(),
            }
          : TEXTS.needsValue
      }
      apply={TEXTS.makeValue}
      onClose={onClose}
      onApplied={() => showPart({ kind: 'span', name: into })}
    >
      {() => (
        <div className={styles.three}>
          <Field label={TEXTS.into}>
            {({ id }) => (
              <Select
                id={id}
                value={into}
                options={others.map(({ name, label }) => [name, label] as const)}
                autoFocus
                onPick={setInto}
              />
            )}
          </Field>
          <Field label={TEXTS.attributeName}>
            {({ id }) => (
              <>
                <input
                  id={id}
                  className={controls.input}
                  list={`${id}-known`}
                  spellCheck={false}
                  value={attribute}
                  onChange={({ target }) => setAttribute(target.value)}
                />
                <datalist id={`${id}-known`}>
                  {known.map(({ name }) => (
                    <option key={name} value={name} />
                  ))}
                </datalist>
              </>
            )}
          </Field>
          <Field label={TEXTS.value}>
            {({ id }) => (
              <input
                id={id}
                className={controls.input}
                spellCheck={false}
                value={value}
                onChange={({ target }) => setValue(target.value)}
              />
            )}
          </Field>
        </div>
      )}
    </StepDialog>
  );
}
