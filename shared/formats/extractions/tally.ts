import type { OffsetUnit } from '../../text/offsets.ts';
import { OFFSET_UNIT_WORDS } from '../units.ts';
import { MESSAGES } from './messages.ts';

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
      if (fits > 0 && fits < of) yield MESSAGES.offsetsAre(OFFSET_UNIT_WORDS[unit], fits, of);
    const { offset, score, percent } = Object.fromEntries(this.#seen);
    if (offset) yield MESSAGES.unusableOffsets(offset.count, offset.example);
    if (percent) yield MESSAGES.percentages(percent.count);
    if (score) yield MESSAGES.otherScores(score.count, score.example);
    if (this.untyped > 0) yield MESSAGES.untypedMentions(this.untyped, mentionType);
    if (this.others > 0) yield MESSAGES.furtherAnswers(this.others);
    if (this.otherText > 0) yield MESSAGES.otherTexts(this.otherText);
    if (this.repeated > 0) yield MESSAGES.repeatedItems(this.repeated);
    if (this.quarantined > 0) yield MESSAGES.notLocated(this.quarantined);
  }
}
