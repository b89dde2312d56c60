import { PostilError, type ErrorWhere } from '../contract/errors.ts';
import type { Attribute } from '../model/attributes/index.ts';
import { annotationsIn, isAnnotationAlone, ownOffsets, type FoundAnnotations } from './annotation-like.ts';
import { formatError, TEXT_ONLY, type Incoming, type ReadOptions } from './define.ts';
import { MESSAGES } from './messages.ts';
import { show } from './show.ts';

/** Every format that reads JSON declares this option, as a reading option. */
export const textOnlyOption: Attribute = {
  kind: 'boolean',
  name: TEXT_ONLY,
  label: 'Texts without their annotations',
  help: 'Imports the text of a record even if none of its apparent annotations can be read. Otherwise the record is refused.',
  default: false,
};

/** The refusal of a record with annotations of which only the text can be read. */
export class UnreadAnnotations extends PostilError {}

/**
 * Tracks what a reader skips in one file although it looks like annotations. The reader begins each record, passes the
 * fields that it does not know ({@link look}), and closes it with the number of annotations read ({@link close}).
 */
export class Unread {
  readonly #file: string;
  readonly #textOnly: boolean;
  readonly #sums = new Map<string, { items: number; records: number; first: ErrorWhere }>();
  #record: FoundAnnotations = new Map();

  constructor({ file, values }: Pick<ReadOptions, 'file' | 'values'>) {
    this.#file = file;
    this.#textOnly = values?.[TEXT_ONLY] === true;
  }

  /** Begins a record. The previous one may have been refused before it was closed. */
  begin(): void {
    this.#record = new Map();
  }

  /**
   * Looks at unread fields of the current record.
   *
   * @param text the text of the record, `undefined` if it has none
   * @param path the position of the fields, if not in the record itself: `spans[]`
   * @param all all fields beside them, which may include the tokens of tags
   */
  look(
    fields: Readonly<Record<string, unknown>>,
    text: string | undefined,
    path = '',
    all: Readonly<Record<string, unknown>> = fields,
  ): void {
    for (const [at, count] of annotationsIn(fields, text, path, all))
      this.#record.set(at, (this.#record.get(at) ?? 0) + count);
    const own = path === '' ? ownOffsets(fields) : null;
    if (own) this.#record.set(own.join(', '), 1);
  }

  /**
   * Closes the current record.
   *
   * @param read how many annotations were read of it: spans, relations, labels, notes, quarantine
   * @throws UnreadAnnotations if none were read although it has some, unless only texts were requested
   */
  close(read: number, where: ErrorWhere): void {
    const found = this.#record;
    this.#record = new Map();
    if (found.size === 0) return;
    if (read === 0 && !this.#textOnly) throw refusal(found, where);
    for (const [path, count] of found) {
      const sum = this.#sums.get(path);
      if (!sum) this.#sums.set(path, { items: count, records: 1, first: where });
      else {
        sum.items += count;
        sum.records++;
      }
    }
  }

  /**
   * Closes the current record, which has no text and is skipped.
   *
   * @throws PostilError `refused` if it has annotations, because they would be lost
   */
  closeWithoutText(where: ErrorWhere): void {
    const found = this.#record;
    this.#record = new Map();
    if (found.size > 0)
      throw formatError(MESSAGES.annotationsWithoutText(inWords(found)), where, MESSAGES.giveText);
  }

  /** Yields a note for each key that was skipped in the file. */
  *notes(): Generator<Incoming> {
    for (const [path, { items, records, first }] of this.#sums)
      yield {
        kind: 'note',
        message: MESSAGES.notRead(path, items, records),
        where: { ...first, file: this.#file },
      };
  }
}

/**
 * Refuses an object that is one annotation and not a record with an article's text, as token classifiers return them.
 *
 * @param text the string that would be read as the article's text
 * @throws PostilError `refused`
 */
export function assertNotAnnotationAlone(
  value: Readonly<Record<string, unknown>>,
  text: string | undefined,
  where: ErrorWhere,
): void {
  if (!isAnnotationAlone(value, text)) return;
  throw formatError(MESSAGES.annotationAlone(text), where, MESSAGES.recordForm);
}

function refusal(found: FoundAnnotations, where: ErrorWhere): UnreadAnnotations {
  return new UnreadAnnotations('refused', MESSAGES.unreadAnnotations(inWords(found), TEXT_ONLY), where);
}

function inWords(found: FoundAnnotations): string {
  const paths = [...found].map(([path, count]) => `${show(path)} (${count})`);
  return paths.slice(0, 5).join(', ') + (paths.length > 5 ? ' and others' : '');
}
