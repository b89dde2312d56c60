import { useEffect, useRef, type ReactNode } from 'react';
import { focusBegin } from './keep-focus.ts';
import styles from './screen.module.css';

interface EmptyStateProps {
  /** What the screen is for, and how it is filled. */
  children: ReactNode;
  title?: string;
  /** The button with which to begin. */
  action?: ReactNode;
}

/**
 * Shown by a screen or a list that has nothing, yet or any more. Its button takes the focus from the list or the screen around it;
 * `keepFocus` and `RowGrid` find it by `data-empty`.
 */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const focused = document.activeElement;
    if (focused && focused !== document.body && focused.contains(shown.current)) focusBegin(focused);
  }, []);
  return (
    <div ref={shown} className={styles.nothing} data-empty>
      {title !== undefined && <h2>{title}</h2>}
      <p>{children}</p>
      {action}
    </div>
  );
}
