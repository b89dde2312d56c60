import { askToErase } from '../../commands/erase.ts';
import { restoreArticles } from '../../commands/history.ts';
import { useCall } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { When } from '../../ui/When.tsx';
import { Writing } from '../../ui/Writing.tsx';
import { TEXTS } from './texts.ts';
import styles from './history.module.css';

/** Maximum number of deleted articles listed; the command line lists all. */
const LIMIT = 500;

/** Lists deleted articles, each of which can be restored. */
export function TrashDialog({ onClose }: { onClose: () => void }) {
  const { data } = useCall('history.trash', { limit: LIMIT });
  if (!data) return null;
  const { rows, total } = data;
  return (
    <ModalDialog title={TEXTS.trash} onClose={onClose} wide>
      <p className={styles.trashAbout}>
        {TEXTS.trashHelp}
        {total > rows.length && TEXTS.trashNewest(rows.length, total)}
      </p>
      {rows.length === 0 ? (
        <p className={styles.trashEmpty}>{TEXTS.trashEmpty}</p>
      ) : (
        <ul className={styles.trash} aria-label={TEXTS.trashList}>
          {rows.map(({ id, title, at, analyst }, index) => (
            <li key={id}>
              <span className={styles.trashTitle} dir="auto">
                {title}
              </span>
              <span className={styles.about}>
                <span>{analyst || TEXTS.unknown}</span>
                <When at={at} />
              </span>
              <Writing>
                <Button
                  autoFocus={index === 0}
                  aria-label={TEXTS.restoreArticle(title)}
                  onClick={() => {
                    onClose();
                    void restoreArticles([id]);
                  }}
                >
                  {TEXTS.restore}
                </Button>
                <Button
                  kind="quiet"
                  aria-label={TEXTS.eraseArticle(title)}
                  onClick={() => askToErase({ of: 'document', id })}
                >
                  {TEXTS.erase}
                </Button>
              </Writing>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.trashFoot}>
        <Button onClick={onClose} autoFocus={rows.length === 0}>
          {TEXTS.close}
        </Button>
      </div>
    </ModalDialog>
  );
}
