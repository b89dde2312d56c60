import { useId, type KeyboardEvent } from 'react';
import type { RelationOrder } from '../../../shared/contract/relations.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { deleteRelations, goToListedEnd } from '../../commands/relations.ts';
import type { Pages } from '../../state/pages.ts';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { isOwnKey, useRows } from '../../ui/use-rows.ts';
import { RelationRow, ROW_HEIGHT } from './RelationRow.tsx';
import screens from '../../ui/screen.module.css';
import styles from './screen.module.css';

const COLUMNS: readonly { by: RelationOrder; label: string }[] = [
  { by: 'from', label: 'From' },
  { by: 'type', label: 'Relation' },
  { by: 'to', label: 'To' },
  { by: 'document', label: 'Document' },
];

interface RelationTableProps {
  scheme: Scheme;
  pages: Pages<'relations.list'>;
  order: { by: RelationOrder; descending: boolean };
  onSort: (by: RelationOrder) => void;
  filtered: boolean;
}

/**
 * The table; only what is seen is read and drawn. Arrows walk the rows, Enter goes to where a relation starts, with
 * Shift to where it leads, Delete deletes it.
 */
export function RelationTable({ scheme, pages, order, onSort, filtered }: RelationTableProps) {
  const gridId = useId();
  const { total, loaded, rowAt, show } = pages;
  const { scroller, items, height, at, setAt, walk } = useRows<HTMLDivElement>({
    total,
    rowHeight: ROW_HEIGHT,
    show,
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rowAt(at);
    if (walk(event) || !isOwnKey(event) || !row) return;
    if (event.key === 'Enter') goToListedEnd(event.shiftKey ? row.to : row.from);
    else if (event.key === 'Delete') void deleteRelations([row.relation.id]);
    else return;
    event.preventDefault();
  };
  return (
    <div
      className={`${screens.grid} ${styles.grid}`}
      role="grid"
      aria-label="Relations"
      tabIndex={0}
      aria-activedescendant={total > 0 ? `${gridId}-${at}` : undefined}
      onKeyDown={onKeyDown}
      aria-rowcount={total + 1}
      aria-colcount={COLUMNS.length + 1}
    >
      <div role="rowgroup">
        <div role="row" className={styles.header} aria-rowindex={1}>
          {COLUMNS.map(({ by, label }) => (
            <div
              key={by}
              role="columnheader"
              aria-sort={order.by !== by ? 'none' : order.descending ? 'descending' : 'ascending'}
            >
              <button type="button" onClick={() => onSort(by)}>
                {label}
                {order.by === by && <span aria-hidden>{order.descending ? ' ↓' : ' ↑'}</span>}
              </button>
            </div>
          ))}
          <div role="columnheader" aria-label="Change" />
        </div>
      </div>
      <div ref={scroller} className={styles.rows} role="rowgroup">
        {loaded && total === 0 && <Nothing filtered={filtered} />}
        <div role="presentation" style={{ height }}>
          {items.map(({ index, start }) => {
            const row = rowAt(index);
            return (
              <RelationRow
                key={row?.relation.id ?? index}
                id={`${gridId}-${index}`}
                row={row}
                scheme={scheme}
                index={index}
                top={start}
                current={index === at}
                onSelect={() => setAt(index)}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  return (
    <p className={screens.nothing}>
      {filtered ? (
        'No relation fits. Loosen the filter.'
      ) : (
        <>
          No relations yet. In the article, select a span and press <ActionKey action="relation.relate" />,
          walk to another one with <ActionKey action="span.next" />, and press the first key again.
        </>
      )}
    </p>
  );
}
