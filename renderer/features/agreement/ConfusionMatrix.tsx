import { useId, type CSSProperties } from 'react';
import { askForExamples, type AgreementReport } from '../../state/agreement.ts';
import { currentScheme } from '../../state/project.ts';
import { TEXTS } from './texts.ts';
import styles from './agreement.module.css';

/** The confusion matrix as a heat map: a row for each expected type, a column for each found one. */
export function ConfusionMatrix({ report: { confusion, source, target } }: { report: AgreementReport }) {
  const headingId = useId();
  const counts = new Map(confusion.cells.map((cell) => [key(cell.target, cell.source), cell.count]));
  const rows: (string | null)[] = [...confusion.types, null];
  const totalOf = (row: string | null) =>
    confusion.cells.reduce((sum, cell) => sum + (cell.target === row ? cell.count : 0), 0);
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId}>{TEXTS.confusionTitle}</h2>
      <p className={styles.help}>{TEXTS.confusionHelp(source.name, target.name)}</p>
      <div
        className={styles.matrixScroll}
        tabIndex={0}
        role="group"
        aria-label={TEXTS.confusionTitle}
        data-wide
      >
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
        onClick={() => askForExamples(title, { target: row, source: column })}
      >
        {count.toLocaleString()}
      </button>
    </td>
  );
}

/** Returns the label of a type, or its name if the scheme no longer has it. */
function labelOf(type: string): string {
  return currentScheme()?.types.find(({ name }) => name === type)?.label ?? type;
}

function key(target: string | null, source: string | null): string {
  return JSON.stringify([target, source]);
}
