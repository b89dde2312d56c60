import styles from '../backups/backups.module.css';

/** Shown while a deletion for good rewrites the project and its backups. */
export function Erasing({ name }: { name: string }) {
  return (
    <main className={styles.waiting}>
      <p role="status">Deleting “{name}” from the project and its backups…</p>
      <progress aria-label="Deleting" />
    </main>
  );
}
