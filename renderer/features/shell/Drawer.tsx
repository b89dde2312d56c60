import { X } from 'lucide-react';
import { useEffect, useRef, type MouseEvent, type ReactNode } from 'react';
import { focusIn } from '../../commands/focus.ts';
import { setPanel, type PanelName } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { rest } from '../../ui/keep-focus.ts';
import styles from './shell.module.css';
import { TEXTS } from './texts.ts';

interface DrawerProps {
  panel: PanelName;
  label: string;
  region: 'documents' | 'inspector';
  children: ReactNode;
}

/**
 * A side panel of a narrow window: it lies over the article, which is inert meanwhile. Escape, a click beside it and the choice
 * of a document close it, and the focus returns to the text.
 */
export function Drawer({ panel, label, region, children }: DrawerProps) {
  const aside = useRef<HTMLElement>(null);
  const close = () => setPanel(panel, false);
  useEffect(() => {
    if (!aside.current?.contains(document.activeElement) && !focusIn(region)) aside.current?.focus();
    // The text can take the focus once it is no longer inert.
    return () => queueMicrotask(rest);
  }, [region]);
  const onClick = (event: MouseEvent) => {
    const isChoice = event.target instanceof Element && event.target.closest('[role="option"]');
    if (panel === 'left' && isChoice && !event.shiftKey && !event.ctrlKey && !event.metaKey) close();
  };
  return (
    <>
      {/* Escape does the same by keyboard. */}
      <div className={styles.backdrop} onClick={close} />
      <aside
        ref={aside}
        className={`${styles.panel} ${styles.drawer}`}
        data-side={panel}
        data-region={region}
        aria-label={label}
        tabIndex={-1}
        onClick={onClick}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.defaultPrevented) return;
          event.preventDefault();
          event.stopPropagation();
          close();
        }}
      >
        {children}
        {/* Shown first; the panel’s own controls take the focus before it. */}
        <header className={styles.drawerHead}>
          <strong>{label}</strong>
          <Button kind="quiet" icon aria-label={TEXTS.closePanel(label)} onClick={close}>
            <X size={15} aria-hidden />
          </Button>
        </header>
      </aside>
    </>
  );
}
