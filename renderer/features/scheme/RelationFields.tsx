import type { RelationType, Scheme } from '../../../shared/model/scheme.ts';
import { Field } from '../../ui/Field.tsx';
import controls from '../../ui/controls.module.css';
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
        <Field label="Links">
          {({ id }) => (
            <select
              id={id}
              className={controls.input}
              value={relation.ends}
              onChange={({ target }) => onChange({ ends: target.value as RelationType['ends'] })}
            >
              <option value="span">two spans</option>
              <option value="entity">two entities</option>
            </select>
          )}
        </Field>
        <Hue value={relation.hue} onChange={(hue) => onChange({ hue })} />
        <Check
          label="Symmetric"
          help={TEXTS.symmetricHelp}
          value={relation.symmetric}
          onChange={(symmetric) => onChange({ symmetric })}
        />
        <Check
          label="Transitive"
          help={TEXTS.transitiveHelp}
          value={relation.transitive}
          onChange={(transitive) => onChange({ transitive })}
        />
      </div>
      <TypeChecks
        label="From"
        scheme={scheme}
        chosen={relation.from}
        onChange={(from) => onChange({ from })}
      />
      <TypeChecks label="To" scheme={scheme} chosen={relation.to} onChange={(to) => onChange({ to })} />
      <AttributeList owner={{ kind: 'relation', name: relation.name }} attributes={relation.attributes} />
    </>
  );
}
