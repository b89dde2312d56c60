import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './shell.module.css';

interface BannerProps {
  icon: LucideIcon;
  /** `bad` is an alarm, which a screen reader announces at once. */
  tone?: 'plain' | 'bad';
  /** Name of the region for screen readers. */
  label: string;
  testId?: string;
  children: ReactNode;
  /** Buttons at the end of the banner. */
  actions?: ReactNode;
}

/** A notice about the whole project, below the top bar, until it ends or is dismissed. */
export function Banner({ icon: Icon, tone = 'plain', label, testId, children, actions }: BannerProps) {
  return (
    <section
      className={styles.banner}
      data-tone={tone}
      data-testid={testId}
      aria-label={label}
      role={tone === 'bad' ? 'alert' : undefined}
    >
      <Icon size={16} aria-hidden />
      <p>{children}</p>
      {actions && <div className={styles.bannerActions}>{actions}</div>}
    </section>
  );
}
