import type { MouseEvent } from 'react';
import type { OutputOf } from '../../../shared/contract/index.ts';
import { grouped } from '../../../shared/text/counted.ts';
import type { RowPlace } from '../../ui/RowGrid.tsx';
import { standsFor } from '../../ui/things.ts';
import styles from './documents.module.css';
import { TEXTS } from './texts.ts';

/** Height of every row in px, so that the list needs no measuring. */
export const ROW_HEIGHT = 58;

interface DocumentRowProps {
  row: OutputOf<'documents.list'>['rows'][number];
  place: RowPlace;
  /** Whether it is one of those that are chosen; if none are, the open one is. */
  chosen: boolean;
  onClick: (event: MouseEvent) => void;
}

/** One document of the list; without a title it shows the beginning of its text. */
export function DocumentRow({ row, place, chosen, onClick }: DocumentRowProps) {
  const { title, lead, name, published, source, status, reason, spans, questions, openItems } = row;
  const about = [published, source || name].filter(Boolean).join(' · ');
  return (
    <div
      {...place.attributes}
      {...standsFor({ document: row.id, name: title || lead || name })}
      aria-selected={chosen}
      className={styles.row}
      title={`${name}\n${status}${reason ? `: ${reason}` : ''}`}
      // A click opens the article to work on, so the list does not take the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
    >
      <span className={styles.dot} data-status={status} aria-label={status} role="img" />
      <span className={title ? styles.title : styles.lead}>{title || lead || name}</span>
      <span className={styles.spans}>
        {questions > 0 && (
          <span
            className={styles.questions}
            role="img"
            aria-label={TEXTS.openQuestions(questions)}
            title={TEXTS.openQuestions(questions)}
          >
            ?{questions > 1 && questions}
          </span>
        )}
        {spans > 0 ? spans : ''}
      </span>
      <span
        className={styles.openItems}
        {...(openItems > 0 && {
          title: TEXTS.openItemCount(openItems),
          'aria-label': TEXTS.openItemCount(openItems),
        })}
        role={openItems > 0 ? 'img' : undefined}
      >
        {openItems > 0 ? grouped(openItems) : ''}
      </span>
      <span className={styles.about}>{about}</span>
      <span className={styles.source}>{source || name}</span>
      <time className={styles.published} dateTime={published}>
        {published}
      </time>
    </div>
  );
}
