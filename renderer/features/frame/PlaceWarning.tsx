import { useState } from 'react';
import { acceptPlace, workLocally } from '../../commands/project.ts';
import { useHost } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './frame.module.css';

/**
 * Says that the project lies where it cannot be changed, or where work can be lost, until it is moved or that is accepted.
 */
export function PlaceWarning() {
  const host = useHost();
  const locked = host?.locked ?? null;
  const place =
    locked === null ? host?.place : `${locked} You can read, search and export, but not change anything.`;
  const [copying, setCopying] = useState(false);
  if (!place) return null;
  const copy = async () => {
    setCopying(true);
    await workLocally();
    setCopying(false);
  };
  return (
    <section className={styles.place} aria-label="Where the project lies">
      <p>{place}</p>
      <Button kind="primary" disabled={copying} onClick={() => void copy()}>
        {copying ? 'Copying and checking…' : 'Work on a local copy'}
      </Button>
      {locked === null && <Button onClick={() => void acceptPlace()}>Leave it there</Button>}
    </section>
  );
}
