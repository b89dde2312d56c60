import { exportPack } from '../../commands/packs.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { TEXTS } from './texts.ts';
import controls from '../../ui/controls.module.css';

/** Asks for the format of an export of the registry. */
export function PackExportDialog({ onClose }: { onClose: () => void }) {
  const pick = (format: 'csv' | 'jsonl') => {
    onClose();
    void exportPack(format);
  };
  return (
    <ModalDialog title={TEXTS.packExport} onClose={onClose}>
      <p>{TEXTS.packExportHelp}</p>
      <div className={controls.actions}>
        <Button onClick={onClose}>{TEXTS.cancel}</Button>
        <Button onClick={() => pick('jsonl')}>{TEXTS.asJsonl}</Button>
        <Button kind="primary" autoFocus onClick={() => pick('csv')}>
          {TEXTS.asCsv}
        </Button>
      </div>
    </ModalDialog>
  );
}
