import type { ButtonHTMLAttributes } from 'react';
import styles from './controls.module.css';
import { useRefusal } from './Writing.tsx';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: 'plain' | 'primary' | 'quiet' | 'danger';
  /** True if it contains only an icon; then set `aria-label`. */
  icon?: boolean;
}

/** A push button. It keeps the focus while disabled, so that a key pressed during a running call is not lost. */
export function Button({
  kind = 'plain',
  icon = false,
  className = '',
  disabled,
  onClick,
  ...rest
}: ButtonProps) {
  const refusal = useRefusal();
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
      title={refusal ?? rest.title}
      aria-disabled={disabled === true || undefined}
      onClick={disabled ? (event) => event.preventDefault() : onClick}
      className={`${styles.button} ${look} ${icon ? styles.icon : ''} ${className}`}
    />
  );
}
