import type { ButtonHTMLAttributes } from 'react';
import styles from './controls.module.css';
import { useRefusal } from './Writing.tsx';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: 'plain' | 'primary' | 'quiet' | 'danger';
  /** Only an icon inside: then `aria-label` must name it. */
  icon?: boolean;
}

/** A push button. Disabled it keeps the focus: a key pressed while work is under way would go nowhere otherwise. */
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
