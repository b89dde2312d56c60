import { ArrowLeftRight, Trash2 } from 'lucide-react';
import type { CSSProperties } from 'react';
import type { RelationEnd } from '../../../shared/contract/relations.ts';
import { allowedRelations, relationType } from '../../../shared/model/relation-rules.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import {
  changeRelationType,
  deleteRelations,
  goToListedEnd,
  reverseRelation,
} from '../../commands/relations.ts';
import { typeClass, typeColour } from '../../editor/type-styles.ts';
import { Button } from '../../ui/Button.tsx';
import type { ListedRelation } from './pages.ts';
import styles from './screen.module.css';

/** Height of a row in px; all are alike, so that the table needs no measuring. */
export const ROW_HEIGHT = 52;

interface RelationRowProps {
  id: string;
  /** Absent while its page is read. */
  row: ListedRelation | undefined;
  scheme: Scheme;
  index: number;
  top: number;
  current: boolean;
  onSelect: () => void;
}

/** One relation: its ends, its type, where it stands, and what can be done with it. */
export function RelationRow({ id, row, scheme, index, top, current, onSelect }: RelationRowProps) {
  const place = {
    id,
    role: 'row',
    'aria-rowindex': index + 2,
    'aria-selected': current,
    className: styles.row,
    style: { top, height: ROW_HEIGHT },
  } as const;
  if (!row) {
    return (
      <div {...place}>
        <div role="gridcell" />
      </div>
    );
  }
  const { relation, from, to } = row;
  const type = relationType(scheme, relation.type);
  const possible = allowedRelations(scheme, relation.ends, from.type, to.type).filter(
    ({ reverse }) => !reverse,
  );
  // Controls of other rows are reached with the mouse; by keyboard one walks to the row first.
  const tabIndex = current ? 0 : -1;
  return (
    <div {...place} onMouseDown={onSelect}>
      <End end={from} scheme={scheme} tabIndex={tabIndex} />
      <div role="gridcell" className={styles.type} style={typeColour(type?.hue ?? 250) as CSSProperties}>
        <span aria-hidden>{type?.symmetric ? '↔' : '→'}</span>
        <select
          aria-label="Relation type"
          tabIndex={tabIndex}
          value={relation.type}
          onChange={({ target }) => void changeRelationType(relation.id, target.value)}
        >
          {!possible.some((each) => each.type.name === relation.type) && (
            <option value={relation.type}>{type?.label ?? relation.type}</option>
          )}
          {possible.map((each) => (
            <option key={each.type.name} value={each.type.name}>
              {each.type.label}
            </option>
          ))}
        </select>
      </div>
      <End end={to} scheme={scheme} tabIndex={tabIndex} />
      <div role="gridcell" className={styles.document}>
        <span title={from.documentTitle}>{from.documentTitle ?? 'The registry'}</span>
        {to.document !== from.document && <span title={to.documentTitle}>→ {to.documentTitle}</span>}
      </div>
      <div role="gridcell" className={styles.actions}>
        {!type?.symmetric && (
          <Button
            kind="quiet"
            icon
            tabIndex={tabIndex}
            aria-label="Reverse the relation"
            title="Reverse"
            onClick={() => void reverseRelation(relation.id)}
          >
            <ArrowLeftRight size={14} aria-hidden />
          </Button>
        )}
        <Button
          kind="danger"
          icon
          tabIndex={tabIndex}
          aria-label="Delete the relation"
          title="Delete (Del)"
          onClick={() => void deleteRelations([relation.id])}
        >
          <Trash2 size={14} aria-hidden />
        </Button>
      </div>
    </div>
  );
}

function End({ end, scheme, tabIndex }: { end: RelationEnd; scheme: Scheme; tabIndex: number }) {
  const index = scheme.types.findIndex(({ name }) => name === end.type);
  return (
    <div role="gridcell" className={`${styles.end} ${typeClass(index)}`}>
      <button
        type="button"
        tabIndex={tabIndex}
        title={`${end.text}\n\nGo there`}
        onClick={() => goToListedEnd(end)}
      >
        <span className={styles.words} dir="auto">
          {end.text || 'no words of its own'}
        </span>
      </button>
      <small>{end.type ?? 'no type'}</small>
    </div>
  );
}
