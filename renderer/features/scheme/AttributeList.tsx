import { Plus } from 'lucide-react';
import type { Attribute } from '../../../shared/model/attributes/index.ts';
import { changePart } from '../../../shared/scheme-edit/edit.ts';
import type { PartName } from '../../../shared/scheme-edit/names.ts';
import { addToScheme, editScheme } from '../../commands/scheme.ts';
import { useScheme } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import controls from '../../ui/controls.module.css';
import { ValueSteps } from '../scheme-steps/ValueSteps.tsx';
import { AttributeFields } from './AttributeFields.tsx';
import { InnerPart } from './InnerPart.tsx';
import styles from './scheme.module.css';
import { TEXTS } from './texts.ts';

interface AttributeListProps {
  owner: NonNullable<PartName['owner']>;
  attributes: readonly Attribute[];
}

/** The attributes of a type or relation. */
export function AttributeList({ owner, attributes }: AttributeListProps) {
  const scheme = useScheme();
  return (
    <section aria-label={TEXTS.attributes}>
      <div className={styles.headRow}>
        <h3>{TEXTS.attributes}</h3>
        <Button kind="quiet" onClick={() => void addToScheme('attribute', owner)}>
          <Plus size={14} aria-hidden /> {TEXTS.add}
        </Button>
      </div>
      {attributes.length === 0 && <p className={controls.help}>{TEXTS.none}</p>}
      {attributes.map((attribute) => {
        const part = { kind: 'attribute', name: attribute.name, owner } as const;
        return (
          <InnerPart
            key={attribute.name}
            part={part}
            label={attribute.label}
            summary={[TEXTS.kinds[attribute.kind], attribute.required && TEXTS.summaryRequired]
              .filter(Boolean)
              .join(', ')}
          >
            <AttributeFields
              attribute={attribute}
              named
              onChange={(next) =>
                void editScheme((now) => {
                  // Clear the fields of the old kind: a change alone would keep them.
                  const cleared = Object.fromEntries(
                    Object.keys(attribute)
                      .filter((field) => !(field in next))
                      .map((field) => [field, undefined]),
                  );
                  return changePart(now, part, { ...cleared, ...next });
                })
              }
            />
            {attribute.kind === 'choice' && scheme && (
              <ValueSteps part={part} attribute={attribute} scheme={scheme} />
            )}
          </InnerPart>
        );
      })}
    </section>
  );
}
