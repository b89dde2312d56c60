import { useEffect } from 'react';
import { isAtRest } from '../../ui/keep-focus.ts';
import { editor } from '../../state/editor-ref.ts';
import { setView, useView } from '../../state/view.ts';
import { MergeDialog } from '../entities/MergeDialog.tsx';
import { BackupsDialog } from '../backups/BackupsDialog.tsx';
import { SaveCopyDialog } from '../backups/SaveCopyDialog.tsx';
import { PackDialog } from '../entities/PackDialog.tsx';
import { PackExportDialog } from '../entities/PackExportDialog.tsx';
import { ExportDialog } from '../exchange/ExportDialog.tsx';
import { ImportDialog } from '../exchange/ImportDialog.tsx';
import { ModelImportDialog } from '../exchange/ModelImportDialog.tsx';
import { PasteDialog } from '../exchange/PasteDialog.tsx';
import { WorkingDialog } from '../exchange/WorkingDialog.tsx';
import { KeysDialog } from '../help/KeysDialog.tsx';
import { ObstacleDialog } from '../history/ObstacleDialog.tsx';
import { UndoDialog } from '../history/UndoDialog.tsx';
import { EraseDialog } from '../erase/EraseDialog.tsx';
import { TrashDialog } from '../history/TrashDialog.tsx';
import { LinkDialog } from '../links/LinkDialog.tsx';
import { PropagateDialog } from '../propagation/PropagateDialog.tsx';
import { ProfileDialog } from '../profile/ProfileDialog.tsx';
import { SkipDialog } from '../documents/SkipDialog.tsx';
import { NewProjectDialog } from '../start/NewProjectDialog.tsx';

const dialogs = {
  import: ImportDialog,
  'import-model': ModelImportDialog,
  paste: PasteDialog,
  export: ExportDialog,
  profile: ProfileDialog,
  keys: KeysDialog,
  new: NewProjectDialog,
  skip: SkipDialog,
  merge: MergeDialog,
  pack: PackDialog,
  'pack-export': PackExportDialog,
  propagate: PropagateDialog,
  backups: BackupsDialog,
  'save-copy': SaveCopyDialog,
  trash: TrashDialog,
  link: LinkDialog,
  undo: UndoDialog,
  'undo-obstacle': ObstacleDialog,
  working: WorkingDialog,
  erase: EraseDialog,
};

/** The dialog that is open, if one is. */
export function Dialogs() {
  const name = useView((view) => view.dialog);
  useEffect(() => {
    if (name !== null) return;
    // The element that had the focus before may be gone (a dialog that led to this one); then the text gets it. A dialog
    // returns the focus one animation frame after it closes, so this looks one frame later.
    const request = requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (isAtRest()) editor()?.focus();
      }),
    );
    return () => cancelAnimationFrame(request);
  }, [name]);
  if (name === null) return null;
  const Dialog = dialogs[name];
  return <Dialog onClose={() => setView({ dialog: null })} />;
}
