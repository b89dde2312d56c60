import type { ReactNode } from 'react';
import styles from './screen.module.css';

interface ToolbarProps {
  /** Makes it a search landmark of this name. */
  searches?: string;
  /** Whether a line closes it; without one more tools follow below. */
  line?: boolean;
  className?: string | undefined;
  children: ReactNode;
}

/**
 * The controls above a screen. It is not an ARIA toolbar: that moves between its controls with the arrows, which the
 * fields and choices in this one need themselves.
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
