import type { Fragment } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { Writing } from './notes.ts';
import type { Screen } from './view.ts';

/** Where in the project the window is, kept so that a reloaded page can return to it. */
export interface WindowLocation {
  readonly project: Uid;
  readonly screen: Screen;
  readonly document: Uid | null;
  readonly entity: Uid | null;
  readonly set: Uid | null;
  readonly selected: Uid | null;
  readonly selection: Fragment | null;
  readonly caret: number;
  readonly scrolled: number;
  readonly writing: Writing;
}

const STORAGE = 'postil-place';

/** Returns the location that the previous page of this window stored, null if there is none. */
export function readLocation(): WindowLocation | null {
  try {
    return JSON.parse(sessionStorage.getItem(STORAGE) ?? 'null') as WindowLocation | null;
  } catch {
    return null;
  }
}

export function storeLocation(location: WindowLocation): void {
  sessionStorage.setItem(STORAGE, JSON.stringify(location));
}
