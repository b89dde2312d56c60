import type { RelationType, Scheme } from '../../../shared/model/scheme.ts';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { AttributeList } from './AttributeList.tsx';
import { Check } from './Check.tsx';
import { Hue } from './Hue.tsx';
import { TypeChecks } from './TypeChecks.tsx';
import styles from './scheme.module.css';
import { TEXTS } from './texts.ts';

interface RelationFieldsProps {
  relation: RelationType;
  scheme: Scheme;
  onChange: (fields: Partial<RelationType>) => void;
}

/** The fields of a relation type besides its names: its ends and rules. */
export function RelationFields({ relation, scheme, onChange }: RelationFieldsProps) {
  return (
    <>
      <div className={styles.grid}>
        <Field label={TEXTS.links}>
          {({ id }) => (
            <Select
              id={id}
              value={relation.ends}
              options={Object.entries(TEXTS.ends) as [RelationType['ends'], string][]}
              onPick={(ends) => onChange({ ends })}
            />
          )}
        </Field>
        <Hue value={relation.hue} onChange={(hue) => onChange({ hue })} />
        <Check
          label={TEXTS.symmetric}
          help={TEXTS.symmetricHelp}
          value={relation.symmetric}
          onChange={(symmetric) => onChange({ symmetric })}
        />
        <Check
          label={TEXTS.transitive}
          help={TEXTS.transitiveHelp}
          value={relation.transitive}
          onChange={(transitive) => onChange({ transitive })}
        />
      </div>
      <TypeChecks
        label={TEXTS.from}
        scheme={scheme}
        chosen={relation.from}
        onChange={(from) => onChange({ from })}
      />
      <TypeChecks label={TEXTS.to} scheme={scheme} chosen={relation.to} onChange={(to) => onChange({ to })} />
      <AttributeList owner={{ kind: 'relation', name: relation.name }} attributes={relation.attributes} />
    </>
  );
}
