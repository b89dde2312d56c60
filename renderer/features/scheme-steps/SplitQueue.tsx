import { useState, type KeyboardEvent } from 'react';
import { typeLabel, type Scheme, type SpanType } from '../../../shared/model/scheme.ts';
import { changePart, freeKeys } from '../../../shared/scheme-edit/edit.ts';
import type { PartName } from '../../../shared/scheme-edit/names.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { goToSpan } from '../../commands/jump.ts';
import { decideLeftover } from '../../commands/scheme-steps.ts';
import { editScheme, removeFromScheme } from '../../commands/scheme.ts';
import { undoOrRedo } from '../../commands/undo.ts';
import { byLetter, matches } from '../../keys.ts';
import { useCall } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Writing } from '../../ui/Writing.tsx';
import controls from '../../ui/controls.module.css';
import { TypeName } from './Effect.tsx';
import styles from './scheme-steps.module.css';
import { TEXTS } from './texts.ts';

interface SplitQueueProps {
  type: SpanType;
  scheme: Scheme;
  onClose: () => void;
}

/** Called once for an element, so that later updates do not take the focus from a button. */
function focused(element: HTMLElement | null): void {
  element?.focus();
}

/** The annotations that a split has left undecided, one after the other: a letter gives each its type. */
export function SplitQueue({ type, scheme, onClose }: SplitQueueProps) {
  // The annotations that were shown before this one: the queue goes on after the last of them.
  const [passed, setPassed] = useState<readonly Uid[]>([]);
  const after = passed.at(-1);
  const found = useCall(
    'scheme.leftovers',
    { type: type.name, limit: 1, ...(after && { after }) },
    { keep: true },
  ).data;
  const into = (type.splitInto ?? []).flatMap(
    (name) => scheme.types.find((each) => each.name === name) ?? [],
  );
  const { left = 0, kept = 0 } = found?.counts.find((each) => each.type === type.name) ?? {};
  // The letter of the type itself keeps it; one that has none borrows one that no type has.
  const keep = { name: type.name, key: type.key ?? freeKeys(scheme, type.name)[0] };
  const row = found?.rows[0];
  const part: PartName = { kind: 'span', name: type.name };
  const end = () => void editScheme((now) => changePart(now, part, { splitInto: undefined })).then(onClose);
  const give = async (name: string) => {
    if (row && (await decideLeftover(row.span, name))) setPassed((all) => [...all, row.span]);
  };
  const skip = () => row && setPassed([...passed, row.span]);
  const back = () => setPassed(passed.slice(0, -1));
  const undo = async () => {
    await undoOrRedo('undo');
    back();
  };
  const press = (event: KeyboardEvent) => {
    if ((event.target as HTMLElement).closest('input, textarea, select')) return;
    const chosen = byLetter([...into, keep], event.nativeEvent);
    const act = chosen
      ? () => void give(chosen.name)
      : matches(event.nativeEvent, 'Mod+Z')
        ? () => void undo()
        : event.key === 'ArrowRight'
          ? skip
          : event.key === 'ArrowLeft'
            ? back
            : event.key === 'Enter' && row?.likely && !(event.target as HTMLElement).closest('button')
              ? () => void give(row.likely!)
              : null;
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  return (
    <ModalDialog title={TEXTS.queueTitle(type.label)} onClose={onClose} wide>
      {/* The dialog has the focus, and its keys bubble up from here. */}
      <div
        ref={focused}
        className={styles.queue}
        tabIndex={-1}
        role="group"
        aria-label={TEXTS.queueTitle(type.label)}
        onKeyDown={press}
      >
        <p className={styles.left} role="status">
          {found ? TEXTS.left(left) : TEXTS.counting}
        </p>
        {row && (
          <>
            <p className={styles.place}>
              {row.document.name} <span className={controls.help}>{row.set}</span>
            </p>
            <p className={styles.text} dir="auto" data-testid="leftover">
              {row.before}
              <mark>{row.words || TEXTS.noWords}</mark>
              {row.after}
            </p>
            <Writing>
              <div className={styles.give} role="group" aria-label={TEXTS.give}>
                {into.map((each) => (
                  <Button key={each.name} onClick={() => void give(each.name)}>
                    <TypeName name={each.name} scheme={scheme} /> {each.key && <KeyCap keys={each.key} />}
                  </Button>
                ))}
                <Button kind="quiet" onClick={() => void give(keep.name)}>
                  {TEXTS.keepThis(type.label)} {keep.key && <KeyCap keys={keep.key} />}
                </Button>
              </div>
            </Writing>
            {row.likely && (
              <p className={controls.help}>
                <KeyCap keys="Enter" /> {typeLabel(scheme, row.likely)}, {TEXTS.likely}
              </p>
            )}
          </>
        )}
        {found && !row && left > 0 && (
          <p>
            {TEXTS.onlySkipped(left)} <Button onClick={() => setPassed([])}>{TEXTS.again}</Button>
          </p>
        )}
        {found && left === 0 && (
          <Writing>
            <p>{kept === 0 ? TEXTS.allDecided : TEXTS.allDecidedBut(kept, type.label)}</p>
            <div className={styles.choices}>
              {kept === 0 && (
                <Button kind="primary" onClick={() => void removeFromScheme(part).then(onClose)}>
                  {TEXTS.removeOld(type.label)}
                </Button>
              )}
              <Button kind={kept > 0 ? 'primary' : 'plain'} onClick={end}>
                {kept === 0 ? TEXTS.keepOld(type.label) : TEXTS.endSplit}
              </Button>
            </div>
          </Writing>
        )}
      </div>
      <div className={`${controls.actions} ${styles.actions}`}>
        {row && (
          <>
            <Button kind="quiet" onClick={() => goToSpan(row.document.id, row.span)}>
              {TEXTS.open}
            </Button>
            <Writing>
              <Button kind="quiet" onClick={end}>
                {TEXTS.endQueue(type.label)}
              </Button>
            </Writing>
          </>
        )}
        <span className={styles.spring} />
        <Writing>
          <Button kind="quiet" disabled={passed.length === 0} onClick={() => void undo()}>
            {TEXTS.undoLast} <KeyCap keys="Mod+Z" />
          </Button>
        </Writing>
        <Button kind="quiet" disabled={passed.length === 0} onClick={back}>
          {TEXTS.back} <KeyCap keys="ArrowLeft" />
        </Button>
        <Button kind="quiet" disabled={!row} onClick={skip}>
          {TEXTS.skip} <KeyCap keys="ArrowRight" />
        </Button>
        <Button onClick={onClose}>{TEXTS.close}</Button>
      </div>
    </ModalDialog>
  );
}
