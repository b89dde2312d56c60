import { History, Redo2, Undo2, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '../../../shared/contract/index.ts';
import { call } from '../../api.ts';
import { runAction } from '../../commands/index.ts';
import { keyName } from '../../state/keys.ts';
import { useView } from '../../state/view.ts';
import { Writing } from '../../ui/Writing.tsx';
import styles from './shell.module.css';
import { TEXTS } from './texts.ts';

type Next = OutputOf<'history.next'>;

const NONE: Next = { undo: null, redo: null };

/**
 * Undo and redo by mouse, and the list of all changes. The name of the next change is read when the pointer or the focus arrives,
 * not after every change: a tag would otherwise ask for a name that nobody looks at.
 */
export function UndoButtons() {
  const [next, setNext] = useState(NONE);
  const showsHistory = useView((view) => view.showsHistory);
  const read = () => {
    call('history.next', {}).then(setNext, () => setNext(NONE));
  };
  const run = (action: 'history.undo' | 'history.redo') => {
    setNext(NONE);
    runAction(action);
  };
  return (
    <span className={styles.undo}>
      <Writing>
        <span className={styles.undo} onPointerEnter={read} onFocus={read}>
          <StatusButton
            icon={Undo2}
            label={TEXTS.undo}
            help={TEXTS.undoHelp(next.undo, keyName('history.undo'))}
            onClick={() => run('history.undo')}
          />
          <StatusButton
            icon={Redo2}
            label={TEXTS.redo}
            help={TEXTS.redoHelp(next.redo, keyName('history.redo'))}
            onClick={() => run('history.redo')}
          />
        </span>
      </Writing>
      <StatusButton
        icon={History}
        label={TEXTS.changes}
        help={TEXTS.changesHelp(keyName('history.panel'))}
        pressed={showsHistory}
        onClick={() => runAction('history.panel')}
      />
    </span>
  );
}

interface StatusButtonProps {
  icon: LucideIcon;
  label: string;
  help: string;
  pressed?: boolean;
  onClick: () => void;
}

function StatusButton({ icon: Icon, label, help, pressed, onClick }: StatusButtonProps) {
  return (
    <button type="button" aria-label={label} aria-pressed={pressed} title={help} onClick={onClick}>
      <Icon size={13} aria-hidden />
    </button>
  );
}
