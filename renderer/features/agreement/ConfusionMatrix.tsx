import { useId, type CSSProperties } from 'react';
import { askCases, type Numbers } from '../../state/agreement.ts';
import styles from './agreement.module.css';

/** What was taken for what, as a heat map: a row for what is expected, a column for what was found. */
export function ConfusionMatrix({ numbers: { confusion, source, target } }: { numbers: Numbers }) {
  const headingId = useId();
  const counts = new Map(confusion.cells.map((cell) => [key(cell.target, cell.source), cell.count]));
  const rows: (string | null)[] = [...confusion.types, null];
  const totalOf = (row: string | null) =>
    confusion.cells.reduce((sum, cell) => sum + (cell.target === row ? cell.count : 0), 0);
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId}>What was taken for what</h2>
      <p className={styles.help}>
        A row is a type in “{target.name}”, a column what “{source.name}” has there, whatever the bounds. The
        shade is the share of the row. Choose a number to see its cases.
      </p>
      <div className={styles.matrixScroll} tabIndex={0} role="group" aria-label="Confusion matrix">
        <table className={styles.matrix}>
          <thead>
            <tr>
              <td className={styles.corner}>
                <span>expected ↓ found →</span>
              </td>
              {rows.map((column) => (
                <th
                  key={column ?? '\u0000'}
                  scope="col"
                  className={column === null ? styles.outer : undefined}
                >
                  <span>{column ?? 'missed'}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const total = totalOf(row);
              return (
                <tr key={row ?? '\u0000'} className={row === null ? styles.outerRow : undefined}>
                  <th scope="row">{row ?? 'invented'}</th>
                  {rows.map((column) => (
                    <Cell
                      key={column ?? '\u0000'}
                      row={row}
                      column={column}
                      count={counts.get(key(row, column)) ?? 0}
                      share={total === 0 ? 0 : (counts.get(key(row, column)) ?? 0) / total}
                    />
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface CellProps {
  row: string | null;
  column: string | null;
  count: number;
  share: number;
}

function Cell({ row, column, count, share }: CellProps) {
  const outer = column === null ? styles.outer : undefined;
  if (count === 0) return <td className={outer}>{row === null && column === null ? '' : <i>·</i>}</td>;
  const right = row === column;
  const title =
    row === null
      ? `${column} invented`
      : column === null
        ? `${row} missed`
        : right
          ? `${row} found as such`
          : `${row} taken for ${column}`;
  return (
    <td className={outer}>
      <button
        type="button"
        className={right ? styles.right : styles.wrong}
        style={{ '--share': `${Math.round(24 + 56 * share)}%` } as CSSProperties}
        title={`${title}: ${count.toLocaleString()}${row === null ? '' : `, ${Math.round(100 * share)} % of the row`}`}
        aria-label={`${title}: ${count}`}
        onClick={() => askCases(title, { target: row, source: column })}
      >
        {count.toLocaleString()}
      </button>
    </td>
  );
}

function key(target: string | null, source: string | null): string {
  return JSON.stringify([target, source]);
}
