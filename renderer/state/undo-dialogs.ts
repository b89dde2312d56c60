import { create } from 'zustand';
import type { Question } from '../../shared/contract/history.ts';
import type { Uid } from '../../shared/model/uid.ts';

export type Verb = 'undo' | 'redo';

/** A change that prevents an undo or redo, and the explanation. */
export interface Obstacle {
  readonly message: string;
  readonly change: Uid;
  /** The document whose history shows the change, if any. */
  readonly document: Uid | null;
}

/** State of the dialogs of undo and redo. */
interface UndoDialogs {
  readonly verb: Verb;
  readonly question: Question | null;
  /** Whether the change was chosen in the history; otherwise it is the latest. */
  readonly named: boolean;
  readonly obstacle: Obstacle | null;
}

export const useUndoDialogs = create<UndoDialogs>()(() => ({
  verb: 'undo',
  question: null,
  named: false,
  obstacle: null,
}));
