/** Letters of hints, the home row first. Without i, because the Turkish keyboard has two of them. */
const LETTERS = 'asdfghjklewortyupqnmcvbxz';

/** The largest number of things that can each have a label of at most two letters. */
export const MOST_HINTS = LETTERS.length ** 2;

/**
 * Returns labels for `count` things, none a prefix of another; as many as possible have a single letter while the rest have
 * two. Things beyond {@link MOST_HINTS} get none.
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
