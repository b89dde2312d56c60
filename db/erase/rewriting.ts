import type { Uid } from '../../shared/model/uid.ts';
import type { ImageOf, KindName } from '../rows/index.ts';

/** One row of the project, by its kind and uid. */
export interface RowName {
  readonly kind: KindName;
  readonly uid: Uid;
}

/**
 * How a deletion for good changes what a project says, in one place for the rows as they are and for every image of them
 * in the journal. Because both are changed by the same function, the journal still leads from one state to the next, and
 * `check` can still walk it back.
 */
export interface Rewriting {
  /**
   * What becomes of a row's image: another one, `null` when the row must not have existed, or the very same object when it
   * does not change. Depends on nothing but its arguments.
   */
  image<Kind extends KindName>(kind: Kind, uid: Uid, image: ImageOf<Kind>): ImageOf<Kind> | null;
  /** The stored rows that may change; each at most once. */
  rows(): Iterable<RowName>;
  /** What a change is called afterwards, by what became of its rows. */
  label(label: string, rows: 'unchanged' | 'changed' | 'all removed'): string;
  /** The document that is deleted, with its entries in lists of documents. */
  readonly document?: Uid;
}
