import type { ErrorWhere } from '../contract/errors.ts';
import { TermName } from '../model/attributes/common.ts';
import { formatError, type Incoming } from './define.ts';
import { MESSAGES } from './messages.ts';

/**
 * Names of types, relations and attributes from files. Nearly all are used unchanged; blanks at the ends and invisible
 * characters are removed, because no scheme can hold them, and reported once per name.
 */
export class Terms {
  readonly #changed = new Map<string, string>();

  /**
   * Returns a valid name.
   * @throws PostilError `refused` if no valid name remains; `what` states what it names.
   */
  of(name: string, what: string, where: ErrorWhere): string {
    if (TermName.safeParse(name).success) return name;
    const known = this.#changed.get(name);
    if (known !== undefined) return known;
    const cleaned = [...name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').trim()].slice(0, 100).join('').trim();
    if (!TermName.safeParse(cleaned).success)
      throw formatError(MESSAGES.notAName(what, name), where, MESSAGES.nameForm);
    this.#changed.set(name, cleaned);
    return cleaned;
  }

  /** Yields notes on the names that were changed, for the end of the file. */
  *notes(where: ErrorWhere): Generator<Incoming> {
    for (const [name, cleaned] of this.#changed)
      yield { kind: 'note', message: MESSAGES.nameReadAs(name, cleaned), where };
  }
}
