import { create } from 'zustand';
import type { Uid } from '../../shared/model/uid.ts';

interface History {
  /** The span whose changes are shown; null for all changes of the open article. */
  readonly span: Uid | null;
  /** The change that is selected when the screen opens, if it is among the newest. */
  readonly change: Uid | null;
}

/** State of the history screen. */
export const useHistory = create<History>()(() => ({ span: null, change: null }));
