import { call } from '../../api.ts';
import { runAction } from '../../commands/index.ts';
import { makeStale, useHost } from '../../state/queries.ts';
import { toastError } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './profile.module.css';

/** Asks once for the analyst's name, without getting in the way of work. */
export function Introduction() {
  const host = useHost();
  if (!host || host.introduced) return null;
  const keep = () => {
    call('host.setAnalyst', {})
      .then(() => makeStale(['host']))
      .catch(toastError);
  };
  return (
    <div className={styles.introduction} role="region" aria-label="Your name">
      <span>Your annotations carry the name “{host.analyst.name}”.</span>
      <Button onClick={() => runAction('profile')}>Set your name…</Button>
      <Button kind="quiet" onClick={keep}>
        Keep it
      </Button>
    </div>
  );
}
