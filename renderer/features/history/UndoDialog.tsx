import { isOrdinary } from '../../../shared/model/change.ts';
import { undoOrRedoConfirmed } from '../../commands/undo.ts';
import { keyName } from '../../state/keys.ts';
import { useUndoDialogs } from '../../state/undo-dialogs.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { fullMoment } from '../../ui/moments.ts';
import controls from '../../ui/controls.module.css';
import { effectWords } from './effect-words.ts';
import { TEXTS } from './texts.ts';
import styles from './history.module.css';

/** Asks before undoing or redoing a change that is more than an edit, or older than this session. */
export function UndoDialog({ onClose }: { onClose: () => void }) {
  const { verb, question, named } = useUndoDialogs();
  if (!question) return null;
  const { change, label, kind, at, analyst, counts, instead, thisSession } = question;
  const edit = isOrdinary(kind);
  const choose = (chosen: typeof change) => {
    onClose();
    void undoOrRedoConfirmed(verb, chosen);
  };
  const lines = effectWords(counts);
  return (
    <ModalDialog title={TEXTS.question(verb, label)} onClose={onClose}>
      <p className={styles.asked}>
        {TEXTS.introduction(verb, kind, thisSession, named)}
        {TEXTS.madeOn(fullMoment(new Date(at)), analyst)}
      </p>
      {lines.length > 0 && (
        <ul className={styles.effect} aria-label={TEXTS.effects(verb)}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <p className={controls.help}>
        {verb === 'undo'
          ? TEXTS.keptUntil(keyName('history.redo'))
          : TEXTS.undoAgain(keyName('history.undo'))}
      </p>
      <div className={`${controls.actions} ${styles.choices}`}>
        {/* Enter confirms only for an edit, which the analyst most likely wanted; anything else must be chosen on purpose. */}
        <Button onClick={onClose} autoFocus={!edit}>
          {TEXTS.cancel}
        </Button>
        {/* Not for a change that was chosen in the history. */}
        {instead && !named && (
          <Button onClick={() => choose(instead.change)}>
            <span className={styles.instead}>{TEXTS.instead(instead.label)}</span>
          </Button>
        )}
        <Button kind={edit ? 'primary' : 'plain'} autoFocus={edit} onClick={() => choose(change)}>
          {TEXTS.confirm(verb, kind)}
        </Button>
      </div>
    </ModalDialog>
  );
}
