import { useState } from 'react';
import type { StepEffect } from '../../../shared/contract/scheme-steps.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { PartName } from '../../../shared/scheme-edit/names.ts';
import { subjectOf } from '../../../shared/scheme-edit/diff.ts';
import type { StepOf } from '../../../shared/scheme-edit/steps.ts';
import { showPart } from '../../state/scheme-edit.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Field } from '../../ui/Field.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { Select } from '../../ui/Select.tsx';
import controls from '../../ui/controls.module.css';
import { mergeTargets, namedPart, partsLacking } from './merge-targets.ts';
import { StepDialog } from './StepDialog.tsx';
import { stepPart } from './step-part.ts';
import styles from './scheme-steps.module.css';
import { TEXTS } from './texts.ts';

type Duplicates = NonNullable<StepOf<'merge'>['duplicates']>;
const DUPLICATES: readonly Duplicates[] = ['one', 'both'];

/** A part that can be merged into another one. */
export type MergeablePart = PartName & { readonly kind: Exclude<PartName['kind'], 'layer'> };

interface MergeDialogProps {
  part: MergeablePart;
  scheme: Scheme;
  onClose: () => void;
}

/** Merges a part into another one: asks into which, and what becomes of what that makes the same. */
export function MergeDialog({ part, scheme, onClose }: MergeDialogProps) {
  const targets = mergeTargets(scheme, part);
  const [into, setInto] = useState(targets[0]!);
  const [adopt, setAdopt] = useState(true);
  const [duplicates, setDuplicates] = useState<Duplicates>('one');
  const lacking = partsLacking(scheme, part, into);
  const step: StepOf<'merge'> = {
    step: 'merge',
    part: stepPart(part),
    into,
    ...(lacking.length > 0 && { adopt }),
  };
  return (
    <StepDialog
      title={TEXTS.mergeTitle(subjectOf(part))}
      scheme={scheme}
      step={step}
      apply={TEXTS.doMerge}
      complete={(effect) => (effect.undecided ? { ...step, duplicates } : step)}
      onClose={onClose}
      onApplied={() => !part.owner && showPart({ kind: part.kind, name: into })}
    >
      {(effect) => (
        <div className={styles.form}>
          <Field label={TEXTS.mergeInto}>
            {({ id }) => (
              <Select
                id={id}
                autoFocus
                value={into}
                options={targets.map((name) => [name, namedPart(scheme, { ...part, name })] as const)}
                onPick={setInto}
              />
            )}
          </Field>
          {lacking.length > 0 && (
            <div>
              <Checkbox checked={adopt} onChange={setAdopt}>
                {TEXTS.adopt(into, lacking)}
              </Checkbox>
              <p className={controls.help}>{TEXTS.adoptHelp}</p>
            </div>
          )}
          <SameQuestion effect={effect} value={duplicates} onPick={setDuplicates} />
        </div>
      )}
    </StepDialog>
  );
}

interface SameQuestionProps {
  effect: StepEffect | undefined;
  value: Duplicates;
  onPick: (value: Duplicates) => void;
}

/** Asks what becomes of two spans on the same words, or of relations of the same two. */
function SameQuestion({ effect, value, onPick }: SameQuestionProps) {
  // Kept while the next effect is counted, so that the choice in use stays.
  const [kept, setKept] = useState(effect);
  if (effect && effect !== kept) setKept(effect);
  if (!kept?.undecided) return null;
  const { spans, relations } = kept.duplicates;
  return (
    <div className={styles.question}>
      <p>{spans > 0 ? TEXTS.sameSpans(spans, relations) : TEXTS.sameRelations(relations)}</p>
      <Segments
        label={TEXTS.keepOf(spans > 0)}
        value={value}
        options={DUPLICATES.map((each) => ({ value: each, label: TEXTS.keep[each] }))}
        onPick={onPick}
      />
      <p className={controls.help}>{TEXTS.keepHelp[value]}</p>
    </div>
  );
}
