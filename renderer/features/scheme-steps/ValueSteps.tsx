import { Merge } from 'lucide-react';
import { useState } from 'react';
import type { Attribute } from '../../../shared/model/attributes/index.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { PartName } from '../../../shared/scheme-edit/names.ts';
import { grouped } from '../../../shared/text/counted.ts';
import { renameValueInScheme } from '../../commands/scheme.ts';
import { useCall } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import controls from '../../ui/controls.module.css';
import { MergeValueDialog } from './MergeValueDialog.tsx';
import { stepPart } from './step-part.ts';
import styles from './scheme-steps.module.css';
import { TEXTS } from './texts.ts';

/** So many values are shown without asking. */
const FEW = 10;

interface ValueStepsProps {
  /** The attribute or label that is a choice of the values. */
  part: PartName & { readonly kind: 'attribute' | 'label' };
  attribute: Extract<Attribute, { kind: 'choice' }>;
  scheme: Scheme;
}

/** The values of a choice, each with how many annotations have it, to give it another name or to merge it into another one. */
export function ValueSteps({ part, attribute, scheme }: ValueStepsProps) {
  const [merged, setMerged] = useState<string | null>(null);
  const { options } = attribute;
  // Of an attribute the call of the type around it, so that it costs nothing.
  const uses = useCall('scheme.uses', { part: stepPart(part.owner ?? part) }, { keep: true }).data;
  const counts = new Map(
    uses?.values.flatMap((each) => (each.attribute === part.name ? [[each.value, each.count] as const] : [])),
  );
  return (
    <details className={styles.valueSteps} open={options.length <= FEW}>
      <summary>{TEXTS.valueSteps}</summary>
      <p className={controls.help}>{TEXTS.valueStepsHelp}</p>
      <ul aria-label={TEXTS.valuesOf(attribute.label)}>
        {options.map((option) => (
          <li key={option}>
            <TextInput
              value={option}
              aria-label={TEXTS.nameOfValue(option)}
              onCommit={(to) => renameValueInScheme(part, option, to)}
            />
            <span className={styles.count} title={TEXTS.usesOfValue(counts.get(option) ?? 0)}>
              {counts.has(option) && grouped(counts.get(option)!)}
            </span>
            <Button
              kind="quiet"
              icon
              disabled={options.length < 2}
              aria-label={TEXTS.mergeValue(option)}
              title={TEXTS.mergeValue(option)}
              onClick={() => setMerged(option)}
            >
              <Merge size={14} aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      {merged !== null && options.includes(merged) && (
        <MergeValueDialog
          part={part}
          attribute={attribute}
          value={merged}
          scheme={scheme}
          onClose={() => setMerged(null)}
        />
      )}
    </details>
  );
}
