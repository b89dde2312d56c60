import { counted } from '../../../shared/text/counted.ts';
import { runAction } from '../../commands/index.ts';
import { useCall } from '../../state/queries.ts';
import { useView, type Screen } from '../../state/view.ts';
import styles from './frame.module.css';

const SCREENS: readonly { id: Screen; label: string; key: string }[] = [
  { id: 'article', label: 'Article', key: 'Alt Shift A' },
  { id: 'claims', label: 'Claims', key: 'Alt Shift C' },
  { id: 'relations', label: 'Relations', key: 'Alt Shift R' },
  { id: 'entities', label: 'Entities', key: 'Alt Shift E' },
  { id: 'review', label: 'Review', key: 'Alt Shift P' },
  { id: 'numbers', label: 'Numbers', key: 'Alt Shift N' },
  { id: 'quarantine', label: 'Quarantine', key: 'Alt Shift Q' },
  { id: 'notes', label: 'Notes', key: 'Alt Shift O' },
];

/** What the middle of the window shows: the article, or a table over the project. */
export function ScreenTabs() {
  const screen = useView((view) => view.screen);
  const open = useCall(['annotations'], 'notes.counts', {}).data?.open ?? 0;
  return (
    <nav className={styles.screens} aria-label="Screens">
      {SCREENS.map(({ id, label, key }) => (
        <button
          key={id}
          type="button"
          aria-current={screen === id ? 'page' : undefined}
          title={`${label} (${key})`}
          onClick={() => runAction(`screen.${id}`)}
        >
          {label}
          {id === 'notes' && open > 0 && (
            <span className={styles.count} aria-label={`, ${counted(open, 'open question')}`}>
              {open.toLocaleString('en')}
            </span>
          )}
        </button>
      ))}
    </nav>
  );
}
