import type { Topic } from '../../shared/contract/change.ts';
import type { EditList } from '../../shared/text/edits.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { ReadStore, Store } from '../connection/store.ts';
import type { TermKind } from '../scheme/terms.ts';
import { belongingDocuments, uidsIn } from './belonging.ts';
import type { Reference } from './references.ts';
import type { Belonging, RowTable } from './table.ts';

/** A stored row with the change that gave it its present content. */
export interface Stored<Image> {
  readonly image: Image;
  readonly change: number;
}

/**
 * Writes a row from an image in exactly the form in which it would be read back. Returns false, having written nothing, if the row
 * already exists. Caches look-ups, so use it only for consecutive inserts of one import.
 */
export type Inserter<Image> = (uid: Uid, image: Image) => boolean;

/**
 * Where uids come from. `minted`: random. `shared`: the row has the uid of what it is about. `fields`: derived from these
 * fields, so that two copies of a project give the same row the same uid.
 */
export type Identity<Image> =
  'minted' | 'shared' | { readonly fields: readonly (keyof Image)[]; uid(image: Image): Uid };

/**
 * What becomes of a field that two copies of a project changed differently. `union`: a list gets what either added and loses what
 * either removed. `later`: the later change is kept. `case`: a person decides. `fixed`: it never changes after the row was made.
 */
export type MergeRule = 'union' | 'later' | 'case' | 'fixed';

/** Names for what an image refers to, for descriptions. */
export interface Words {
  /** The text of the document as the described change left it. */
  readonly text: string;
  term(uid: Uid): string;
  /** The quoted words of a span, which may be gone by now. */
  span(uid: Uid): string;
  entity(uid: Uid): string;
  document(uid: Uid): string;
}

/** Describes a row to a person. */
export interface Description<Image> {
  /** What the row is, the words it is about, and the span to show. */
  subject(image: Image, words: Words, uid: Uid): { what: string; words: string; span: Uid | null };
  /** The fields that mean something to a reader, by name, as text. */
  fields(image: Image, words: Words): Iterable<readonly [name: string, value: string]>;
  /** What two images differ in, where comparing fields would show too much. */
  difference?(before: Image, after: Image): { name: string; from: string; to: string };
}

/** Fields of an image that hold uids, each of which must be stated among the references. */
type UidField<Image> = {
  [Field in keyof Image]-?: NonNullable<Image[Field]> extends Uid | readonly Uid[] ? Field : never;
}[keyof Image];

/** `term`: of the scheme, see `terms`. `elsewhere`: of something that is no row, such as a version of the scheme. */
export type FieldReferences<Image> = readonly Reference<Image>[] | 'term' | 'elsewhere';

/** Replaces free text of an image. Closed values (chosen from a list of the scheme) are kept. */
export interface Redaction {
  readonly redact: (text: string) => string;
  /** Whether the values of this attribute or label are listed by the scheme. */
  readonly isClosed: (term: Uid) => boolean;
}

interface Common<Image> {
  /** As written in the journal; never renamed. */
  readonly name: string;
  /** What a person calls such a row. */
  readonly noun: string;
  /** Null for the project, which is stored in `meta`. */
  readonly table: RowTable | null;
  readonly identity: Identity<Image>;
  /** What a changed row makes stale in clients. */
  readonly topics: readonly Topic[];
  /** What each field refers to, and what the removal of that does. */
  readonly references: { readonly [Field in UidField<Image>]: FieldReferences<Image> } & {
    readonly [Field in keyof Image]?: FieldReferences<Image>;
  };
  readonly merge: { readonly [Field in keyof Image]-?: MergeRule };
  /** Maps an image through the edits of its document's text; null if it has no offsets. */
  readonly offsets: ((image: Image, edits: EditList) => Image) | null;
  /** Replaces the uids of scheme terms; null if it has none. */
  readonly terms: ((image: Image, replace: (uid: Uid, kind: TermKind) => Uid) => Image) | null;
  /** Replaces what a person may have written; null if nothing. Returns the very same image if nothing changes. */
  readonly freeText: ((image: Image, redaction: Redaction) => Image) | null;
  /** Selects the uids of rows that may hold free text, if only few rows do. */
  readonly freeTextRows?: string;
  read(store: ReadStore, uid: Uid): Stored<Image> | undefined;
  /** Inserts or replaces; `change` becomes the row's change_id. */
  write(store: Store, uid: Uid, image: Image, change: number): void;
  /**
   * Writes new rows, for imports, which write millions: an upsert, a second look and looking up the same document for each would
   * take most of their time.
   */
  inserter?(store: Store, change: number): Inserter<Image>;
  /** Fails by foreign key while other rows depend on it. */
  remove(store: Store, uid: Uid): void;
}

/** Rows of documents are listed in history, so they need a description. */
type Place<Image> =
  | { readonly belongs: 'project'; readonly description: null }
  | { readonly belongs: Exclude<Belonging<Image>, 'project'>; readonly description: Description<Image> };

/** Uids of rows: from the table, or stated where there is none. */
type Listing =
  { readonly table: RowTable } | { readonly table: null; uids(store: ReadStore, change?: number): Uid[] };

/**
 * What has to be stated about one kind of journalled row. An image is plain JSON with a fixed order of keys, refers to other rows
 * by uid and holds the whole content of the row: writing it into an empty project restores the row byte for byte.
 */
export type RowSpec<Image> = Common<Image> & Place<Image> & Listing;

/** A kind of journalled row, with what follows from its statement. */
export type RowKind<Image> = Common<Image> &
  Place<Image> & {
    /** Uids of the rows whose change_id is `change`, or of all rows; in order of creation. */
    uids(store: ReadStore, change?: number): Uid[];
    /** The documents a row belongs to, read while what it refers to still exists; empty for project-wide rows. */
    documents(image: Image, store: ReadStore, uid: Uid): readonly Uid[];
  };

/** States a row kind. */
export function rowKind<Image>(spec: RowSpec<Image>): RowKind<Image> {
  const { belongs } = spec;
  const uids = spec.table === null ? spec.uids.bind(spec) : uidsIn(spec.table);
  return {
    ...spec,
    uids,
    documents: (image, { db }, uid) => belongingDocuments(belongs, image, db, uid),
  };
}
