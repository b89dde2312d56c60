import { X } from 'lucide-react';
import { useRef } from 'react';
import { menuOfChosen } from '../../commands/menu-entries.ts';
import { chooseNothing } from '../../state/chosen-documents.ts';
import { useContextMenu } from '../../state/context-menu.ts';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { Button } from '../../ui/Button.tsx';
import styles from './documents.module.css';
import { TEXTS } from './texts.ts';

interface ChosenBarProps {
  count: number;
  total: number;
  /** The list, which gets the focus when nothing is chosen any more. */
  onLeave: () => void;
}

/** How many documents are chosen, and what can be done with all of them. */
export function ChosenBar({ count, total, onLeave }: ChosenBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const open = () => {
    const from = bar.current?.querySelector('button') ?? null;
    const { left = 0, bottom = 0 } = from?.getBoundingClientRect() ?? {};
    useContextMenu.setState({ menu: { ...menuOfChosen(total), at: { x: left, y: bottom }, from } });
  };
  return (
    <div ref={bar} className={styles.chosen} role="group" aria-label={TEXTS.selection}>
      <span role="status">{TEXTS.chosen(count)}</span>
      <Button kind="quiet" aria-haspopup="menu" onClick={open}>
        {TEXTS.actions} <ActionKey action="menu.open" />
      </Button>
      <Button
        kind="quiet"
        icon
        aria-label={TEXTS.chooseNothing}
        title={TEXTS.chooseNothingKey}
        onClick={() => {
          chooseNothing();
          onLeave();
        }}
      >
        <X size={14} aria-hidden />
      </Button>
    </div>
  );
}
