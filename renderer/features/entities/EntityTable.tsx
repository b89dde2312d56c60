import type { EntityOrder, ListedEntity } from '../../../shared/contract/entities.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { grouped } from '../../../shared/text/counted.ts';
import { openEntity } from '../../commands/entities.ts';
import { tick } from '../../commands/registry.ts';
import type { Pages } from '../../state/pages.ts';
import { useTicked } from '../../state/ticked-entities.ts';
import { ColumnHeads, HEAD_HEIGHT, type Column } from '../../ui/ColumnHeads.tsx';
import { RowGrid, type RowPlace } from '../../ui/RowGrid.tsx';
import { standsFor } from '../../ui/things.ts';
import { useRows } from '../../ui/use-rows.ts';
import screens from '../../ui/screen.module.css';
import { EntityName } from './EntityName.tsx';
import { TEXTS } from './texts.ts';
import styles from './table.module.css';

const ROW_HEIGHT = 36;

const { columns } = TEXTS;
const COLUMNS: readonly Column<EntityOrder>[] = [
  { order: null, label: TEXTS.tick, hidden: true },
  { order: 'name', label: columns.name },
  { order: null, label: columns.description, className: styles.description },
  { order: null, label: columns.aliases, className: styles.aliases },
  { order: 'articles', label: columns.articles, className: styles.number },
  { order: 'mentions', label: columns.mentions, className: styles.number },
  { order: 'by', label: columns.by, className: styles.number },
  { order: 'about', label: columns.about, className: styles.number },
  { order: 'seen', label: columns.seen, className: styles.seen },
  { order: null, label: columns.externalId, className: styles.external },
];

interface EntityTableProps {
  scheme: Scheme;
  pages: Pages<'entities.list'>;
  order: EntityOrder;
  descending: boolean;
  onSort: (order: EntityOrder) => void;
  empty: React.ReactNode;
}

/** The registry as a table of any length: Enter opens an entity, Space ticks it. */
export function EntityTable({ scheme, pages, order, descending, onSort, empty }: EntityTableProps) {
  const { total, rowAt, show } = pages;
  const { ticked } = useTicked();
  const rows = useRows({ total, rowHeight: ROW_HEIGHT, headHeight: HEAD_HEIGHT, show });
  const { at, setAt } = rows;
  return (
    <RowGrid
      label={TEXTS.entities}
      className={styles.grid}
      rows={rows}
      columns={COLUMNS.length}
      multiple
      head={
        <ColumnHeads
          columns={COLUMNS}
          order={order}
          descending={descending}
          onSort={onSort}
          className={`${screens.columns} ${styles.columns}`}
        />
      }
      onKey={({ key }) => {
        const row = rowAt(at);
        if (row && key === 'Enter') openEntity(row.id);
        else if (row && key === ' ') tick(row);
        else return false;
        return true;
      }}
      row={(place) => {
        const row = rowAt(place.index);
        return (
          <Row
            key={row?.id ?? place.index}
            row={row}
            place={place}
            scheme={scheme}
            ticked={row !== undefined && ticked.some(({ id }) => id === row.id)}
            onTick={() => {
              setAt(place.index);
              if (row) tick(row);
            }}
          />
        );
      }}
    >
      {total === 0 && empty}
    </RowGrid>
  );
}

interface RowProps {
  /** Undefined while it is loading. */
  row: ListedEntity | undefined;
  place: RowPlace;
  scheme: Scheme;
  ticked: boolean;
  onTick: () => void;
}

function Row({ row, place, scheme, ticked, onTick }: RowProps) {
  const id = row?.externalId && `${row.externalId.authority} ${row.externalId.value}`;
  return (
    <div
      {...place.attributes}
      {...(row && standsFor({ entity: row.id, name: row.name }))}
      aria-selected={ticked}
      className={`${screens.row} ${screens.columns} ${styles.columns}`}
      onClick={() => row && openEntity(row.id)}
    >
      <div role="gridcell">
        {row && (
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={TEXTS.tick}
            checked={ticked}
            onClick={(event) => {
              event.stopPropagation();
              onTick();
            }}
            onChange={() => undefined}
          />
        )}
      </div>
      {row && (
        <>
          <div role="gridcell" className={styles.name} title={row.name}>
            <EntityName entity={row} scheme={scheme} />
          </div>
          <div role="gridcell" className={styles.description} title={row.note} dir="auto">
            {row.note}
          </div>
          <div role="gridcell" className={styles.aliases} title={row.also.join(', ')} dir="auto">
            {TEXTS.aliasesOf(row.also, row.aliases)}
          </div>
          <Count of={row.articles} />
          <Count of={row.mentions} />
          <Count of={row.claimsBy} />
          <Count of={row.claimsAbout} />
          <div role="gridcell" className={styles.seen}>
            {row.lastSeen.slice(0, 10)}
          </div>
          <div role="gridcell" className={styles.external} title={id}>
            {id}
          </div>
        </>
      )}
    </div>
  );
}

function Count({ of }: { of: number }) {
  return (
    <div role="gridcell" className={styles.number}>
      {of === 0 ? '–' : grouped(of)}
    </div>
  );
}
