import { create } from 'zustand';
import type { Fragment } from '../../shared/model/fragments.ts';

/** What is looked for in the open article, and where it was found. */
interface Find {
  open: boolean;
  text: string;
  wholeWords: boolean;
  matchCase: boolean;
  /** Where it stands in the shown text, in order. */
  hits: readonly Fragment[];
  /** The current one of them. */
  at: number;
  /** Grows when the field is to take the focus. */
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
