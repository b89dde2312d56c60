import { call } from '../../api.ts';
import { makeStale, useHost } from '../../state/queries.ts';
import { keyName, useKeys } from '../../state/keys.ts';
import { toastError } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { ActionKey } from '../../ui/ActionKey.tsx';
import styles from './steps.module.css';
import { TEXTS } from './texts.ts';

/** Name of the project that `npm start` creates. */
const SAMPLE = 'Sample';

/** Three steps above the article of the sample project, until the analyst dismisses them for good. */
export function FirstSteps({ project }: { project: string }) {
  const host = useHost();
  useKeys();
  if (!host || host.taught || project !== SAMPLE) return null;
  const leave = () => {
    call('host.setTaught', {})
      .then(() => makeStale(['host']))
      .catch(toastError);
  };
  return (
    <section className={styles.steps} aria-label={TEXTS.firstSteps}>
      <ol>
        <li>
          <strong>{TEXTS.look}</strong> {TEXTS.hover} <ActionKey action="span.next" /> {TEXTS.next}
        </li>
        <li>
          <strong>{TEXTS.tag}</strong> {TEXTS.pressLetter} <KeyCap keys="P" />{' '}
          {TEXTS.person(keyName('history.undo'))}
        </li>
        <li>
          <strong>{TEXTS.rest}</strong> <ActionKey action="palette.open" /> {TEXTS.everyCommand}{' '}
          <ActionKey action="help.keys" /> {TEXTS.everyKey}
        </li>
      </ol>
      <Button onClick={leave}>{TEXTS.gotIt}</Button>
    </section>
  );
}
