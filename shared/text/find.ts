import { plainLetters } from './fold.ts';
import { isGraphemeBoundary } from './graphemes.ts';
import { isInsideWord } from './words.ts';

/** One occurrence of a string, `[start, end)` in UTF-16 code units; it never cuts a grapheme. */
export interface Occurrence {
  readonly start: number;
  readonly end: number;
  /** Whether the code units are identical, rather than equal only after folding case and diacritics. */
  readonly exact: boolean;
  /** Whether neither end lies inside a word, as defined by {@link isInsideWord}: a possessive ’s and an elided l’ are outside. */
  readonly bounded: boolean;
}

/** A folded text, with the position in the source of each code unit. */
export interface FoldedText {
  readonly text: string;
  /** Source offsets where the character of each folded unit begins and ends. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** The cached result of folding one code point outside ASCII. */
const folded = new Map<number, string>();

/**
 * Folds case and diacritics of one code point. Works like `fold`, but adds no blanks around Han characters and turns a final
 * sigma into a sigma, so that a part of a text folds exactly as it does within the whole.
 */
function foldCodePoint(code: number): string {
  let result = folded.get(code);
  if (result === undefined) {
    const lowered = String.fromCodePoint(code)
      .normalize('NFKD')
      .replace(/[\p{M}\p{Cf}]/gu, '')
      .toLowerCase()
      .replace(/\p{M}/gu, '');
    result = code === 0x200b ? ' ' : plainLetters(lowered).replace(/ς/g, 'σ').replace(/\s/g, ' ');
    folded.set(code, result);
  }
  return result;
}

const SPACE = 0x20;
/** Represents the gap between paragraphs. No search string contains it, so that no occurrence crosses paragraphs. */
const GAP = '\n';

/** Folds a text and records the source offsets. White space becomes one blank, an empty line becomes a gap. */
export function foldWithOffsets(source: string): FoldedText {
  let starts = new Uint32Array(source.length + 16);
  let ends = new Uint32Array(source.length + 16);
  const units: string[] = [];
  let piece = '';
  let length = 0;
  const add = (text: string, start: number, end: number) => {
    if (length + text.length > starts.length) {
      starts = grown(starts, length + text.length);
      ends = grown(ends, length + text.length);
    }
    for (let i = 0; i < text.length; i++, length++) {
      starts[length] = start;
      ends[length] = end;
    }
    piece += text;
    // Collect short pieces: a rope of a million single letters is slow to search.
    if (piece.length > 4096) {
      units.push(piece);
      piece = '';
    }
  };
  for (let i = 0; i < source.length;) {
    const unit = source.charCodeAt(i);
    if (unit > SPACE && unit < 0x7f) {
      add(unit >= 0x41 && unit <= 0x5a ? String.fromCharCode(unit + 32) : source[i]!, i, i + 1);
      i++;
      continue;
    }
    const code = source.codePointAt(i)!;
    const end = i + (code > 0xffff ? 2 : 1);
    const text = foldCodePoint(code);
    if (text !== ' ') {
      add(text, i, end);
      i = end;
      continue;
    }
    let after = end;
    let lines = source[i] === '\n' ? 1 : 0;
    while (after < source.length && foldCodePoint(source.charCodeAt(after)) === ' ') {
      if (source[after] === '\n') lines++;
      after++;
    }
    add(lines > 1 ? GAP : ' ', i, after);
    i = after;
  }
  units.push(piece);
  return { text: units.join(''), starts: starts.subarray(0, length), ends: ends.subarray(0, length) };
}

function grown(array: Uint32Array, least: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(least, array.length * 2));
  larger.set(array);
  return larger;
}

/**
 * Prepares the search for a string. The returned function finds its occurrences in a text, in order and without overlap: all
 * exact ones from left to right, and between them those that differ only in case and diacritics. To search one text for several
 * strings, fold it once and pass the result.
 */
export function finder(needle: string): (text: string, folded?: FoldedText) => Occurrence[] {
  const words = needle.trim();
  const key = foldWithOffsets(words).text;
  if (key === '') return () => [];
  return (text, whole = foldWithOffsets(text)) => {
    const exact = exactPlaces(text, words);
    const found = exact.map((start) => occurrence(text, start, start + words.length, true));
    let next = 0;
    for (let at = whole.text.indexOf(key); at >= 0;) {
      const place = sourceOf(text, whole, at, at + key.length);
      while (next < exact.length && place && exact[next]! + words.length <= place[0]) next++;
      const taken = place && next < exact.length && exact[next]! < place[1];
      if (place && !taken) found.push(occurrence(text, ...place, false));
      at = whole.text.indexOf(key, place && !taken ? at + key.length : at + 1);
    }
    return found.sort((a, b) => a.start - b.start);
  };
}

/** Returns where the words occur code unit for code unit, from left to right, without overlap and without cutting a grapheme. */
export function exactPlaces(text: string, words: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(words); at >= 0;) {
    const fits = isGraphemeBoundary(text, at) && isGraphemeBoundary(text, at + words.length);
    if (fits) places.push(at);
    at = text.indexOf(words, fits ? at + words.length : at + 1);
  }
  return places;
}

/** Returns the source range of folded units, including combining marks after it; `null` if it would cut a character. */
export function sourceOf(
  text: string,
  { starts, ends }: FoldedText,
  from: number,
  to: number,
): readonly [number, number] | null {
  const start = starts[from]!;
  // One character may fold to several units, for example ﬁ; half of it does not match.
  if (from > 0 && starts[from - 1] === start) return null;
  if (to < starts.length && starts[to] === starts[to - 1]) return null;
  let end = ends[to - 1]!;
  while (!isGraphemeBoundary(text, end) && end < (starts[to] ?? text.length)) end++;
  return isGraphemeBoundary(text, start) && isGraphemeBoundary(text, end) ? [start, end] : null;
}

function occurrence(text: string, start: number, end: number, exact: boolean): Occurrence {
  return { start, end, exact, bounded: !isInsideWord(text, start) && !isInsideWord(text, end) };
}
