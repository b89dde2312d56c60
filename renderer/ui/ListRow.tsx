import type { ReactNode } from 'react';
import type { RowPlace } from './RowGrid.tsx';
import styles from './screen.module.css';

interface ListRowProps {
  place: RowPlace;
  onChoose: () => void;
  /** Empty while the row is loading. */
  children: ReactNode;
}

/** A row of a grid with a single column. */
export function ListRow({ place, onChoose, children }: ListRowProps) {
  return (
    <div {...place.attributes} className={styles.row} onClick={onChoose}>
      {children && <div role="gridcell">{children}</div>}
    </div>
  );
}
