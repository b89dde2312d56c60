import type { Fragment } from '../model/fragments.ts';
import { alignInOrder } from './anchor-order.ts';
import { AnchorSearch, ELLIPSIS, type Missed, type Place } from './anchor-search.ts';
import { isGraphemeBoundary } from './graphemes.ts';
import { newlineMapping, normaliseNewlines } from './newlines.ts';
import { patternOf } from './quote-fold.ts';
import { OFFSET_UNITS, offsetsOf, type Offsets, type OffsetUnit } from './offsets.ts';

/** Words as somebody quoted them from a text, with whatever else is said of where they stand. */
export interface Quote {
  /** May be empty where offsets are given. */
  readonly words: string;
  /** In some unit, over the text that was read. */
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  /** A sentence or so that holds the words. */
  readonly context?: string | undefined;
  /** What stands right before and after. */
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
}

/**
 * How a place was found, the best way first. `stated`: at the offsets as given. `unit`: there, counted in another unit.
 * `moved`: the same words, nearest to the offsets. `exact`: the words without offsets. `normalised`: but for case,
 * diacritics, white space, quotation marks, dashes, hyphens and Markdown's marks. `approximate`: with slips of the pen.
 */
export type AnchorMethod = 'stated' | 'unit' | 'moved' | 'exact' | 'normalised' | 'approximate';

export interface Anchored {
  readonly fragments: readonly Fragment[];
  readonly method: AnchorMethod;
  /** How sure the place is, 0 to 1. */
  readonly score: number;
}

/** Offsets that are this far off are a slip of counting; further away they say little. */
const NEAR = 24;
/** Which share of a list has to follow the text before its order is believed. */
const FOLLOWS = 0.8;
/** What the score is multiplied with where the words occur several times and something chose among them. */
const CHOSEN = { context: 0.95, order: 0.9, count: 0.8, near: 0.95, far: 0.8 } as const;
/** So many first pieces of a quote with an ellipsis are tried. */
const MOST_CHAINS = 200;

/**
 * Grounds quotes in one text: a ladder from the offsets as stated down to an approximate search, whose every rung checks the
 * words. Where words occur several times, offsets, then context, then the order of the list decide.
 */
export class Anchorer {
  readonly #search: AnchorSearch;
  readonly #source: SourceOffsets;

  /**
   * @param source the text over which the offsets count, where it is another: with other line ends, a part of the text, or
   * another version of it
   * @param usual the unit that wins where the quotes cannot decide
   */
  constructor(text: string, source: string = text, usual: OffsetUnit = 'utf-16') {
    this.#search = new AnchorSearch(text);
    this.#source = new SourceOffsets(text, source, usual);
  }

  get text(): string {
    return this.#search.text;
  }

  /** The unit in which the offsets of these quotes count, by how many fit. */
  unitOf(quotes: readonly Quote[]): {
    readonly unit: OffsetUnit;
    readonly fits: number;
    readonly of: number;
  } {
    return this.#source.decide(quotes);
  }

  /** The place of each, `null` where there is none. The order of the list counts. */
  all(quotes: readonly Quote[]): (Anchored | null)[] {
    this.#source.decide(quotes);
    const answer = quotes.map((quote) => this.#stated(quote) ?? this.#moved(quote));
    const open = quotes.map((quote, i) =>
      answer[i] || quote.words.trim() === '' ? [] : this.#candidates(quote),
    );
    const chosen = this.#inOrder(quotes, answer, open);
    return quotes.map((quote, i) => answer[i] ?? chosen[i] ?? this.#inParts(quote));
  }

  /**
   * The place of one quote that is nearest to a range. With `outside` places within the range come last, else first.
   */
  near(quote: Quote, [from, to]: Fragment, outside: boolean): Anchored | null {
    const known = this.#stated(quote) ?? this.#moved(quote);
    if (known) return known;
    const distance = ({ start, end }: Place) => {
      if (end <= from) return from - end + 1;
      if (start >= to) return start - to + 1;
      return outside ? NEAR * 8 : 0;
    };
    const places = this.#candidates(quote);
    const [best] = [...places].sort((a, b) => distance(a) - distance(b) || a.start - b.start);
    if (!best) return this.#inParts(quote);
    return anchored(best, places.length === 1 ? 1 : CHOSEN.near);
  }

  /** What comes nearest to words without a place, best first: inside of other words, and whole words that are alike. */
  guesses(words: string, most: number): Place[] {
    return this.#search.guesses(words, most);
  }

  /** Why words have no place. */
  missed(words: string): Missed {
    return this.#search.missed(words);
  }

  #stated(quote: Quote): Anchored | null {
    const place = this.#source.place(quote);
    if (!place) return null;
    const { start, end, unit } = place;
    const words = this.text.slice(start, end);
    const same = quote.words === '' || words === quote.words;
    if (!same && patternOf(words) !== patternOf(quote.words)) return null;
    return {
      fragments: [[start, end]],
      method: unit === 'utf-16' ? 'stated' : 'unit',
      score: quote.words === '' ? 0.9 : same ? 1 : 0.95,
    };
  }

  /** The same words nearest to offsets that do not fit. */
  #moved(quote: Quote): Anchored | null {
    const at = this.#source.about(quote);
    if (at === null || quote.words.trim() === '') return null;
    const places = this.#search.places(quote.words);
    const [best] = [...places].sort((a, b) => Math.abs(a.start - at) - Math.abs(b.start - at));
    if (!best) return null;
    const near = Math.abs(best.start - at) <= NEAR;
    const found = anchored(best, near ? CHOSEN.near : places.length === 1 ? CHOSEN.order : CHOSEN.far);
    return best.method === 'exact' ? { ...found, method: 'moved' } : found;
  }

  /** The places of the words, as far as context leaves them. */
  #candidates(quote: Quote): readonly Place[] {
    const places = this.#search.places(quote.words);
    if (places.length < 2) return places;
    const inContext = this.#inContext(quote, places);
    const { prefix, suffix } = { ...this.#source.around(quote), ...given(quote) };
    if (prefix === undefined && suffix === undefined) return inContext;
    const scored = inContext.map((place) => ({
      place,
      agrees:
        sharedEnd(
          patternOf(this.text.slice(Math.max(0, place.start - 64), place.start)),
          patternOf(prefix ?? ''),
        ) + sharedStart(patternOf(this.text.slice(place.end, place.end + 64)), patternOf(suffix ?? '')),
    }));
    const most = Math.max(...scored.map(({ agrees }) => agrees));
    return most < 3 ? inContext : scored.filter(({ agrees }) => agrees === most).map(({ place }) => place);
  }

  #inContext({ words, context }: Quote, places: readonly Place[]): readonly Place[] {
    if (context === undefined || patternOf(context).length <= patternOf(words).length) return places;
    const around = this.#search.places(context);
    const inside = places.filter(({ start, end }) =>
      around.some((place) => place.start <= start && end <= place.end),
    );
    return inside.length > 0 ? inside : places;
  }

  /** Lays what has no offsets onto the text: in the order of the list, or, where it has none, the first mention first. */
  #inOrder(
    quotes: readonly Quote[],
    fixed: readonly (Anchored | null)[],
    open: readonly (readonly Place[])[],
  ): (Anchored | null)[] {
    if (!open.some((places) => places.length > 1))
      return open.map(([only]) => (only ? anchored(only, 1) : null));
    const items = quotes.map((quote, i) => ({
      key: patternOf(quote.words),
      starts: fixed[i]?.fragments[0] ? [fixed[i].fragments[0][0]] : open[i]!.map(({ start }) => start),
    }));
    const placed = items.filter(({ starts }) => starts.length > 0).length;
    const aligned = alignInOrder(items);
    const follows = aligned.filter((choice) => choice !== null).length >= placed * FOLLOWS;
    const taken = new Set<string>();
    const key = (i: number, start: number) => `${start} ${items[i]!.key}`;
    for (const [i, place] of fixed.entries())
      if (place?.fragments[0]) taken.add(key(i, place.fragments[0][0]));
    if (follows)
      for (const [i, choice] of aligned.entries())
        if (choice !== null && !fixed[i]) taken.add(key(i, items[i]!.starts[choice]!));
    return open.map((places, i) => {
      if (places.length === 0) return null;
      const choice = follows ? aligned[i] : null;
      if (choice !== null && choice !== undefined && !fixed[i])
        return anchored(places[choice]!, places.length === 1 ? 1 : CHOSEN.order);
      const free = places.find(({ start }) => !taken.has(key(i, start))) ?? places[0]!;
      taken.add(key(i, free.start));
      return anchored(free, places.length === 1 ? 1 : CHOSEN.count);
    });
  }

  /** Words that leave something out ("the ministry … denied it") are found piece by piece, where they lie closest together. */
  #inParts({ words }: Quote): Anchored | null {
    const parts = words.split(ELLIPSIS).filter((part) => /[\p{L}\p{N}]/u.test(part));
    if (parts.length < 2) return null;
    const all = parts.map((part) => this.#search.places(part));
    let best: Place[] | null = null;
    for (const first of all[0]!.slice(0, MOST_CHAINS)) {
      const chain = [first];
      for (const places of all.slice(1)) {
        const next = places.find(({ start }) => start >= chain.at(-1)!.end);
        if (next) chain.push(next);
      }
      if (chain.length < parts.length) break;
      if (!best || lengthOf(chain) < lengthOf(best)) best = chain;
    }
    if (!best) return null;
    const worst = best.reduce((a, b) => (RUNGS.indexOf(b.method) > RUNGS.indexOf(a.method) ? b : a));
    return {
      fragments: best.map(({ start, end }): Fragment => [start, end]),
      method: worst.method,
      score: round(Math.min(...best.map(({ score }) => score)) * CHOSEN.order),
    };
  }
}

function lengthOf(chain: readonly Place[]): number {
  return chain.at(-1)!.end - chain[0]!.start;
}

const RUNGS: readonly AnchorMethod[] = ['stated', 'unit', 'moved', 'exact', 'normalised', 'approximate'];

function anchored({ start, end, method, score }: Place, times: number): Anchored {
  return { fragments: [[start, end]], method, score: round(score * times) };
}

function given({ prefix, suffix }: Quote): Pick<Quote, 'prefix' | 'suffix'> {
  return { ...(prefix !== undefined && { prefix }), ...(suffix !== undefined && { suffix }) };
}

function sharedEnd(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a[a.length - 1 - n] === b[b.length - 1 - n]) n++;
  return n;
}

function sharedStart(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
}

function round(score: number): number {
  return Math.round(score * 1000) / 1000;
}

/** Offsets over the text that was read, in the unit that fits, led into the text of the document. */
class SourceOffsets {
  readonly #text: string;
  readonly #source: string;
  readonly #usual: OffsetUnit;
  readonly #tables = new Map<OffsetUnit, Offsets>();
  /** Where an offset over the source lies in the text; `null` where the two are different texts. */
  readonly #into: ((offset: number) => number) | null;
  #units: readonly OffsetUnit[] = OFFSET_UNITS;

  constructor(text: string, source: string, usual: OffsetUnit) {
    this.#text = text;
    this.#source = source;
    this.#usual = usual;
    this.#into = wayInto(text, source);
  }

  decide(quotes: readonly Quote[]): { unit: OffsetUnit; fits: number; of: number } {
    const stated = quotes.filter(
      ({ start, end, words }) => start !== undefined && end !== undefined && words !== '',
    );
    const order = [this.#usual, ...OFFSET_UNITS.filter((unit) => unit !== this.#usual)];
    const scored = order.map((unit) => ({
      unit,
      fits: stated.filter((quote) => this.#words(quote, unit) === quote.words).length,
    }));
    scored.sort((a, b) => b.fits - a.fits);
    this.#units = scored.map(({ unit }) => unit);
    return { ...scored[0]!, of: stated.length };
  }

  /** The range in the text, in the first unit in which the words fit. */
  place(quote: Quote): { start: number; end: number; unit: OffsetUnit } | null {
    if (quote.start === undefined || quote.end === undefined || !this.#into) return null;
    for (const unit of quote.words === '' ? this.#units.slice(0, 1) : this.#units) {
      const range = this.#range(quote, unit);
      if (!range) continue;
      const words = this.#source.slice(...range);
      if (quote.words !== '' && words !== quote.words && patternOf(words) !== patternOf(quote.words))
        continue;
      const [start, end] = [this.#into(range[0]), this.#into(range[1])];
      if (start >= end && quote.words !== '') continue;
      if (!isGraphemeBoundary(this.#text, start) || !isGraphemeBoundary(this.#text, end)) continue;
      const plain = this.#range(quote, 'utf-16');
      const same = plain?.[0] === range[0] && plain[1] === range[1];
      return { start, end, unit: same ? 'utf-16' : unit };
    }
    return null;
  }

  /** Roughly where offsets that do not fit mean; `null` without any, or over another text. */
  about({ start }: Quote): number | null {
    if (start === undefined || !this.#into) return null;
    const table = this.#table(this.#units[0]!);
    for (let at = Math.min(start, table.length); at >= 0 && at > start - 4; at--) {
      const found = table.toUtf16(at);
      if (found !== null) return this.#into(found);
    }
    return null;
  }

  /** What stands around the words in a text that is another version of this one. */
  around(quote: Quote): Pick<Quote, 'prefix' | 'suffix'> {
    if (this.#into || quote.start === undefined) return {};
    const unit = this.#units.find((each) => this.#words(quote, each) === quote.words);
    const range = unit && this.#range(quote, unit);
    if (!range) return {};
    return {
      prefix: this.#source.slice(Math.max(0, range[0] - 64), range[0]),
      suffix: this.#source.slice(range[1], range[1] + 64),
    };
  }

  #words(quote: Quote, unit: OffsetUnit): string | null {
    const range = this.#range(quote, unit);
    return range && this.#source.slice(...range);
  }

  #range({ start, end }: Quote, unit: OffsetUnit): readonly [number, number] | null {
    if (start === undefined || end === undefined) return null;
    const table = this.#table(unit);
    const [from, to] = [table.toUtf16(start), table.toUtf16(end)];
    return from === null || to === null || to < from ? null : [from, to];
  }

  #table(unit: OffsetUnit): Offsets {
    let table = this.#tables.get(unit);
    if (!table) this.#tables.set(unit, (table = offsetsOf(this.#source, unit)));
    return table;
  }
}

/** How offsets over a source lead into a text: as they are, past other line ends, or into the part that the source is. */
function wayInto(text: string, source: string): ((offset: number) => number) | null {
  if (source === text) return (offset) => offset;
  const { text: plain } = normaliseNewlines(source);
  const at = plain === '' ? -1 : text.indexOf(plain);
  if (at < 0 || text.indexOf(plain, at + 1) >= 0) return null;
  const moved = newlineMapping(source);
  return (offset) => at + moved(offset);
}
