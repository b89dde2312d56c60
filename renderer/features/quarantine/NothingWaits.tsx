import type { OutputOf } from '../../../shared/contract/index.ts';
import { runAction } from '../../commands/index.ts';
import { Button } from '../../ui/Button.tsx';
import { grouped } from '../../../shared/text/counted.ts';
import styles from './quarantine.module.css';

/** The empty quarantine: what it is for, or what was done in it. */
export function NothingWaits({ counts }: { counts: OutputOf<'quarantine.list'>['counts'] }) {
  const { placed, dismissed } = counts;
  return (
    <div className={styles.empty}>
      {placed + dismissed > 0 ? (
        <>
          <p>
            <strong>Nothing waits any more.</strong>
          </p>
          <p>
            {grouped(placed)} placed by hand, {grouped(dismissed)} dismissed. Undo takes back any of it.
          </p>
        </>
      ) : (
        <>
          <p>
            <strong>Nothing is in quarantine.</strong>
          </p>
          <p>
            When a model’s file quotes words that are not in the article, they wait here and not in the wrong
            place. Select where they belong and press Enter; a digit shows the nearest guess, Backspace
            dismisses.
          </p>
          <Button onClick={() => runAction('import.model')}>Import a model’s extractions…</Button>
        </>
      )}
    </div>
  );
}
