import type { SpanType } from './scheme.ts';

/** One way of drawing an underline: an image that is repeated along the words, and the size of one repetition. */
interface Pattern {
  readonly image: (colour: string) => string;
  readonly tile: string;
}

/**
 * The underlines that tell types apart without colours, in the window, on pages and in forced colours; the calmest first. Cues are dotted and
 * proposals dashed, so no type is.
 */
const PATTERNS: readonly Pattern[] = [
  { image: (colour) => `linear-gradient(${colour}, ${colour})`, tile: '100% 2px' },
  {
    // Two lines.
    image: (colour) => `linear-gradient(${colour} 1px, transparent 1px 2px, ${colour} 2px)`,
    tile: '100% 3px',
  },
  {
    // Dash, dot.
    image: (colour) =>
      `linear-gradient(90deg, ${colour} 9px, transparent 9px 11px, ${colour} 11px 13px, transparent 13px)`,
    tile: '15px 2px',
  },
  {
    // Teeth.
    image: (colour) => `conic-gradient(from 135deg at top, ${colour} 90deg, transparent 0)`,
    tile: '6px 3px',
  },
  {
    // A ladder without its sides.
    image: (colour) => `linear-gradient(90deg, ${colour} 1.5px, transparent 1.5px)`,
    tile: '4px 3px',
  },
  { image: (colour) => `linear-gradient(${colour}, ${colour})`, tile: '100% 1px' },
  {
    // Slanted strokes.
    image: (colour) => `repeating-linear-gradient(-45deg, ${colour} 0 1.4px, transparent 1.4px 4.2px)`,
    tile: '100% 3px',
  },
];

/** Types whose hues differ by less look alike (degrees). */
const ALIKE = 40;

/**
 * Returns the pattern of each type of a scheme, by index. Every pattern is used before one is used again; then a type gets the one
 * whose other types have the most different hues. So types of one colour differ in their pattern, whatever the scheme. A type keeps
 * its pattern when others are added after it.
 */
export function patternsOf(types: readonly Pick<SpanType, 'hue' | 'family'>[]): readonly number[] {
  const users: number[][] = PATTERNS.map(() => []);
  return types.map(({ hue, family }) => {
    // Claims and events have a bracket in the margin.
    if (family !== 'mention') return 0;
    const costs = users.map((used) => used.reduce((sum, other) => sum + likeness(hue, other), 0));
    const best = costs.indexOf(Math.min(...costs));
    users[best]!.push(hue);
    return best;
  });
}

/** How much two hues look alike: at least 1, so that a pattern that nobody uses is preferred. */
function likeness(a: number, b: number): number {
  const turned = Math.abs(a - b) % 360;
  const apart = Math.min(turned, 360 - turned);
  return apart < ALIKE ? 1000 : 1 + (180 - apart) / 180;
}

/** Returns the CSS image of a pattern in a colour, and the size of its tile. */
export function patternImage(
  pattern: number,
  colour: string,
): { readonly image: string; readonly tile: string } {
  const { image, tile } = PATTERNS[pattern] ?? PATTERNS[0]!;
  return { image: image(colour), tile };
}
