import { X } from 'lucide-react';
import { deleteChosenClaims } from '../../commands/claims.ts';
import { chooseNoClaims } from '../../state/chosen-claims.ts';
import { setView } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { Writing } from '../../ui/Writing.tsx';
import { TEXTS } from './texts.ts';
import styles from './claims.module.css';

/** What can be done with all chosen claims, in whichever groups they are. */
export function ChosenClaims({ count }: { count: number }) {
  return (
    <div className={styles.chosen} role="group" aria-label={TEXTS.chosen(count)}>
      <span>{TEXTS.chosen(count)}</span>
      <Writing>
        <Button onClick={() => setView({ dialog: 'set-value' })}>{TEXTS.setValue}</Button>
        <Button onClick={() => void deleteChosenClaims()}>{TEXTS.deleteChosen}</Button>
      </Writing>
      <Button kind="quiet" icon aria-label={TEXTS.chooseNone} onClick={chooseNoClaims}>
        <X size={14} aria-hidden />
      </Button>
    </div>
  );
}
