import type { HistoryEntry } from '../../../shared/contract/history.ts';
import { When } from '../notes/When.tsx';
import styles from './history.module.css';

/** Height of a row in px; all are alike, so that the list needs no measuring. */
export const ROW_HEIGHT = 56;

interface EntryRowProps {
  id: string;
  entry: HistoryEntry;
  index: number;
  top: number;
  current: boolean;
  onChoose: () => void;
}

/** One change of the list: what it was called, by whom, when. */
export function EntryRow({ id, entry, index, top, current, onChoose }: EntryRowProps) {
  const { label, analyst, at, undone, batch } = entry;
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={current}
      className={styles.row}
      style={{ top, height: ROW_HEIGHT }}
      onClick={onChoose}
    >
      <div role="gridcell">
        <p className={styles.label} data-undone={undone} dir="auto">
          {label}
        </p>
        <p className={styles.about}>
          <When at={at} />
          <span>{analyst || 'Unknown'}</span>
          {batch && <span>import</span>}
          {undone && <span>undone</span>}
        </p>
      </div>
    </div>
  );
}
