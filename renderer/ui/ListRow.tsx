import type { ReactNode } from 'react';
import styles from './screen.module.css';

interface ListRowProps {
  id: string;
  index: number;
  /** Of a list of which only what is seen is drawn, in px. */
  top: number;
  height: number;
  current: boolean;
  onChoose: () => void;
  /** Nothing while it is being read. */
  children: ReactNode;
}

/** A row of a screen's list, which has one column. */
export function ListRow({ id, index, top, height, current, onChoose, children }: ListRowProps) {
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={current}
      className={styles.row}
      style={{ top, height }}
      onClick={onChoose}
    >
      {children && <div role="gridcell">{children}</div>}
    </div>
  );
}
