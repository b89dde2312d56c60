import { PostilError, type ErrorWhere } from '../contract/errors.ts';
import type { Attribute } from '../model/attributes/index.ts';
import { annotationsIn, isAnnotationAlone, ownOffsets, type FoundAnnotations } from './annotation-like.ts';
import { formatError, TEXT_ONLY, type Incoming, type ReadOptions } from './define.ts';
import { show } from './show.ts';

/** Every format that reads JSON declares it, among those that mean something for reading alone. */
export const textOnlyOption: Attribute = {
  kind: 'boolean',
  name: TEXT_ONLY,
  label: 'Texts without their annotations',
  help: 'Imports the text of a record even if none of its apparent annotations can be read. Otherwise the record is refused.',
  default: false,
};

/** The refusal of a record of which only the text can be read, although it holds annotations. */
export class UnreadAnnotations extends PostilError {}

/**
 * What a reader passes over although it looks like annotations, over one file. The reader begins each record, shows the
 * fields that it does not know ({@link look}), and closes it with how much was read of it ({@link close}).
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

  /** Begins a record. The one before may have been refused for another reason before it was closed. */
  begin(): void {
    this.#record = new Map();
  }

  /**
   * Looks at fields of the record at hand that are not read.
   *
   * @param text the text of the record, `undefined` where it has none
   * @param path where the fields are, if not in the record itself: `spans[]`
   * @param all all fields beside them, where tokens may be that tags belong to
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
   * Closes the record at hand.
   *
   * @param read how many annotations were read of it: spans, relations, labels, notes, quarantine
   * @throws UnreadAnnotations where nothing was read but it holds annotations, unless texts alone were asked for
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
   * Closes the record at hand, which has no text and is passed over: what it holds of annotations would be lost.
   *
   * @throws PostilError `refused` where it holds any
   */
  closeWithoutText(where: ErrorWhere): void {
    const found = this.#record;
    this.#record = new Map();
    if (found.size > 0)
      throw formatError(
        `The record has no text, but what looks like annotations: ${inWords(found)}.`,
        where,
        'Give it the text that they are of.',
      );
  }

  /** What was passed over in the whole file, a note for each key. */
  *notes(): Generator<Incoming> {
    for (const [path, { items, records, first }] of this.#sums)
      yield {
        kind: 'note',
        message: `${show(path)} looks like annotations and is not read: ${items} in ${records} ${records === 1 ? 'record' : 'records'}, the first here.`,
        where: { ...first, file: this.#file },
      };
  }
}

/**
 * Refuses an object that is one annotation and no record with an article's text, as token classifiers return them.
 *
 * @param text what would be taken for the article's text
 * @throws PostilError `refused`
 */
export function assertNotAnnotationAlone(
  value: Readonly<Record<string, unknown>>,
  text: string | undefined,
  where: ErrorWhere,
): void {
  if (!isAnnotationAlone(value, text)) return;
  throw formatError(
    `This is an annotation and no article${text === undefined ? '' : `: ${show(text)} is what it marks`}.`,
    where,
    'A record needs the text of its article with a list of annotations beside it, or the id of a document.',
  );
}

function refusal(found: FoundAnnotations, where: ErrorWhere): UnreadAnnotations {
  return new UnreadAnnotations(
    'refused',
    `Only the text of this record can be read, but it seems to have annotations: ${inWords(found)}. ` +
      `Choose the format that has them there, or import the text alone (option ${TEXT_ONLY}).`,
    where,
  );
}

function inWords(found: FoundAnnotations): string {
  const paths = [...found].map(([path, count]) => `${show(path)} (${count})`);
  return paths.slice(0, 5).join(', ') + (paths.length > 5 ? ' and others' : '');
}
