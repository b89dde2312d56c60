import { NEW_LIST, type ListView } from './document-list.ts';
import { create } from 'zustand';
import { partsOf } from './parts.ts';
import type { PacedProgress } from './progress.ts';
import type { Connection } from '../transport/transport.ts';
import type { Uid } from '../../shared/model/uid.ts';

export { toast, toastError } from './toasts.ts';

export type Theme = 'light' | 'dark';
export type DialogName =
  | 'import'
  | 'import-model'
  | 'paste'
  | 'export'
  | 'profile'
  | 'keys'
  | 'new'
  | 'rename-project'
  | 'trash-project'
  | 'skip'
  | 'merge'
  | 'pack'
  | 'pack-export'
  | 'propagate'
  | 'backups'
  | 'save-copy'
  | 'trash'
  | 'link'
  | 'undo'
  | 'undo-obstacle'
  | 'working'
  | 'erase'
  | 'leave-correction'
  | 'earlier-texts'
  | 'set-value'
  | 'values';
/** Which screen the middle of the window shows. */
export type Screen =
  | 'article'
  | 'search'
  | 'claims'
  | 'relations'
  | 'entities'
  | 'review'
  | 'quarantine'
  | 'numbers'
  | 'notes'
  | 'history'
  | 'guide'
  | 'scheme';

/** A prompt for a type's key: change the selected span's type, duplicate the span, or hold the type. */
export type TypePrompt = 'change' | 'duplicate' | 'hold' | null;

export type InspectorTab = 'claims' | 'entities' | 'details';

interface Preferences {
  theme: Theme;
  zoom: number;
  leftOpen: boolean;
  inspectorOpen: boolean;
  /** The same for screens with tables, which need the width: closed unless opened there. */
  leftOpenAtTables: boolean;
  inspectorOpenAtTables: boolean;
  leftWidth: number;
  inspectorWidth: number;
  /** Whether other occurrences are tagged in all articles; otherwise in the open one. */
  propagatesWidely: boolean;
  /** Whether the status bar shows the offsets of the caret or the selection. */
  showsOffsets: boolean;
  /** What the inspector shows of the article while nothing is selected. */
  inspectorTab: InspectorTab;
  /** When the types stand above the spans in the text. */
  labels: 'off' | 'hover' | 'always';
}

interface View extends Preferences, ListView {
  screen: Screen;
  /** Whether the window is too narrow for panels beside the article: they are drawers over it then. */
  isNarrow: boolean;
  /** Whether the right panel shows the changes of the article, and not the inspector. */
  showsHistory: boolean;
  /** Whether the right panel shows the guideline of a type, and not the inspector. */
  showsGuideline: boolean;
  /** The panel that is open as a drawer. */
  drawer: PanelName | null;
  /** The entity whose page is shown; `null` for the list of all. */
  entityId: Uid | null;
  documentId: Uid | null;
  /** The set chosen by hand; null for the analyst's own. */
  chosenSet: Uid | null;
  hiddenLayers: readonly string[];
  /** Groups of document labels that are hidden; the empty string stands for labels without a group. */
  hiddenLabelGroups: readonly string[];
  paletteOpen: boolean;
  dialog: DialogName | null;
  typePrompt: TypePrompt;
  /** Number of commands sent and not yet acknowledged. */
  saving: number;
  /** Time of the last acknowledged change, in ms since 1970; `null` before the first. */
  savedAt: number | null;
  alarm: string | null;
  /** Whether the backend can be reached. */
  connection: Connection;
  progress: PacedProgress | null;
}

const STORAGE = 'postil-view';

/** The widths of the panels until they are resized (px). */
export const PANEL_WIDTHS = { leftWidth: 248, inspectorWidth: 336 };

function remembered(): Preferences {
  const preferred: Theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const defaults: Preferences = {
    theme: preferred,
    zoom: 1,
    leftOpen: true,
    inspectorOpen: true,
    leftOpenAtTables: false,
    inspectorOpenAtTables: false,
    propagatesWidely: true,
    ...PANEL_WIDTHS,
    showsOffsets: false,
    inspectorTab: 'claims',
    labels: 'off',
  };
  try {
    return { ...defaults, ...(JSON.parse(localStorage.getItem(STORAGE) ?? '{}') as Partial<Preferences>) };
  } catch {
    return defaults;
  }
}

/** Below this width panels do not fit beside the article. */
const narrow = matchMedia('(width < 760px)');

/** State of the window that is not data of the project. */
export const useView = create<View>()(() => ({
  ...remembered(),
  screen: 'article',
  isNarrow: narrow.matches,
  drawer: null,
  showsHistory: false,
  showsGuideline: false,
  entityId: null,
  documentId: null,
  chosenSet: null,
  hiddenLayers: [],
  hiddenLabelGroups: [],
  ...NEW_LIST,
  paletteOpen: false,
  dialog: null,
  typePrompt: null,
  saving: 0,
  savedAt: null,
  alarm: null,
  connection: 'up',
  progress: null,
}));

/** Returns parts of the view by name, `useViewParts('screen', 'documentId')`. */
export const useViewParts = partsOf(useView);

/** Sets a part of the view. */
export const setView = useView.setState;

export type PanelName = 'left' | 'inspector';

const PANELS = {
  left: { article: 'leftOpen', tables: 'leftOpenAtTables' },
  inspector: { article: 'inspectorOpen', tables: 'inspectorOpenAtTables' },
} as const;

/** Whether a panel is open on the current screen. */
export function isPanelOpen(
  view: Preferences & Pick<View, 'screen' | 'isNarrow' | 'drawer'>,
  panel: PanelName,
): boolean {
  if (view.isNarrow) return view.drawer === panel;
  return view[PANELS[panel][view.screen === 'article' ? 'article' : 'tables']];
}

/**
 * Opens or closes a panel on the current screen; remembered separately for the article and the tables. In a narrow window it is
 * a drawer, which is not remembered.
 */
export function setPanel(panel: PanelName, open: boolean): void {
  if (panel === 'inspector') setView({ showsHistory: false, showsGuideline: false });
  setView(({ screen, isNarrow }) =>
    isNarrow
      ? { drawer: open ? panel : null }
      : { [PANELS[panel][screen === 'article' ? 'article' : 'tables']]: open },
  );
}

narrow.addEventListener('change', ({ matches }) => setView({ isNarrow: matches, drawer: null }));

let kept = '';

/** Applies the preferences and stores them for the next start. */
function keep(view: View): void {
  const { theme, zoom, leftWidth, inspectorWidth } = view;
  const { propagatesWidely, showsOffsets, inspectorTab, labels } = view;
  const { leftOpen, inspectorOpen, leftOpenAtTables, inspectorOpenAtTables } = view;
  const preferences: Preferences = {
    theme,
    zoom,
    leftOpen,
    inspectorOpen,
    leftOpenAtTables,
    inspectorOpenAtTables,
    leftWidth,
    inspectorWidth,
    propagatesWidely,
    showsOffsets,
    inspectorTab,
    labels,
  };
  const written = JSON.stringify(preferences);
  // The rest of the view changes with every command, and storage is written synchronously.
  if (written === kept) return;
  kept = written;
  document.documentElement.dataset['theme'] = theme;
  document.documentElement.style.setProperty('--reading-zoom', String(zoom));
  localStorage.setItem(STORAGE, written);
}

keep(useView.getState());
useView.subscribe(keep);
