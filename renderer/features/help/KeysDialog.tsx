import { ACTIONS } from '../../../shared/actions.ts';
import { useScheme } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import styles from './keys.module.css';

/** What the keys mean for slots: they are no actions, since what they do depends on the active slot. */
const SLOT_KEYS: readonly (readonly [what: string, ...keys: string[]])[] = [
  ['Open a slot', '1', '…', '9'],
  ['Take what is offered', 'A', '…', 'H'],
  ['Take the first offer, the selected words or the span', 'Enter'],
  ['Letters over the words: first and last of a phrase', 'Space', "'"],
  ['Walk the spans that it takes', 'Tab'],
  ['Name an entity or document, or write a text', '/'],
  ['Take the last filler out', 'Backspace'],
  ['Change the place of the filler that has the focus', 'Alt+ArrowUp', 'Alt+ArrowDown'],
  ['Leave it empty with a reason, then leave it', 'Escape'],
  ['Choose evidence for its filler', 'Shift+1', '…'],
];

/** All keys: of the commands, of the types, and how the hands go together. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const scheme = useScheme();
  const groups = [...new Set(ACTIONS.map(({ menu }) => menu ?? 'Bounds'))];
  return (
    <ModalDialog title="Keys" onClose={onClose} wide>
      <p className={controls.help}>
        Select words and press a type’s letter, or press it with the caret on a word. Shift and the letter
        changes the selected span’s type. Arrows move the caret, with Shift they select, with Ctrl by word.
      </p>
      <div className={styles.columns}>
        {scheme && (
          <section>
            <h3>Types</h3>
            <dl>
              {scheme.types
                .filter(({ key }) => key)
                .map(({ name, label, key }) => (
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
        <section>
          <h3>Slots of a selected claim or event</h3>
          <dl>
            {SLOT_KEYS.map(([what, ...keys]) => (
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
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {ACTIONS.filter(({ menu, keys }) => (menu ?? 'Bounds') === group && keys.length > 0).map(
                ({ id, label, keys }) => (
                  <div key={id}>
                    <dt>{label.replace(/…$/, '')}</dt>
                    <dd>
                      {keys.map((each) => (
                        <KeyCap key={each} keys={each} />
                      ))}
                    </dd>
                  </div>
                ),
              )}
            </dl>
          </section>
        ))}
      </div>
      {/* The dialog keeps the focus: the arrows scroll it, and it opens at its top. */}
      <div className={`${controls.actions} ${styles.foot}`}>
        <Button onClick={onClose}>Close</Button>
      </div>
    </ModalDialog>
  );
}
