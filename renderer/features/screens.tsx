import { lazy, Suspense, useState, type ComponentProps, type ComponentType } from 'react';
import type * as parts from './rest.ts';
import screens from '../ui/screen.module.css';

type Rest = typeof parts;

let loaded: Rest | undefined;

/** Reads the script with all screens and dialogs but the first. Once it is read, each of them is shown at once. */
export async function loadRest(): Promise<Rest> {
  loaded = await import('./rest.ts');
  return loaded;
}

/** Returns a component of that script. */
function rest<Name extends keyof Rest>(name: Name): ComponentType<ComponentProps<Rest[Name]>> {
  type Props = ComponentProps<Rest[Name]>;
  const Lazy = lazy(async () => ({ default: (await loadRest())[name] as ComponentType<Props> }));
  return function Later(props: Props) {
    // Chosen once: a component of another type would lose its state.
    const [Component] = useState(() => loaded?.[name] as ComponentType<Props> | undefined);
    if (Component) return <Component {...(props as Props & object)} />;
    const waiting = <main className={screens.screen} aria-busy="true" data-region="text" />;
    return (
      <Suspense fallback={name.endsWith('Screen') ? waiting : null}>
        <Lazy {...(props as Props & object)} />
      </Suspense>
    );
  };
}

export const AgreementScreen = rest('AgreementScreen');
export const ClaimsScreen = rest('ClaimsScreen');
export const ContextMenu = rest('ContextMenu');
export const CorrectionScreen = rest('CorrectionScreen');
export const EntitiesScreen = rest('EntitiesScreen');
export const FirstSteps = rest('FirstSteps');
export const GuidelinePanel = rest('GuidelinePanel');
export const GuideScreen = rest('GuideScreen');
export const HistoryPanel = rest('HistoryPanel');
export const HistoryScreen = rest('HistoryScreen');
export const NotesScreen = rest('NotesScreen');
export const QuarantinePanel = rest('QuarantinePanel');
export const RecheckPanel = rest('RecheckPanel');
export const RelationsScreen = rest('RelationsScreen');
export const ReviewScreen = rest('ReviewScreen');
export const SchemeScreen = rest('SchemeScreen');
export const SearchScreen = rest('SearchScreen');

/** The dialogs by name. */
export const dialogs = {
  import: rest('ImportDialog'),
  'import-model': rest('ModelImportDialog'),
  paste: rest('PasteDialog'),
  export: rest('ExportDialog'),
  profile: rest('ProfileDialog'),
  keys: rest('KeysDialog'),
  new: rest('NewProjectDialog'),
  'rename-project': rest('RenameProjectDialog'),
  'trash-project': rest('TrashProjectDialog'),
  skip: rest('SkipDialog'),
  merge: rest('MergeDialog'),
  pack: rest('PackDialog'),
  'pack-export': rest('PackExportDialog'),
  propagate: rest('PropagateDialog'),
  backups: rest('BackupsDialog'),
  'save-copy': rest('SaveCopyDialog'),
  trash: rest('TrashDialog'),
  link: rest('LinkDialog'),
  undo: rest('UndoDialog'),
  'undo-obstacle': rest('ObstacleDialog'),
  working: rest('WorkingDialog'),
  erase: rest('EraseDialog'),
  'earlier-texts': rest('EarlierTextsDialog'),
  'leave-correction': rest('LeaveCorrectionDialog'),
  'set-value': rest('SetValueDialog'),
  values: rest('ValuesDialog'),
};
