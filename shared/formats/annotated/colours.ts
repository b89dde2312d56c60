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

/** OKLCH to sRGB, as CSS Color 4 defines it. Chroma is reduced until the colour fits. */
function hexOf(lightness: number, chroma: number, hue: number): string {
  const angle = (hue * Math.PI) / 180;
  for (let fitting = chroma; ; fitting = Math.max(0, fitting - 0.005)) {
    const rgb = linearOf(lightness, fitting * Math.cos(angle), fitting * Math.sin(angle));
    if (fitting > 0 && rgb.some((value) => value < -0.0005 || value > 1.0005)) continue;
    return rgb.map(byteOf).join('');
  }
}

function linearOf(lightness: number, a: number, b: number): [number, number, number] {
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

function byteOf(linear: number): string {
  const value = Math.min(1, Math.max(0, linear));
  const encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
  return Math.round(encoded * 255)
    .toString(16)
    .padStart(2, '0');
}
