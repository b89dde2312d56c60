import { hexOf } from '../../model/oklch.ts';

/** Lightness and chroma of one use of a type’s colour on a page, in OKLCH; the hue depends on the type. */
const SHADES = {
  light: { ink: [0.43, 0.09], tint: [0.945, 0.032], line: [0.6, 0.11] },
  dark: { ink: [0.83, 0.075], tint: [0.32, 0.04], line: [0.68, 0.1] },
} as const;
export type PageTheme = keyof typeof SHADES;
export type Use = keyof (typeof SHADES)['light'];

/**
 * Returns the colour of a type as six hexadecimal digits, because word processors and older browsers know no OKLCH. A type that the
 * scheme does not have is grey.
 */
export function pageColour(theme: PageTheme, use: Use, hue: number | undefined): string {
  const [lightness, chroma] = SHADES[theme][use];
  return hexOf(lightness, hue === undefined ? 0 : chroma, hue ?? 0);
}
