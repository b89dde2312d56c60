import type { ReactNode } from 'react';
import styles from './screen.module.css';

interface ToolbarProps {
  /** If set, makes it a search landmark with this name. */
  searches?: string;
  /** Whether a line is drawn below it; set it to false if more tools follow. */
  line?: boolean;
  className?: string | undefined;
  children: ReactNode;
}

/**
 * The controls above a screen. Not an ARIA toolbar, because that uses the arrow keys to move between controls, and the
 * fields and choices in this one need these keys themselves.
 */
export function Toolbar({ searches, line = true, className = '', children }: ToolbarProps) {
  return (
    <div
      className={`${styles.tools} ${className}`}
      data-open={!line || undefined}
      role={searches === undefined ? undefined : 'search'}
      aria-label={searches}
    >
      {children}
    </div>
  );
}
