import type { OutputOf } from '../../../shared/contract/index.ts';
import { runAction } from '../../commands/index.ts';
import { openReview } from '../../commands/review.ts';
import { Button } from '../../ui/Button.tsx';
import screens from '../../ui/screen.module.css';
import styles from './review.module.css';

/** Shown if no set proposes anything yet: explains how proposals get into the project, and offers the existing sets. */
export function NothingToReview({ overview }: { overview: OutputOf<'review.overview'> }) {
  return (
    <div className={screens.nothing}>
      <h1>Nothing to review yet</h1>
      <p>
        Here what a model extracted is compared with your own annotations and decided case by case, or many
        cases at once. Import what it extracted as a set of its own, in any format; lists of names and claims
        without offsets will do.
      </p>
      <Button kind="primary" onClick={() => runAction('import.files')}>
        Import extractions…
      </Button>
      {overview.sources.length > 0 && (
        <>
          <p>Or go through what another set of this project holds:</p>
          <ul className={styles.sources}>
            {overview.sources.map(({ id, name, kind }) => (
              <li key={id}>
                <Button onClick={() => void openReview([id])}>
                  Review {name} ({kind})
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** Shown if no case matches the filter. */
export function QueueEmpty() {
  return (
    <div className={screens.nothing}>
      <h1>No case is left here</h1>
      <p>
        Everything that passes the filter is decided. Widen the filter, or look at what was skipped or
        flagged.
      </p>
    </div>
  );
}
