import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { LIST_PAGE } from './pages.ts';
import styles from './entities.module.css';

interface PagedListProps<Row> {
  label: string;
  total: number;
  rowHeight: number;
  /** The row of an index, once its page is there. */
  rowAt: (index: number) => Row | undefined;
  keyOf: (row: Row) => string;
  isTicked: (row: Row) => boolean;
  render: (row: Row) => ReactNode;
  /** Enter, or a click. */
  onOpen: (row: Row) => void;
  /** The blank, or a click on the box. */
  onTick: (row: Row) => void;
  /** The pages in view. */
  onPages: (first: number, last: number) => void;
  empty: ReactNode;
}

/** A long list of which only what is seen is asked for and drawn. Arrows walk, Enter opens, the blank ticks. */
export function PagedList<Row>(props: PagedListProps<Row>) {
  const { label, total, rowHeight, rowAt, keyOf, isTicked, render, onOpen, onTick, onPages, empty } = props;
  const listId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [wanted, setAt] = useState(0);
  const at = Math.max(0, Math.min(wanted, total - 1));
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const first = Math.floor((items[0]?.index ?? 0) / LIST_PAGE);
  const last = Math.floor((items.at(-1)?.index ?? 0) / LIST_PAGE);
  useEffect(() => onPages(first, last), [first, last, onPages]);

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: total - 1,
    }[event.key];
    const row = rowAt(at);
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (to !== undefined) {
      const next = Math.max(0, Math.min(total - 1, to));
      setAt(next);
      virtual.scrollToIndex(next, { align: 'auto' });
    } else if (event.key === 'Enter' && row) onOpen(row);
    else if (event.key === ' ' && row) onTick(row);
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
      <div style={{ height: virtual.getTotalSize() }}>
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
