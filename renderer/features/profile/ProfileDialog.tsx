import { useState, type CSSProperties, type SyntheticEvent } from 'react';
import { call } from '../../api.ts';
import { typeColour } from '../../editor/type-styles.ts';
import { makeStale, useHost } from '../../state/queries.ts';
import { toastError } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import styles from './profile.module.css';
import { TEXTS } from './texts.ts';

const HUES = [20, 60, 110, 160, 205, 250, 295, 340];

/** The analyst's name, initials and colour; offered once, never required. */
export function ProfileDialog({ onClose }: { onClose: () => void }) {
  const analyst = useHost()?.analyst;
  const [name, setName] = useState(analyst?.name ?? '');
  const [initials, setInitials] = useState(analyst?.initials ?? '');
  const [hue, setHue] = useState(analyst?.hue ?? 250);
  const save = (event: SyntheticEvent) => {
    event.preventDefault();
    call('host.setAnalyst', { ...(name.trim() && { name: name.trim() }), initials: initials.trim(), hue })
      .then(() => makeStale(['host']))
      .catch(toastError);
    onClose();
  };
  const later = () => {
    call('host.setAnalyst', {})
      .then(() => makeStale(['host']))
      .catch(toastError);
    onClose();
  };
  return (
    <ModalDialog title={TEXTS.title} onClose={later}>
      <form className={styles.form} onSubmit={save}>
        <p className={controls.help}>{TEXTS.help}</p>
        <div className={styles.names}>
          <Field label={TEXTS.name}>
            {({ id }) => (
              <input
                id={id}
                className={controls.input}
                value={name}
                autoFocus
                maxLength={120}
                onChange={({ target }) => setName(target.value)}
              />
            )}
          </Field>
          <Field label={TEXTS.initials}>
            {({ id }) => (
              <input
                id={id}
                className={controls.input}
                value={initials}
                maxLength={4}
                onChange={({ target }) => setInitials(target.value)}
              />
            )}
          </Field>
        </div>
        <fieldset className={styles.hues}>
          <legend className={controls.label}>{TEXTS.colour}</legend>
          {HUES.map((each) => (
            <label key={each} style={typeColour(each) as CSSProperties}>
              <input
                type="radio"
                name="hue"
                aria-label={TEXTS.hue(each)}
                checked={hue === each}
                onChange={() => setHue(each)}
              />
            </label>
          ))}
        </fieldset>
        <div className={controls.actions}>
          <Button onClick={later}>{TEXTS.later}</Button>
          <Button kind="primary" type="submit">
            {TEXTS.save}
          </Button>
        </div>
      </form>
    </ModalDialog>
  );
}
