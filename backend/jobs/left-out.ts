import { PostilError, type ErrorWhere, type Fault } from '../../shared/contract/errors.ts';
import type { LeftOut } from '../../shared/contract/exchange.ts';
import { MESSAGES } from './messages.ts';

/** At most this many faults are listed; the rest is counted. */
const LISTED = 10_000;

/** The faulty parts that an import or a conversion left out. All are counted; they are listed up to a limit. */
export class FaultList {
  readonly #listed: Fault[] = [];
  readonly #counts = { annotation: 0, record: 0, file: 0 };
  #textOnly = 0;

  /** Returns a copy to add to: a write that waits for a lock starts over, and must not report anything twice. */
  forOneTry(): FaultList {
    const copy = new FaultList();
    copy.addAll(this);
    return copy;
  }

  /** Adds the faults of another list, including those that it only counted. */
  addAll(other: FaultList): void {
    for (const cost of ['annotation', 'record', 'file'] as const) this.#counts[cost] += other.#counts[cost];
    this.#textOnly += other.#textOnly;
    this.#listed.push(...other.#listed.slice(0, LISTED - this.#listed.length));
  }

  readonly add = (fault: Fault): void => {
    this.#counts[fault.cost]++;
    if (fault.textOnly) this.#textOnly++;
    if (this.#listed.length < LISTED) this.#listed.push(fault);
  };

  get count(): number {
    const { annotation, record, file } = this.#counts;
    return annotation + record + file;
  }

  /** The number of records that could be imported as texts without their annotations. */
  get textOnly(): number {
    return this.#textOnly;
  }

  list(): LeftOut {
    const { annotation: annotations, record: records, file: files } = this.#counts;
    const faults = [...this.#listed];
    return {
      annotations,
      records,
      files,
      faults,
      more: this.count - faults.length,
      ...(this.#textOnly > 0 && { textOnly: this.#textOnly }),
    };
  }

  /**
   * Returns an error that refuses everything. A single fault is reported in its own words; of several, the message
   * names the first and the error contains all.
   *
   * @param why the reason, as a sentence, why the good parts are refused too
   */
  refusal(why: string): PostilError {
    const [first] = this.#listed;
    if (!first) throw new Error('nothing was left out');
    if (this.count === 1) return new PostilError('refused', first.message, first.where, this.#listed);
    return new PostilError(
      'refused',
      MESSAGES.faultsFound(why, this.count, first.message),
      first.where,
      this.#listed,
    );
  }
}

/** Returns a location for display, with its folder, because two folders may have files of the same name. */
export function placeInFolder<Where extends ErrorWhere | undefined>(
  { below }: { readonly below: string },
  where: Where,
): Where {
  const file = where?.file;
  return below === '' || file === undefined ? where : { ...where, file: `${below}${file}` };
}

/** Returns a fault for display, with its folder. */
export function inFolder(source: { readonly below: string }, fault: Fault): Fault {
  return fault.where ? { ...fault, where: placeInFolder(source, fault.where) } : fault;
}
