/**
 * Returns the share of Student's distribution between -t and t, for a whole number of degrees of freedom (Abramowitz
 * and Stegun 1964, 26.7.3 and 26.7.4).
 */
export function studentShare(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const odd = freedom % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let power = odd ? 3 : 2; power <= freedom - 2; power += 2) {
    term *= ((power - 1) / power) * cosine * cosine;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}

/** Returns the t for which this share of Student's distribution is between -t and t. */
export function studentQuantile(share: number, freedom: number): number {
  let [low, high] = [0, 1];
  while (studentShare(high, freedom) < share) high *= 2;
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (studentShare(middle, freedom) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Returns the share of the normal distribution below -x, for x ≥ 0, with the error function of Abramowitz and Stegun
 * (7.1.26). The error is at most 1e-7.
 */
export function normalTail(x: number): number {
  const z = x / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * z);
  const series = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592];
  return 0.5 * series.reduce((sum, factor) => sum * t + factor, 0) * t * Math.exp(-z * z);
}
