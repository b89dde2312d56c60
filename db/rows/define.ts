import type { AnnotationPatch, Topic } from '../../shared/contract/change.ts';
import type { EditList } from '../../shared/text/edits.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { RowReader, RowWriter } from './handle.ts';
import type { TermKind } from '../scheme/terms.ts';
import { belongingDocuments, uidsIn } from './belonging.ts';
import type { Reference } from './references.ts';
import type { Belonging, RowTable } from './table.ts';

/** A stored row with the change that wrote its present content. */
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
 * Where uids come from. `minted`: random. `shared`: the uid of the row that this one extends. `fields`: derived from
 * these fields, so that two copies of a project give the same row the same uid.
 */
export type Identity<Image> =
  'minted' | 'shared' | { readonly fields: readonly (keyof Image)[]; uid(image: Image): Uid };

/**
 * How to merge a field that two copies of a project changed differently. `union`: a list gets what either copy added
 * and loses what either removed. `later`: the later change is kept. `case`: a person decides. `fixed`: the field never
 * changes after the row is created.
 */
export type MergeRule = 'union' | 'later' | 'case' | 'fixed';

/** Finds names for what an image refers to, for descriptions. */
export interface Words {
  /** The text in whose offsets the image counts. */
  readonly text: string;
  term(uid: Uid): string;
  /** The quoted words of a span, even if the span no longer exists. */
  span(uid: Uid): string;
  entity(uid: Uid): string;
  document(uid: Uid): string;
  /** The text that an image of a text holds or names. */
  textOf(image: { readonly revision: number | Uid; readonly text?: string }): string;
}

/** Describes a row to a person. The words come with the text in whose offsets the image counts. */
export interface Description<Image> {
  /** The noun for the row, the words it is about, and the span to show. */
  subject(image: Image, words: Words, uid: Uid): { what: string; words: string; span: Uid | null };
  /** The fields that matter to a reader: name and value as text. */
  fields(image: Image, words: Words): Iterable<readonly [name: string, value: string]>;
  /** What differs between two images, if comparing all fields would show too much. */
  difference?(before: Image, after: Image, words: Words): { name: string; from: string; to: string };
}

/** Fields of an image that hold uids. Each must be listed among the references. */
type UidField<Image> = {
  [Field in keyof Image]-?: NonNullable<Image[Field]> extends Uid | readonly Uid[] ? Field : never;
}[keyof Image];

/** `term`: a part of the scheme, see `terms`. `elsewhere`: something that is not a row, such as a version of the scheme. */
export type FieldReferences<Image> = readonly Reference<Image>[] | 'term' | 'elsewhere';

/** Replaces free text in an image. Closed values (chosen from a list of the scheme) are kept. */
export interface Redaction {
  readonly redact: (text: string) => string;
  /** Whether the scheme lists the allowed values of this attribute or label. */
  readonly isClosed: (term: Uid) => boolean;
}

/**
 * How a notice of a change shows a row, so that clients need not read it again. A list of the patch: the row is an
 * annotation of its own. `span`: the row is shown as a part of this span. `all`: the change may move every annotation of
 * the document, so clients read the document again. `null`: the patch does not show it; its topics do.
 */
export type Shown<Image> =
  Exclude<keyof AnnotationPatch, 'removed'> | { span(image: Image): Uid } | 'all' | null;

interface Common<Image> {
  /** As written in the journal; must never be renamed. */
  readonly name: string;
  /** The noun for such a row in messages. */
  readonly noun: string;
  /** Null for the project, which is stored in `meta`. */
  readonly table: RowTable | null;
  readonly identity: Identity<Image>;
  /** The topics whose data clients must reload when such a row changes. */
  readonly topics: readonly Topic[];
  readonly shown: Shown<Image>;
  /** Whether values that are cached between commands (`ReadDb.fact`) are read from such rows. */
  readonly cached: boolean;
  /** What each field refers to, and what happens to this row when that is removed. */
  readonly references: { readonly [Field in UidField<Image>]: FieldReferences<Image> } & {
    readonly [Field in keyof Image]?: FieldReferences<Image>;
  };
  readonly merge: { readonly [Field in keyof Image]-?: MergeRule };
  /** Maps an image through the edits of its document's text; null if it has no offsets. */
  readonly offsets: ((image: Image, edits: EditList) => Image) | null;
  /** Replaces the uids of scheme terms; null if it has none. */
  readonly terms: ((image: Image, replace: (uid: Uid, kind: TermKind) => Uid) => Image) | null;
  /**
   * Replaces text that a person may have written; null if the kind has none. Returns the very same image if nothing
   * changes.
   */
  readonly freeText: ((image: Image, redaction: Redaction) => Image) | null;
  /** Selects the uids of rows that may hold free text, for tables in which only few rows do. */
  readonly freeTextRows?: string;
  read(store: RowReader, uid: Uid): Stored<Image> | undefined;
  /** Inserts or replaces a row; `change` becomes its change_id. */
  write(store: RowWriter, uid: Uid, image: Image, change: number): void;
  /**
   * Returns a function that writes new rows, for imports. They write millions of rows, and most of the time would go
   * into the upsert, reading back, and looking up the same document for each row.
   */
  inserter?(store: RowWriter, change: number): Inserter<Image>;
  /** Removes a row. Fails with a foreign key error while other rows depend on it. */
  remove(store: RowWriter, uid: Uid): void;
}

/** Rows of documents appear in the history, so they need a description. */
type Place<Image> =
  | { readonly belongs: 'project'; readonly description: null }
  | { readonly belongs: Exclude<Belonging<Image>, 'project'>; readonly description: Description<Image> };

/** How to list the uids of all rows: from the table, or with a function if the kind has no table. */
type Listing =
  { readonly table: RowTable } | { readonly table: null; uids(store: RowReader, change?: number): Uid[] };

/**
 * What must be stated about one kind of journalled row. An image is plain JSON with a fixed order of keys. It refers to
 * other rows by uid and holds the whole content of the row: writing it into an empty project restores the row byte for
 * byte.
 */
export type RowSpec<Image> = Common<Image> & Place<Image> & Listing;

/** A kind of journalled row, with everything that follows from its specification. */
export type RowKind<Image> = Common<Image> &
  Place<Image> & {
    /** Uids of the rows whose change_id is `change`, or of all rows; in order of creation. */
    uids(store: RowReader, change?: number): Uid[];
    /**
     * The documents that a row belongs to; empty for rows of the project as a whole. Call this while the rows it refers
     * to still exist.
     */
    documents(image: Image, store: RowReader, uid: Uid): readonly Uid[];
  };

/** Makes a row kind from its specification. */
export function rowKind<Image>(spec: RowSpec<Image>): RowKind<Image> {
  const { belongs } = spec;
  const uids = spec.table === null ? spec.uids.bind(spec) : uidsIn(spec.table);
  return {
    ...spec,
    uids,
    documents: (image, { db }, uid) => belongingDocuments(belongs, image, db, uid),
  };
}
