import { create } from 'zustand';
import type { Fragment } from '../../shared/model/fragments.ts';

/** The search in the open article, and its hits. */
interface Find {
  open: boolean;
  text: string;
  wholeWords: boolean;
  matchCase: boolean;
  /** The hits in the shown text, in order. */
  hits: readonly Fragment[];
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
  at: 0,
  asked: 0,
}));
