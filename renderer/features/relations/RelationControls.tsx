import { ArrowLeftRight, Trash2 } from 'lucide-react';
import type { Relation } from '../../../shared/model/annotation.ts';
import { allowedRelations, relationType } from '../../../shared/model/relation-rules.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { changeRelationType, deleteRelations, reverseRelation } from '../../commands/relations.ts';
import { Button } from '../../ui/Button.tsx';
import { labelOptions, Select } from '../../ui/Select.tsx';
import { Writing } from '../../ui/Writing.tsx';
import { TEXTS } from './texts.ts';

interface ControlProps {
  relation: Pick<Relation, 'id' | 'type' | 'ends'>;
  scheme: Scheme;
  tabIndex?: number;
  /** Called with the reason why a change was refused, or with `null` after a success. */
  onRefusal: (refusal: string | null) => void;
}

/** Chooses among the types that fit the ends (types by name, `undefined` if unknown); the current type is always offered. */
export function RelationTypeSelect({
  relation,
  scheme,
  from,
  to,
  onRefusal,
  ...rest
}: ControlProps & { from: string | undefined; to: string | undefined; className?: string | undefined }) {
  const possible = allowedRelations(scheme, relation.ends, from, to).filter(({ reverse }) => !reverse);
  const types = possible.map((each) => each.type);
  const options = types.some(({ name }) => name === relation.type)
    ? labelOptions(types)
    : [
        [relation.type, relationType(scheme, relation.type)?.label ?? relation.type] as const,
        ...labelOptions(types),
      ];
  return (
    <Writing>
      <Select
        {...rest}
        look="bare"
        aria-label={TEXTS.type}
        value={relation.type}
        options={options}
        onPick={(type) => void changeRelationType(relation.id, type).then(onRefusal)}
      />
    </Writing>
  );
}

/** Buttons that reverse a relation, unless its type is symmetric, and delete it. */
export function RelationButtons({
  relation,
  scheme,
  deleteTitle,
  onRefusal,
  ...rest
}: ControlProps & { deleteTitle: string }) {
  return (
    <Writing>
      {!relationType(scheme, relation.type)?.symmetric && (
        <Button
          {...rest}
          kind="quiet"
          icon
          aria-label={TEXTS.reverse}
          title={TEXTS.reverseShort}
          onClick={() => void reverseRelation(relation.id).then(onRefusal)}
        >
          <ArrowLeftRight size={14} aria-hidden />
        </Button>
      )}
      <Button
        {...rest}
        kind="danger"
        icon
        aria-label={TEXTS.delete}
        title={deleteTitle}
        onClick={() => void deleteRelations([relation.id])}
      >
        <Trash2 size={14} aria-hidden />
      </Button>
    </Writing>
  );
}
