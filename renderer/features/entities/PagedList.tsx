import type { KeyboardEvent, ReactNode } from 'react';
import { RowGrid } from '../../ui/RowGrid.tsx';
import { useRows } from '../../ui/use-rows.ts';
import { standsFor, type Thing } from '../../ui/things.ts';
import screens from '../../ui/screen.module.css';
import { TEXTS } from './texts.ts';
import styles from './entities.module.css';

interface PagedListProps<Row> {
  label: string;
  pages: {
    readonly total: number;
    rowAt(index: number): Row | undefined;
    show(first: number, last: number): void;
  };
  rowHeight: number;
  keyOf: (row: Row) => string;
  thingOf: (row: Row) => Thing;
  isTicked: (row: Row) => boolean;
  render: (row: Row) => ReactNode;
  /** Called for Enter, or a click. */
  onOpen: (row: Row) => void;
  /** Called for Space, or a click on the checkbox. */
  onTick: (row: Row) => void;
  empty: ReactNode;
}

/** A long list that loads and renders only what is in view. Arrow keys move, Enter opens, Space ticks. */
export function PagedList<Row>(props: PagedListProps<Row>) {
  const { label, pages, rowHeight, keyOf, thingOf, isTicked, render, onOpen, onTick, empty } = props;
  const { total, rowAt, show } = pages;
  const rows = useRows({ total, rowHeight, show });
  const { at, setAt } = rows;
  const onKey = ({ key }: KeyboardEvent) => {
    const row = rowAt(at);
    if (!row) return false;
    if (key === 'Enter') onOpen(row);
    else if (key === ' ') onTick(row);
    else return false;
    return true;
  };
  return (
    <RowGrid
      label={label}
      role="listbox"
      className={styles.list}
      rows={rows}
      multiple
      onKey={onKey}
      row={({ index, attributes }) => {
        const row = rowAt(index);
        return (
          <div
            key={row ? keyOf(row) : index}
            {...attributes}
            {...(row && standsFor(thingOf(row)))}
            aria-selected={row !== undefined && isTicked(row)}
            className={`${screens.row} ${styles.row}`}
            onClick={() => {
              setAt(index);
              if (row) onOpen(row);
            }}
          >
            {row && (
              <>
                <span
                  className={styles.box}
                  data-ticked={isTicked(row) || undefined}
                  title={TEXTS.tick}
                  aria-hidden
                  onClick={(event) => {
                    event.stopPropagation();
                    setAt(index);
                    onTick(row);
                  }}
                />
                {render(row)}
              </>
            )}
          </div>
        );
      }}
    >
      {total === 0 && <div className={styles.empty}>{empty}</div>}
    </RowGrid>
  );
}
