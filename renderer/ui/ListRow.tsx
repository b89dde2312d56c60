import type { ReactNode } from 'react';
import type { RowPlace } from './RowGrid.tsx';
import styles from './screen.module.css';

interface ListRowProps {
  place: RowPlace;
  onChoose: () => void;
  /** Nothing while it is being read. */
  children: ReactNode;
}

/** A row of a grid that has one column. */
export function ListRow({ place, onChoose, children }: ListRowProps) {
  return (
    <div {...place.attributes} className={styles.row} onClick={onChoose}>
      {children && <div role="gridcell">{children}</div>}
    </div>
  );
}
