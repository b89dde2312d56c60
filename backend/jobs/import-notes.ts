import { describeWhere, type ErrorWhere } from '../../shared/contract/errors.ts';
import type { ImportReport } from '../../shared/contract/exchange.ts';
import { MESSAGES } from './messages.ts';

/** At most this many notes are listed; the rest is counted. */
const LISTED_NOTES = 200;

/** Notes of an import, listed up to a limit. */
export class ImportNotes {
  readonly #listed: { message: string; where?: ErrorWhere }[] = [];
  #more = 0;

  /** Returns a copy to add to: a write that waits for a lock starts over, and must not report anything twice. */
  forOneTry(): ImportNotes {
    const copy = new ImportNotes();
    copy.#listed.push(...this.#listed);
    copy.#more = this.#more;
    return copy;
  }

  add(message: string, where?: ErrorWhere): void {
    if (this.#listed.length < LISTED_NOTES) this.#listed.push({ message, ...(where && { where }) });
    else this.#more++;
  }

  /** Takes over the notes of a copy. */
  take(copy: ImportNotes): void {
    this.#listed.splice(0, this.#listed.length, ...copy.#listed);
    this.#more = copy.#more;
  }

  list(): { message: string; where?: ErrorWhere }[] {
    return this.#more === 0 ? this.#listed : [...this.#listed, { message: MESSAGES.moreNotes(this.#more) }];
  }
}

/** Formats a note as one line, as the command line prints it. */
export function noteLine({ message, where }: ImportReport['notes'][number]): string {
  const place = describeWhere(where);
  return place ? `${place}: ${message}` : message;
}
