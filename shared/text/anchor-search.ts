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
  /** 1 for the same letters; of an approximate place the share of letters that agree. */
  readonly score: number;
}

/** A place that is offered to a person. */
export interface Guess extends Place {
  /** The word that the place is a part of, where it is no whole word. */
  readonly within?: string;
}

/**
 * Why words have no place. `inside`: they are there, but only inside of other words. `alike`: what comes near says something
 * else. `absent`: nothing comes near.
 */
export type Missed = 'inside' | 'alike' | 'absent';

/** An approximate place must agree in this share of letters. One wrong letter in ten is a slip, one in four is another name. */
export const LEAST_SIMILAR = 0.8;
/** Words with fewer letters are never taken approximately: Iran and Iraq differ in one. */
export const LEAST_LETTERS = 8;
/** A guess that is offered to a person agrees in most letters; of few letters in more, or NATO would be a nation. */
const LEAST_GUESSED = 0.6;
const LEAST_GUESSED_SHORT = 0.7;
/** Longer words are not searched approximately in full: their beginning says where they are, and nobody waits. */
const MOST_LETTERS = 2000;
/** Beyond this many letters the similarity of a guess is what the search said of it: comparing each letter would take long. */
const MOST_COMPARED = 400;
/** What the score of normalised places is: with other quotation marks, or where marks and hyphens are overlooked, too. */
const NORMALISED = { plain: 0.95, withoutMarks: 0.9 } as const;
/** What the score is multiplied with where the text writes a particle at the words. */
const WITH_PARTICLE = 0.9;
/** Words in which something is left out. */
export const ELLIPSIS = /\s*(?:…|\.{3}|\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\))\s*/u;

/**
 * Finds words in one text: exactly, else but for case, diacritics, white space, quotation marks, dashes, Markdown's marks and
 * hyphens, else approximately. Only whole words are places. What was looked for once is remembered; the text is folded when it
 * is first needed.
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

  /** All places on the first rung that has any, in the order of the text. */
  places(words: string): readonly Place[] {
    let found = this.#places.get(words);
    if (!found) {
      found = this.#find(words);
      this.#places.set(words, found);
    }
    return found;
  }

  /** Why there is no place for words. */
  missed(words: string): Missed {
    this.places(words);
    return this.#missed.get(words) ?? 'absent';
  }

  /**
   * The best places that are none, best first: what is offered to a person. Where the words stand inside of another word, and,
   * at most one a line, whole words that share most letters and where they begin or end.
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
    // What is left out may be what matters: the pieces are found one by one.
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

  /** But for what the fold drops, else also without marks on either side; at the first of them that has whole words. */
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

  /** Places whose words say the same but for slips; `isNear` where there are such as do not. */
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

  /** Of the ways to move the ends of a match off the words that it cuts, the one whose words differ least from the quote. */
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
      // The same words with other punctuation between them are not the same letters.
      const score = round(Math.min(0.99, 1 - difference.letters / difference.of));
      if (!best || score > best.score) best = { start, end, method: 'approximate', score };
    }
    return best;
  }

  /** A range of words with the punctuation before and after it that the quote has, too. */
  #withPunctuation(quote: string, [start, end]: readonly [number, number]): readonly [number, number] {
    const [before, after] = [
      packed(/^[^\p{L}\p{N}]*/u.exec(quote)![0]),
      packed(/[^\p{L}\p{N}]*$/u.exec(quote)![0]),
    ];
    let [from, to] = [start, end];
    // Blanks may stand between the marks.
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

  /** Whole words in each line that share most letters with a pattern, and where they begin or end. */
  #likely(pattern: string): Place[] {
    const { text, starts } = this.#normal();
    const errors = Math.floor(pattern.length * (1 - LEAST_GUESSED));
    const found: Place[] = [];
    for (let from = 0; from < text.length;) {
      // The fold has no line ends; those of the source are at the places that the offsets name.
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

  /** A place with the share of letters that agree; `null` where too few do, or the words do not begin or end alike. */
  #guess(pattern: string, start: number, end: number, { errors }: Match): RankedGuess | null {
    const words = patternOf(this.text.slice(start, end));
    const isShort = pattern.length < LEAST_LETTERS;
    const [begins, ends] = [words[0] === pattern[0], words.at(-1) === pattern.at(-1)];
    // A short word with another beginning is another word: Oman, woman.
    if (!begins && (isShort || !ends)) return null;
    const longer = Math.max(pattern.length, words.length);
    const score = round(1 - (longer > MOST_COMPARED ? errors : editDistance(pattern, words)) / longer);
    if (score < (isShort ? LEAST_GUESSED_SHORT : LEAST_GUESSED)) return null;
    const edges =
      Number(firstWord(words) === firstWord(pattern)) + Number(lastWord(words) === lastWord(pattern));
    return { start, end, method: 'approximate', score, rank: score + edges * EDGE_COUNTS };
  }

  /** A range widened by a few words to where the first and the last word of the pattern are, in its line. */
  #reaching(pattern: string, [start, end]: readonly [number, number]): readonly [number, number] {
    const before = /[^\n]*$/u.exec(this.text.slice(Math.max(0, start - REACH), start))![0];
    const after = /^[^\n]*/u.exec(this.text.slice(end, end + REACH))![0];
    const begins = firstWord(patternOf(this.text.slice(start, end))) === firstWord(pattern);
    const ends = lastWord(patternOf(this.text.slice(start, end))) === lastWord(pattern);
    const back = begins ? undefined : wordPlaces(before).findLast(({ key }) => key === firstWord(pattern));
    const on = ends ? undefined : wordPlaces(after).find(({ key }) => key === lastWord(pattern));
    return [back ? start - before.length + back.start : start, on ? end + on.end : end];
  }

  /** A range without the words at its ends that the pattern has not; as it is where that leaves none. */
  #within(pattern: string, range: readonly [number, number]): readonly [number, number] {
    const [start, end] = range;
    const known = new Set(pattern.split(/\s+/u));
    const own = wordPlaces(this.text.slice(start, end)).filter(({ key }) => known.has(key));
    const [first, last] = [own[0], own.at(-1)];
    return first && last ? [start + first.start, start + last.end] : range;
  }

  /** The best approximate matches of a pattern in folded text from `from` on, as ranges of the source that may cut words. */
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

  /** A range whose ends are moved to either end of the word that they cut, and off white space. */
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

  /** Where words stand inside of another word, by how much of it they are; each place once. */
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

  /** Places that cut no word, else those that cut off no more than what the language writes at a word without a blank. */
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

  /** Whether a place ends its word and begins behind a conjunction, preposition or article that Arabic or Hebrew write at it. */
  #particle({ start, end }: Place): boolean {
    if (isInsideWord(this.text, end)) return false;
    const word = wordAround(this.text, start);
    if (!word) return false;
    const rest = fold(this.text.slice(start, end).split(/\s/u)[0]!);
    return rest.length >= LEAST_BEHIND_PARTICLE && PARTICLE.test(fold(this.text.slice(word[0], start)));
  }

  /** Whether a folded word also occurs in small letters. */
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

/** A range of the source, `[start, end)`, and how many letters differ there. */
interface Match {
  readonly start: number;
  readonly end: number;
  readonly errors: number;
}

/** A guess, and how good it is beside others of its line. */
interface RankedGuess extends Place {
  readonly rank: number;
}

/** What the same first or last word counts beside the share of letters. */
const EDGE_COUNTS = 0.1;
/** So far from a match, in UTF-16 units, the quote's first and last word are looked for. */
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

/** "And", "in", "for", "like", with or without the article. Shorter words than this may well begin so. */
const PARTICLE = /^(?:[وف]?(?:[بكل]|ال|[بك]ال|لل)|[وف]|ו?[הבלמשכ]|ו)$/u;
const LEAST_BEHIND_PARTICLE = 4;

function round(score: number): number {
  return Math.round(score * 1000) / 1000;
}
