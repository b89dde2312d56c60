import { currentProposal, useQuarantine } from '../../state/quarantine.ts';
import { useView } from '../../state/view.ts';
import { ActionKey } from '../../ui/ActionKey.tsx';
import styles from './quarantine.module.css';
import { wordsOf } from './ProposalRow.tsx';

/** Covers the bar of types, whose letters do nothing in quarantine. */
export function QuarantineBar() {
  const here = useView((view) => view.screen === 'quarantine');
  const item = useQuarantine(currentProposal);
  if (!here) return null;
  return (
    <div className={styles.bar}>
      {item === undefined ? (
        <span>Nothing is left to place.</span>
      ) : item.kind === 'relation' ? (
        <span>
          Both ends of <q dir="auto">{wordsOf(item)}</q> must be there; choose the span that is missing, then{' '}
          <ActionKey action="quarantine.place" />
        </span>
      ) : (
        <>
          <span className={styles.barText}>
            Where does <q dir="auto">{wordsOf(item)}</q> belong?
          </span>
          <span>
            Select the words, then <ActionKey action="quarantine.place" />
          </span>
        </>
      )}
    </div>
  );
}
