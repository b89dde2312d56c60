import type { EntityBrief } from '../../../shared/contract/entities.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { typeClass } from '../../editor/type-styles.ts';
import { TEXTS } from './texts.ts';
import styles from './entities.module.css';

const HEX = /^#[0-9a-f]{6}$/;

/** A dot in an entity's own colour, otherwise in its type's. A colour is free text from a file, so only plain hex is used. */
export function EntityDot({
  entity,
  scheme,
}: {
  entity: Pick<EntityBrief, 'type' | 'colour'>;
  scheme: Scheme;
}) {
  const index = scheme.types.findIndex(({ name }) => name === entity.type);
  const own = entity.colour && HEX.test(entity.colour) ? { backgroundColor: entity.colour } : undefined;
  return <span className={`${styles.dot} ${typeClass(index)}`} style={own} aria-hidden />;
}

/** An entity's name with its type, which is never shown by colour alone. */
export function EntityName({ entity, scheme }: { entity: EntityBrief; scheme: Scheme }) {
  return (
    <>
      <EntityDot entity={entity} scheme={scheme} />
      <span className={styles.name} dir="auto">
        {entity.name}
      </span>
      {entity.type && (
        <span className={styles.type} title={TEXTS.typeCode(entity.type)}>
          {scheme.types.find(({ name }) => name === entity.type)?.label ?? entity.type}
        </span>
      )}
    </>
  );
}
