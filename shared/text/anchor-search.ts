import approximately from 'approx-string-match';
import { exactPlaces, foldWithOffsets, sourceOf, type FoldedText } from './find.ts';
import { snapToGraphemes } from './graphemes.ts';
import { isInsideWord, wordAt } from './words.ts';

/** A place in a text where words were found, `[start, end)` in UTF-16 code units. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly method: 'exact' | 'normalised' | 'approximate';
  /** 1 for the same letters; of an approximate place the share of letters that agree. */
  readonly score: number;
}

/** An approximate place must agree in this share of letters. One wrong letter in ten is a slip, one in four is another name. */
export const LEAST_SIMILAR = 0.8;
/** Words with fewer letters are never taken approximately: Iran and Iraq differ in one. */
export const LEAST_LETTERS = 8;
/** A guess that is offered to a person may agree in no more than this. */
const LEAST_GUESSED = 0.45;
/** Longer words are not searched approximately in full: their beginning says where they are, and nobody waits. */
const MOST_LETTERS = 2000;

/**
 * Finds words in one text: exactly, else but for case, diacritics, white space, quotation marks and dashes, else
 * approximately. What was looked for once is remembered; the text is folded when it is first needed.
 */
export class AnchorSearch {
  readonly text: string;
  readonly #places = new Map<string, readonly Place[]>();
  #folded: FoldedText | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** All places on the first rung that has any, in the order of the text. Whole words are preferred to parts of words. */
  places(words: string): readonly Place[] {
    let found = this.#places.get(words);
    if (!found) {
      found = this.#exact(words);
      if (found.length === 0) found = this.#normalised(words);
      if (found.length === 0) found = this.#approximate(words);
      this.#places.set(words, found);
    }
    return found;
  }

  /** The best places below the threshold, best first, at most one a line: what is offered to a person. */
  guesses(words: string, most: number): Place[] {
    const pattern = patternOf(words).slice(0, MOST_LETTERS);
    if (pattern.length < 3) return [];
    const { text, starts } = this.#normal();
    const errors = Math.floor(pattern.length * (1 - LEAST_GUESSED));
    const found: Place[] = [];
    for (let from = 0; from < text.length;) {
      // The fold has no line ends; those of the source are at the places that the offsets name.
      let to = from;
      const line = this.text.indexOf('\n', starts[from]);
      while (to < text.length && (line < 0 || starts[to]! < line)) to++;
      const [best] = this.#search(text.slice(from, to), from, pattern, errors);
      if (best) found.push(best);
      from = to + 1;
    }
    return found.sort((a, b) => b.score - a.score || a.start - b.start).slice(0, most);
  }

  #exact(words: string): Place[] {
    const trimmed = words.trim();
    if (trimmed === '') return [];
    const found = exactPlaces(this.text, trimmed).map((start) => ({
      start,
      end: start + trimmed.length,
      method: 'exact' as const,
      score: 1,
    }));
    return this.#wholeWords(found);
  }

  #normalised(words: string): Place[] {
    const whole = this.#normal();
    for (const key of new Set([patternOf(words), bare(patternOf(words))])) {
      if (key === '') continue;
      const found: Place[] = [];
      for (let at = whole.text.indexOf(key); at >= 0;) {
        const place = sourceOf(this.text, whole, at, at + key.length);
        if (place) found.push({ start: place[0], end: place[1], method: 'normalised', score: 0.95 });
        at = whole.text.indexOf(key, place ? at + key.length : at + 1);
      }
      if (found.length > 0) return this.#wholeWords(found);
    }
    return [];
  }

  #approximate(words: string): Place[] {
    const pattern = patternOf(words);
    if (pattern.length < LEAST_LETTERS || pattern.length > MOST_LETTERS) return [];
    const errors = Math.floor(pattern.length * (1 - LEAST_SIMILAR) + 1e-9);
    const digits = digitsOf(pattern);
    // 12 killed is not 13 killed, however alike they look.
    return this.#search(this.#normal().text, 0, pattern, errors).filter(
      ({ start, end }) => digitsOf(this.text.slice(start, end)) === digits,
    );
  }

  /** The best approximate matches, apart from each other, widened or narrowed to whole words. */
  #search(text: string, from: number, pattern: string, errors: number): Place[] {
    const whole = this.#normal();
    const found: Place[] = [];
    for (const match of approximately(text, pattern, errors)) {
      if (match.end <= match.start) continue;
      const place = this.#words(whole.starts[from + match.start]!, whole.ends[from + match.end - 1]!);
      const last = found.at(-1);
      if (place[0] >= place[1] || (last && place[0] < last.end)) continue;
      found.push({
        start: place[0],
        end: place[1],
        method: 'approximate',
        score: round(1 - match.errors / pattern.length),
      });
    }
    return found;
  }

  /** A range whose ends are moved to the nearer end of the word that they cut, and off white space. */
  #words(start: number, end: number): readonly [number, number] {
    const { text } = this;
    const nearer = (at: number) => {
      const word = isInsideWord(text, at) ? wordAt(text, at) : null;
      return word ? (at - word[0] <= word[1] - at ? word[0] : word[1]) : at;
    };
    let [from, to] = snapToGraphemes(text, [nearer(start), nearer(end)]);
    while (from < to && /\s/.test(text[from]!)) from++;
    while (from < to && /\s/.test(text[to - 1]!)) to--;
    return [from, to];
  }

  /** Places that cut no word; all of them, where each does. */
  #wholeWords(found: Place[]): Place[] {
    if (found.length === 0) return found;
    const whole = found.filter(
      ({ start, end }) => !isInsideWord(this.text, start) && !isInsideWord(this.text, end),
    );
    return whole.length > 0 ? whole : found;
  }

  #normal(): FoldedText {
    if (!this.#folded) {
      const folded = foldWithOffsets(this.text);
      this.#folded = { ...folded, text: lookAlikes(folded.text) };
    }
    return this.#folded;
  }
}

/** Words in the form in which they are compared. */
export function patternOf(words: string): string {
  return lookAlikes(foldWithOffsets(words.trim()).text).trim();
}

/** Quotation marks, dashes and gaps between paragraphs in one form each, unit for unit, so that offsets stay true. */
function lookAlikes(folded: string): string {
  return folded
    .replace(/[\u2018-\u201b\u2032\u2039\u203a\u02bc\u0060]/g, "'")
    .replace(/[\u201c-\u201f\u2033\u00ab\u00bb\u300c-\u300f]/g, '"')
    .replace(/[\u2010-\u2015\u2212\u2043]/g, '-')
    .replace(/\n/g, ' ');
}

/** Without quotation marks around it and a full stop behind it: models add both. */
function bare(pattern: string): string {
  return pattern.replace(/^["' ]+/, '').replace(/["' .,;:]+$/, '');
}

function digitsOf(words: string): string {
  return (words.match(/\d+/g) ?? []).join(' ');
}

function round(score: number): number {
  return Math.round(score * 1000) / 1000;
}
