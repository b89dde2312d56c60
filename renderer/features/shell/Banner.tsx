import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './shell.module.css';

interface BannerProps {
  icon: LucideIcon;
  /** `bad` is an alarm, which a screen reader says at once. */
  tone?: 'plain' | 'bad';
  /** What it is about, for a screen reader. */
  label: string;
  testId?: string;
  children: ReactNode;
  /** Buttons at its end. */
  actions?: ReactNode;
}

/** Something to know of the whole project, beneath the bar, until it is over or dismissed. */
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
