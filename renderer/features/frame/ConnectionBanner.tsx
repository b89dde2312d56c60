import { useView } from '../../state/view.ts';
import styles from './frame.module.css';

const WORDS = {
  lost:
    'Postil has stopped, or cannot be reached. Everything that was shown as saved is saved; until it is back nothing can be ' +
    'changed, and what you are writing stays here. Start it again in the terminal and open the link that it prints; if it ' +
    'is still running, this window goes on by itself.',
  refused:
    'This link is no longer valid: Postil was started again since. Open the link that was printed at the last start. ' +
    'Everything that was shown as saved is saved.',
};

/** Says that the host cannot be reached, and what to do; nothing while it can. */
export function ConnectionBanner() {
  const connection = useView((view) => view.connection);
  if (connection === 'up') return null;
  return (
    <p className={styles.alarm} role="alert" data-testid="connection">
      {WORDS[connection]}
    </p>
  );
}
