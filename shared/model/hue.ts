/**
 * The hue of the `n`th type of a list in degrees of OKLCH, unrounded: each step turns by the golden angle, which keeps
 * neighbours far apart however many there are.
 */
export function nthHue(n: number, start = 0): number {
  return (start + n * 137.508) % 360;
}
