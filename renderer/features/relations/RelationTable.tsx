import type { KeyboardEvent } from 'react';
import type { RelationOrder } from '../../../shared/contract/relations.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { deleteRelations, goToListedEnd } from '../../commands/relations.ts';
import type { Pages } from '../../state/pages.ts';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { ColumnHeads, HEAD_HEIGHT, type Column } from '../../ui/ColumnHeads.tsx';
import { NoRows, RowGrid } from '../../ui/RowGrid.tsx';
import { useRows } from '../../ui/use-rows.ts';
import { RelationRow, ROW_HEIGHT } from './RelationRow.tsx';
import screens from '../../ui/screen.module.css';
import styles from './screen.module.css';

const COLUMNS: readonly Column<RelationOrder>[] = [
  { order: 'from', label: 'From' },
  { order: 'type', label: 'Relation' },
  { order: 'to', label: 'To' },
  { order: 'document', label: 'Document' },
  { order: null, label: 'Change', hidden: true },
];

interface RelationTableProps {
  scheme: Scheme;
  pages: Pages<'relations.list'>;
  order: { by: RelationOrder; descending: boolean };
  onSort: (by: RelationOrder) => void;
  filtered: boolean;
}

/**
 * The table; only what is in view is loaded and rendered. Arrow keys move between rows, Enter goes to the start of a
 * relation, Shift+Enter to its end, Delete deletes it.
 */
export function RelationTable({ scheme, pages, order, onSort, filtered }: RelationTableProps) {
  const { total, loaded, rowAt, show } = pages;
  const rows = useRows({ total, rowHeight: ROW_HEIGHT, headHeight: HEAD_HEIGHT, show });
  const { at, setAt } = rows;
  const onKey = ({ key, shiftKey }: KeyboardEvent) => {
    const row = rowAt(at);
    if (!row) return false;
    if (key === 'Enter') goToListedEnd(shiftKey ? row.to : row.from);
    else if (key === 'Delete') void deleteRelations([row.relation.id]);
    else return false;
    return true;
  };
  return (
    <RowGrid
      label="Relations"
      rows={rows}
      columns={COLUMNS.length}
      head={
        <ColumnHeads
          columns={COLUMNS}
          order={order.by}
          descending={order.descending}
          onSort={onSort}
          className={`${screens.columns} ${styles.columns}`}
        />
      }
      onKey={onKey}
      row={(place) => {
        const row = rowAt(place.index);
        return (
          <RelationRow
            key={row?.relation.id ?? place.index}
            row={row}
            scheme={scheme}
            place={place}
            onSelect={() => setAt(place.index)}
          />
        );
      }}
    >
      {loaded && total === 0 && <Nothing filtered={filtered} />}
    </RowGrid>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  return (
    <NoRows>
      {filtered ? (
        'No relation fits. Loosen the filter.'
      ) : (
        <>
          No relations yet. In the article, select a span and press <ActionKey action="relation.relate" />,
          walk to another one with <ActionKey action="span.next" />, and press the first key again.
        </>
      )}
    </NoRows>
  );
}
