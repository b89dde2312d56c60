import { RotateCcw, X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ActionInfo } from '../../../shared/actions.ts';
import {
  conflictsOf,
  isAltGr,
  isTakenByTabs,
  keysOf,
  MOST_KEYS,
  problemOfKeys,
  sameKeys,
} from '../../../shared/keys.ts';
import { addKey, removeKey, resetKeys } from '../../commands/keys.ts';
import { combinationOf, displayKey } from '../../keys.ts';
import { useKeys } from '../../state/keys.ts';
import { Button } from '../../ui/Button.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import controls from '../../ui/controls.module.css';
import styles from './keys.module.css';

/** Changes the keys of one action: takes out, adds by pressing, tells conflicts before anything is taken over. */
export function KeyEditor({ action }: { action: ActionInfo }) {
  const { own } = useKeys();
  const [recording, setRecording] = useState(false);
  const [pressed, setPressed] = useState<string | null>(null);
  const add = useRef<HTMLDivElement>(null);
  const focusAdd = () => add.current?.querySelector('button')?.focus();
  // The popover takes the focus itself when it has found its place.
  useEffect(() => {
    const frame = requestAnimationFrame(focusAdd);
    return () => cancelAnimationFrame(frame);
  }, []);
  const keys = keysOf(action, own);
  const label = action.label.replace(/…$/, '');

  const record = (event: KeyboardEvent) => {
    if (!recording) return;
    event.preventDefault();
    // Neither the popover nor the dialog may act on it.
    event.stopPropagation();
    if (/^(?:Control|Shift|Alt|Meta|AltGraph)$/.test(event.key)) return;
    setRecording(false);
    if (event.key === 'Escape') return setPressed(null);
    const combination = combinationOf(event.nativeEvent);
    const free =
      problemOfKeys(combination, action.scope) === null &&
      conflictsOf(action.id, combination, own).length === 0 &&
      !keys.some((each) => sameKeys(each, combination));
    if (!free) return setPressed(combination);
    addKey(action.id, combination);
    setPressed(isTakenByTabs(combination) || isAltGr(combination) ? combination : null);
  };

  return (
    <div onKeyDownCapture={record}>
      <p className={styles.editorTitle}>{label}</p>
      <ul className={styles.chips} aria-label="Its keys">
        {keys.length === 0 && <li className={styles.none}>No key. It stays in the palette.</li>}
        {keys.map((each) => (
          <li key={each} className={styles.chip}>
            <KeyCap keys={each} />
            <button
              type="button"
              aria-label={`Take out ${displayKey(each)}`}
              title="Take out"
              onClick={() => removeKey(action.id, each)}
            >
              <X size={13} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      {pressed !== null && !recording && (
        <Verdict
          action={action}
          pressed={pressed}
          onDone={() => {
            setPressed(null);
            // The button that was pressed is gone.
            focusAdd();
          }}
        />
      )}
      <div className={styles.editorActions} ref={add}>
        <Button
          kind={recording ? 'primary' : 'plain'}
          disabled={keys.length >= MOST_KEYS}
          onClick={() => setRecording(true)}
          onBlur={() => setRecording(false)}
        >
          {recording ? 'Press the key. Esc leaves.' : 'Add a key'}
        </Button>
        {action.id in own && (
          <Button kind="quiet" onClick={() => resetKeys(action.id)}>
            <RotateCcw size={13} aria-hidden /> As it was
          </Button>
        )}
      </div>
    </div>
  );
}

/** What stands against a combination, or is to know of it. */
function Verdict({ action, pressed, onDone }: { action: ActionInfo; pressed: string; onDone: () => void }) {
  const { own } = useKeys();
  const objection = problemOfKeys(pressed, action.scope);
  const others = conflictsOf(action.id, pressed, own);
  const taken = keysOf(action, own).some((each) => sameKeys(each, pressed));
  if (objection !== null)
    return (
      <p className={controls.refusal} role="alert">
        <KeyCap keys={pressed} /> {objection}
      </p>
    );
  if (!taken && others.length > 0)
    return (
      <div className={styles.conflict} role="alert">
        <p>
          <KeyCap keys={pressed} /> is the key of “
          {others.map(({ label }) => label.replace(/…$/, '')).join('”, “')}
          ”.
        </p>
        <Button
          onClick={() => {
            addKey(action.id, pressed);
            onDone();
          }}
        >
          Take it from there
        </Button>
      </div>
    );
  return (
    <p className={controls.help} role="status">
      {isTakenByTabs(pressed)
        ? 'In a browser’s tab this key stays the browser’s; the desktop program gets it. A second key helps there.'
        : isAltGr(pressed)
          ? 'Where AltGr is on the keyboard, it may type a sign instead.'
          : 'It is one of its keys already.'}
    </p>
  );
}
