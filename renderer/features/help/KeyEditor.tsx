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
import { TEXTS } from './texts.ts';

/** Changes the keys of one action: removes them, adds by pressing, and shows conflicts before a key is reassigned. */
export function KeyEditor({ action }: { action: ActionInfo }) {
  const { own } = useKeys();
  const [recording, setRecording] = useState(false);
  const [pressed, setPressed] = useState<string | null>(null);
  const add = useRef<HTMLDivElement>(null);
  const focusAdd = () => add.current?.querySelector('button')?.focus();
  // The popover takes the focus when it is positioned, so this waits one frame.
  useEffect(() => {
    const frame = requestAnimationFrame(focusAdd);
    return () => cancelAnimationFrame(frame);
  }, []);
  const keys = keysOf(action, own);
  const label = action.label.replace(/…$/, '');

  const record = (event: KeyboardEvent) => {
    if (!recording) return;
    event.preventDefault();
    // Keep the key from the popover and the dialog.
    event.stopPropagation();
    if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph'].includes(event.key)) return;
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
      <ul className={styles.chips} aria-label={TEXTS.keysOf(label)}>
        {keys.length === 0 && <li className={styles.none}>{TEXTS.noKeys}</li>}
        {keys.map((each) => (
          <li key={each} className={styles.chip}>
            <KeyCap keys={each} />
            <button
              type="button"
              aria-label={TEXTS.remove(displayKey(each))}
              title={TEXTS.remove(displayKey(each))}
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
            // The pressed button no longer exists.
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
          {recording ? TEXTS.press : TEXTS.add}
        </Button>
        {action.id in own && (
          <Button kind="quiet" onClick={() => resetKeys(action.id)}>
            <RotateCcw size={13} aria-hidden /> {TEXTS.reset}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Why a combination cannot be taken, or what to know about it. */
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
          <KeyCap keys={pressed} /> {TEXTS.taken} “
          {others.map(({ label }) => label.replace(/…$/, '')).join('”, “')}
          ”.
        </p>
        <Button
          onClick={() => {
            addKey(action.id, pressed);
            onDone();
          }}
        >
          {TEXTS.reassign}
        </Button>
      </div>
    );
  return (
    <p className={controls.help} role="status">
      {isTakenByTabs(pressed) ? TEXTS.takenByTab : isAltGr(pressed) ? TEXTS.altGr : TEXTS.already}
    </p>
  );
}
