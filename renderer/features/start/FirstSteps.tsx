import { call } from '../../api.ts';
import { makeStale, useHost } from '../../state/queries.ts';
import { keyName, useKeys } from '../../state/keys.ts';
import { toastError } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { ActionKey } from '../../ui/ActionKey.tsx';
import styles from './steps.module.css';

/** The project that `npm start` makes. */
const SAMPLE = 'Sample';

/** Three steps over the sample project's article; once left they never come back. */
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
    <section className={styles.steps} aria-label="First steps">
      <ol>
        <li>
          <strong>Look.</strong> Hover a word to see what is marked there; <ActionKey action="span.next" />{' '}
          walks.
        </li>
        <li>
          <strong>Tag.</strong> Put the caret on a word and press a type’s letter, <KeyCap keys="P" /> for a
          person; {keyName('history.undo')} takes it back.
        </li>
        <li>
          <strong>Find the rest.</strong> <ActionKey action="palette.open" /> has every command,{' '}
          <ActionKey action="help.keys" /> every key.
        </li>
      </ol>
      <Button onClick={leave}>Got it</Button>
    </section>
  );
}
