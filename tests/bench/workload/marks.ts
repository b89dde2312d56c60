import type { Paragraph } from './prose.ts';
import type { Random } from './random.ts';

/** The largest number of spans that cover one word. */
export const DEEPEST = 4;
/** The share of spans that begin inside another and end outside it. */
const CROSSING = 0.1;
/** After this many rejected draws in a row, a paragraph counts as full. */
const PATIENCE = 400;

/** A planned span: its words, both ends included, and whether it is a claim or a mention. */
export interface Mark {
  readonly first: number;
  readonly last: number;
  readonly claim: boolean;
}

/**
 * Draws up to `count` marks over a paragraph: a quarter are claims (sentences and clauses), the others mentions of one to
 * four words, either separate or nested, and every tenth crosses the end of another. No two cover the same words. Pure
 * except for the random source.
 */
export class Marker {
  readonly #random: Random;
  #made = 0;
  #crossed = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  mark({ words, sentences }: Paragraph, count: number, known: readonly Mark[] = []): Mark[] {
    const marks = [...known];
    const depth = words.map((_, i) => marks.filter(({ first, last }) => first <= i && i <= last).length);
    for (let misses = 0; marks.length < known.length + count && misses < PATIENCE; misses++) {
      // Only at every other draw: if nothing can be crossed, other marks must still fit.
      const crosses = this.#crossed < CROSSING * this.#made && misses % 2 === 0;
      const drawn = crosses ? this.#across(marks) : this.#draw(marks, sentences);
      if (!drawn || drawn.last >= words.length) continue;
      const { first, last } = drawn;
      if (depth.slice(first, last + 1).some((deep) => deep >= DEEPEST)) continue;
      if (marks.some((other) => other.first === first && other.last === last)) continue;
      if (marks.filter((other) => crossing(drawn, other)).length !== (crosses ? 1 : 0)) continue;
      marks.push(drawn);
      for (let i = first; i <= last; i++) depth[i]!++;
      this.#made++;
      if (crosses) this.#crossed++;
      misses = 0;
    }
    return marks.slice(known.length);
  }

  #draw(marks: readonly Mark[], sentences: Paragraph['sentences']): Mark | null {
    const [begin, end] = this.#random.pick(sentences);
    const chance = this.#random.next();
    if (chance < 0.15) return { first: begin, last: end, claim: true };
    const first = this.#random.whole(begin, end);
    if (chance < 0.25) return { first, last: Math.min(end, first + this.#random.whole(4, 10)), claim: true };
    if (chance < 0.8) return { first, last: Math.min(end, first + this.#random.whole(0, 3)), claim: false };
    const outer = marks.filter((mark) => !mark.claim && mark.last > mark.first);
    if (outer.length === 0) return null;
    const { first: low, last: high } = this.#random.pick(outer);
    const inner = this.#random.whole(low, high);
    return { first: inner, last: this.#random.whole(inner, high), claim: false };
  }

  #across(marks: readonly Mark[]): Mark | null {
    const wide = marks.filter(({ first, last }) => last > first);
    if (wide.length === 0) return null;
    const { first, last } = this.#random.pick(wide);
    const begin = this.#random.whole(first + 1, last);
    return { first: begin, last: last + this.#random.whole(1, 4), claim: this.#random.next() < 0.4 };
  }
}

function crossing(a: Mark, b: Mark): boolean {
  return (
    (a.first < b.first && b.first <= a.last && a.last < b.last) ||
    (b.first < a.first && a.first <= b.last && b.last < a.last)
  );
}
