import type { Block } from '../../shared/model/document.ts';
import type { Fragment } from '../../shared/model/fragments.ts';
import { hintLabels, MOST_HINTS } from '../editor/hint-labels.ts';
import type { HintLabel } from '../editor/hints.ts';

/** A word that the letters of a hint choose. */
export interface Hint {
  readonly label: string;
  readonly word: Fragment;
}

/** Hints over the words: the letters typed so far, and the first word of the phrase once it is chosen. */
export interface Hints {
  readonly list: readonly Hint[];
  readonly typed: string;
  readonly from: Fragment | null;
}

/**
 * Returns hints for words; those nearest to a place get the shortest labels, and those that are less likely to be chosen the longest.
 * `from` is the first word of the phrase.
 */
export function hintsOver(
  words: readonly Fragment[],
  near: Fragment,
  from: Fragment | null = null,
  isUnlikely: (word: Fragment) => boolean = () => false,
): Hints {
  const [start, end] = near;
  const away = ([s, e]: Fragment) => (e <= start ? start - e : s >= end ? s - end : s - start);
  const nearest = words
    .toSorted((a, b) => Number(isUnlikely(a)) - Number(isUnlikely(b)) || away(a) - away(b))
    .slice(0, MOST_HINTS);
  const labels = hintLabels(nearest.length);
  return { list: nearest.map((word, i) => ({ word, label: labels[i]! })), typed: '', from };
}

/**
 * Returns what a letter leads to: further hints, or the phrase from the first word to the last; `null` if no label begins so. The last
 * word is one after the first in the same block.
 */
export function typeHint(
  hints: Hints,
  letter: string,
  blocks: readonly Block[],
): { readonly hints: Hints } | { readonly phrase: Fragment } | null {
  const typed = hints.typed + letter;
  const [only] = hints.list.filter(({ label }) => label.startsWith(typed));
  if (!only) return null;
  if (only.label !== typed) return { hints: { ...hints, typed } };
  if (hints.from) return { phrase: [hints.from[0], only.word[1]] };
  const block = blocks.find(([, start, end]) => start <= only.word[0] && only.word[0] < end);
  const after = hints.list
    .map(({ word }) => word)
    .filter((word) => word[0] > only.word[0] && word[1] <= (block?.[2] ?? Infinity));
  return { hints: hintsOver(after, only.word, only.word) };
}

/** Returns the labels that the editor draws: those that still fit the letters typed. */
export function drawnHints({ list, typed }: Hints): HintLabel[] {
  return list
    .filter(({ label }) => label.startsWith(typed))
    .map(({ label, word }) => ({ offset: word[0], text: label, typed: typed.length }));
}
