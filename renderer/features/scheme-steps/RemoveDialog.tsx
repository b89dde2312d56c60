import type { Scheme } from '../../../shared/model/scheme.ts';
import { nounOf, subjectOf } from '../../../shared/scheme-edit/diff.ts';
import type { PartName } from '../../../shared/scheme-edit/names.ts';
import { StepDialog } from './StepDialog.tsx';
import { stepPart } from './step-part.ts';
import { TEXTS } from './texts.ts';

interface RemoveDialogProps {
  part: PartName;
  scheme: Scheme;
  onClose: () => void;
  onRemoved: () => void;
}

/** Deletes a part of the scheme together with everything that uses it. */
export function RemoveDialog({ part, scheme, onClose, onRemoved }: RemoveDialogProps) {
  return (
    <StepDialog
      title={TEXTS.removeTitle(nounOf(part.kind), subjectOf(part))}
      scheme={scheme}
      step={{ step: 'remove', part: stepPart(part) }}
      apply={TEXTS.doRemove}
      onClose={onClose}
      onApplied={onRemoved}
    >
      {() => null}
    </StepDialog>
  );
}
