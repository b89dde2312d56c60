import type { MeaningQuestion } from '../../state/scheme-edit.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import { TEXTS } from './texts.ts';

/** Asks whether an edit gives types another meaning. Closing it means that they keep theirs. */
export function MeaningDialog({ parts, answer }: MeaningQuestion) {
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  return (
    <ModalDialog title={TEXTS.meaningTitle} onClose={() => answer(false)}>
      {parts.map(({ part, label, count }) => (
        <p key={`${part.kind} ${part.name}`}>
          <strong>{TEXTS.meaningAbout(label, count)}</strong>
        </p>
      ))}
      <p className={controls.help}>{TEXTS.meaningHelp}</p>
      <div className={controls.actions}>
        <Button onClick={() => answer(true)}>{TEXTS.anotherMeaning(total)}</Button>
        <Button kind="primary" autoFocus onClick={() => answer(false)}>
          {TEXTS.sameMeaning}
        </Button>
      </div>
    </ModalDialog>
  );
}
