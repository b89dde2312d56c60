import { Button as RowButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { ActionInfo } from '../../../shared/actions.ts';
import { shownKeys, useKeys } from '../../state/keys.ts';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { KeyEditor } from './KeyEditor.tsx';
import styles from './keys.module.css';
import { TEXTS } from './texts.ts';

/** One action with its keys; pressing it opens the editor of the keys. */
export function ActionKeys({ action }: { action: ActionInfo }) {
  const keys = useKeys();
  const list = shownKeys(action, keys);
  const label = action.label.replace(/…$/, '');
  return (
    <DialogTrigger>
      <RowButton className={styles.row ?? ''} data-own={action.id in keys.own}>
        <span className={styles.what}>{label}</span>
        <span className={styles.caps}>
          {list.length === 0 && <span className={styles.none}>{TEXTS.unassigned}</span>}
          {list.map((each) => (
            <KeyCap key={each} keys={each} />
          ))}
        </span>
      </RowButton>
      <Popover className={styles.popover ?? ''} placement="bottom end">
        <Dialog className={styles.editor ?? ''} aria-label={TEXTS.keysOf(label)}>
          <KeyEditor action={action} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
