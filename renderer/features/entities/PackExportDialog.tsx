import { exportPack } from '../../commands/packs.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';

/** Asks for the format of an export of the registry. */
export function PackExportDialog({ onClose }: { onClose: () => void }) {
  const pick = (format: 'csv' | 'jsonl') => {
    onClose();
    void exportPack(format);
  };
  return (
    <ModalDialog title="Export the entities" onClose={onClose}>
      <p>
        Names, types, aliases, external ids, notes and colours, as a pack that other projects can import.
        Mentions are not in it; a dataset has those.
      </p>
      <div className={controls.actions}>
        <Button onClick={onClose}>Cancel</Button>
        <Button onClick={() => pick('jsonl')}>As JSONL</Button>
        <Button kind="primary" autoFocus onClick={() => pick('csv')}>
          As CSV
        </Button>
      </div>
    </ModalDialog>
  );
}
