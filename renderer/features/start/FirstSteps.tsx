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
          <strong>Look.</strong> Hover over a word to see its annotations; <ActionKey action="span.next" />{' '}
          moves to the next annotation.
        </li>
        <li>
          <strong>Tag.</strong> Put the caret on a word and press a type’s letter, <KeyCap keys="P" /> for a
          person; {keyName('history.undo')} undoes it.
        </li>
        <li>
          <strong>Find the rest.</strong> <ActionKey action="palette.open" /> lists every command,{' '}
          <ActionKey action="help.keys" /> every key.
        </li>
      </ol>
      <Button onClick={leave}>{TEXTS.gotIt}</Button>
    </section>
  );
}
