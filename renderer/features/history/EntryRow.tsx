import type { HistoryEntry } from '../../../shared/contract/history.ts';
import { When } from '../../ui/When.tsx';
import { ListRow } from '../../ui/ListRow.tsx';
import type { RowPlace } from '../../ui/RowGrid.tsx';
import { TEXTS } from './texts.ts';
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
        <span>{analyst || TEXTS.unknown}</span>
        {batch && <span>{TEXTS.import}</span>}
        {undone && <span>{TEXTS.undone}</span>}
      </p>
    </ListRow>
  );
}
