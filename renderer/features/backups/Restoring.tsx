import type { ListedCopy } from '../../../shared/contract/backups.ts';
import { copyTime } from '../../commands/backups.ts';
import styles from './backups.module.css';
import { TEXTS } from './texts.ts';

/** Shown while a backup replaces the project. */
export function Restoring({ copy }: { copy: ListedCopy }) {
  return (
    <main className={styles.waiting}>
      <p role="status">{TEXTS.restoring(copyTime(copy))}</p>
      <progress aria-label={TEXTS.restoringLabel} />
    </main>
  );
}
