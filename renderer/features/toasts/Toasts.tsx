import { X } from 'lucide-react';
import { useRef, type KeyboardEvent } from 'react';
import { dismissToast, holdToasts, useToasts } from '../../state/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { rest } from '../../ui/keep-focus.ts';
import { TEXTS } from './texts.ts';
import styles from './toasts.module.css';
import { useClearPlace } from './use-clear-place.ts';

/**
 * Messages at the foot of the window, or wherever they cover no words that are being worked on. Errors stay until they are
 * dismissed; F6 leads to them, and Escape dismisses.
 */
export function Toasts() {
  const { toasts } = useToasts();
  const list = useRef<HTMLDivElement>(null);
  /** What had the focus before it came here. */
  const before = useRef<Element | null>(null);
  useClearPlace(list, toasts.length > 0);
  const dismiss = (id: number) => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    if (at >= 0) {
      const next = buttons[at + 1] ?? buttons[at - 1];
      if (next) next.focus();
      else if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus();
      else rest();
    }
    dismissToast(id);
  };
  const onKeyDown = (event: KeyboardEvent, id: number) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    dismiss(id);
  };
  return (
    <div
      ref={list}
      className={styles.toasts}
      role="log"
      aria-live="polite"
      aria-label={TEXTS.messages}
      data-region={toasts.length > 0 ? 'messages' : undefined}
      onMouseEnter={() => holdToasts(true)}
      onMouseLeave={() => holdToasts(false)}
      onFocus={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) before.current = relatedTarget;
        holdToasts(true);
      }}
      onBlur={() => holdToasts(false)}
    >
      {toasts.map(({ id, kind, message, times, action }) => (
        <div
          key={id}
          className={`${styles.toast} ${kind === 'error' ? styles.error : ''}`}
          role={kind === 'error' ? 'alert' : undefined}
          onKeyDown={(event) => onKeyDown(event, id)}
        >
          <span>{message}</span>
          {times > 1 && (
            <span className={styles.times} title={TEXTS.times(times)} aria-label={TEXTS.times(times)}>
              ×{times}
            </span>
          )}
          {action && (
            <Button
              onClick={() => {
                dismiss(id);
                action.run();
              }}
            >
              {action.label}
            </Button>
          )}
          <Button kind="quiet" icon aria-label={TEXTS.dismiss} onClick={() => dismiss(id)}>
            <X size={14} aria-hidden />
          </Button>
        </div>
      ))}
    </div>
  );
}
