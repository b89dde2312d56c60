import type { KeyboardEvent } from 'react';
import type { RelationOrder } from '../../../shared/contract/relations.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { deleteRelations, goToListedEnd } from '../../commands/relations.ts';
import type { Pages } from '../../state/pages.ts';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { ColumnHeads, HEAD_HEIGHT, type Column } from '../../ui/ColumnHeads.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { BeginButton } from '../start/BeginButton.tsx';
import { RowGrid } from '../../ui/RowGrid.tsx';
import { useRows } from '../../ui/use-rows.ts';
import { RelationRow, ROW_HEIGHT } from './RelationRow.tsx';
import screens from '../../ui/screen.module.css';
import { TEXTS } from './texts.ts';
import styles from './screen.module.css';

const COLUMNS: readonly Column<RelationOrder>[] = [
  { order: 'from', label: TEXTS.columns.from },
  { order: 'type', label: TEXTS.columns.type },
  { order: 'to', label: TEXTS.columns.to },
  { order: 'document', label: TEXTS.columns.document },
  { order: null, label: TEXTS.columns.change, hidden: true },
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
      label={TEXTS.relations}
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
  if (filtered) return <EmptyState>{TEXTS.noneFits}</EmptyState>;
  return (
    <EmptyState action={<BeginButton />}>
      {TEXTS.emptyStart} <ActionKey action="relation.relate" />
      {TEXTS.emptyMove} <ActionKey action="span.next" />
      {TEXTS.emptyAgain}
    </EmptyState>
  );
}
