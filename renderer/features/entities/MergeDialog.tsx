import { useTicked } from '../../state/ticked-entities.ts';
import { useState } from 'react';
import { countedParts } from '../../../shared/text/counted.ts';
import { mergeInto } from '../../commands/registry.ts';
import { useScheme } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import { EntityName } from './EntityName.tsx';
import styles from './entities.module.css';
import { keyName } from '../../state/keys.ts';

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
    <ModalDialog title={`Merge ${ticked.length} entities`} onClose={onClose}>
      <fieldset className={styles.choices}>
        <legend className={controls.label}>Which one remains?</legend>
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
              {countedParts([[entity.mentions, 'mention']]) || 'no mentions'}
            </span>
          </label>
        ))}
      </fieldset>
      <p>
        “{into.name}” takes over {countedParts([[coming, 'mention']]) || 'no mentions'} and will have{' '}
        {(into.mentions + coming).toLocaleString()}. The other{' '}
        {others.length === 1 ? 'name becomes an alias' : 'names become aliases'}; external ids, slots and
        relations go along.
      </p>
      {types.size > 1 && <p className={controls.refusal}>They are of different types: are they one thing?</p>}
      <p className={controls.help}>
        {keyName('history.undo')} takes it back. Imports that name the merged ones find “{into.name}”.
      </p>
      <div className={controls.actions}>
        <Button onClick={onClose}>Cancel</Button>
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
          Merge
        </Button>
      </div>
    </ModalDialog>
  );
}
