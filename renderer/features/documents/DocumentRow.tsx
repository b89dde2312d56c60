import type { DocumentSummary } from '../../../shared/model/document.ts';
import { counted } from '../../../shared/text/counted.ts';
import { goTo } from '../../commands/documents.ts';
import styles from './documents.module.css';

/** Height of a row in px; all are alike, so that the list needs no measuring. */
export const ROW_HEIGHT = 58;

interface DocumentRowProps {
  id: string;
  row: DocumentSummary;
  top: number;
  current: boolean;
  position: number;
  count: number;
}

/** One document of the list; without a title the beginning of its text stands in. */
export function DocumentRow({ id, row, top, current, position, count }: DocumentRowProps) {
  const { title, lead, name, published, source, status, reason, spans, questions } = row;
  const about = [published, source || name].filter(Boolean).join(' · ');
  return (
    <div
      id={id}
      role="option"
      aria-selected={current}
      aria-posinset={position}
      aria-setsize={count}
      className={styles.row}
      style={{ top, height: ROW_HEIGHT }}
      title={`${name}\n${status}${reason ? `: ${reason}` : ''}`}
      // A click opens the article for work: the list does not take the keys.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => goTo(row.id)}
    >
      <span className={styles.dot} data-status={status} aria-label={status} role="img" />
      <span className={title ? styles.title : styles.lead}>{title || lead || name}</span>
      <span className={styles.spans}>
        {questions > 0 && (
          <span
            className={styles.questions}
            role="img"
            aria-label={counted(questions, 'open question')}
            title={counted(questions, 'open question')}
          >
            ?{questions > 1 && questions}
          </span>
        )}
        {spans > 0 ? spans : ''}
      </span>
      <span className={styles.about}>{about}</span>
    </div>
  );
}
