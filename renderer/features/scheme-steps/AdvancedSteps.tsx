import { useState } from 'react';
import type { Scheme, SpanType } from '../../../shared/model/scheme.ts';
import type { PartName } from '../../../shared/scheme-edit/names.ts';
import { showPart } from '../../state/scheme-edit.ts';
import { Button } from '../../ui/Button.tsx';
import controls from '../../ui/controls.module.css';
import { ConvertDialog } from './ConvertDialog.tsx';
import { AttributeToTypeDialog } from './AttributeToTypeDialog.tsx';
import { MoveSlotDialog, slotTargets } from './MoveSlotDialog.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';
import styles from './scheme-steps.module.css';
import { TEXTS } from './texts.ts';
import { TypeToAttributeDialog } from './TypeToAttributeDialog.tsx';

interface AdvancedStepsProps {
  part: PartName;
  scheme: Scheme;
  /** Whether annotations use the part: only then is there more to it than an edit. */
  isUsed: boolean;
}

type Open = 'typeToAttribute' | 'attributeToType' | 'convert' | 'moveSlot' | 'remove' | null;

/** The rarer changes of a part together with its annotations. */
export function AdvancedSteps({ part, scheme, isUsed }: AdvancedStepsProps) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const type: SpanType | undefined =
    part.kind === 'span' ? scheme.types.find(({ name }) => name === part.name) : undefined;
  const others = type ? scheme.types.filter((each) => each.family === type.family && each !== type) : [];
  const isValued = part.kind === 'attribute' || part.kind === 'label';
  const choices: [Open, string][] = [
    ...(type && others.length > 0 ? [['typeToAttribute', TEXTS.typeToAttribute] as [Open, string]] : []),
    ...(part.kind === 'attribute' && part.owner?.kind === 'span' && isUsed
      ? [['attributeToType', TEXTS.attributeToType] as [Open, string]]
      : []),
    ...(isValued && isUsed ? [['convert', TEXTS.convert] as [Open, string]] : []),
    ...(isSlot(part) && slotTargets(scheme, part).length > 0
      ? [['moveSlot', TEXTS.moveSlot] as [Open, string]]
      : []),
    ...(part.kind !== 'layer' && isUsed ? [['remove', TEXTS.remove] as [Open, string]] : []),
  ];
  if (choices.length === 0) return null;
  return (
    <details className={styles.advanced}>
      <summary>{TEXTS.steps}</summary>
      <p className={controls.help}>{TEXTS.stepsHelp}</p>
      <div className={styles.choices}>
        {choices.map(([step, label]) => (
          <Button key={step} kind={step === 'remove' ? 'danger' : 'plain'} onClick={() => setOpen(step)}>
            {label}
          </Button>
        ))}
      </div>
      {open === 'typeToAttribute' && type && (
        <TypeToAttributeDialog type={type} others={others} scheme={scheme} onClose={close} />
      )}
      {open === 'attributeToType' && <AttributeToTypeDialog part={part} scheme={scheme} onClose={close} />}
      {open === 'convert' && <ConvertDialog part={part} scheme={scheme} onClose={close} />}
      {open === 'moveSlot' && isSlot(part) && <MoveSlotDialog slot={part} scheme={scheme} onClose={close} />}
      {open === 'remove' && (
        <RemoveDialog
          part={part}
          scheme={scheme}
          onClose={close}
          onRemoved={() => !part.owner && showPart(null)}
        />
      )}
    </details>
  );
}

function isSlot(part: PartName): part is PartName & { readonly kind: 'slot' } {
  return part.kind === 'slot';
}
