import { useState, type SyntheticEvent } from 'react';
import { skip } from '../../commands/documents.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import { TEXTS } from './texts.ts';

/** Asks why the document is skipped; the reason is optional. */
export function SkipDialog({ onClose }: { onClose: () => void }) {
  const [reason, setReason] = useState('');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onClose();
    void skip(reason.trim());
  };
  return (
    <ModalDialog title={TEXTS.skip} onClose={onClose}>
      <form onSubmit={submit}>
        <Field label={TEXTS.skipReason} help={TEXTS.skipHelp}>
          {({ id, describedBy }) => (
            <input
              id={id}
              aria-describedby={describedBy}
              className={controls.input}
              value={reason}
              autoFocus
              maxLength={1000}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
        <div className={controls.actions}>
          <Button onClick={onClose}>{TEXTS.cancel}</Button>
          <Button kind="primary" type="submit">
            {TEXTS.doSkip}
          </Button>
        </div>
      </form>
    </ModalDialog>
  );
}
