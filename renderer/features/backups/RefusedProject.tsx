import { useHost } from '../../state/queries.ts';
import { setView } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './backups.module.css';

/** On the start screen: the project that could not be opened, and the way to its backups. */
export function RefusedProject() {
  const refused = useHost()?.refused;
  if (!refused) return null;
  return (
    <section className={styles.refused} role="alert" aria-label="A project could not be opened">
      <h2>{refused.name} could not be opened</h2>
      <p>{refused.message}</p>
      <div className={styles.tools}>
        {refused.copies > 0 ? (
          <Button kind="primary" onClick={() => setView({ dialog: 'backups' })}>
            Restore a backup… ({refused.copies})
          </Button>
        ) : (
          <p>There are no backups in {refused.folder}. If a copy lies elsewhere, open it as a project.</p>
        )}
      </div>
    </section>
  );
}
