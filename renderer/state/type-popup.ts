import { create } from 'zustand';
import { useArticle } from './article.ts';
import { useFrame } from './frame.ts';

interface TypePopup {
  /** Where the words are to which the types are offered, in pixels of the window; null while none are offered. */
  readonly at: Pick<DOMRect, 'left' | 'top' | 'bottom'> | null;
  /** Whether it was asked for by key, which leads to the field for the name of a type. */
  readonly byKey: boolean;
}

const CLOSED: TypePopup = { at: null, byKey: false };

export const useTypePopup = create<TypePopup>()(() => CLOSED);

export function closeTypePopup(): void {
  if (useTypePopup.getState().at !== null) useTypePopup.setState(CLOSED);
}

// It belongs to the selected words.
useArticle.subscribe(({ document, selection, selected }, before) => {
  if (document?.id !== before.document?.id || selection !== before.selection || selected !== before.selected)
    closeTypePopup();
});
useFrame.subscribe(({ slot }) => {
  if (slot !== null) closeTypePopup();
});
