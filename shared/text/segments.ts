/** Half-open bounds `[start, end)` in UTF-16 code units, within which a function may read. */
export interface Bounds {
  readonly start: number;
  readonly end: number;
}

// A fixed locale, so that word boundaries do not depend on the analyst's machine.
const LOCALE = 'en';
export const graphemeSegmenter = new Intl.Segmenter(LOCALE, { granularity: 'grapheme' });
export const wordSegmenter = new Intl.Segmenter(LOCALE, { granularity: 'word' });

export const wholeText = (text: string): Bounds => ({ start: 0, end: text.length });

/**
 * Whether a code unit never joins a neighbour of the same kind into one grapheme, and never extends the character before it:
 * printable ASCII, Latin letters, Arabic letters, kana, Han. Between two of them there is always a grapheme boundary, so a long
 * text can be cut there before it is segmented.
 */
export function isPlain(unit: number): boolean {
  return (
    (unit >= 0x20 && unit <= 0x7e) ||
    (unit >= 0xc0 && unit <= 0x24f) ||
    (unit >= 0x0621 && unit <= 0x064a) ||
    (unit >= 0x3041 && unit <= 0x3096) ||
    (unit >= 0x30a1 && unit <= 0x30fa) ||
    (unit >= 0x4e00 && unit <= 0x9fff)
  );
}

/** Returns the nearest offset at or before `offset` where the predicate allows a cut, or else the start of the bounds. */
export function cutBefore(
  text: string,
  offset: number,
  bounds: Bounds,
  allowed: (text: string, at: number) => boolean,
): number {
  let at = Math.min(offset, bounds.end);
  while (at > bounds.start && !allowed(text, at)) at--;
  return Math.max(at, bounds.start);
}

/** Returns the nearest offset at or after `offset` where the predicate allows a cut, or else the end of the bounds. */
export function cutAfter(
  text: string,
  offset: number,
  bounds: Bounds,
  allowed: (text: string, at: number) => boolean,
): number {
  let at = Math.max(offset, bounds.start);
  while (at < bounds.end && !allowed(text, at)) at++;
  return Math.min(at, bounds.end);
}
