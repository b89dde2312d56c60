import type { HistoryEntry } from '../../../shared/contract/history.ts';
import { When } from '../../ui/When.tsx';
import { ListRow } from '../../ui/ListRow.tsx';
import type { RowPlace } from '../../ui/RowGrid.tsx';
import styles from './history.module.css';

/** Height of a row in px. All rows have the same height, so that the list needs no measuring. */
export const ROW_HEIGHT = 56;

interface EntryRowProps {
  entry: HistoryEntry;
  place: RowPlace;
  onChoose: () => void;
}

/** One change in the list: its name, author and time. */
export function EntryRow({ entry, ...rest }: EntryRowProps) {
  const { label, analyst, at, undone, batch } = entry;
  return (
    <ListRow {...rest}>
      <p className={styles.label} data-undone={undone} dir="auto">
        {label}
      </p>
      <p className={styles.about}>
        <When at={at} />
        <span>{analyst || 'Unknown'}</span>
        {batch && <span>import</span>}
        {undone && <span>undone</span>}
      </p>
    </ListRow>
  );
}
