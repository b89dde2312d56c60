import { useId, type CSSProperties, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react';
import { focusBegin } from './keep-focus.ts';
import styles from './screen.module.css';
import { isOwnKey, type Rows } from './use-rows.ts';

/** Position and accessibility attributes of a row; set `attributes` on its element. */
export interface RowPlace {
  readonly index: number;
  readonly current: boolean;
  readonly attributes: {
    readonly id: string;
    readonly role: 'row' | 'option';
    readonly style: CSSProperties;
    /** Whether this is the current row; a list with ticked rows sets it itself. */
    readonly 'aria-selected': boolean;
    readonly 'data-current': true | undefined;
  };
}

interface RowGridProps {
  label: string;
  rows: Rows;
  /**
   * `grid` for a table (even of one column) with controls or links in its rows; `treegrid` if rows can be folded under others; `listbox`
   * for a list of names.
   */
  role?: 'grid' | 'treegrid' | 'listbox';
  columns?: number;
  /** Number of rows, or -1 if it is not known yet; by default the number of `rows`. */
  count?: number;
  /** Whether several rows can be ticked. */
  multiple?: boolean;
  /** The column headers, in a row of their own. */
  head?: ReactNode;
  className?: string | undefined;
  /** Handles plain keys that do not move the current row; returns whether the key did something. */
  onKey?: (event: KeyboardEvent) => boolean;
  /** Receives all keys first, including those with Ctrl and those of controls in rows. */
  onKeyDown?: (event: KeyboardEvent) => void;
  row: (place: RowPlace) => ReactNode;
  /** Shown below the rows, usually instead of them. */
  children?: ReactNode;
}

/**
 * A list or table of any length with one current row: arrows, page keys, Home and End move it, the caller handles other
 * keys. The list has the focus and names the current row (`aria-activedescendant`), because only the rows in view exist:
 * react-aria's collections hold an object for each of 100,000 rows, move the focus into the rows, and use letters for a
 * search, while letters are keys of actions here.
 */
export function RowGrid({
  label,
  rows,
  role = 'grid',
  columns = 1,
  count,
  multiple,
  head,
  className = '',
  onKey,
  onKeyDown,
  row,
  children,
}: RowGridProps) {
  const id = useId();
  const { total, rowHeight, scroller, items, height, at, walk } = rows;
  const isGrid = role !== 'listbox';
  // What is shown instead of rows is no row: a screen reader must find its text and its button.
  const isEmpty = total === 0 && Boolean(children);
  const heads = head === undefined ? 0 : 1;
  const onFocus = ({ target, currentTarget }: FocusEvent) => {
    if (isEmpty && target === currentTarget) focusBegin(currentTarget);
  };
  const handle = (event: KeyboardEvent) => {
    onKeyDown?.(event);
    if (event.defaultPrevented || walk(event) || !isOwnKey(event) || !onKey?.(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={scroller}
      className={`${styles.grid} ${className}`}
      role={isEmpty ? 'group' : role}
      aria-label={label}
      aria-multiselectable={isEmpty ? undefined : multiple}
      aria-rowcount={isGrid && !isEmpty ? (count ?? total + heads) : undefined}
      aria-colcount={isGrid && !isEmpty ? columns : undefined}
      aria-activedescendant={total > 0 && at >= 0 ? `${id}-${at}` : undefined}
      // An empty list passes the focus on to its button, from which Shift+Tab has to lead past it.
      tabIndex={isEmpty ? -1 : 0}
      onFocus={onFocus}
      onKeyDown={handle}
    >
      {!isEmpty && head}
      <div
        role={isEmpty ? undefined : isGrid ? 'rowgroup' : 'presentation'}
        className={styles.body}
        style={{ height }}
      >
        {items.map(({ index, start }) =>
          row({
            index,
            current: index === at,
            attributes: {
              id: `${id}-${index}`,
              role: isGrid ? 'row' : 'option',
              ...(isGrid
                ? { 'aria-rowindex': index + 1 + heads }
                : { 'aria-posinset': index + 1, 'aria-setsize': total }),
              'aria-selected': index === at,
              'data-current': index === at || undefined,
              style: { top: start, height: rowHeight },
            },
          }),
        )}
      </div>
      {children}
    </div>
  );
}
