import { useState } from 'react';
import type { Scheme, SpanType } from '../../../shared/model/scheme.ts';
import { subjectOf } from '../../../shared/scheme-edit/diff.ts';
import type { PartName } from '../../../shared/scheme-edit/names.ts';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import controls from '../../ui/controls.module.css';
import { StepDialog } from './StepDialog.tsx';
import { stepPart } from './step-part.ts';
import styles from './scheme-steps.module.css';
import { TEXTS } from './texts.ts';

interface MoveSlotDialogProps {
  slot: PartName & { readonly kind: 'slot' };
  scheme: Scheme;
  onClose: () => void;
}

/** The types that a slot can be moved to: those that have none of its name. */
export function slotTargets({ types }: Scheme, { name, owner }: PartName): readonly SpanType[] {
  return types.filter((type) => type.name !== owner?.name && !type.slots.some((slot) => slot.name === name));
}

/** Gives a slot to another type. */
export function MoveSlotDialog({ slot, scheme, onClose }: MoveSlotDialogProps) {
  const targets = slotTargets(scheme, slot);
  const [to, setTo] = useState(targets[0]!.name);
  return (
    <StepDialog
      title={TEXTS.moveSlotTitle(subjectOf(slot))}
      scheme={scheme}
      step={{ step: 'moveSlot', part: stepPart(slot), to }}
      apply={TEXTS.doMoveSlot}
      onClose={onClose}
    >
      {() => (
        <div className={styles.form}>
          <p className={controls.help}>{TEXTS.moveSlotHelp}</p>
          <Field label={TEXTS.into}>
            {({ id }) => (
              <Select
                id={id}
                autoFocus
                value={to}
                options={targets.map(({ name, label }) => [name, label] as const)}
                onPick={setTo}
              />
            )}
          </Field>
        </div>
      )}
    </StepDialog>
  );
}
