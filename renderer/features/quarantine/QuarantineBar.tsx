import { currentProposal, useQuarantine } from '../../state/quarantine.ts';
import { useView } from '../../state/view.ts';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { wordsOf } from './ProposalRow.tsx';
import { TEXTS } from './texts.ts';
import styles from './quarantine.module.css';

/** Covers the bar of types, whose letters do nothing in quarantine. */
export function QuarantineBar() {
  const here = useView((view) => view.screen === 'quarantine');
  const item = useQuarantine(currentProposal);
  if (!here) return null;
  return (
    <div className={styles.bar}>
      {item === undefined ? (
        <span>{TEXTS.nothingToPlace}</span>
      ) : item.kind === 'relation' ? (
        <span>
          {TEXTS.endsBefore} <q dir="auto">{wordsOf(item)}</q> {TEXTS.endsAfter}{' '}
          <ActionKey action="quarantine.place" />
        </span>
      ) : (
        <>
          <span className={styles.barText}>
            {TEXTS.whereBefore} <q dir="auto">{wordsOf(item)}</q> {TEXTS.whereAfter}
          </span>
          <span>
            {TEXTS.selectThen} <ActionKey action="quarantine.place" />
          </span>
        </>
      )}
    </div>
  );
}
