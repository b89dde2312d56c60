import { call } from '../../api.ts';
import { runAction } from '../../commands/index.ts';
import { makeStale, useHost } from '../../state/queries.ts';
import { toastError } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './profile.module.css';
import { TEXTS } from './texts.ts';

/** Asks once for the analyst's name, without blocking the work. */
export function Introduction() {
  const host = useHost();
  if (!host || host.introduced) return null;
  const keep = () => {
    call('host.setAnalyst', {})
      .then(() => makeStale(['host']))
      .catch(toastError);
  };
  return (
    <div className={styles.introduction} role="region" aria-label={TEXTS.yourName}>
      <span>{TEXTS.annotatingAs(host.analyst.name)}</span>
      <Button onClick={() => runAction('profile')}>{TEXTS.setName}</Button>
      <Button kind="quiet" onClick={keep}>
        {TEXTS.keepName}
      </Button>
    </div>
  );
}
