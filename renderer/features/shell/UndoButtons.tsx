import { Redo2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '../../../shared/contract/index.ts';
import { call } from '../../api.ts';
import { runAction } from '../../commands/index.ts';
import { keyName } from '../../state/keys.ts';
import { Writing } from '../../ui/Writing.tsx';
import styles from './shell.module.css';
import { TEXTS } from './texts.ts';

type Next = OutputOf<'history.next'>;

const NONE: Next = { undo: null, redo: null };

/**
 * Undo and redo by mouse. The name of the change is read when the pointer or the focus arrives, not after every change: a tag would
 * otherwise ask for a name that nobody looks at.
 */
export function UndoButtons() {
  const [next, setNext] = useState(NONE);
  const read = () => {
    call('history.next', {}).then(setNext, () => setNext(NONE));
  };
  const run = (action: 'history.undo' | 'history.redo') => {
    setNext(NONE);
    runAction(action);
  };
  return (
    <Writing>
      <span className={styles.undo} onPointerEnter={read} onFocus={read}>
        <button
          type="button"
          aria-label={TEXTS.undo}
          title={TEXTS.undoHelp(next.undo, keyName('history.undo'))}
          onClick={() => run('history.undo')}
        >
          <Undo2 size={13} aria-hidden />
        </button>
        <button
          type="button"
          aria-label={TEXTS.redo}
          title={TEXTS.redoHelp(next.redo, keyName('history.redo'))}
          onClick={() => run('history.redo')}
        >
          <Redo2 size={13} aria-hidden />
        </button>
      </span>
    </Writing>
  );
}
