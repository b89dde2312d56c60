import type { Quote } from './quote.ts';
import { patternOf } from './quote-fold.ts';
import { isGraphemeBoundary } from './graphemes.ts';
import { newlineMapping, normaliseNewlines } from './newlines.ts';
import { OFFSET_UNITS, offsetsOf, type Offsets, type OffsetUnit } from './offsets.ts';

/** How many of the quotes with offsets have their words there, counted in the unit in which most do. */
export interface Fit {
  readonly unit: OffsetUnit;
  readonly fits: number;
  readonly of: number;
}

/**
 * Converts offsets, counted in one of several texts and in one of several units, to offsets in the text of a document. The text
 * and the unit are determined from the quotes, whose words must be found at their offsets.
 */
export class SourceOffsets {
  readonly #text: string;
  readonly #usual: OffsetUnit;
  readonly #sources: readonly Source[];
  #source: Source;
  #units: readonly OffsetUnit[] = OFFSET_UNITS;

  /**
   * @param sources the texts in which the offsets may be counted, the likeliest first; at least one
   * @param usual the unit to use if the quotes fit several equally well
   */
  constructor(text: string, sources: readonly string[], usual: OffsetUnit) {
    this.#text = text;
    this.#usual = usual;
    this.#sources = [...new Set(sources)].map((source) => new Source(text, source));
    this.#source = this.#sources[0]!;
  }

  /** Chooses the text and the unit in which most quotes fit; on a tie, the first. */
  decide(quotes: readonly Quote[]): Fit {
    const stated = quotes.filter(
      ({ start, end, words }) => start !== undefined && end !== undefined && words !== '',
    );
    const order = [this.#usual, ...OFFSET_UNITS.filter((unit) => unit !== this.#usual)];
    let best: (Fit & { source: Source; units: OffsetUnit[] }) | undefined;
    for (const source of this.#sources) {
      const scored = order.map((unit) => ({
        unit,
        fits: stated.filter((quote) => source.words(quote, unit) === quote.words).length,
      }));
      scored.sort((a, b) => b.fits - a.fits);
      const { unit, fits } = scored[0]!;
      if (!best || fits > best.fits)
        best = { source, unit, fits, of: stated.length, units: scored.map((each) => each.unit) };
      if (best.fits === stated.length) break;
    }
    const { source, units, unit, fits, of } = best!;
    this.#source = source;
    this.#units = units;
    return { unit, fits, of };
  }

  /** Returns the range in the document's text, in the first unit in which the words fit. */
  place(quote: Quote): { start: number; end: number; unit: OffsetUnit } | null {
    for (const { range, unit } of this.#fitting(quote)) {
      const [start, end] = [this.#source.into(range[0]), this.#source.into(range[1])];
      if (start === null || end === null || (start >= end && quote.words !== '')) continue;
      if (!isGraphemeBoundary(this.#text, start) || !isGraphemeBoundary(this.#text, end)) continue;
      const plain = this.#source.range(quote, 'utf-16');
      const same = plain?.[0] === range[0] && plain[1] === range[1];
      return { start, end, unit: same ? 'utf-16' : unit };
    }
    return null;
  }

  /** Whether the words are at their offsets, but in a part of the source before or after the text of the document. */
  isOutside(quote: Quote): boolean {
    if (!this.#source.holdsText || quote.words === '' || this.place(quote)) return false;
    for (const { range } of this.#fitting(quote))
      if (this.#source.into(range[0]) === null || this.#source.into(range[1]) === null) return true;
    return false;
  }

  /** Returns the approximate position of offsets that do not fit; `null` without offsets, or if the source is another version. */
  about({ start }: Quote): number | null {
    if (start === undefined) return null;
    const table = this.#source.table(this.#units[0]!);
    for (let at = Math.min(start, table.length); at >= 0 && at > start - 4; at--) {
      const found = table.toUtf16(at);
      if (found !== null) return this.#source.into(found);
    }
    return null;
  }

  /** If the source is another version of the text, returns the text before and after the words there. */
  around(quote: Quote): Pick<Quote, 'prefix' | 'suffix'> {
    if (!this.#source.isOtherVersion || quote.start === undefined) return {};
    const unit = this.#units.find((each) => this.#source.words(quote, each) === quote.words);
    const range = unit && this.#source.range(quote, unit);
    if (!range) return {};
    return {
      prefix: this.#source.text.slice(Math.max(0, range[0] - 64), range[0]),
      suffix: this.#source.text.slice(range[1], range[1] + 64),
    };
  }

  /** Yields the ranges of the source where the words are, in the order of the units. */
  *#fitting(quote: Quote): Generator<{ range: readonly [number, number]; unit: OffsetUnit }> {
    if (quote.start === undefined || quote.end === undefined || this.#source.isOtherVersion) return;
    for (const unit of quote.words === '' ? this.#units.slice(0, 1) : this.#units) {
      const range = this.#source.range(quote, unit);
      if (!range) continue;
      const words = this.#source.text.slice(...range);
      if (quote.words === '' || words === quote.words || patternOf(words) === patternOf(quote.words))
        yield { range, unit };
    }
  }
}

/** One text in which offsets may be counted, with the conversion to the text of the document. */
class Source {
  readonly text: string;
  /** Whether the document's text is only a part of this one, for example a file with a header that the document does not have. */
  readonly holdsText: boolean;
  readonly #into: ((offset: number) => number | null) | null;
  readonly #tables = new Map<OffsetUnit, Offsets>();

  constructor(text: string, source: string) {
    this.text = source;
    const way = wayInto(text, source);
    this.#into = way.into;
    this.holdsText = way.holdsText;
  }

  /** Whether the two texts differ by more than line ends and additional text at the beginning or end of one of them. */
  get isOtherVersion(): boolean {
    return this.#into === null;
  }

  /** Converts an offset in this text to one in the document's text; `null` if it lies outside it. */
  into(offset: number): number | null {
    return this.#into ? this.#into(offset) : null;
  }

  words(quote: Quote, unit: OffsetUnit): string | null {
    const range = this.range(quote, unit);
    return range && this.text.slice(...range);
  }

  range({ start, end }: Quote, unit: OffsetUnit): readonly [number, number] | null {
    if (start === undefined || end === undefined) return null;
    const table = this.table(unit);
    const [from, to] = [table.toUtf16(start), table.toUtf16(end)];
    return from === null || to === null || to < from ? null : [from, to];
  }

  table(unit: OffsetUnit): Offsets {
    let table = this.#tables.get(unit);
    if (!table) this.#tables.set(unit, (table = offsetsOf(this.text, unit)));
    return table;
  }
}

/**
 * Chooses how to convert offsets in a source to offsets in a text: unchanged, adjusted for line ends, shifted because the source
 * is a part of the text, or shifted because the text is a part of the source. `null` unless one contains the other exactly once.
 */
function wayInto(
  text: string,
  source: string,
): { into: ((offset: number) => number | null) | null; holdsText: boolean } {
  if (source === text) return { into: (offset) => offset, holdsText: false };
  const { text: plain } = normaliseNewlines(source);
  const moved = newlineMapping(source);
  const part = onlyPlace(text, plain);
  if (part !== null) return { into: (offset) => part + moved(offset), holdsText: false };
  // Other programs often strip white space from the end of their input.
  const before = onlyPlace(plain, text) ?? onlyPlace(plain, text.trimEnd());
  if (before === null) return { into: null, holdsText: false };
  return {
    holdsText: true,
    into(offset) {
      const at = moved(offset) - before;
      return at >= 0 && at <= text.length ? at : null;
    },
  };
}

/** Returns where a text contains another, if it does so exactly once. */
function onlyPlace(whole: string, part: string): number | null {
  const at = part === '' ? -1 : whole.indexOf(part);
  return at < 0 || whole.indexOf(part, at + 1) >= 0 ? null : at;
}
