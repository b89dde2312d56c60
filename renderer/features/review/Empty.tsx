import type { OutputOf } from '../../../shared/contract/index.ts';
import { runAction } from '../../commands/index.ts';
import { openReview } from '../../commands/review.ts';
import { Button } from '../../ui/Button.tsx';
import screens from '../../ui/screen.module.css';
import styles from './review.module.css';
import { TEXTS } from './texts.ts';

/** Shown if no set proposes anything yet: explains how proposals get into the project, and offers the existing sets. */
export function NothingToReview({ overview }: { overview: OutputOf<'review.overview'> }) {
  return (
    <div className={screens.nothing} data-empty>
      <h1>{TEXTS.nothing}</h1>
      <p>{TEXTS.nothingAbout}</p>
      <Button kind="primary" onClick={() => runAction('import.files')}>
        {TEXTS.importExtractions}
      </Button>
      {overview.sources.length > 0 && (
        <>
          <p>{TEXTS.otherSets}</p>
          <ul className={styles.sources}>
            {overview.sources.map(({ id, name, kind }) => (
              <li key={id}>
                <Button onClick={() => void openReview([id])}>{TEXTS.reviewSet(name, kind)}</Button>
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
      <h1>{TEXTS.queueEmpty}</h1>
      <p>{TEXTS.queueEmptyAbout}</p>
    </div>
  );
}
