import { X } from 'lucide-react';
import { dismissToast, useView } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './shell.module.css';
import { TEXTS } from './texts.ts';

/** Messages at the foot of the window. Errors stay until they are dismissed. */
export function Toasts() {
  const toasts = useView((view) => view.toasts);
  return (
    <div className={styles.toasts} role="log" aria-live="polite">
      {toasts.map(({ id, kind, message }) => (
        <div
          key={id}
          className={`${styles.toast} ${kind === 'error' ? styles.toastError : ''}`}
          role={kind === 'error' ? 'alert' : undefined}
        >
          <span>{message}</span>
          <Button kind="quiet" icon aria-label={TEXTS.dismiss} onClick={() => dismissToast(id)}>
            <X size={14} aria-hidden />
          </Button>
        </div>
      ))}
    </div>
  );
}
