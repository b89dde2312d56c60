import { useId, type KeyboardEvent, type ReactNode } from 'react';
import { isOwnKey, useRows } from '../../ui/use-rows.ts';
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
  isTicked: (row: Row) => boolean;
  render: (row: Row) => ReactNode;
  /** Enter, or a click. */
  onOpen: (row: Row) => void;
  /** The blank, or a click on the box. */
  onTick: (row: Row) => void;
  empty: ReactNode;
}

/** A long list of which only what is seen is asked for and drawn. Arrows walk, Enter opens, the blank ticks. */
export function PagedList<Row>(props: PagedListProps<Row>) {
  const { label, pages, rowHeight, keyOf, isTicked, render, onOpen, onTick, empty } = props;
  const { total, rowAt, show } = pages;
  const listId = useId();
  const { scroller, items, height, at, setAt, walk } = useRows<HTMLDivElement>({ total, rowHeight, show });
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rowAt(at);
    if (walk(event) || !isOwnKey(event) || !row) return;
    if (event.key === 'Enter') onOpen(row);
    else if (event.key === ' ') onTick(row);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={scroller}
      className={styles.list}
      role="listbox"
      aria-label={label}
      aria-multiselectable
      tabIndex={0}
      data-list
      aria-activedescendant={total > 0 ? `${listId}-${at}` : undefined}
      onKeyDown={onKeyDown}
    >
      {total === 0 && <div className={styles.empty}>{empty}</div>}
      <div style={{ height }}>
        {items.map(({ index, start }) => {
          const row = rowAt(index);
          return (
            <div
              key={row ? keyOf(row) : index}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={row !== undefined && isTicked(row)}
              aria-posinset={index + 1}
              aria-setsize={total}
              data-active={index === at || undefined}
              className={styles.row}
              style={{ top: start, height: rowHeight }}
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
                    title="Tick (blank)"
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
        })}
      </div>
    </div>
  );
}
