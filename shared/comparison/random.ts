/**
 * Returns a generator of whole numbers below `n` that is the same in every run for a seed: xorshift32, whose low bits
 * are good enough here.
 */
export function seededRandom(seed: number): (n: number) => number {
  let state = seed | 0 || 0x9e3779b9;
  return (n) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor(((state >>> 0) / 0x1_0000_0000) * n);
  };
}
