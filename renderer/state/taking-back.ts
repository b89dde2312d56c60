import { create } from 'zustand';
import type { Question } from '../../shared/contract/history.ts';
import type { Uid } from '../../shared/model/uid.ts';

export type Verb = 'undo' | 'redo';

/** A change that stands in the way of an undo or redo, and what was said of it. */
export interface Obstacle {
  readonly message: string;
  readonly change: Uid;
  /** Where its history can be shown, if anywhere. */
  readonly document: Uid | null;
}

/** What the dialogs of undo and redo are about. */
interface TakingBack {
  readonly verb: Verb;
  readonly question: Question | null;
  /** Whether that change was chosen by hand, in the history: it need not be the latest. */
  readonly named: boolean;
  readonly obstacle: Obstacle | null;
}

export const useTakingBack = create<TakingBack>()(() => ({
  verb: 'undo',
  question: null,
  named: false,
  obstacle: null,
}));
