import type { ReactNode } from 'react';
import styles from './screen.module.css';

interface EmptyStateProps {
  /** What the screen is for, and how it is filled. */
  children: ReactNode;
  title?: string;
  /** The button with which to begin. */
  action?: ReactNode;
}

/** Shown by a screen or a list that has nothing yet. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className={styles.nothing}>
      {title !== undefined && <h2>{title}</h2>}
      <p>{children}</p>
      {action}
    </div>
  );
}
