import styles from '../backups/backups.module.css';
import { TEXTS } from './texts.ts';

/** Shown during a permanent deletion, which rewrites the project and its backups. */
export function Erasing({ name }: { name: string }) {
  return (
    <main className={styles.waiting}>
      <p role="status">{TEXTS.working(name)}</p>
      <progress aria-label={TEXTS.deleting} />
    </main>
  );
}
