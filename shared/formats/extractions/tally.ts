import type { OffsetUnit } from '../../text/offsets.ts';
import { show } from '../show.ts';
import { OFFSET_UNIT_WORDS } from '../units.ts';

/** Collects the notes at the end of a file about how its records were read. */
export class Tally {
  repeated = 0;
  quarantined = 0;
  /** Mentions without a type in the file. */
  untyped = 0;
  /** The number of records whose text differs from the article that they name. */
  otherText = 0;
  /** Further responses of a model to one question. */
  others = 0;
  readonly #units = new Map<OffsetUnit, { fits: number; of: number }>();
  readonly #seen = new Map<string, { count: number; example: string }>();

  unit(unit: OffsetUnit, fits: number, of: number): void {
    if (of === 0) return;
    const sum = this.#units.get(unit) ?? { fits: 0, of: 0 };
    this.#units.set(unit, { fits: sum.fits + fits, of: sum.of + of });
  }

  add(what: 'offset' | 'score' | 'percent', value: unknown): void {
    const sum = this.#seen.get(what) ?? {
      count: 0,
      example: typeof value === 'string' ? value : JSON.stringify(value),
    };
    this.#seen.set(what, { ...sum, count: sum.count + 1 });
  }

  /** @param mentionType the type given to mentions without one */
  *messages(mentionType: string): Generator<string> {
    for (const [unit, { fits, of }] of this.#units)
      if (fits > 0 && fits < of)
        yield `Offsets are ${OFFSET_UNIT_WORDS[unit]}; ${fits} of ${of} quotes match.`;
    const { offset, score, percent } = Object.fromEntries(this.#seen);
    if (offset)
      yield `${offset.count} ${offset.count === 1 ? 'item has' : 'items have'} unusable offsets (${show(offset.example)}); the words were searched for in the article.`;
    if (percent)
      yield `${percent.count} ${percent.count === 1 ? 'score was' : 'scores were'} read as a percentage.`;
    if (score)
      yield `${score.count} ${score.count === 1 ? 'score is not a number on a known scale' : 'scores are not numbers on a known scale'} (${show(score.example)}) and became ${score.count === 1 ? 'an attribute' : 'attributes'}.`;
    if (this.untyped > 0)
      yield `${this.untyped} ${this.untyped === 1 ? 'mention has' : 'mentions have'} no type and became ${mentionType}; the option mention-type sets another type.`;
    if (this.others > 0)
      yield `${this.others} further ${this.others === 1 ? 'answer' : 'answers'} to the same question ${this.others === 1 ? 'was' : 'were'} not read; only the first was.`;
    if (this.otherText > 0)
      yield `${this.otherText} ${this.otherText === 1 ? 'record has' : 'records have'} a text that differs from the article; the words were searched for in the article.`;
    if (this.repeated > 0)
      yield `${this.repeated} ${this.repeated === 1 ? 'item repeats' : 'items repeat'} an earlier item of the record and ${this.repeated === 1 ? 'was' : 'were'} read once.`;
    if (this.quarantined > 0)
      yield `${this.quarantined} could not be located in ${this.quarantined === 1 ? 'its article' : 'their articles'}; a project keeps ${this.quarantined === 1 ? 'it' : 'them'} in quarantine.`;
  }
}
