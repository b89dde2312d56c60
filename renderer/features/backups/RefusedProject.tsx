import { useState } from 'react';
import { decideJournal } from '../../commands/project.ts';
import { useHost } from '../../state/queries.ts';
import { setView } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './backups.module.css';

/** On the start screen: the project that could not be opened, and the way to its backups. */
export function RefusedProject() {
  const refused = useHost()?.refused;
  const [deciding, setDeciding] = useState(false);
  if (!refused) return null;
  const decide = async (choice: 'with' | 'without') => {
    setDeciding(true);
    await decideJournal(choice);
    setDeciding(false);
  };
  return (
    <section className={styles.refused} role="alert" aria-label="A project could not be opened">
      <h2>{refused.name} could not be opened</h2>
      {refused.odd === null ? (
        <p>{refused.message}</p>
      ) : (
        <>
          <p>
            The project and the journal beside it, {refused.name}.postil-wal, may not belong together, as when
            one of them was copied or replaced. Nothing was changed. What is odd:
          </p>
          <ul>
            {refused.odd.map((what) => (
              <li key={what}>{what}.</li>
            ))}
          </ul>
        </>
      )}
      <div className={styles.tools}>
        {refused.copies > 0 ? (
          <Button kind="primary" onClick={() => setView({ dialog: 'backups' })}>
            Restore a backup… ({refused.copies})
          </Button>
        ) : (
          <p className={styles.noCopies}>
            There are no backups in {refused.folder}. If a copy lies elsewhere, open it as a project.
          </p>
        )}
        {refused.odd !== null && (
          <>
            <Button disabled={deciding} onClick={() => void decide('without')}>
              Open without the journal
            </Button>
            <Button disabled={deciding} onClick={() => void decide('with')}>
              Open with the journal
            </Button>
          </>
        )}
      </div>
      {refused.odd !== null && (
        <p className={styles.hint}>
          Either way both files are first kept as they are, among the backups. Without the journal, what was
          saved last may be missing; with it, the project may be damaged.
        </p>
      )}
    </section>
  );
}
