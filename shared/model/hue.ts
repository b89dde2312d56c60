import { hexOf, hueOfHex } from './oklch.ts';

/**
 * The hue of the `n`th type of a list in degrees of OKLCH, unrounded: each step turns by the golden angle, which keeps
 * neighbours far apart however many there are.
 */
export function nthHue(n: number, start = 0): number {
  return (start + n * 137.508) % 360;
}

/** Lightness and chroma of the colours that stand for hues in files of other programs. */
const SHOWN = [0.75, 0.14] as const;

/** Returns the colour that stands for a hue in files of other programs, as “#rrggbb”. */
export function hueColour(hue: number): string {
  return `#${hexOf(...SHOWN, hue)}`;
}

let whole: ReadonlyMap<string, number> | null = null;

/**
 * Returns the hue of a colour “#rrggbb” or “#rgb”, in whole degrees; null for a grey and for what is no colour. What {@link hueColour} has
 * written of a whole number is that number again.
 */
export function hueOfColour(colour: string): number | null {
  const [, digits] = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(colour.trim()) ?? [];
  if (digits === undefined) return null;
  const hex = (digits.length === 3 ? digits.replace(/./g, '$&$&') : digits).toLowerCase();
  whole ??= new Map(Array.from({ length: 360 }, (_, hue) => [hueColour(hue).slice(1), hue]));
  const hue = hueOfHex(hex);
  return whole.get(hex) ?? (hue === null ? null : Math.round(hue) % 360);
}
