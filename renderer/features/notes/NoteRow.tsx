import type { NoteThread } from '../../../shared/contract/notes.ts';
import { QuestionState } from './Thread.tsx';
import { When } from '../../ui/When.tsx';
import { ListRow } from '../../ui/ListRow.tsx';
import type { RowPlace } from '../../ui/RowGrid.tsx';
import { TEXTS } from './texts.ts';
import styles from './notes.module.css';

/** Height of a row in px. All rows have the same height, so that the list needs no measuring. */
export const ROW_HEIGHT = 74;

interface NoteRowProps {
  /** Undefined while it is loading. */
  row: NoteThread | undefined;
  place: RowPlace;
  onChoose: () => void;
}

/** One note in the list: its text, the annotated text, its author. */
export function NoteRow({ row, ...rest }: NoteRowProps) {
  return (
    <ListRow {...rest}>
      {row && (
        <>
          <p className={styles.rowBody} dir="auto">
            {row.body}
          </p>
          <p className={styles.rowAbout}>
            {row.question && <QuestionState question={row.question} />}
            <span>{row.author || TEXTS.imported}</span>
            <When at={row.at} />
            {row.replies.length > 0 && <span>{TEXTS.replies(row.replies.length)}</span>}
            <span className={styles.rowPlace} dir="auto">
              {row.words ? `“${row.words}”` : row.documentTitle}
            </span>
          </p>
        </>
      )}
    </ListRow>
  );
}
