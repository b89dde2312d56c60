import { useId, type CSSProperties } from 'react';
import { TEXTS } from './texts.ts';
import styles from './agreement.module.css';

interface ConfusionMatrixProps {
  title: string;
  help: string;
  /** Types or values by name, in the order of rows and columns. */
  names: readonly string[];
  /** A `null` is what one of the sets lacks. */
  cells: readonly { target: string | null; source: string | null; count: number }[];
  /** Whether either set can lack what the other has. */
  isOpen: boolean;
  labelOf: (name: string) => string;
  onAsk: (title: string, target: string | null, source: string | null) => void;
}

/** A confusion matrix as a heat map: a row for each expected type or value, a column for each found one. */
export function ConfusionMatrix({ title, help, names, cells, isOpen, labelOf, onAsk }: ConfusionMatrixProps) {
  const headingId = useId();
  const counts = new Map(cells.map((cell) => [key(cell.target, cell.source), cell.count]));
  const rows: (string | null)[] = isOpen ? [...names, null] : [...names];
  const totalOf = (row: string | null) =>
    cells.reduce((sum, cell) => sum + (cell.target === row ? cell.count : 0), 0);
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId}>{title}</h2>
      <p className={styles.help}>{help}</p>
      <div className={styles.matrixScroll} tabIndex={0} role="group" aria-label={title} data-wide>
        <table className={styles.matrix}>
          <thead>
            <tr>
              <td className={styles.corner}>
                <span>{TEXTS.corner}</span>
              </td>
              {rows.map((column) => (
                <th
                  key={column ?? '\u0000'}
                  scope="col"
                  className={column === null ? styles.outer : undefined}
                >
                  <span>{column === null ? TEXTS.missing : labelOf(column)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const total = totalOf(row);
              return (
                <tr key={row ?? '\u0000'} className={row === null ? styles.outerRow : undefined}>
                  <th scope="row">{row === null ? TEXTS.extra : labelOf(row)}</th>
                  {rows.map((column) => (
                    <Cell
                      key={column ?? '\u0000'}
                      row={row}
                      column={column}
                      labelOf={labelOf}
                      onAsk={onAsk}
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

interface CellProps extends Pick<ConfusionMatrixProps, 'labelOf' | 'onAsk'> {
  row: string | null;
  column: string | null;
  count: number;
  share: number;
}

function Cell({ row, column, count, share, labelOf, onAsk }: CellProps) {
  const outer = column === null ? styles.outer : undefined;
  if (count === 0) return <td className={outer}>{row === null && column === null ? '' : <i>·</i>}</td>;
  const right = row === column;
  const title =
    row === null
      ? TEXTS.typeExtra(labelOf(column!))
      : column === null
        ? TEXTS.typeMissing(labelOf(row))
        : right
          ? TEXTS.foundAsSuch(labelOf(row))
          : TEXTS.foundAs(labelOf(row), labelOf(column));
  return (
    <td className={outer}>
      <button
        type="button"
        className={right ? styles.right : styles.wrong}
        style={{ '--share': `${Math.round(24 + 56 * share)}%` } as CSSProperties}
        title={TEXTS.cell(title, count, row === null ? null : share)}
        aria-label={`${title}: ${count}`}
        onClick={() => onAsk(title, row, column)}
      >
        {count.toLocaleString()}
      </button>
    </td>
  );
}

function key(target: string | null, source: string | null): string {
  return JSON.stringify([target, source]);
}
