import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useFilter } from 'react-aria-components';
import { ACTIONS, groupOf } from '../../../shared/actions.ts';
import { keysOf } from '../../../shared/keys.ts';
import { resetAllKeys } from '../../commands/keys.ts';
import { displayKey } from '../../keys.ts';
import { useKeys } from '../../state/keys.ts';
import { useScheme } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import { ActionKeys } from './ActionKeys.tsx';
import styles from './keys.module.css';
import { TEXTS } from './texts.ts';

/** Keys that are no actions, because they go by position: digits open slots and attributes, letters take suggestions and values. */
const SLOT_KEYS: readonly (readonly [what: string, ...keys: string[]])[] = [
  [TEXTS.openSlot, '1', '…', '9'],
  [TEXTS.takeSuggestion, 'A', '…', 'H'],
  [TEXTS.moveFiller, 'Alt+ArrowUp', 'Alt+ArrowDown'],
  [TEXTS.leaveSlot, 'Escape'],
  [TEXTS.chooseEvidence, 'Shift+1', '…'],
  [TEXTS.chooseValue, 'A', '…', 'Z'],
  [TEXTS.openAttribute, '1', '…', '9'],
];

/** Lists all keys: of the commands, where they can be changed, of the types and of slots. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const scheme = useScheme();
  const [wanted, setWanted] = useState('');
  const { own } = useKeys();
  const { contains } = useFilter({ sensitivity: 'base' });
  const fits = (...words: readonly string[]) => words.some((word) => contains(word, wanted.trim()));
  const shown = ACTIONS.filter((action) =>
    fits(action.label, ...keysOf(action, own), ...keysOf(action, own).map(displayKey)),
  );
  const types = (scheme?.types ?? []).filter(({ key, label }) => key && fits(label, key));
  const slots = SLOT_KEYS.filter(([what]) => fits(what));
  const groups = [...new Set(shown.map(groupOf))];
  return (
    <ModalDialog title={TEXTS.title} onClose={onClose} wide>
      <p className={controls.help}>{TEXTS.about}</p>
      <div className={styles.tools}>
        <input
          className={controls.input}
          type="search"
          autoFocus
          aria-label={TEXTS.find}
          placeholder={TEXTS.findExample}
          value={wanted}
          onChange={({ target }) => setWanted(target.value)}
        />
        {Object.keys(own).length > 0 && (
          <Button kind="quiet" onClick={resetAllKeys}>
            <RotateCcw size={13} aria-hidden /> {TEXTS.resetAll}
          </Button>
        )}
      </div>
      {groups.length + types.length + slots.length === 0 && <p className={controls.help}>{TEXTS.none}</p>}
      <div className={styles.columns}>
        {types.length > 0 && (
          <section>
            <h3>{TEXTS.types}</h3>
            <dl>
              {types.map(({ name, label, key }) => (
                <div key={name}>
                  <dt>{label}</dt>
                  <dd>
                    <KeyCap keys={key!} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        )}
        {slots.length > 0 && (
          <section>
            <h3>{TEXTS.slots}</h3>
            <dl>
              {slots.map(([what, ...keys]) => (
                <div key={what}>
                  <dt>{what}</dt>
                  <dd>
                    {keys.map((each) => (
                      <KeyCap key={each} keys={each} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        )}
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            {shown
              .filter((action) => groupOf(action) === group)
              .map((action) => (
                <ActionKeys key={action.id} action={action} />
              ))}
          </section>
        ))}
      </div>
      <div className={`${controls.actions} ${styles.foot}`}>
        <Button onClick={onClose}>{TEXTS.close}</Button>
      </div>
    </ModalDialog>
  );
}
