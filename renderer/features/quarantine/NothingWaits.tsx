import type { OutputOf } from '../../../shared/contract/index.ts';
import { runAction } from '../../commands/index.ts';
import { Button } from '../../ui/Button.tsx';
import { TEXTS } from './texts.ts';
import styles from './quarantine.module.css';

/** The empty quarantine: what it is for, or what was done in it. */
export function NothingWaits({ counts }: { counts: OutputOf<'quarantine.list'>['counts'] }) {
  const { placed, dismissed } = counts;
  return (
    <div className={styles.empty} data-empty>
      {placed + dismissed > 0 ? (
        <>
          <p>
            <strong>{TEXTS.doneTitle}</strong>
          </p>
          <p>{TEXTS.done(placed, dismissed)}</p>
        </>
      ) : (
        <>
          <p>
            <strong>{TEXTS.emptyTitle}</strong>
          </p>
          <p>{TEXTS.empty}</p>
          <Button onClick={() => runAction('import.model')}>{TEXTS.import}</Button>
        </>
      )}
    </div>
  );
}
