import { askToErase } from '../../commands/erase.ts';
import { restoreArticles } from '../../commands/history.ts';
import { useCall } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { When } from '../../ui/When.tsx';
import { grouped } from '../../../shared/text/counted.ts';
import styles from './history.module.css';
import { Writing } from '../../ui/Writing.tsx';

/** Maximum number of deleted articles listed; the command line lists all. */
const LIMIT = 500;

/** Lists deleted articles, each of which can be restored. */
export function TrashDialog({ onClose }: { onClose: () => void }) {
  const { data } = useCall('history.trash', { limit: LIMIT });
  if (!data) return null;
  const { rows, total } = data;
  return (
    <ModalDialog title="Trash" onClose={onClose} wide>
      <p className={styles.trashAbout}>
        Deleted articles stay in the project with all their annotations, and come back as they were.
        {total > rows.length && ` The newest ${rows.length} of ${grouped(total)} are shown.`}
      </p>
      {rows.length === 0 ? (
        <p className={styles.trashEmpty}>The trash is empty.</p>
      ) : (
        <ul className={styles.trash} aria-label="Deleted articles, newest first">
          {rows.map(({ id, title, at, analyst }, index) => (
            <li key={id}>
              <span className={styles.trashTitle} dir="auto">
                {title}
              </span>
              <span className={styles.about}>
                <span>{analyst || 'Unknown'}</span>
                <When at={at} />
              </span>
              <Writing>
                <Button
                  autoFocus={index === 0}
                  aria-label={`Bring back ${title}`}
                  onClick={() => {
                    onClose();
                    void restoreArticles([id]);
                  }}
                >
                  Bring back
                </Button>
                <Button
                  kind="quiet"
                  aria-label={`Delete for good… ${title}`}
                  onClick={() => askToErase({ of: 'document', id })}
                >
                  Delete for good…
                </Button>
              </Writing>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.trashFoot}>
        <Button onClick={onClose} autoFocus={rows.length === 0}>
          Close
        </Button>
      </div>
    </ModalDialog>
  );
}
