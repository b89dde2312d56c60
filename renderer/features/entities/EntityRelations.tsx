import { useRef, useState } from 'react';
import type { OutputOf } from '../../../shared/contract/index.ts';
import type { Entity } from '../../../shared/model/annotation.ts';
import { openRelations, type OpenRelation } from '../../../shared/model/relation-rules.ts';
import { definitionOf } from '../../../shared/guideline/blocks.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { openEntity } from '../../commands/entities.ts';
import { relateEntities } from '../../commands/relations.ts';
import { useProject } from '../../state/queries.ts';
import { useView } from '../../state/view.ts';
import { Select } from '../../ui/Select.tsx';
import controls from '../../ui/controls.module.css';
import { RelationItem } from '../relations/RelationItem.tsx';
import { EntityName } from './EntityName.tsx';
import { EntityPicker } from './EntityPicker.tsx';
import { TEXTS } from './texts.ts';
import styles from './entity-relations.module.css';

type Listed = OutputOf<'entities.get'>['relations'];

interface EntityRelationsProps {
  entity: Entity;
  relations: Listed;
  scheme: Scheme;
  set: Uid | null;
}

/** An entity's relations to others: add one by type and other entity, edit, delete. */
export function EntityRelations({ entity, relations, scheme, set }: EntityRelationsProps) {
  const sets = useProject(useView((view) => view.chosenSet) ?? undefined)?.sets ?? [];
  const nameOfSet = (id: Uid) => sets.find((each) => each.id === id)?.name ?? TEXTS.otherSet;
  return (
    <div className={styles.scroll}>
      <RelationForm entity={entity} scheme={scheme} />
      {relations.length === 0 && <p className={styles.empty}>{TEXTS.noRelations}</p>}
      {relations.length > 0 && (
        <ul className={styles.list} aria-label={TEXTS.relations}>
          {relations.map(({ relation, direction, other }) => {
            const outgoing = direction === 'from';
            const [from, to] = outgoing ? [entity.type, other.type] : [other.type, entity.type];
            return (
              <RelationItem
                key={relation.id}
                relation={relation}
                outgoing={outgoing}
                from={from}
                to={to}
                scheme={scheme}
                wide
                setName={relation.set === set ? undefined : nameOfSet(relation.set)}
              >
                <button
                  type="button"
                  className={styles.other}
                  title={TEXTS.openPage}
                  onClick={() => openEntity(other.id)}
                >
                  <EntityName entity={other} scheme={scheme} />
                </button>
              </RelationItem>
            );
          })}
        </ul>
      )}
    </div>
  );
}

/** Maximum number of types whose names fit into the empty field. */
const MOST_TYPES = 4;

/** Key of a choice: the same type may be possible in both directions. */
const keyOf = ({ type, reverse }: OpenRelation) => `${reverse ? 'to' : 'from'} ${type.name}`;

/** Adds a relation: choose one of the types that the scheme allows here, then find the other entity. */
function RelationForm({ entity, scheme }: { entity: Entity; scheme: Scheme }) {
  const options = openRelations(scheme, 'entity', entity.type);
  const [wanted, setWanted] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const typeLabel = (name: string) => scheme.types.find((each) => each.name === name)?.label ?? name;
  const chosen = options.find((option) => keyOf(option) === wanted) ?? options[0];
  if (!chosen) {
    return (
      <p className={styles.empty}>
        {scheme.relations.some(({ ends }) => ends === 'entity')
          ? TEXTS.noRelationFor(entity.type && typeLabel(entity.type))
          : TEXTS.noEntityRelations}
      </p>
    );
  }
  const { type, reverse, others } = chosen;
  const kinds = others.length === 0 ? TEXTS.anEntity : TEXTS.anyOf(others.map(typeLabel));
  const relate = async (other: Uid) => {
    const [from, to] = reverse ? [other, entity.id] : [entity.id, other];
    setRefusal(await relateEntities({ type: type.name, from, to }));
    field.current?.focus();
  };
  return (
    <div className={styles.form} role="group" aria-label={TEXTS.newRelation}>
      <Select
        aria-label={TEXTS.newRelationType}
        title={definitionOf(type.guideline) || undefined}
        value={keyOf(chosen)}
        options={options.map(
          (option) =>
            [
              keyOf(option),
              option.reverse ? TEXTS.relationFrom(option.type.label) : TEXTS.relationTo(option.type.label),
            ] as const,
        )}
        onPick={(key) => {
          setWanted(key);
          setRefusal(null);
        }}
      />
      <EntityPicker
        scheme={scheme}
        label={TEXTS.otherEnd(type.label, reverse)}
        placeholder={others.length > MOST_TYPES ? TEXTS.findEntity : TEXTS.find(kinds)}
        searchFor={(text) => ({ text, types: [...others] })}
        except={[entity.id]}
        onPick={({ id }) => void relate(id)}
        onType={() => setRefusal(null)}
        input={field}
        floating
        none={TEXTS.noneOfKind(kinds)}
      />
      {refusal && (
        <p className={controls.refusal} role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
}
