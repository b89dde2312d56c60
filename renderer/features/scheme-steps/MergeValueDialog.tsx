import { useState } from 'react';
import type { Attribute } from '../../../shared/model/attributes/index.ts';
import { valueLabel } from '../../../shared/model/attributes/value-label.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { subjectOf } from '../../../shared/scheme-edit/diff.ts';
import type { PartName } from '../../../shared/scheme-edit/names.ts';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { StepDialog } from './StepDialog.tsx';
import { stepPart } from './step-part.ts';
import { TEXTS } from './texts.ts';

interface MergeValueDialogProps {
  part: PartName & { readonly kind: 'attribute' | 'label' };
  attribute: Extract<Attribute, { kind: 'choice' }>;
  value: string;
  scheme: Scheme;
  onClose: () => void;
}

/** Merges a value of a choice into another one. */
export function MergeValueDialog({ part, attribute, value, scheme, onClose }: MergeValueDialogProps) {
  const targets = attribute.options.filter((option) => option !== value);
  const [into, setInto] = useState(targets[0]!);
  return (
    <StepDialog
      title={TEXTS.mergeValueTitle(value, subjectOf(part))}
      scheme={scheme}
      step={{ step: 'mergeValues', part: stepPart(part), values: [value], into }}
      apply={TEXTS.doMerge}
      onClose={onClose}
    >
      {() => (
        <Field label={TEXTS.mergeInto}>
          {({ id }) => (
            <Select
              id={id}
              autoFocus
              value={into}
              options={targets.map((option) => [option, valueLabel(attribute, option)] as const)}
              onPick={setInto}
            />
          )}
        </Field>
      )}
    </StepDialog>
  );
}
