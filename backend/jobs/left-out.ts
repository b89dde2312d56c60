import { PostilError, type ErrorWhere, type Fault } from '../../shared/contract/errors.ts';
import type { LeftOut } from '../../shared/contract/exchange.ts';
import { counted } from '../../shared/text/counted.ts';

/** So many faults are listed; the rest is counted. */
const LISTED = 10_000;

/** Why even the good is refused. */
export const NOTHING_GOOD = 'Nothing in the files could be imported.';
export const ALL_OR_NOTHING = 'Nothing was imported, since it was to be all or nothing.';

/** What an import or a conversion left out because it was faulty: all of it is counted, and listed up to a bound. */
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

  /** Takes over what another list holds, also what that one only counted. */
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

  /** How many records would come in if texts were asked for whose annotations are not read. */
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
   * The refusal of everything. A single fault is refused in its own words; of several, the first is named in the message
   * and all of them come with it.
   *
   * @param why the reason why not even the good is taken, in a sentence
   */
  refusal(why: string): PostilError {
    const [first] = this.#listed;
    if (!first) throw new Error('nothing was left out');
    if (this.count === 1) return new PostilError('refused', first.message, first.where, this.#listed);
    return new PostilError(
      'refused',
      `${why} ${counted(this.count, 'fault')} were found, the first: ${first.message}`,
      first.where,
      this.#listed,
    );
  }
}

/** Returns a place as it is shown: with the folder, because two folders may have files of the same name. */
export function placeInFolder<Where extends ErrorWhere | undefined>(
  { below }: { readonly below: string },
  where: Where,
): Where {
  const file = where?.file;
  return below === '' || file === undefined ? where : { ...where, file: `${below}${file}` };
}

/** Returns a fault as it is shown, with its folder. */
export function inFolder(source: { readonly below: string }, fault: Fault): Fault {
  return fault.where ? { ...fault, where: placeInFolder(source, fault.where) } : fault;
}
