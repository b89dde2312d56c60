import { create } from 'zustand';
import type { Uid } from '../../shared/model/uid.ts';

interface LeftList {
  /** The article whose open things are listed; `null` when no list is shown. */
  readonly document: Uid | null;
  readonly at: number;
}

/** The list of what is open in an article: quiet, beneath the text, and never in the way of going on. */
export const useLeft = create<LeftList>()(() => ({ document: null, at: 0 }));

export function showLeft(document: Uid | null): void {
  useLeft.setState({ document, at: 0 });
}
