import { create } from 'zustand';
import { PostilError } from '../../shared/contract/errors.ts';
import { partsOf } from './parts.ts';
import type { PacedProgress } from './progress.ts';
import type { Connection } from '../transport/transport.ts';
import type { Status } from '../../shared/model/document.ts';
import type { Uid } from '../../shared/model/uid.ts';

export type Theme = 'light' | 'dark';
export type DialogName =
  | 'import'
  | 'import-model'
  | 'paste'
  | 'export'
  | 'profile'
  | 'keys'
  | 'new'
  | 'skip'
  | 'merge'
  | 'pack'
  | 'pack-export'
  | 'propagate'
  | 'backups'
  | 'save-copy'
  | 'trash'
  | 'link'
  | 'take-back'
  | 'in-the-way'
  | 'working'
  | 'erase';
/** What the middle of the window shows. */
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
export type ListOrder = 'added' | 'title' | 'published' | 'length';

/** A short message that goes by itself; one with something to keep in mind, or an error, stays until dismissed. */
export interface Toast {
  readonly id: number;
  readonly kind: 'done' | 'told' | 'error';
  readonly message: string;
}

/** Waits for a type's key: change the selected span's type, or duplicate it. */
export type TypePrompt = 'change' | 'duplicate' | null;

interface Preferences {
  theme: Theme;
  zoom: number;
  leftOpen: boolean;
  inspectorOpen: boolean;
  /** The same on screens that show a table, which needs the width: closed until opened there. */
  leftOpenAtTables: boolean;
  inspectorOpenAtTables: boolean;
  leftWidth: number;
  inspectorWidth: number;
}

interface View extends Preferences {
  screen: Screen;
  /** The entity whose page is shown; `null` for the whole registry. */
  entityId: Uid | null;
  documentId: Uid | null;
  /** Chosen by hand; otherwise the analyst's own set. */
  chosenSet: Uid | null;
  hiddenLayers: readonly string[];
  search: string;
  statuses: readonly Status[];
  order: ListOrder;
  descending: boolean;
  paletteOpen: boolean;
  dialog: DialogName | null;
  typePrompt: TypePrompt;
  toasts: readonly Toast[];
  /** Commands sent and not yet acknowledged. */
  saving: number;
  /** Milliseconds since 1970 of the last acknowledged change; `null` before the first. */
  savedAt: number | null;
  alarm: string | null;
  /** Whether the backend can be reached. */
  connection: Connection;
  progress: PacedProgress | null;
}

const STORAGE = 'postil-view';

function remembered(): Preferences {
  const preferred: Theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const defaults: Preferences = {
    theme: preferred,
    zoom: 1,
    leftOpen: true,
    inspectorOpen: true,
    leftOpenAtTables: false,
    inspectorOpenAtTables: false,
    leftWidth: 248,
    inspectorWidth: 336,
  };
  try {
    return { ...defaults, ...(JSON.parse(localStorage.getItem(STORAGE) ?? '{}') as Partial<Preferences>) };
  } catch {
    return defaults;
  }
}

/** What the window shows, as far as it is not the project's data. */
export const useView = create<View>()(() => ({
  ...remembered(),
  screen: 'article',
  entityId: null,
  documentId: null,
  chosenSet: null,
  hiddenLayers: [],
  search: '',
  statuses: [],
  order: 'added',
  descending: false,
  paletteOpen: false,
  dialog: null,
  typePrompt: null,
  toasts: [],
  saving: 0,
  savedAt: null,
  alarm: null,
  connection: 'up',
  progress: null,
}));

/** Parts of the view by name, `useViewParts('screen', 'documentId')`. */
export const useViewParts = partsOf(useView);

/** Sets a part of the view. */
export const setView = useView.setState;

export type PanelName = 'left' | 'inspector';

const PANELS = {
  left: { article: 'leftOpen', tables: 'leftOpenAtTables' },
  inspector: { article: 'inspectorOpen', tables: 'inspectorOpenAtTables' },
} as const;

/** Whether a panel is open on the screen that is shown. */
export function isPanelOpen(view: Preferences & Pick<View, 'screen'>, panel: PanelName): boolean {
  return view[PANELS[panel][view.screen === 'article' ? 'article' : 'tables']];
}

/** Opens or closes a panel on the screen that is shown: the article and the tables remember their own. */
export function setPanel(panel: PanelName, open: boolean): void {
  setView(({ screen }) => ({ [PANELS[panel][screen === 'article' ? 'article' : 'tables']]: open }));
}

let kept = '';

/** Applies the preferences and keeps them for the next start. */
function keep(view: View): void {
  const { theme, zoom, leftWidth, inspectorWidth } = view;
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
  };
  const written = JSON.stringify(preferences);
  // The rest of the view changes with every command, and storage is written while the window waits.
  if (written === kept) return;
  kept = written;
  document.documentElement.dataset['theme'] = theme;
  document.documentElement.style.setProperty('--reading-zoom', String(zoom));
  localStorage.setItem(STORAGE, written);
}

keep(useView.getState());
useView.subscribe(keep);

let toastId = 0;
/** How long a message stays (ms); errors stay until dismissed. */
const TOAST_LIFE = 4500;

/** Shows a message at the foot of the window. */
export function toast(message: string, kind: Toast['kind'] = 'done'): void {
  // The same refusal of ten keys is one message; what goes by itself may be said again.
  if (kind !== 'done' && useView.getState().toasts.some((shown) => shown.message === message)) return;
  const id = ++toastId;
  setView(({ toasts }) => ({ toasts: [...toasts.slice(-3), { id, kind, message }] }));
  if (kind === 'done') setTimeout(() => dismissToast(id), TOAST_LIFE);
}

export function dismissToast(id: number): void {
  setView(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

/** The ids of what is in a project. */
const ID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/iu;

/** Shows what went wrong, in the words of the error. What is gone by now is called so: its id says nothing to a person. */
export function toastError(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof PostilError && error.code === 'not-found' && ID.test(message))
    toast('This is not in the project any more; it was deleted or undone meanwhile.', 'told');
  // A project that can only be read is no fault, and a banner says so as well.
  else toast(message, error instanceof PostilError && error.code === 'read-only' ? 'told' : 'error');
}
