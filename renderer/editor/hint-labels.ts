/** Letters of hints, the home row first. No i: the Turkish keyboard has two of them. */
const LETTERS = 'asdfghjklewortyupqnmcvbxz';

/** As many things as can have a label of at most two letters. */
export const MOST_HINTS = LETTERS.length ** 2;

/**
 * Labels for `count` things, none the beginning of another; the first ones have a single letter, as many as still
 * leave two letters for all the rest. Past {@link MOST_HINTS} there are none.
 */
export function hintLabels(count: number): string[] {
  const all = Math.min(count, MOST_HINTS);
  const n = LETTERS.length;
  const single = Math.max(0, Math.min(n, Math.floor((n * n - all) / (n - 1))));
  const labels = [...LETTERS.slice(0, single)];
  for (const first of LETTERS.slice(single))
    for (const second of LETTERS) {
      if (labels.length >= all) return labels;
      labels.push(first + second);
    }
  return labels.slice(0, all);
}
