import { ArrowDown, ArrowUp } from 'lucide-react';
import styles from './screen.module.css';

export interface Column<Order extends string> {
  label: string;
  /** The order that a click sorts by; `null` if the column cannot be sorted. */
  order: Order | null;
  className?: string | undefined;
  /** A column of controls, whose name only a screen reader needs. */
  hidden?: boolean;
}

interface ColumnHeadsProps<Order extends string> {
  columns: readonly Column<Order>[];
  order: Order;
  descending: boolean;
  onSort: (order: Order) => void;
  /** Class with the same column layout as the rows. */
  className?: string | undefined;
}

/** Height of the column headers in px. */
export const HEAD_HEIGHT = 30;

/** The column headers of a `RowGrid`; they stay in view, and clicks sort. */
export function ColumnHeads<Order extends string>({
  columns,
  order,
  descending,
  onSort,
  className = '',
}: ColumnHeadsProps<Order>) {
  return (
    <div
      role="row"
      className={`${styles.head} ${className}`}
      aria-rowindex={1}
      style={{ height: HEAD_HEIGHT }}
    >
      {columns.map((column) => {
        const { label, order: by } = column;
        const sorted = by === order;
        return (
          <div
            key={label}
            role="columnheader"
            className={column.className}
            aria-label={column.hidden ? label : undefined}
            aria-sort={sorted ? (descending ? 'descending' : 'ascending') : undefined}
          >
            {column.hidden ? null : by === null ? (
              label
            ) : (
              <button type="button" onClick={() => onSort(by)}>
                {label}
                {sorted &&
                  (descending ? <ArrowDown size={12} aria-hidden /> : <ArrowUp size={12} aria-hidden />)}
              </button>
            )}
          </div>
        );
      })}
    </div>
  );
}
