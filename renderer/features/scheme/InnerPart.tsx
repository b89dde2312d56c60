import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { nounOf } from '../../../shared/scheme-edit/diff.ts';
import type { PartName } from '../../../shared/scheme-edit/names.ts';
import { moveInScheme, removeFromScheme, renameInScheme } from '../../commands/scheme.ts';
import { useCall, useScheme } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import controls from '../../ui/controls.module.css';
import { AdvancedSteps } from '../scheme-steps/AdvancedSteps.tsx';
import { MergeButton } from '../scheme-steps/MergeButton.tsx';
import { TEXTS as STEPS } from '../scheme-steps/texts.ts';
import styles from './scheme.module.css';
import { TEXTS } from './texts.ts';

interface InnerPartProps {
  part: PartName;
  label: string;
  summary: string;
  children: ReactNode;
}

/** An attribute or slot of a type: one line that expands to its fields. */
export function InnerPart({ part, label, summary, children }: InnerPartProps) {
  const noun = nounOf(part.kind);
  const scheme = useScheme();
  const owner = part.owner ? { ...part.owner } : { kind: part.kind, name: part.name };
  // The call of the type around it, so that it costs nothing.
  const inner = useCall('scheme.uses', { part: owner }, { keep: true }).data?.inner ?? [];
  const isUsed = inner.some(
    ({ kind, name, uses }) => kind === part.kind && name === part.name && uses.count > 0,
  );
  return (
    <details className={styles.inner}>
      <summary>
        <strong>{label}</strong> <span className={controls.help}>{summary}</span>
      </summary>
      <div className={styles.innerFields}>
        <div className={styles.headRow}>
          <Field label={TEXTS.name}>
            {({ id }) => (
              <TextInput id={id} value={part.name} onCommit={(to) => void renameInScheme(part, to)} />
            )}
          </Field>
          <span className={styles.spring} />
          <Button
            kind="quiet"
            icon
            aria-label={TEXTS.moveInnerUp(noun)}
            onClick={() => moveInScheme(part, -1)}
          >
            <ArrowUp size={14} aria-hidden />
          </Button>
          <Button
            kind="quiet"
            icon
            aria-label={TEXTS.moveInnerDown(noun)}
            onClick={() => moveInScheme(part, 1)}
          >
            <ArrowDown size={14} aria-hidden />
          </Button>
          {scheme && <MergeButton part={part} scheme={scheme} label={STEPS.mergeInner(noun)} />}
          <Button
            kind="danger"
            icon
            aria-label={TEXTS.deleteInner(noun)}
            onClick={() => void removeFromScheme(part)}
          >
            <Trash2 size={14} aria-hidden />
          </Button>
        </div>
        {children}
        {scheme && <AdvancedSteps part={part} scheme={scheme} isUsed={isUsed} />}
      </div>
    </details>
  );
}
