import { useEffect, useRef, useState } from 'react';
import { decideJournal } from '../../commands/project.ts';
import { useHost } from '../../state/queries.ts';
import { setView } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './backups.module.css';

/** On the start screen: the project that could not be opened, and the way to its backups. */
export function RefusedProject() {
  const refused = useHost()?.refused;
  const [deciding, setDeciding] = useState(false);
  const section = useRef<HTMLElement>(null);
  const shown = refused !== undefined && refused !== null;
  // To be read first; the choices are the next stops, and no key that is still down makes one.
  useEffect(() => {
    if (shown) section.current?.focus();
  }, [shown]);
  if (!refused) return null;
  const decide = async (choice: 'with' | 'without') => {
    setDeciding(true);
    await decideJournal(choice);
    setDeciding(false);
  };
  const { name, odd, journal } = refused;
  return (
    <section
      ref={section}
      className={styles.refused}
      data-doubt={odd !== null || undefined}
      role="alert"
      aria-label="A project could not be opened"
      tabIndex={-1}
    >
      <h2>{name} could not be opened</h2>
      {odd === null ? (
        <>
          <p>{refused.message}</p>
          <div className={styles.tools}>
            <Backups copies={refused.copies} folder={refused.folder} />
          </div>
        </>
      ) : (
        <>
          <Doubt name={name} odd={odd} journal={journal} />
          <ul className={styles.choices} aria-label="What you can do">
            <li>
              <Backups copies={refused.copies} folder={refused.folder} />
              {refused.copies > 0 && <p>The project becomes what it was when that copy was made.</p>}
            </li>
            <li>
              <Button disabled={deciding} onClick={() => void decide('without')}>
                {journal ? 'Open without the journal' : 'Open it as it is'}
              </Button>
              <p>Shows what the file itself holds. What was saved last may be missing.</p>
            </li>
            {journal && (
              <li>
                <Button disabled={deciding} onClick={() => void decide('with')}>
                  Open with the journal
                </Button>
                <p>Adds the changes in the journal, which may be those of another project or time.</p>
              </li>
            )}
          </ul>
          <p className={styles.hint}>
            {journal ? 'Both files are' : 'The file is'} first kept as {journal ? 'they are' : 'it is'} now,
            in {name}.backups beside the project. If a choice leads to no sound project, Postil says so and
            changes nothing.
          </p>
        </>
      )}
    </section>
  );
}

/** What may have happened to a project whose journal is in doubt, and what was found. */
function Doubt({ name, odd, journal }: { name: string; odd: readonly string[]; journal: boolean }) {
  return (
    <>
      <p>
        While a project is open, its latest changes are in a second file beside it, the journal ({name}
        .postil-wal).{' '}
        {journal
          ? 'These two may not belong together, as happens when only one of them was copied or replaced.'
          : 'This one was copied or left while it was open, without its journal, and is not whole without it.'}{' '}
        Nothing was changed. What is odd:
      </p>
      <ul>
        {odd.map((what) => (
          <li key={what}>{what.charAt(0).toUpperCase() + what.slice(1).replace(/\.$/, '')}.</li>
        ))}
      </ul>
    </>
  );
}

function Backups({ copies, folder }: { copies: number; folder: string }) {
  if (copies === 0)
    return (
      <p className={styles.noCopies}>
        There are no backups in {folder}. If a copy lies elsewhere, open it as a project.
      </p>
    );
  return (
    <Button kind="primary" onClick={() => setView({ dialog: 'backups' })}>
      Restore a backup… ({copies})
    </Button>
  );
}
