import { create } from 'zustand';
import type { SearchForm } from './search.ts';
import { currentProject } from './project.ts';

/** The maximum number of things and of searches that are remembered. */
const MOST_CHOSEN = 12;
const MOST_SEARCHES = 8;

const STORAGE = 'postil-recent';

interface Recent {
  /** Ids of palette entries that were chosen or opened, the latest first. No names: what is deleted must leave none behind. */
  readonly chosen: readonly string[];
  /** Searches of the project that led to something, the latest first. */
  readonly searches: readonly SearchForm[];
}

const nothing: Recent = { chosen: [], searches: [] };

/** What was used recently in the open project, on this machine. */
export const useRecent = create<Recent>()(() => nothing);

/** The project whose recent things are loaded. */
let loaded: string | undefined;

/** Loads what is remembered of the open project. */
export function loadRecent(): void {
  const project = currentProject()?.id;
  if (project === loaded) return;
  loaded = project;
  useRecent.setState({ ...nothing, ...(project && read()[project]) });
}

export function rememberChosen(id: string): void {
  loadRecent();
  const { chosen } = useRecent.getState();
  if (chosen[0] !== id) keep({ chosen: [id, ...chosen.filter((each) => each !== id)].slice(0, MOST_CHOSEN) });
}

export function rememberSearch(form: SearchForm): void {
  loadRecent();
  const same = JSON.stringify(form);
  const others = useRecent.getState().searches.filter((each) => JSON.stringify(each) !== same);
  keep({ searches: [form, ...others].slice(0, MOST_SEARCHES) });
}

/** Forgets the searches of the open project. */
export function forgetSearches(): void {
  keep({ searches: [] });
}

function keep(change: Partial<Recent>): void {
  useRecent.setState(change);
  if (loaded === undefined) return;
  const { chosen, searches } = useRecent.getState();
  // The projects used last are enough.
  const { [loaded]: _, ...others } = read();
  const kept = Object.entries(others).slice(0, 19);
  try {
    localStorage.setItem(
      STORAGE,
      JSON.stringify({ [loaded]: { chosen, searches }, ...Object.fromEntries(kept) }),
    );
  } catch {
    // A full or forbidden storage only costs the memory of the next start.
  }
}

function read(): Record<string, Recent> {
  try {
    return JSON.parse(localStorage.getItem(STORAGE) ?? '{}') as Record<string, Recent>;
  } catch {
    return {};
  }
}
