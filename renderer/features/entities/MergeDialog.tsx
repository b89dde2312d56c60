import { useTicked } from '../../state/ticked-entities.ts';
import { useState } from 'react';
import { mergeInto } from '../../commands/registry.ts';
import { useScheme } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import { EntityName } from './EntityName.tsx';
import { keyName } from '../../state/keys.ts';
import { TEXTS } from './texts.ts';
import styles from './entities.module.css';

/** Asks which of the ticked entities remains, and shows what it receives from the others. */
export function MergeDialog({ onClose }: { onClose: () => void }) {
  const { ticked } = useTicked();
  const scheme = useScheme();
  const [most] = [...ticked].sort((a, b) => b.mentions - a.mentions);
  const [chosen, setChosen] = useState(most?.id);
  const into = ticked.find(({ id }) => id === chosen);
  if (!into || !scheme) return null;
  const others = ticked.filter(({ id }) => id !== into.id);
  const coming = others.reduce((sum, { mentions }) => sum + mentions, 0);
  const types = new Set(ticked.map(({ type }) => type));
  return (
    <ModalDialog title={TEXTS.mergeTitle(ticked.length)} onClose={onClose}>
      <fieldset className={styles.choices}>
        <legend className={controls.label}>{TEXTS.mergeQuestion}</legend>
        {ticked.map((entity) => (
          <label key={entity.id} className={styles.choice}>
            <input
              type="radio"
              name="into"
              checked={entity.id === into.id}
              autoFocus={entity.id === most?.id}
              onChange={() => setChosen(entity.id)}
            />
            <EntityName entity={entity} scheme={scheme} />
            <span className={styles.spring} />
            <span className={styles.faint}>
              {entity.mentions > 0 ? TEXTS.mentions(entity.mentions) : TEXTS.noMentions}
            </span>
          </label>
        ))}
      </fieldset>
      <p>{TEXTS.mergeEffect(into.name, coming, into.mentions + coming, others.length)}</p>
      {types.size > 1 && <p className={controls.refusal}>{TEXTS.mergeTypes}</p>}
      <p className={controls.help}>{TEXTS.mergeHelp(keyName('history.undo'), into.name)}</p>
      <div className={controls.actions}>
        <Button onClick={onClose}>{TEXTS.cancel}</Button>
        <Button
          kind="primary"
          onClick={() => {
            onClose();
            void mergeInto(
              into.id,
              others.map(({ id }) => id),
            );
          }}
        >
          {TEXTS.mergeDo}
        </Button>
      </div>
    </ModalDialog>
  );
}
