import type { Uid } from '../../shared/model/uid.ts';

/** Where the rows of a kind are stored. */
export interface RowTable {
  readonly name: string;
  /** The column that identifies a row: its own uid, or the document, one row each. */
  readonly key: 'uid' | 'document_id';
  /** Whether imports write rows of this table. Until such an import is finished, ids above a limit belong to it. */
  readonly imported: boolean;
  /**
   * Tables without a row kind of their own whose rows are written and removed together with a row, each with the column
   * that refers to it.
   */
  readonly parts: Readonly<Record<string, string>>;
  /** The value of `attribute.of` for the attributes of these rows; absent if they have none. */
  readonly attributes?: 's' | 'r';
  /** A full-text index whose rowid is the document of the row. */
  readonly index?: string;
  /** The column by which rows of `review_case` that are derived from a row refer to it. */
  readonly cases?: string;
}

/** How a row belongs to documents. */
export type Belonging<Image> =
  /** To no document: the row is part of the project as a whole. */
  | 'project'
  /** The row has the uid of its document. */
  | 'uid'
  /** The field `document` of the image names the document, and so does the column `document_id` of the table. */
  | 'field'
  /**
   * To the document of the spans in these columns. The field `document` of the image names it; if that field is absent,
   * the row belongs to the documents of all spans that `spans` returns.
   */
  | { readonly columns: readonly string[]; spans(image: Image): readonly Uid[] };
