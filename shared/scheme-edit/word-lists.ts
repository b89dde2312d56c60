import { fold } from '../text/fold.ts';

/** How the words of a list are compared: with all of a string, with its beginning, or with any words in it. */
export type WordMatch = 'whole' | 'starts' | 'contains';

/** Words that decide for a type. A `*` in an entry stands for any letters within one word. */
export interface WordList {
  readonly type: string;
  readonly match: WordMatch;
  readonly words: readonly string[];
}

/**
 * Returns a function that finds the type that lists decide for, by the first group of strings that any list decides: the words of
 * a span, then the names of its entities. Returns null if no list or more than one type matches. Strings are compared as the
 * search folds them, without case, accents and punctuation.
 */
export function listDecider(
  lists: readonly WordList[],
): (groups: readonly (readonly string[])[]) => string | null {
  const whole = new Map<string, Set<string>>();
  const parts: { readonly to: string; readonly pattern: RegExp }[] = [];
  for (const { type: to, match, words } of lists) {
    const entries = words.map(plain).filter((entry) => entry.replaceAll('*', '').trim() !== '');
    const open: string[] = [];
    for (const entry of entries) {
      if (match === 'whole' && !entry.includes('*'))
        whole.set(entry, (whole.get(entry) ?? new Set()).add(to));
      else open.push(entry);
    }
    if (open.length > 0) parts.push({ to, pattern: patternOf(open, match) });
  }
  return (groups) => {
    for (const group of groups) {
      const found = new Set<string>();
      for (const text of group) {
        const folded = plain(text);
        for (const to of whole.get(folded) ?? []) found.add(to);
        for (const { to, pattern } of parts) if (pattern.test(folded)) found.add(to);
      }
      if (found.size > 0) return found.size === 1 ? [...found][0]! : null;
    }
    return null;
  };
}

/** Folds a string and puts single blanks for its punctuation, except the placeholder. */
function plain(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}*]+/gu, ' ')
    .trim();
}

function patternOf(entries: readonly string[], match: WordMatch): RegExp {
  const each = entries.map((entry) => entry.split('*').map(escaped).join('[^ ]*'));
  const [before, after] = { whole: ['^', '$'], starts: ['^', '(?= |$)'], contains: ['(?:^| )', '(?= |$)'] }[
    match
  ];
  return new RegExp(`${before}(?:${each.join('|')})${after}`, 'u');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
