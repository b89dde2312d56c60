import { useState, type CSSProperties, type ReactNode } from 'react';
import type { Relation } from '../../../shared/model/annotation.ts';
import { relationType } from '../../../shared/model/relation-rules.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { setRelationAttribute } from '../../commands/relations.ts';
import { typeColour } from '../../editor/type-styles.ts';
import controls from '../../ui/controls.module.css';
import { AttributeInput } from '../inspector/AttributeInput.tsx';
import { RelationButtons, RelationTypeSelect } from './RelationControls.tsx';
import { labelOf } from './ends.ts';
import { TEXTS } from './texts.ts';
import styles from './relations.module.css';

interface RelationItemProps {
  relation: Relation;
  /** Whether the relation starts at the span or entity where it is shown. */
  outgoing: boolean;
  /** Types of its ends, if they are known. */
  from: string | undefined;
  to: string | undefined;
  scheme: Scheme;
  /** Whether there is enough space to show it on one line. */
  wide?: boolean;
  /** The annotation set it belongs to, if it is read-only here. */
  setName?: string | undefined;
  /** The other end. */
  children: ReactNode;
}

/** A relation as seen from one of its ends: its type, its other end, its attributes, and why a change was refused. */
export function RelationItem(props: RelationItemProps) {
  const { relation, outgoing, from, to, scheme, wide, setName, children } = props;
  const [refusal, setRefusal] = useState<string | null>(null);
  const type = relationType(scheme, relation.type);
  const sign = type?.symmetric ? '↔' : outgoing ? '→' : '←';
  const direction = type?.symmetric ? TEXTS.signs.both : outgoing ? TEXTS.signs.to : TEXTS.signs.from;
  return (
    <li
      className={styles.relation}
      data-wide={wide || undefined}
      style={typeColour(type?.hue ?? 250) as CSSProperties}
    >
      <div className={styles.typeRow}>
        <span className={styles.sign} aria-label={direction} role="img">
          {sign}
        </span>
        {setName === undefined ? (
          <RelationTypeSelect
            relation={relation}
            scheme={scheme}
            from={from}
            to={to}
            className={styles.typeSelect}
            onRefusal={setRefusal}
          />
        ) : (
          <span className={styles.typeSelect}>{labelOf(scheme, relation.type)}</span>
        )}
        {wide && children}
        {setName === undefined ? (
          <RelationButtons
            relation={relation}
            scheme={scheme}
            deleteTitle={TEXTS.delete}
            onRefusal={setRefusal}
          />
        ) : (
          <small className={styles.setName}>{TEXTS.inSet(setName)}</small>
        )}
      </div>
      {!wide && children}
      {refusal && (
        <p className={controls.refusal} role="alert">
          {refusal}
        </p>
      )}
      {setName === undefined && type && type.attributes.length > 0 && (
        <div className={styles.attributes}>
          {type.attributes.map((attribute) => (
            <AttributeInput
              owner={{ kind: 'relation', name: relation.type }}
              key={attribute.name}
              attribute={attribute}
              value={relation.attributes[attribute.name]}
              untouched={relation.untouched.includes(attribute.name)}
              onChange={(value) => setRelationAttribute(relation.id, attribute.name, value)}
            />
          ))}
        </div>
      )}
    </li>
  );
}
