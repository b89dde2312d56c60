import type { Fragment } from '../model/fragments.ts';
import { alignInOrder, nearestInOrder } from './anchor-order.ts';
import { AnchorSearch, ELLIPSIS, type Guess, type Missed, type Place } from './anchor-search.ts';
import { SourceOffsets, type Fit } from './anchor-source.ts';
import type { OffsetUnit } from './offsets.ts';
import type { Quote } from './quote.ts';
import { patternOf } from './quote-fold.ts';

/**
 * How a place was found, the most reliable way first. `stated`: at the given offsets. `unit`: there, but counted in another unit.
 * `moved`: the same words, nearest to the offsets. `exact`: the words, without offsets. `normalised`: ignoring case, diacritics,
 * white space, quotation marks, dashes, hyphens and Markdown marks. `approximate`: with typing errors.
 */
export type AnchorMethod = 'stated' | 'unit' | 'moved' | 'exact' | 'normalised' | 'approximate';

export interface Anchored {
  readonly fragments: readonly Fragment[];
  readonly method: AnchorMethod;
  /** How certain the place is, from 0 to 1. */
  readonly score: number;
}

/** Offsets wrong by at most this much are probably counting errors; further away they are a weak hint. */
const NEAR = 24;
/** The share of a list that must follow the order of the text before its order is trusted. */
const FOLLOWS = 0.8;
/** The factor for the score if the words occur several times, by how one place was chosen. */
const CHOSEN = { context: 0.95, order: 0.9, count: 0.8, near: 0.95, far: 0.8 } as const;
/** How many places of the first piece of a quote with an ellipsis are tried. */
const MOST_CHAINS = 200;

/**
 * Locates quotes in one text: first at their stated offsets, last by approximate search, and always checks the words. If words
 * occur several times, offsets decide, then the context, then the order of the list.
 */
export class Anchorer {
  readonly #search: AnchorSearch;
  readonly #source: SourceOffsets;
  /** Whether the text and unit of the offsets have already been chosen from all quotes of the record. */
  #decided = false;

  /**
   * @param source the text in which the offsets are counted, if it is not `text`: with other line ends, with a header, a part of
   * the text, or another version of it. Of several, likeliest first, the one with most words at their offsets is used.
   * @param usual the unit to use if the quotes fit several equally well
   */
  constructor(text: string, source: string | readonly string[] = text, usual: OffsetUnit = 'utf-16') {
    this.#search = new AnchorSearch(text);
    this.#source = new SourceOffsets(text, typeof source === 'string' ? [source] : source, usual);
  }

  get text(): string {
    return this.#search.text;
  }

  /** Returns the unit in which most offsets of these quotes fit, and uses it for all later calls. */
  unitOf(quotes: readonly Quote[]): Fit {
    this.#decided = true;
    return this.#source.decide(quotes);
  }

  /** Returns the place of each quote, or `null` if it has none. The order of the list matters. */
  all(quotes: readonly Quote[]): (Anchored | null)[] {
    if (!this.#decided) this.#source.decide(quotes);
    const outside = quotes.map((quote) => this.isOutside(quote));
    const stated = quotes.map((quote) => this.#stated(quote));
    const answer = this.#movedInOrder(quotes, stated, outside);
    const open = quotes.map((quote, i) =>
      answer[i] || outside[i] || quote.words.trim() === '' ? [] : this.#candidates(quote),
    );
    const chosen = this.#inOrder(quotes, answer, open);
    return quotes.map((quote, i) => (outside[i] ? null : (answer[i] ?? chosen[i] ?? this.#inParts(quote))));
  }

  /**
   * Whether a quote is at its offsets, but in a part of the source that is not in the document's text, such as a removed header.
   * The same words may also occur in the document's text, but the quote does not refer to them.
   */
  isOutside(quote: Quote): boolean {
    return this.#source.isOutside(quote);
  }

  /** Returns the place of one quote that is nearest to a range. With `outside`, those within it come last. */
  near(quote: Quote, [from, to]: Fragment, outside: boolean): Anchored | null {
    if (this.isOutside(quote)) return null;
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

  /** Returns the text most similar to words that were not found, best first: parts of longer words, and similar whole words. */
  guesses(words: string, most: number): Guess[] {
    return this.#search.guesses(words, most);
  }

  /** Returns why words were not found. */
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

  /** Returns the same words nearest to offsets that do not fit. */
  #moved(quote: Quote): Anchored | null {
    const at = this.#about(quote);
    if (at === null) return null;
    const places = this.#search.places(quote.words);
    const [best] = [...places].sort((a, b) => Math.abs(a.start - at) - Math.abs(b.start - at));
    return best ? this.#movedTo(best, at, places) : null;
  }

  /** Returns the approximate position of a quote with words; `null` if its offsets give none. */
  #about(quote: Quote): number | null {
    return quote.words.trim() === '' ? null : this.#source.about(quote);
  }

  /**
   * Returns the stated places, and for the other quotes with offsets the nearest place with the same words. No place is used
   * twice while another is free: quotes with the same words get successive places, in the order of their offsets.
   */
  #movedInOrder(
    quotes: readonly Quote[],
    stated: readonly (Anchored | null)[],
    outside: readonly boolean[],
  ): (Anchored | null)[] {
    const answer = [...stated];
    const groups = new Map<string, { i: number; at: number }[]>();
    for (const [i, quote] of quotes.entries()) {
      const at = stated[i] || outside[i] ? null : this.#about(quote);
      if (at === null) continue;
      const key = patternOf(quote.words);
      groups.set(key, [...(groups.get(key) ?? []), { i, at }]);
    }
    for (const [key, group] of groups) {
      const places = this.#search.places(quotes[group[0]!.i]!.words);
      const starts = places.map(({ start }) => start);
      const taken = new Set(
        quotes.flatMap((quote, i) =>
          stated[i] && patternOf(quote.words) === key ? (stated[i].fragments[0]?.[0] ?? []) : [],
        ),
      );
      const points = [
        ...group.map(({ i, at }) => ({ i, at, stays: false })),
        ...[...taken].filter((at) => starts.includes(at)).map((at) => ({ i: -1, at, stays: true })),
      ].sort((a, b) => a.at - b.at || a.i - b.i);
      let chosen = nearestInOrder(points, starts);
      // There may be no free place that keeps this order around the stated ones; then any free place is used.
      const free = starts.flatMap((start, j) => (taken.has(start) ? [] : j));
      if (points.some(({ stays }, nth) => !stays && taken.has(starts[chosen[nth]!]!)) && free.length > 0) {
        const moving = points.filter(({ stays }) => !stays);
        const among = nearestInOrder(
          moving,
          free.map((j) => starts[j]!),
        );
        chosen = points.map((point) => (point.stays ? -1 : free[among[moving.indexOf(point)]!]!));
      }
      for (const [nth, { i, at, stays }] of points.entries()) {
        const place = stays ? undefined : places[chosen[nth] ?? -1];
        if (place) answer[i] = this.#movedTo(place, at, places);
      }
    }
    return answer;
  }

  #movedTo(best: Place, at: number, places: readonly Place[]): Anchored {
    const near = Math.abs(best.start - at) <= NEAR;
    const found = anchored(best, near ? CHOSEN.near : places.length === 1 ? CHOSEN.order : CHOSEN.far);
    return best.method === 'exact' ? { ...found, method: 'moved' } : found;
  }

  /** Returns the places of the words that match the context best. */
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

  /** Locates quotes without offsets: in the order of the list if it follows the text, otherwise at the first free mention. */
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

  /** Locates a quote with an ellipsis (“the ministry … denied it”) piece by piece, where the pieces are closest together. */
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
