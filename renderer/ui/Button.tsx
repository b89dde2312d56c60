import type { ButtonHTMLAttributes } from 'react';
import styles from './controls.module.css';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: 'plain' | 'primary' | 'quiet' | 'danger';
  /** Only an icon inside: then `aria-label` must name it. */
  icon?: boolean;
}

/** A push button. */
export function Button({ kind = 'plain', icon = false, className = '', ...rest }: ButtonProps) {
  const look = {
    plain: '',
    primary: styles.primary,
    quiet: styles.quiet,
    danger: `${styles.quiet} ${styles.danger}`,
  }[kind];
  return (
    <button
      type="button"
      {...rest}
      className={`${styles.button} ${look} ${icon ? styles.icon : ''} ${className}`}
    />
  );
}
