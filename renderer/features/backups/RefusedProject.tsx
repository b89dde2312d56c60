import { useEffect, useRef, useState } from 'react';
import { decideJournal } from '../../commands/project.ts';
import { useHost } from '../../state/queries.ts';
import { setView } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './backups.module.css';
import { TEXTS } from './texts.ts';

/** On the start screen: the project that could not be opened, and how to reach its backups. */
export function RefusedProject() {
  const refused = useHost()?.refused;
  const [deciding, setDeciding] = useState(false);
  const section = useRef<HTMLElement>(null);
  const shown = refused !== undefined && refused !== null;
  // The focus goes to the text, so that it is read first and no key still held down makes a choice.
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
      aria-label={TEXTS.refused}
      tabIndex={-1}
    >
      <h2>{TEXTS.couldNotOpen(name)}</h2>
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
          <ul className={styles.choices} aria-label={TEXTS.choices}>
            <li>
              <Backups copies={refused.copies} folder={refused.folder} />
              {refused.copies > 0 && <p>{TEXTS.restoreHelp}</p>}
            </li>
            <li>
              <Button disabled={deciding} onClick={() => void decide('without')}>
                {journal ? TEXTS.withoutJournal : TEXTS.asItIs}
              </Button>
              <p>{TEXTS.withoutJournalHelp}</p>
            </li>
            {journal && (
              <li>
                <Button disabled={deciding} onClick={() => void decide('with')}>
                  {TEXTS.withJournal}
                </Button>
                <p>{TEXTS.withJournalHelp}</p>
              </li>
            )}
          </ul>
          <p className={styles.hint}>{TEXTS.keptFirst(journal, name)}</p>
        </>
      )}
    </section>
  );
}

/** What may have happened to a project whose journal may not belong to it, and what was found. */
function Doubt({ name, odd, journal }: { name: string; odd: readonly string[]; journal: boolean }) {
  return (
    <>
      <p>
        {TEXTS.journalAbout(name)} {journal ? TEXTS.journalOdd : TEXTS.journalMissing} {TEXTS.nothingChanged}
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
  if (copies === 0) return <p className={styles.noCopies}>{TEXTS.noBackups(folder)}</p>;
  return (
    <Button kind="primary" onClick={() => setView({ dialog: 'backups' })}>
      {TEXTS.restoreOne(copies)}
    </Button>
  );
}
