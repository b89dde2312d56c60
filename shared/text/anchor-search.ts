import approximately from 'approx-string-match';
import { exactPlaces, sourceOf, type FoldedText } from './find.ts';
import { fold } from './fold.ts';
import { isGraphemeBoundary, snapToGraphemes } from './graphemes.ts';
import { bare, comparable, patternOf, withoutMarks } from './quote-fold.ts';
import { differenceOf, editDistance } from './quote-words.ts';
import { isInsideWord, wordAround } from './words.ts';

/** A place in a text where words were found, `[start, end)` in UTF-16 code units. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly method: 'exact' | 'normalised' | 'approximate';
  /** 1 if the letters are the same; for an approximate place the share of letters that agree. */
  readonly score: number;
}

/** A possible place that is shown to a person to choose from. */
export interface Guess extends Place {
  /** The whole word that contains the place, if the place is only a part of a word. */
  readonly within?: string;
}

/**
 * Why words were not found. `inside`: they occur only inside other words. `alike`: the most similar text has another meaning.
 * `absent`: there is no similar text.
 */
export type Missed = 'inside' | 'alike' | 'absent';

/** The minimal share of equal letters of an approximate place. One wrong letter in ten is a typo, one in four another name. */
export const LEAST_SIMILAR = 0.8;
/** Words with fewer letters than this are never matched approximately: Iran and Iraq differ in one letter. */
export const LEAST_LETTERS = 8;
/** The minimal share of equal letters of a guess; higher for short words, or NATO would match “nation”. */
const LEAST_GUESSED = 0.6;
const LEAST_GUESSED_SHORT = 0.7;
/** Only the beginning of longer words is searched for approximately, so that the search stays fast. */
const MOST_LETTERS = 2000;
/** For more letters than this, the similarity of a guess is estimated from the search: comparing every letter would be slow. */
const MOST_COMPARED = 400;
/** The scores of normalised places: with different quotation marks, or with Markdown marks and hyphens ignored as well. */
const NORMALISED = { plain: 0.95, withoutMarks: 0.9 } as const;
/** The factor for the score of a place where the text attaches a particle to the words. */
const WITH_PARTICLE = 0.9;
/** An ellipsis, which stands for omitted words. */
export const ELLIPSIS = /\s*(?:…|\.{3}|\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\))\s*/u;

/**
 * Finds words in one text: exactly; otherwise ignoring case, diacritics, white space, quotation marks, dashes, Markdown marks and
 * hyphens; otherwise approximately. Only whole words match. Results are cached, and the text is folded when first needed.
 */
export class AnchorSearch {
  readonly text: string;
  readonly #places = new Map<string, readonly Place[]>();
  readonly #missed = new Map<string, Missed>();
  #plain: FoldedText | undefined;
  #unmarked: FoldedText | undefined;
  #smallWords: ReadonlySet<string> | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** Returns the places found by the strictest method that finds any, in the order of the text. */
  places(words: string): readonly Place[] {
    let found = this.#places.get(words);
    if (!found) {
      found = this.#find(words);
      this.#places.set(words, found);
    }
    return found;
  }

  /** Returns why words were not found. */
  missed(words: string): Missed {
    this.places(words);
    return this.#missed.get(words) ?? 'absent';
  }

  /**
   * Returns possible places to show to a person, best first: those where the words are part of a longer word, and, at most one
   * per line, whole words that share most letters and the same beginning or end.
   */
  guesses(words: string, most: number): Guess[] {
    const found = this.#insideWords(words).slice(0, most);
    const pattern = bare(patternOf(words)).slice(0, MOST_LETTERS);
    const likely = pattern.length < 3 ? [] : this.#likely(pattern);
    const apart = likely.filter(
      ({ start, end }) => !found.some((place) => place.start < end && start < place.end),
    );
    return [...found, ...apart].sort((a, b) => b.score - a.score || a.start - b.start).slice(0, most);
  }

  #find(words: string): readonly Place[] {
    let inside = false;
    for (const rung of [() => this.#exact(words), () => this.#normalised(words)]) {
      const found = rung();
      const whole = this.#wholeWords(found);
      if (whole.length > 0) return whole;
      inside ||= found.length > 0;
    }
    // An omission may hide what matters, so each piece of a quote with an ellipsis is searched for separately.
    const approximate = ELLIPSIS.test(words.trim().slice(1, -1)) ? null : this.#approximate(words);
    if (approximate && approximate.places.length > 0) return approximate.places;
    this.#missed.set(words, inside ? 'inside' : approximate?.isNear ? 'alike' : 'absent');
    return [];
  }

  #exact(words: string): Place[] {
    const trimmed = words.trim();
    if (trimmed === '') return [];
    return exactPlaces(this.text, trimmed).map((start) => ({
      start,
      end: start + trimmed.length,
      method: 'exact' as const,
      score: 1,
    }));
  }

  /** Searches folded text, then also without marks on either side; stops at the first that finds whole words. */
  #normalised(words: string): Place[] {
    let inside: Place[] = [];
    const views = [
      { of: () => this.#normal(), words, score: NORMALISED.plain },
      { of: () => this.#withoutMarks(), words: withoutMarks(words), score: NORMALISED.withoutMarks },
    ];
    for (const view of views) {
      const pattern = patternOf(view.words);
      for (const key of new Set([pattern, bare(pattern)])) {
        const found = this.#folded(view.of(), key, view.score);
        if (this.#wholeWords(found).length > 0) return found;
        if (inside.length === 0) inside = found;
      }
    }
    return inside;
  }

  #folded(whole: FoldedText, key: string, score: number): Place[] {
    const found: Place[] = [];
    if (key === '') return found;
    for (let at = whole.text.indexOf(key); at >= 0;) {
      const place = sourceOf(this.text, whole, at, at + key.length);
      if (place) found.push({ start: place[0], end: place[1], method: 'normalised', score });
      at = whole.text.indexOf(key, place ? at + key.length : at + 1);
    }
    return found;
  }

  /** Returns places that differ only by typing errors; `isNear` if there are similar places, whatever their meaning. */
  #approximate(words: string): { places: Place[]; isNear: boolean } {
    const pattern = bare(patternOf(words));
    const places: Place[] = [];
    if (pattern.length < LEAST_LETTERS || pattern.length > MOST_LETTERS) return { places, isNear: false };
    const errors = Math.floor(pattern.length * (1 - LEAST_SIMILAR) + 1e-9);
    let isNear = false;
    let last = 0;
    for (const match of this.#matches(this.#normal().text, 0, pattern, errors)) {
      isNear = true;
      const place = this.#sayingTheSame(words, match);
      if (!place || place.start < last || place.score < LEAST_SIMILAR) continue;
      places.push(place);
      last = place.end;
    }
    return { places, isNear };
  }

  /** Moves the ends of a match off the words that it cuts; returns the range whose words differ least from the quote. */
  #sayingTheSame(words: string, match: Match): Place | null {
    let best: Place | null = null;
    for (const [from, to] of this.#ranges(match)) {
      const difference = differenceOf(words, this.text.slice(from, to), (word) => this.#isSmall(word));
      if (!difference) continue;
      const [start, end] = this.#withPunctuation(words, [
        from + difference.range[0],
        from + difference.range[1],
      ]);
      if (isInsideWord(this.text, start) || isInsideWord(this.text, end)) continue;
      // The same words with different punctuation between them must score less than the same letters.
      const score = round(Math.min(0.99, 1 - difference.letters / difference.of));
      if (!best || score > best.score) best = { start, end, method: 'approximate', score };
    }
    return best;
  }

  /** Extends a range of words by the punctuation before and after it that the quote also has. */
  #withPunctuation(quote: string, [start, end]: readonly [number, number]): readonly [number, number] {
    const [before, after] = [
      packed(/^[^\p{L}\p{N}]*/u.exec(quote)![0]),
      packed(/[^\p{L}\p{N}]*$/u.exec(quote)![0]),
    ];
    let [from, to] = [start, end];
    // There may be blanks between the marks.
    for (let at = start; before !== '' && at >= Math.max(0, start - before.length * 2); at--)
      if (this.#isMarks(before, at, start)) from = at;
    const most = Math.min(this.text.length, end + after.length * 2);
    for (let at = end; after !== '' && at <= most; at++) if (this.#isMarks(after, end, at)) to = at;
    return this.#offBlanks([from, to]);
  }

  #isMarks(marks: string, start: number, end: number): boolean {
    return (
      packed(this.text.slice(start, end)) === marks &&
      isGraphemeBoundary(this.text, start) &&
      isGraphemeBoundary(this.text, end)
    );
  }

  #offBlanks([from, to]: readonly [number, number]): readonly [number, number] {
    let [low, high] = [from, to];
    while (low < high && /\s/.test(this.text[low]!)) low++;
    while (low < high && /\s/.test(this.text[high - 1]!)) high--;
    return [low, high];
  }

  /** Returns, for each line, the whole words that share most letters with a pattern and its beginning or end. */
  #likely(pattern: string): Place[] {
    const { text, starts } = this.#normal();
    const errors = Math.floor(pattern.length * (1 - LEAST_GUESSED));
    const found: Place[] = [];
    for (let from = 0; from < text.length;) {
      // The folded text has no line ends, so the line ends of the source are found through the offsets.
      let to = from;
      const line = this.text.indexOf('\n', starts[from]);
      while (to < text.length && (line < 0 || starts[to]! < line)) to++;
      let best: RankedGuess | null = null;
      for (const match of this.#matches(text.slice(from, to), from, pattern, errors)) {
        for (const range of this.#ranges(match)) {
          for (const [start, end] of [range, this.#reaching(pattern, range), this.#within(pattern, range)]) {
            const guess = this.#guess(pattern, start, end, match);
            if (guess && (!best || guess.rank > best.rank)) best = guess;
          }
        }
      }
      if (best) found.push({ start: best.start, end: best.end, method: best.method, score: best.score });
      from = to + 1;
    }
    return found;
  }

  /** Returns a place with its share of equal letters; `null` if too few agree, or if neither beginning nor end agrees. */
  #guess(pattern: string, start: number, end: number, { errors }: Match): RankedGuess | null {
    const words = patternOf(this.text.slice(start, end));
    const isShort = pattern.length < LEAST_LETTERS;
    const [begins, ends] = [words[0] === pattern[0], words.at(-1) === pattern.at(-1)];
    // A short word with a different beginning is a different word: Oman, woman.
    if (!begins && (isShort || !ends)) return null;
    const longer = Math.max(pattern.length, words.length);
    const score = round(1 - (longer > MOST_COMPARED ? errors : editDistance(pattern, words)) / longer);
    if (score < (isShort ? LEAST_GUESSED_SHORT : LEAST_GUESSED)) return null;
    const edges =
      Number(firstWord(words) === firstWord(pattern)) + Number(lastWord(words) === lastWord(pattern));
    return { start, end, method: 'approximate', score, rank: score + edges * EDGE_COUNTS };
  }

  /** Widens a range within its line by a few words, to the first and the last word of the pattern. */
  #reaching(pattern: string, [start, end]: readonly [number, number]): readonly [number, number] {
    const before = /[^\n]*$/u.exec(this.text.slice(Math.max(0, start - REACH), start))![0];
    const after = /^[^\n]*/u.exec(this.text.slice(end, end + REACH))![0];
    const begins = firstWord(patternOf(this.text.slice(start, end))) === firstWord(pattern);
    const ends = lastWord(patternOf(this.text.slice(start, end))) === lastWord(pattern);
    const back = begins ? undefined : wordPlaces(before).findLast(({ key }) => key === firstWord(pattern));
    const on = ends ? undefined : wordPlaces(after).find(({ key }) => key === lastWord(pattern));
    return [back ? start - before.length + back.start : start, on ? end + on.end : end];
  }

  /** Returns a range without words at its ends that are not in the pattern; unchanged if no word would remain. */
  #within(pattern: string, range: readonly [number, number]): readonly [number, number] {
    const [start, end] = range;
    const known = new Set(pattern.split(/\s+/u));
    const own = wordPlaces(this.text.slice(start, end)).filter(({ key }) => known.has(key));
    const [first, last] = [own[0], own.at(-1)];
    return first && last ? [start + first.start, start + last.end] : range;
  }

  /** Yields approximate matches of a pattern in the folded text from `from` on, as source ranges that may cut words. */
  *#matches(text: string, from: number, pattern: string, errors: number): Generator<Match> {
    const whole = this.#normal();
    for (const match of approximately(text, pattern, errors)) {
      if (match.end <= match.start) continue;
      yield {
        start: whole.starts[from + match.start]!,
        end: whole.ends[from + match.end - 1]!,
        errors: match.errors,
      };
    }
  }

  /** Yields a range with its ends moved to either end of the word that they cut, and off white space. */
  *#ranges({ start, end }: Match): Generator<readonly [number, number]> {
    const { text } = this;
    const edges = (at: number) => wordAround(text, at) ?? [at];
    for (const from of edges(start)) {
      for (const to of edges(end)) {
        const [low, high] = this.#offBlanks(snapToGraphemes(text, [from, Math.max(from, to)]));
        if (low < high) yield [low, high];
      }
    }
  }

  /** Returns the places where the words are part of a longer word, sorted by the share of it that they make up. */
  #insideWords(words: string): Guess[] {
    const found = this.#exact(words);
    const inside = (found.length > 0 ? found : this.#normalised(words)).filter(
      (place) => this.#cuts(place) && !this.#particle(place),
    );
    return inside
      .map((place) => {
        const from = wordAround(this.text, place.start)?.[0] ?? place.start;
        const to = wordAround(this.text, place.end)?.[1] ?? place.end;
        const within = this.text.slice(from, to);
        return { ...place, score: round((place.end - place.start) / within.length), within };
      })
      .sort((a, b) => b.score - a.score || a.start - b.start);
  }

  /** Returns the places that cut no word; if there are none, those that cut off only a particle written without a blank. */
  #wholeWords(found: readonly Place[]): Place[] {
    const whole = found.filter((place) => !this.#cuts(place));
    if (whole.length > 0) return whole;
    return found
      .filter((place) => this.#particle(place))
      .map((place) => ({ ...place, score: round(place.score * WITH_PARTICLE) }));
  }

  #cuts({ start, end }: Place): boolean {
    return isInsideWord(this.text, start) || isInsideWord(this.text, end);
  }

  /** Whether a place ends with its word and begins after a prefixed Arabic or Hebrew conjunction, preposition or article. */
  #particle({ start, end }: Place): boolean {
    if (isInsideWord(this.text, end)) return false;
    const word = wordAround(this.text, start);
    if (!word) return false;
    const rest = fold(this.text.slice(start, end).split(/\s/u)[0]!);
    return rest.length >= LEAST_BEHIND_PARTICLE && PARTICLE.test(fold(this.text.slice(word[0], start)));
  }

  /** Whether a folded word also occurs in lower case in the text. */
  #isSmall(word: string): boolean {
    this.#smallWords ??= new Set(
      Array.from(this.text.matchAll(/(?<!\p{L})\p{Ll}[\p{L}\p{M}]*/gu), ([each]) => fold(each)),
    );
    return this.#smallWords.has(word);
  }

  #normal(): FoldedText {
    return (this.#plain ??= comparable(this.text));
  }

  #withoutMarks(): FoldedText {
    return (this.#unmarked ??= comparable(withoutMarks(this.text)));
  }
}

/** A range of the source, `[start, end)`, and the number of letters that differ there. */
interface Match {
  readonly start: number;
  readonly end: number;
  readonly errors: number;
}

/** A guess with its rank among the guesses of its line. */
interface RankedGuess extends Place {
  readonly rank: number;
}

/** What an equal first or last word adds to the rank, besides the share of equal letters. */
const EDGE_COUNTS = 0.1;
/** How far from a match the first and last word of the quote are searched for, in UTF-16 code units. */
const REACH = 40;

function packed(marks: string): string {
  return patternOf(marks).replace(/\s/gu, '');
}

function firstWord(pattern: string): string {
  return /^\S*/u.exec(pattern)![0];
}

function lastWord(pattern: string): string {
  return /\S*$/u.exec(pattern)![0];
}

function wordPlaces(text: string): { key: string; start: number; end: number }[] {
  return Array.from(text.matchAll(/[\p{L}\p{N}\p{M}]+/gu), ({ 0: word, index }) => ({
    key: patternOf(word),
    start: index,
    end: index + word.length,
  }));
}

/** “And”, “in”, “for”, “like”, with or without the article. Words shorter than the limit may just begin so. */
const PARTICLE = /^(?:[وف]?(?:[بكل]|ال|[بك]ال|لل)|[وف]|ו?[הבלמשכ]|ו)$/u;
const LEAST_BEHIND_PARTICLE = 4;

function round(score: number): number {
  return Math.round(score * 1000) / 1000;
}
