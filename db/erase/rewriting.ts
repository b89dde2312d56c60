import type { ExampleLink } from '../../shared/guideline/blocks.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { ImageOf, KindName } from '../rows/index.ts';

/** One row of the project, by its kind and uid. */
export interface RowName {
  readonly kind: KindName;
  readonly uid: Uid;
}

/**
 * How a deletion for good changes the content of a project. The same function changes the present rows and every image
 * of them in the journal, so the journal still leads from one state to the next, and `check` can still walk it back.
 */
export interface Rewriting {
  /**
   * Returns the new image of a row, `null` if the row must never have existed, or the very same object if it does not
   * change. Must depend on nothing but its arguments.
   */
  image<Kind extends KindName>(kind: Kind, uid: Uid, image: ImageOf<Kind>): ImageOf<Kind> | null;
  /** Yields the stored rows that may change, each at most once. */
  rows(): Iterable<RowName>;
  /** Returns the new label of a change, depending on what happened to its rows. */
  label(label: string, rows: 'unchanged' | 'changed' | 'all removed'): string;
  /** Redacts a text that no image holds: those of earlier revisions of documents. The result is as long as the text. */
  readonly redact?: (text: string) => string;
  /** Changes what the examples of guidelines hold of articles, in every version of the scheme. */
  example(example: ExampleLink): ExampleLink;
  /** The document to delete, whose entries in lists of documents are removed too. */
  readonly document?: Uid;
}
