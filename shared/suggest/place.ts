import type { Block } from '../model/document.ts';
import { hull, type Fragment, type Fragments } from '../model/fragments.ts';
import type { SuggestionRule } from '../model/suggestion.ts';

/** The parts of a document that suggestions need. */
export interface SuggestText {
  readonly text: string;
  readonly blocks: readonly Block[];
  /** A BCP 47 tag; empty if unknown. */
  readonly language: string;
}

type Within = SuggestionRule['within'];
type Side = SuggestionRule['side'];

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The position of a span in its text: its sentence and paragraph, and the distance of other ranges. */
export class Place {
  readonly #fragments: Fragments;
  readonly #hull: Fragment | null;
  readonly #sentence: Fragment;
  readonly #paragraph: Fragment;
  readonly #document: Fragment;

  constructor({ text, blocks }: SuggestText, fragments: Fragments) {
    this.#fragments = fragments;
    this.#hull = hull(fragments);
    this.#document = [0, text.length];
    const [start, end] = this.#hull ?? this.#document;
    const touched = blocks.filter(([, from, to]) => from < Math.max(end, start + 1) && to > start);
    this.#paragraph =
      this.#hull && touched.length > 0
        ? [touched[0]![1], touched.at(-1)![2]]
        : (this.#hull ?? this.#document);
    this.#sentence = this.#hull ? sentenceAround(text, this.#paragraph, [start, end]) : this.#document;
  }

  /** Returns the part of the text that a rule searches; the whole text for a span without a position. */
  reach(within: Within): Fragment {
    return { sentence: this.#sentence, paragraph: this.#paragraph, document: this.#document }[within];
  }

  /**
   * Whether a range is within reach and on the side that a rule requires, and outside the span's own words unless the side is
   * `inside`.
   */
  admits([start, end]: Fragment, within: Within, side: Side): boolean {
    const [from, to] = this.reach(within);
    if (start < from || end > to) return false;
    if (!this.#hull) return true;
    if (side === 'before') return end <= this.#hull[0];
    if (side === 'after') return start >= this.#hull[1];
    if (side === 'inside') return this.#fragments.some(([s, e]) => start >= s && end <= e);
    return this.#fragments.every(([s, e]) => end <= s || start >= e);
  }

  /** Returns a sort key: ranges in the same sentence first, then by distance; inside the span, in reading order. */
  nearness([start, end]: Fragment): readonly [sentence: number, distance: number] {
    if (!this.#hull) return [0, start];
    const apart = start < this.#sentence[0] || end > this.#sentence[1] ? 1 : 0;
    if (end <= this.#hull[0]) return [apart, this.#hull[0] - end];
    return [apart, start >= this.#hull[1] ? start - this.#hull[1] : start - this.#hull[0]];
  }

  /** Describes where a range is, as the reason for a suggestion. */
  describe(range: Fragment): string {
    if (!this.#hull) return 'in the article';
    if (this.#fragments.some(([s, e]) => range[0] >= s && range[1] <= e)) return 'inside the claim';
    const inside = ([from, to]: Fragment) => range[0] >= from && range[1] <= to;
    return inside(this.#sentence)
      ? 'in the same sentence'
      : inside(this.#paragraph)
        ? 'in the same paragraph'
        : 'elsewhere in the article';
  }
}

/** Returns the sentences of a paragraph that a range touches, as one range. */
function sentenceAround(text: string, [from, to]: Fragment, [start, end]: Fragment): Fragment {
  let first = from;
  let last = to;
  for (const { index, segment } of sentences.segment(text.slice(from, to))) {
    const begins = from + index;
    if (begins <= start) first = begins;
    if (begins + segment.length >= end) {
      last = begins + segment.length;
      break;
    }
  }
  return [first, last];
}
