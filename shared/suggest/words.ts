import type { Fragment } from '../model/fragments.ts';

const patterns = new WeakMap<readonly string[], RegExp>();

/** Returns where the words occur as whole words, in order; of two that begin at the same position, the longer one. */
export function findWords(text: string, [from, to]: Fragment, words: readonly string[]): Fragment[] {
  let pattern = patterns.get(words);
  if (!pattern) patterns.set(words, (pattern = patternOf(words)));
  return [...text.slice(from, to).matchAll(pattern)].map((match): Fragment => {
    const start = from + match.index;
    return [start, start + match[0].length];
  });
}

function patternOf(words: readonly string[]): RegExp {
  const alternatives = [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) =>
      word
        .trim()
        .split(/\s+/u)
        .map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&'))
        .join('\\s+'),
    );
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
}
