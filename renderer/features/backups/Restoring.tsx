import type { ListedCopy } from '../../../shared/contract/backups.ts';
import { copyTime } from '../../commands/backups.ts';
import styles from './backups.module.css';

/** Shown between the project that is put aside and the one that takes its place. */
export function Restoring({ copy }: { copy: ListedCopy }) {
  return (
    <main className={styles.waiting}>
      <p role="status">Putting back the copy of {copyTime(copy)} and checking it…</p>
      <progress aria-label="Restoring" />
    </main>
  );
}
