import { create } from 'zustand';
import type { Uid } from '../../shared/model/uid.ts';

interface OpenItemsList {
  /** The article whose open items are listed; `null` if no list is shown. */
  readonly document: Uid | null;
  readonly at: number;
}

/** The list of open items of an article, shown below the text. It never blocks going on to the next article. */
export const useOpenItems = create<OpenItemsList>()(() => ({ document: null, at: 0 }));

export function showOpenItems(document: Uid | null): void {
  useOpenItems.setState({ document, at: 0 });
}
