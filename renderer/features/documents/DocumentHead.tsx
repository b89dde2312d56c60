import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ListOrder } from '../../state/document-list.ts';
import { setView } from '../../state/view.ts';
import styles from './documents.module.css';
import { TEXTS } from './texts.ts';

type Column = keyof typeof TEXTS.columns;

/** The columns of a wide list with the order that their heads set; the source and the number of annotations are no orders. */
const COLUMNS: readonly (readonly [Column, ListOrder | null])[] = [
  ['title', 'title'],
  ['source', null],
  ['published', 'published'],
  ['openItems', 'open items'],
  ['spans', null],
];

/** Numbers are set flush with the end of their column, and begin with the largest. */
const NUMBERS: ReadonlySet<Column> = new Set(['openItems', 'spans']);

/** The heads of the columns of a wide list. A head sorts by its column, and again the other way round. */
export function DocumentHead({ order, descending }: { order: ListOrder; descending: boolean }) {
  return (
    <div className={styles.head} role="group" aria-label={TEXTS.columnHeads}>
      <span />
      {COLUMNS.map(([column, by]) => {
        const help = TEXTS.columnHelp[column as keyof typeof TEXTS.columnHelp];
        const look = { className: styles.columnHead, 'data-number': NUMBERS.has(column) || undefined };
        if (by === null)
          return (
            <span key={column} {...look} title={help}>
              {TEXTS.columns[column]}
            </span>
          );
        const isSorted = order === by;
        const Arrow = descending ? ArrowDown : ArrowUp;
        return (
          <button
            key={column}
            type="button"
            {...look}
            title={help}
            data-sorted={isSorted || undefined}
            aria-label={TEXTS.sortByColumn(TEXTS.orders[by])}
            aria-pressed={isSorted}
            onClick={() => setView({ order: by, descending: isSorted ? !descending : NUMBERS.has(column) })}
          >
            {isSorted && <Arrow size={12} aria-hidden />}
            {TEXTS.columns[column]}
          </button>
        );
      })}
    </div>
  );
}
