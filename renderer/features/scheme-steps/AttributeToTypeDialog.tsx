import { useState } from 'react';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { PartName } from '../../../shared/scheme-edit/names.ts';
import { useCall } from '../../state/queries.ts';
import controls from '../../ui/controls.module.css';
import { StepDialog } from './StepDialog.tsx';
import { ValueTypes } from './ValueTypes.tsx';
import styles from './scheme-steps.module.css';
import { TEXTS } from './texts.ts';

interface AttributeToTypeDialogProps {
  part: PartName;
  scheme: Scheme;
  onClose: () => void;
}

/** Lets the value of an attribute decide the type of an annotation. */
export function AttributeToTypeDialog({ part, scheme, onClose }: AttributeToTypeDialogProps) {
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const owner = { kind: 'span', name: part.owner!.name } as const;
  const uses = useCall('scheme.uses', { part: owner }, { keep: true }).data;
  const to = Object.fromEntries(
    Object.entries(names)
      .map(([value, name]) => [value, name.trim()] as const)
      .filter(([, name]) => name !== ''),
  );
  return (
    <StepDialog
      title={TEXTS.attributeToTypeTitle(part.name)}
      scheme={scheme}
      step={
        Object.keys(to).length > 0
          ? { step: 'attributeToType', part: { kind: 'attribute', name: part.name, owner }, to }
          : TEXTS.needsValues
      }
      apply={TEXTS.makeTypes}
      none={TEXTS.undecided}
      onClose={onClose}
    >
      {() => (
        <div className={styles.form}>
          <p className={controls.help}>{TEXTS.staysAsIs}</p>
          <ValueTypes
            values={(uses?.values ?? []).filter(({ attribute }) => attribute === part.name)}
            names={names}
            onChange={setNames}
          />
        </div>
      )}
    </StepDialog>
  );
}
