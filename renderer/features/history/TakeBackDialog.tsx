import type { Question } from '../../../shared/contract/history.ts';
import { isOrdinary, type ChangeKind } from '../../../shared/model/change.ts';
import { takeBackAnyway } from '../../commands/take-back.ts';
import { keyName } from '../../state/keys.ts';
import { useTakingBack, type Verb } from '../../state/taking-back.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { fullMoment } from '../../ui/moments.ts';
import controls from '../../ui/controls.module.css';
import { effectWords } from './effect-words.ts';
import styles from './history.module.css';

const NOUNS: Readonly<Record<ChangeKind, string>> = {
  edit: 'edit',
  bulk: 'edit',
  import: 'import',
  setup: 'change',
  merge: 'merge',
  migration: 'change of scheme',
  correction: 'correction',
  deletion: 'change',
};

/** Asks before undoing or redoing a change that is more than an edit, or older than this session. */
export function TakeBackDialog({ onClose }: { onClose: () => void }) {
  const { verb, question, named } = useTakingBack();
  if (!question) return null;
  const { change, label, kind, at, analyst, counts, instead } = question;
  const word = verb === 'undo' ? 'Undo' : 'Redo';
  const edit = isOrdinary(kind);
  const choose = (chosen: typeof change) => {
    onClose();
    void takeBackAnyway(verb, chosen);
  };
  const lines = effectWords(counts);
  return (
    <ModalDialog title={`${word} “${label}”?`} onClose={onClose}>
      <p className={styles.asked}>
        {introduction(verb, question, named)} It was made on {fullMoment(new Date(at))}
        {analyst && ` by ${analyst}`}.
      </p>
      {lines.length > 0 && (
        <ul className={styles.effect} aria-label={`What ${word.toLowerCase()} does`}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <p className={controls.help}>
        {verb === 'undo'
          ? `It stays in the history, and ${keyName('history.redo')} brings it back until you make another change.`
          : `${keyName('history.undo')} takes it back again.`}
      </p>
      <div className={`${controls.actions} ${styles.choices}`}>
        {/* Enter confirms only for an edit, which the analyst most likely wanted; anything else must be chosen on purpose. */}
        <Button onClick={onClose} autoFocus={!edit}>
          Cancel
        </Button>
        {/* Not for a change that was chosen in the history. */}
        {instead && !named && (
          <Button onClick={() => choose(instead.change)}>
            <span className={styles.instead}>Instead undo “{instead.label}”</span>
          </Button>
        )}
        <Button kind={edit ? 'primary' : 'plain'} autoFocus={edit} onClick={() => choose(change)}>
          {word} the {NOUNS[kind]}
        </Button>
      </div>
    </ModalDialog>
  );
}

function introduction(verb: Verb, { kind, thisSession }: Question, named: boolean): string {
  if (isOrdinary(kind) && !thisSession)
    return verb === 'undo'
      ? `${named ? 'This' : 'Your latest'} change was not made in this session of the program.`
      : 'You did not undo this in this session of the program.';
  const latest = verb === 'undo' ? 'Your latest change' : 'What you undid last';
  const last = named ? 'This change' : latest;
  return {
    edit: `${last} is an edit.`,
    bulk: `${last} is an edit of many rows.`,
    correction: `${last} is a correction of the text.`,
    import: `${last} is an import.`,
    merge: `${last} is a merge of entities.`,
    migration: `${last} rewrote annotations for another scheme.`,
    deletion: `${last} moved articles into or out of the trash.`,
    setup: '',
  }[kind];
}
