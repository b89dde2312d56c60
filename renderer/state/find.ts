import { create } from 'zustand';
import type { Fragment } from '../../shared/model/fragments.ts';

/** What is looked for in the open article. */
export interface Sought {
  text: string;
  wholeWords: boolean;
  matchCase: boolean;
}

/** The search in the open article, and its hits. */
interface Find extends Sought {
  open: boolean;
  /** The hits in the shown text, in order. */
  hits: readonly Fragment[];
  /** What these are hits of: while one types, they may be those of fewer letters. */
  hitsOf: Sought | null;
  /** Index of the current hit. */
  at: number;
  /** Incremented when the field should take the focus. */
  asked: number;
}

export const useFind = create<Find>()(() => ({
  open: false,
  text: '',
  wholeWords: false,
  matchCase: false,
  hits: [],
  hitsOf: null,
  at: 0,
  asked: 0,
}));
