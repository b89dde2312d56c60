import { create } from 'zustand';
import type { Uid } from '../../shared/model/uid.ts';

interface History {
  /** All changes of the open article are shown, or those of one span. */
  readonly span: Uid | null;
  /** The change that is chosen when the screen opens, if it is among the newest. */
  readonly change: Uid | null;
}

/** What the history screen shows. */
export const useHistory = create<History>()(() => ({ span: null, change: null }));
