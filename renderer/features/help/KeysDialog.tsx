import { ACTIONS } from '../../../shared/actions.ts';
import { useScheme } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import styles from './keys.module.css';

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
