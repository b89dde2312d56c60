import { create } from 'zustand';
import { useArticle } from './article.ts';
import { useFrame } from './frame.ts';
import type { Hints } from './word-hints.ts';

interface WordLetters {
  /** Letters over the words of a sentence, of which the phrase to tag is chosen; `null` while none are shown. */
  readonly hints: Hints | null;
}

export const useWordLetters = create<WordLetters>()(() => ({ hints: null }));

/** Hides the letters. */
export function hideWordLetters(): void {
  if (useWordLetters.getState().hints !== null) useWordLetters.setState({ hints: null });
}

// The letters belong to one article, and an active slot has its own.
useArticle.subscribe(({ document, selected }, before) => {
  if (document?.id !== before.document?.id || selected !== before.selected) hideWordLetters();
});
useFrame.subscribe(({ slot }) => {
  if (slot !== null) hideWordLetters();
});
