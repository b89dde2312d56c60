import type { Uid } from '../../shared/model/uid.ts';
import type { ReadStore, Store } from '../connection/store.ts';

/** A stored row with the change that gave it its present content. */
export interface Stored<Image> {
  readonly image: Image;
  readonly change: number;
}

/**
 * Writes a row from an image in the very form in which it would be read back. Answers false, with nothing done, when
 * the row is there already. It remembers what rows refer to, so it is good for rows written one straight after the other.
 */
export type Inserter<Image> = (uid: Uid, image: Image) => boolean;

/**
 * One kind of journalled row. An image is plain JSON with a fixed order of keys, refers to other rows by uid
 * and holds everything the row means: writing it into an empty project brings the row back, byte for byte.
 */
export interface RowKind<Image> {
  /** As written in the journal; never renamed. */
  readonly name: string;
  read(store: ReadStore, uid: Uid): Stored<Image> | undefined;
  /** Inserts or replaces; `change` becomes the row's change_id. */
  write(store: Store, uid: Uid, image: Image, change: number): void;
  /**
   * What writes new rows, for imports, which write millions: an upsert, a second look and looking up the same document
   * for each would take most of their time.
   */
  inserter?(store: Store, change: number): Inserter<Image>;
  /** Fails by foreign key while other rows depend on it. */
  remove(store: Store, uid: Uid): void;
  /** Uids of the rows whose change_id is `change`, or of all rows; in order of their making. */
  uids(store: ReadStore, change?: number): Uid[];
  /** The documents a row belongs to, asked while what it refers to is there; empty for project-wide rows. */
  documents(image: Image, store: ReadStore): readonly Uid[];
}

/** States a row kind, inferring its image. */
export function rowKind<Image>(kind: RowKind<Image>): RowKind<Image> {
  return kind;
}
