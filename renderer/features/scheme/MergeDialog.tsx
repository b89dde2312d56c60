import { useState } from 'react';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { namesBeside } from '../../../shared/scheme-edit/edit.ts';
import type { PartName } from '../../../shared/scheme-edit/names.ts';
import type { StepOf } from '../../../shared/scheme-edit/steps.ts';
import { mergeInScheme } from '../../commands/scheme.ts';
import { useCall } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { Select } from '../../ui/Select.tsx';
import controls from '../../ui/controls.module.css';
import styles from './scheme.module.css';
import { TEXTS } from './texts.ts';

type Duplicates = NonNullable<StepOf<'merge'>['duplicates']>;
const DUPLICATES: readonly Duplicates[] = ['one', 'both'];

/** The types, relation types or labels that a part can be merged into. */
export function mergeTargets(scheme: Scheme, part: PartName): string[] {
  const names = namesBeside(scheme, part).filter((name) => name !== part.name);
  if (part.kind !== 'span') return names;
  const familyOf = (name: string) => scheme.types.find((type) => type.name === name)!.family;
  return names.filter((name) => familyOf(name) === familyOf(part.name));
}

interface MergeDialogProps {
  part: PartName & { kind: 'span' | 'relation' | 'label' };
  scheme: Scheme;
  onClose: () => void;
}

/** Asks what a part is merged into, and shows what that would do before it is done. */
export function MergeDialog({ part, scheme, onClose }: MergeDialogProps) {
  const { kind, name } = part;
  const targets = mergeTargets(scheme, part);
  const [into, setInto] = useState(targets[0]!);
  const [duplicates, setDuplicates] = useState<Duplicates>('one');
  const step = { step: 'merge' as const, part: { kind, name }, into };
  const { data, error } = useCall('scheme.plan', { target: { steps: [step] } });
  const planned = data?.steps[0];
  const refusals = data?.changes.flatMap(({ refusal }) => refusal ?? []) ?? [];
  const asks = planned !== undefined && planned.duplicates > 0;
  return (
    <ModalDialog title={TEXTS.mergeTitle(name)} onClose={onClose} wide>
      <Field label={TEXTS.mergeInto}>
        {({ id }) => (
          <Select
            id={id}
            autoFocus
            value={into}
            options={targets.map((each) => [each, each] as const)}
            onPick={setInto}
          />
        )}
      </Field>
      {planned && (
        <>
          <p role="status">{TEXTS.mergeAbout(planned.count, planned.documents, name, into)}</p>
          {planned.lost.map((each) => (
            <p key={each.part} className={styles.lost}>
              {TEXTS.mergeLost(each.count, each.part)}
            </p>
          ))}
          {planned.examples.length > 0 && (
            <div className={styles.changeList} tabIndex={0} role="region" aria-label={TEXTS.examples}>
              <ul className={styles.mergeExamples}>
                {planned.examples.map(({ document, name: title, quote }, i) => (
                  <li key={`${document} ${i}`}>
                    {quote !== '' && <strong>{quote}</strong>}
                    <span className={controls.help}>{title}</span>
                  </li>
                ))}
              </ul>
            </div>
          )}
          {asks && (
            <>
              <p>{TEXTS.mergeDuplicates(planned.duplicates)}</p>
              <Segments
                label={TEXTS.keepOf}
                value={duplicates}
                options={DUPLICATES.map((value) => ({ value, label: TEXTS.keep[value] }))}
                onPick={setDuplicates}
              />
            </>
          )}
        </>
      )}
      {[...(error ? [error.message] : []), ...refusals].map((text) => (
        <p key={text} className={controls.refusal} role="alert">
          {text}
        </p>
      ))}
      <div className={controls.actions}>
        <Button onClick={onClose}>{TEXTS.cancel}</Button>
        <Button
          kind="primary"
          disabled={!planned || refusals.length > 0}
          onClick={() => {
            void mergeInScheme({ ...step, ...(asks && { duplicates }) });
            onClose();
          }}
        >
          {TEXTS.doMerge}
        </Button>
      </div>
    </ModalDialog>
  );
}
